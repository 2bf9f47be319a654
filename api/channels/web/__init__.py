"""The web: a channel whose messages are fetched."""
