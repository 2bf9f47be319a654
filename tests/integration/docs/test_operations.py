"""The commands of operations that change what a desk holds, as the page says them, on a desk with invented data.

On the page they have names that nobody's machine has: a folder for backups, a receipt, a company. Here each stands for
one that is there, and the command is typed at a terminal where it asks.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.statuses import FINAL
from tests.integration.docs.tutorial import Block, Reader
from tests.unit.docs import pages

pytestmark = [pytest.mark.integration, pytest.mark.timeout(900), pytest.mark.database("sqlite")]

PAGE = pages.DOCS / "operations.md"
YES = "y\n"
LEAK = "dated: 2026-11-20\ntitle: 見本のお知らせ\ntext: 見本です。実際の漏えいではありません。\nscript: 見本です。\n"


def shown(command: str) -> str:
    """The page's block with this command."""
    (found,) = [one for one in pages.blocks_of(PAGE) if one.commands()[0].startswith(command)]
    return found.text


def finished(reader: Reader, company: str) -> str:
    """The receipt of one of a company's requests that is done with."""
    listing = reader.run(Block("bash", "", f"madoguchi requests list --company {company}"))
    found = [one.split() for one in listing.splitlines()]
    return next(words[0] for words in found if words and words[0].startswith("MDG-") and FINAL & set(words))


@pytest.fixture
def desk(reader: Reader) -> Iterator[Reader]:
    """With invented conversations and requests."""
    reader.run(Block("bash", "", "madoguchi demo-data"))
    yield reader


def put(text: str, **there: object) -> str:
    """The block with what is there in place of the page's names; each of them must stand in it."""
    for name, value in there.items():
        assert re.search(PUT[name], text), f"{name} is not in {text}"
        text = re.sub(PUT[name], str(value), text)
    return text


PUT = {
    "backup": r"/backups/[\d-]+",
    "receipt": r"MDG-7K3Q-9F2X",
    "leak": r"leak\.yml",
    "certificate": r"[\w-]+\.json",
    "company": r"\bacme\b(?=\s)",
    "export": r"acme\.zip",
}


def test_a_backup_is_put_back_and_forgets_no_erasure(desk: Reader) -> None:
    folder, var = desk.folder / "backup", Path(desk.environment["MADOGUCHI_VAR_DIR"])
    assert "madoguchi.sqlite3: " in desk.run(Block("bash", "", put(shown("madoguchi backup"), backup=folder)))
    assert (folder / "manifest.json").is_file()

    receipt, certificate = finished(desk, "oni"), desk.folder / "erased.json"
    erase = put(shown("madoguchi erase"), receipt=receipt, certificate=certificate)
    assert "Erase this?" in desk.run(Block("bash", "", erase), YES)
    assert receipt in json.loads(certificate.read_text(encoding="utf-8"))["receipts"]

    shutil.rmtree(var / "db")  # the disk is lost, the records are not
    said = desk.run(Block("bash", "", put(shown("madoguchi restore /"), backup=folder)))
    assert "whole: " in said and "restored: made" in said
    assert "erasures carried out again: 1" in said
    assert "erasures carried out again: 0" in desk.run(Block("bash", "", shown("madoguchi restore-check")))


def test_a_leak_is_announced_after_a_question(reader: Reader) -> None:
    leak = reader.folder / "leak.yml"
    leak.write_text(LEAK, encoding="utf-8")
    printed = reader.run(Block("bash", "", put(shown("madoguchi incident announce"), leak=leak)), YES)
    assert "to every customer of 'prestige'?" in printed
    assert "見本のお知らせ" in reader.run(Block("bash", "", "madoguchi incident list"))


def test_a_contract_ends_with_an_export_and_a_certificate(desk: Reader) -> None:
    export, certificate = desk.folder / "export.zip", desk.folder / "end.json"
    end = put(shown("madoguchi company end"), company="oni", export=export, certificate=certificate)
    assert "(oni)? [y/N]" in desk.run(Block("bash", "", end), YES)
    assert json.loads(certificate.read_text(encoding="utf-8"))["company"] == "oni"
    assert export.stat().st_mode & 0o777 == 0o600
    listing = desk.run(Block("bash", "", "madoguchi requests list --company oni; echo listed"))
    assert "MDG-" not in listing
