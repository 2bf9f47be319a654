"""What all tests share: the folder a test lies in is its marker."""

from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_KINDS = ("unit", "integration", "e2e")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        kind = item.path.relative_to(_HERE).parts[0]
        if kind in _KINDS:
            item.add_marker(kind)
