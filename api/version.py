"""Which version of Madoguchi this is."""

from importlib.metadata import version

VERSION = version("madoguchi")
"""As `pyproject.toml` says it: the set-up installs the project anew when that file changes."""
