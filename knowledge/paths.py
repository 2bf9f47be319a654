"""Where built things and policies lie. Standard library only, Python 3.10 and 3.11.

`MADOGUCHI_VAR_DIR` moves everything that is built or written at run time, `MADOGUCHI_POLICIES_DIR` the
companies' folders. Both are read at each call, so a test can point them elsewhere.
"""

import os
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def var_dir() -> Path:
    """The folder of everything built or written at run time."""
    return Path(os.environ.get("MADOGUCHI_VAR_DIR") or _ROOT / "var")


def model_dir() -> Path:
    """The embedding model that `knowledge.modelbuild` makes."""
    return var_dir() / "models" / "e5-small"


def plain_model_dir() -> Path:
    """The same model without the desk's adapter: the dialogue's intents need what the adapter blurs."""
    return model_dir() / "plain"


def index_dir() -> Path:
    """The search index that `knowledge.index` makes."""
    return var_dir() / "index"


def policies_dir() -> Path:
    """The folder with one folder a company, each holding `policy.txt`."""
    return Path(os.environ.get("MADOGUCHI_POLICIES_DIR") or _ROOT / "knowledge" / "policies")


def policy_paths() -> dict[str, Path]:
    """Each company's policy file, by company id, in alphabetical order."""
    return {path.parent.name: path for path in sorted(policies_dir().glob("*/policy.txt"))}
