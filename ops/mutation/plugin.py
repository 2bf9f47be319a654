"""The plugin of pytest that mutants are tested with: no chance, no haste, and the quickest verdict.

A failing example is not made smaller (nobody reads it), and tests of single cases come before those that search.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "mutants",
    derandomize=True,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.register_profile("mutants-quick", settings.get_profile("mutants"), max_examples=10)
"""Where all unit tests are run for one mutant: as many examples as `make unit` takes."""
settings.load_profile("mutants")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Single cases first."""
    items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))
