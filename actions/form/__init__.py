"""The request form: what a message in it is, what an answer changes, what is still to ask, and its summary."""
