"""Search frameworks that this product is compared with. Runs in an environment of its own (`.venv-peers`).

Of this repository only `knowledge.encoding` is imported here: the peers embed with the same weights, without PyTorch.
"""
