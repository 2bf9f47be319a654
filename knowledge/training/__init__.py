"""How the embedding model was adapted: the texts, the script, the result. Not needed to serve."""
