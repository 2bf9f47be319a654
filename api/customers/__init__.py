"""What customers call: conversations, the form for personal data, papers, the widget's texts."""
