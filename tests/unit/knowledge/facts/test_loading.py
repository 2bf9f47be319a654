"""From a desk file to a checked desk: what is counted, what is refused, and from where a silence speaks."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.facts.errors import FactsError
from knowledge.facts.keys import REQUIRED
from knowledge.facts.loading import (
    check_all,
    checked_entry,
    desk_from,
    load_desk,
    load_desks,
    load_served,
    reader_sections,
    silent_sheets,
)
from knowledge.facts.model import Fact, Silence
from knowledge.facts.placing import Places
from knowledge.facts.schema import DeskFile
from knowledge.vocabulary import CompanyId, Region, Requester, RequestType

MIHON = CompanyId("mihon")
LONG = "取得した情報は安全に管理し、目的の外には使いません。お申し出の際は窓口までお知らせください。"
TEXT = (
    f"みほん株式会社の方針\n\n1．名称\nみほん株式会社です。{LONG}\n\n2．手数料\n手数料は500円です。{LONG}\n\n"
    f"3．中国のお客様へ\n手数料は無料です。{LONG}\n"
)
ABSENT = {"not_stated": ["どこにもない語"]}
NAME = {"value": "みほん株式会社", "quote": "みほん株式会社です"}


def content(**more: Any) -> dict[str, Any]:
    facts = dict.fromkeys(REQUIRED, ABSENT) | {"company.name": NAME} | more.pop("facts", {})
    return {"company": "mihon", "short_name": "みほん", "facts": facts} | more


def company(tmp_path: Path, data: Any, name: str = "mihon") -> Path:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "policy.txt").write_text(TEXT, encoding="utf-8")
    words = data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True)
    (folder / "desk.yml").write_text(words, encoding="utf-8")
    return folder


def refused(data: Any, text: str = TEXT) -> str:
    with pytest.raises(FactsError) as caught:
        desk_from(MIHON, data, text)
    return str(caught.value)


CHINA = {
    "china": {
        "name": "中国",
        "chapter_from": "3．中国のお客様へ",
        "facts": {"fee.amount": {"value": "無料", "quote": "手数料は無料"}},
    }
}


# ------------------------------------------------------------------ one desk


def test_a_desk_has_the_companys_names_and_the_place_of_each_quotation(tmp_path: Path) -> None:
    desk = load_desk(
        company(
            tmp_path,
            content(
                facts={"fee.amount": {"value": "500円", "quote": "手数料は500円", "also": ["2．手数料"]}}
            ),
        )
    )
    assert (desk.company, desk.name, desk.short_name) == (MIHON, "みほん株式会社", "みほん")
    (fact,) = desk.base.entries["fee.amount"]
    assert isinstance(fact, Fact)
    (cited,) = fact.citations
    assert (cited.document, cited.section, cited.quote) == (
        "みほん株式会社の方針",
        "2．手数料",
        "手数料は500円",
    )
    assert TEXT[cited.start : cited.end] == cited.quote and cited.version == desk.version
    assert (fact.region, fact.request_types, fact.requesters, fact.adds) == (None, None, None, False)
    assert desk.base.region is None and desk.chapters == {}


def test_a_chapter_has_its_own_name_and_facts_of_its_own_text() -> None:
    desk = desk_from(MIHON, content(regions=CHINA), TEXT)
    sheet = desk.chapters[Region.CHINA]
    (fact,) = sheet.entries["fee.amount"]
    assert (sheet.region, sheet.label, desk.base.label) == (Region.CHINA, "中国", "みほん")
    assert isinstance(fact, Fact) and fact.region is Region.CHINA
    assert fact.citations[0].start > TEXT.index("3．中国")


def test_a_fact_may_be_for_some_requests_and_requesters_alone_and_a_key_may_have_several() -> None:
    some = {"value": "500円", "quote": "手数料は500円", "for": ["disclosure"], "requester": ["self"]}
    desk = desk_from(MIHON, content(facts={"fee.amount": [some, {**ABSENT, "for": ["deletion"]}]}), TEXT)
    fact, silence = desk.base.entries["fee.amount"]
    assert isinstance(fact, Fact) and isinstance(silence, Silence)
    assert (fact.request_types, fact.requesters) == (
        frozenset({RequestType.DISCLOSURE}),
        frozenset({Requester.SELF}),
    )
    assert (silence.request_types, silence.searched, silence.near) == (
        frozenset({RequestType.DELETION}),
        ("どこにもない語",),
        (),
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (content(company="other"), "desk.yml is of another company 「other」"),
        ({"company": "mihon", "facts": {}}, "short_name: Field required"),
        (content(facts={"fee.amount": {"value": "500円"}}), "mihon: fee.amount: quote: Field required"),
        (content(facts={"fee.amount": {"value": "500円", "quote": "x"}}), "fee.amount: quote.0.text: String should have at least 2 characters"),
        (content(facts={"company.name": ABSENT}), "company.name: a company's name must be stated"),
        (content(facts={"fee.amount": {"not_stated": ["500円"]}}), "stands in the policy, unread"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_company_and_key(data: Any, why: str) -> None:
    said = refused(data)
    assert why in said and said.startswith("mihon: ")


def test_a_key_that_every_desk_needs_is_missed_by_its_name() -> None:
    data = content()
    del data["facts"][REQUIRED[-1]]
    assert REQUIRED[-1] in refused(data)


def test_what_is_no_yaml_or_says_a_key_twice_is_refused(tmp_path: Path) -> None:
    for number, words in enumerate(("facts: [", "company: a\ncompany: b\n", "facts:\n  a: 1\n  a: 2\n")):
        with pytest.raises(FactsError, match="is not valid YAML"):
            load_desk(company(tmp_path, words, f"c{number}"))


# ------------------------------------------------------------------- silences


def test_a_silence_of_the_base_covers_the_chapters_that_do_not_speak() -> None:
    file = DeskFile.model_validate(content(regions=CHINA))
    assert silent_sheets(file, "fee.amount", None) == (None,)
    assert silent_sheets(file, "fee.charged", None) == (None, Region.CHINA)
    assert silent_sheets(file, "fee.amount", Region.CHINA) == (Region.CHINA,)
    spoken = {"not_stated": ["無料"]}
    desk_from(MIHON, content(facts={"fee.amount": spoken}, regions=CHINA), TEXT)
    assert "無料" in refused(content(facts={"fee.charged": spoken}, regions=CHINA))


def test_one_entry_is_checked_against_the_base_by_itself() -> None:
    places = Places.of(DeskFile.model_validate(content(regions=CHINA)), TEXT, lambda _: ("d", "s"))
    assert isinstance(checked_entry(places, "fee.charged", {"not_stated": ["無料"]}), Silence)
    with pytest.raises(FactsError, match="unread"):
        checked_entry(places, "fee.charged", {"not_stated": ["500円"]})


# --------------------------------------------------------------- of all of them


def test_only_desks_with_a_desk_file_are_read_and_a_draft_is_refused(tmp_path: Path) -> None:
    folder = company(tmp_path, content())
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "policy.txt").write_text(TEXT, encoding="utf-8")
    assert list(load_desks(tmp_path)) == [MIHON]
    file = folder / "desk.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("short_name: みほん", "short_name: みほん  # 要確認"),
        encoding="utf-8",
    )
    with pytest.raises(FactsError, match="1 entries are drafted and not confirmed"):
        load_served(folder)
    assert load_desk(folder).short_name == "みほん"


def test_broken_desks_are_counted_and_whole_ones_told_with_their_facts_and_silences(tmp_path: Path) -> None:
    said: list[str] = []
    company(
        tmp_path, content(facts={"fee.amount": {"value": "500円", "quote": "手数料は500円"}}, regions=CHINA)
    )
    company(tmp_path, content(company="x"), "other")
    company(tmp_path, "facts: [", "third")
    assert check_all(tmp_path, said.append) == 2
    silent = len(REQUIRED) - 1 - ("fee.amount" in REQUIRED)
    assert said[0] == f"ok      mihon: 3 facts, {silent} not stated"
    assert [line.split()[0] for line in said] == ["ok", "broken", "broken"]


def test_a_place_is_told_by_the_clause_that_it_stands_in_and_before_the_first_by_that() -> None:
    sections = reader_sections(MIHON, TEXT)
    assert sections(0) == ("みほん株式会社の方針", "1．名称")
    assert [sections(TEXT.index(word))[1] for word in ("1．名", "2．手", "500円", "無料")] == [
        "1．名称", "2．手数料", "2．手数料", "3．中国のお客様へ",
    ]  # fmt: skip
    assert sections(len(TEXT))[1] == "3．中国のお客様へ"
