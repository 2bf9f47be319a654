"""The staff's API. The desk decides who may do what; this only translates."""
