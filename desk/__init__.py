"""The domain of the help desk: conversations, requests, vault, wording, and their storage."""
