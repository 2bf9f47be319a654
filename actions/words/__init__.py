"""What the words of a message tell by themselves, whatever the dialogue model takes it for: pure readers, no action."""
