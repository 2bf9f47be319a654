"""Every block of shell in the documents that does not say why it is not run, run as it stands, on a desk that is set up.

The tutorial's blocks need each other: `test_tutorial.py` runs those.
"""

import pytest

from tests.integration.docs.tutorial import Block, Reader
from tests.unit.docs import pages

pytestmark = [pytest.mark.integration, pytest.mark.timeout(900)]

FOUND = [
    one
    for one in pages.blocks()
    if one.language == "bash" and one.why is None and "/tutorial/" not in one.page
]
ONCE = {tuple(line.removeprefix(".venv/bin/") for line in one.commands()): one for one in FOUND}
"""The same commands stand on several pages, in two languages; they are run once."""


@pytest.mark.parametrize("block", ONCE.values(), ids=str)
def test_what_a_page_tells_somebody_to_type_does_not_fail(reader: Reader, block: pages.Block) -> None:
    assert reader.run(Block(block.language, "", block.text)).strip(), "it says nothing"


def test_the_documents_blocks_that_are_run_have_each_kind_of_command() -> None:
    lines = "\n".join(line for commands in ONCE for line in commands)
    for command in (
        "madoguchi ask",
        "desk check",
        "madoguchi index",
        "keys rotate",
        "knowledge.facts.coverage",
    ):
        assert command in lines
