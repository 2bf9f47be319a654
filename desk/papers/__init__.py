"""Papers for customers and letters of the desk, as PDF: made on demand from the vault, in memory, kept nowhere."""
