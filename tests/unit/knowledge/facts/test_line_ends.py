"""A policy saved on Windows is quoted where it stands: its lines end as they end in the file."""

from pathlib import Path

import pytest

from knowledge.facts.errors import FactsError
from knowledge.facts.loading import load_desk
from knowledge.facts.model import Fact
from knowledge.facts.placing import Places
from knowledge.facts.schema import Quotation
from knowledge.flowing import flowing
from knowledge.paths import policies_dir
from knowledge.policy import read_policy
from knowledge.sentences import sentence_ranges
from knowledge.vocabulary import CompanyId

WINDOWS = "窓口は\r\n次のとおりです。\r\n電話\r\n"


def places(text: str) -> Places:
    return Places(CompanyId("x"), text, ((0, len(text)),), {}, lambda _: ("d", "s"))


def test_the_facts_of_a_policy_saved_on_windows_stand_where_they_are_quoted(tmp_path: Path) -> None:
    folder = tmp_path / "oni"
    folder.mkdir()
    (folder / "desk.yml").write_bytes((policies_dir() / "oni" / "desk.yml").read_bytes())
    text = (policies_dir() / "oni" / "policy.txt").read_bytes()
    (folder / "policy.txt").write_bytes(text.replace(b"\n", b"\r\n"))
    policy, desk = read_policy(folder / "policy.txt", CompanyId("oni")), load_desk(folder)
    assert desk.version == policy.version
    quoted = [one for entry in desk.all_entries() if isinstance(entry, Fact) for one in entry.citations]
    assert len(quoted) > 50
    assert [one.quote for one in quoted if policy.text[one.start : one.end] != one.quote] == []
    assert {one.version for one in quoted} == {policy.version}


def test_a_quotation_of_two_lines_is_found_however_they_end() -> None:
    for words in ("窓口は\n次のとおり", "窓口は\r\n次のとおり"):
        found = places(WINDOWS).cite("k", Quotation(text=words), None)
        assert (found.start, found.end, found.quote) == (0, 10, "窓口は\r\n次のとおり")
    unix = places(WINDOWS.replace("\r", "")).cite("k", Quotation(text="窓口は\n次のとおり"), None)
    assert (unix.start, unix.end, unix.quote) == (0, 9, "窓口は\n次のとおり")


def test_what_a_quotation_stands_behind_may_be_two_lines_too() -> None:
    text = f"電話\r\n{WINDOWS}"
    found = places(text).cite("k", Quotation(text="電話", after="窓口は\n次の"), None)
    assert found.start == text.rindex("電話")


def test_words_that_are_not_there_are_not_found_because_a_line_ends_elsewhere() -> None:
    with pytest.raises(FactsError, match="not in the policy"):
        places(WINDOWS).cite("k", Quotation(text="窓口は次のとおり"), None)


def test_a_line_that_the_page_has_broken_is_one_sentence_on_windows_too() -> None:
    text = "当社は個人情報を、" + "あ" * 31 + "\r\n守ります。\r\n開示の請求は書面で承ります。"
    assert [text[a:b].count("。") for a, b in sentence_ranges(text)] == [1, 1]


def test_what_adorns_a_text_is_taken_out_on_windows_too() -> None:
    assert flowing("目的\r\n-----\r\n本文") == "目的\r\n本文"
