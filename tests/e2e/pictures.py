"""Pictures for somebody to look at, where `MADOGUCHI_TEST_SHOTS` names a folder for them."""

import os
from pathlib import Path

from playwright.sync_api import Page

_GIVEN = os.environ.get("MADOGUCHI_TEST_SHOTS")
SHOTS = Path(_GIVEN) if _GIVEN else None
"""The folder; None where nobody wants to look."""


def shot(page: Page, name: str) -> None:
    """The whole page as it is now."""
    if SHOTS:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
