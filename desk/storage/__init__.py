"""The desk's tables and how to reach them."""
