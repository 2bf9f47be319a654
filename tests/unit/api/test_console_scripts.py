"""The scripts of the staff's pages."""

import re

from tests.unit.docs.pages import ROOT

TEMPLATES = sorted((ROOT / "api/templates/console").rglob("*.html"))
LIBRARY = "htmx.min.js"


def test_each_script_of_ours_is_a_module_so_that_no_two_share_a_name() -> None:
    """Two functions of one name in two plain scripts are one: the later took the earlier's place on every page."""
    tags = [
        tag for file in TEMPLATES for tag in re.findall(r"<script[^>]*>", file.read_text(encoding="utf-8"))
    ]
    ours = [tag for tag in tags if LIBRARY not in tag]
    assert len(ours) >= 6
    assert [tag for tag in ours if 'type="module"' not in tag] == []
