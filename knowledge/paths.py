"""Where built things and policies lie. Standard library only, Python 3.10 and 3.11.

`MADOGUCHI_VAR_DIR` moves everything that is built or written at run time, `MADOGUCHI_POLICIES_DIR` the
companies' folders. Both are read at each call, so a test can point them elsewhere.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from knowledge.vocabulary import CompanyId

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


def company_of(folder: Path) -> CompanyId:
    """Whose folder it is. The one place where a name becomes a company's id; whatever else names a company is looked
    up among those that have a folder (`named`)."""
    return CompanyId(folder.name)


def policy_paths(folder: Path | None = None) -> dict[CompanyId, Path]:
    """Each company's policy file, by company id, in alphabetical order; by default those of the installation."""
    found = sorted((folder or policies_dir()).glob("*/policy.txt"))
    return {company_of(path.parent): path for path in found}


def named(text: str, companies: Iterable[CompanyId]) -> CompanyId | None:
    """The one of these companies that a text from outside names, or None."""
    return next((one for one in companies if one == text), None)
