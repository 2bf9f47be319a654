"""From the bot to a person and back: the queue, who is there, claims, replies, notes."""
