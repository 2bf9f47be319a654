"""What the companies' policies say: reading, facts, index, search, answers. No web, no Rasa."""
