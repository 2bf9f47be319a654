"""What differs by itself each time, held fast for the pictures: the clock, receipts and other numbers by chance, the
secret of an authenticator app. A page that has not changed then gives the same picture.

For the pictures' own house, which is thrown away: what is by chance here, anybody can guess.
`python -m docs.screenshots.frozen ...` is `madoguchi ...` under it; `docs.screenshots.house` serves the desk.
"""

import random
import secrets
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pyotp

from desk import bootstrap

MOMENT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
"""When it is in the pictures: a Friday at 11 in Japan, within opening hours."""
_SEED = 20261127


def freeze() -> None:
    """From now on, for this process. To be called before a desk is built."""
    drawn = random.Random(_SEED)  # noqa: S311 - on purpose
    _replace(bootstrap, utc_now=lambda: MOMENT)
    _replace(secrets, choice=drawn.choice, token_hex=lambda size=32: drawn.randbytes(size).hex())
    _replace(pyotp, random_base32=lambda: "MADOGUCHI234567MADOGUCHI234567AB")


def _replace(module: ModuleType, **names: Any) -> None:
    for name, value in names.items():
        if not hasattr(module, name):
            raise AttributeError(f"{module.__name__} has no {name} any more: nothing would be held fast.")
        setattr(module, name, value)


if __name__ == "__main__":
    freeze()
    from api.cli import main

    main()
