"""Encryption at rest: keys, their rotation, and the vault of what customers entered into forms."""
