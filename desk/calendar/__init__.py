"""Days: when a desk is open, when something is due, and what is late."""
