"""Letters for a request that was opened under a version of the policy that is no longer in force."""

import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from desk.life import Life
from desk.locales import FullLocale
from desk.papers import letters as letters_module
from desk.papers.blocks import Notice, Paper
from desk.papers.case import Case, Stated
from desk.papers.errors import LetterNotApplicable
from desk.papers.fitting import LETTERS, Particulars, grounds
from desk.papers.letters import Letters
from desk.requests.terms import QUOTED
from desk.storage import codec
from knowledge.paths import policies_dir
from tests.unit.desk.papers.support import TODAY, after_a_change, case

CASES = (
    ("prestige", "disclosure", None),
    ("ocs", "deletion", "jp"),
    ("ocs", "use_stop", "eea_uk"),
    ("oni", "disclosure", None),
)


@pytest.fixture
def letters() -> Letters:
    return Letters(policies_dir())


def given_for(found: Case, lang: FullLocale = "ja") -> Particulars:
    known = grounds(found)
    return Particulars(
        items=("署名がありません",),
        ground=known[0].id if known else None,
        reason="当社の理由",
        language=lang,
    )


def without_the_notice(paper: Paper) -> tuple[object, ...]:
    return tuple(
        one for one in paper.blocks if not (isinstance(one, Notice) and "改定されました" in one.text)
    )


def written(letters: Letters, found: Case) -> dict[str, Paper]:
    made = {}
    for kind in LETTERS:
        try:
            made[kind] = letters.write(kind, found, given_for(found))
        except LetterNotApplicable:
            continue
    return made


@pytest.mark.parametrize(("company", "kind", "region"), CASES)
def test_a_letter_says_all_that_it_said_before_the_change_and_that_there_was_one(
    letters: Letters, company: str, kind: str, region: str | None
) -> None:
    now = case(company, kind, region=region)
    before, after = written(letters, now), written(letters, after_a_change(now))
    assert before.keys() == after.keys()
    for name, paper in after.items():
        assert without_the_notice(paper) == before[name].blocks, name
        told = [one.text for one in paper.blocks if isinstance(one, Notice) and "改定されました" in one.text]
        assert len(told) == 1
        assert "版 000000000000" in told[0]


def test_a_fee_is_told_on_the_terms_on_which_the_request_was_opened(letters: Letters) -> None:
    now = case("prestige", "disclosure")
    free = case("oni", "disclosure")
    moved_to_free = Case.of(now.record, free.facts, free.settings, TODAY)
    notice = str(letters.write("fee_notice", moved_to_free, Particulars()).to_json())
    assert now.record.life is not None
    assert now.record.life.terms is not None
    quoted = now.record.life.terms.fee_citation
    assert quoted is not None
    assert Stated.of(quoted).quote in notice
    assert "1週間" in notice
    assert "2週間" in notice
    with pytest.raises(LetterNotApplicable):
        letters.write(
            "fee_notice", Case.of(free.record, now.facts, now.settings, TODAY), Particulars()
        )  # opened free of charge: a fee of today's policy is none of this request's


def test_where_the_papers_go_is_what_the_customer_was_told(letters: Letters) -> None:
    now = case("prestige", "disclosure")
    target = {**now.record.send_to, "address": "見本県見本市旧町1-2-3", "postal_code": "〒000-0000"}
    old = after_a_change(replace(now, record=replace(now.record, send_to=target)))
    notice = str(letters.write("correction_notice", old, given_for(old)).to_json())
    assert notice.count("見本県見本市旧町1-2-3") == 2, "on the letter's head, and where papers are to be sent"
    assert str(now.record.send_to["address"]) not in notice


def test_a_request_kept_without_quotations_still_gets_its_letters(letters: Letters) -> None:
    now = case("prestige", "disclosure")
    assert now.record.life is not None
    assert now.record.life.terms is not None
    kept = asdict(now.record.life.terms)
    del kept["quoted"]
    terms = codec.terms_from_json(kept)
    old = after_a_change(replace(now, record=replace(now.record, life=Life(terms=terms))))
    notice = str(letters.write("fee_notice", old, Particulars()).to_json())
    assert "018-888-9333" in notice
    for one in (terms.fee_citation, terms.fee_payment_citation, terms.fee_period_citation) if terms else ():
        assert one is not None
        assert Stated.of(one).quote in notice


def test_whatever_our_letters_quote_is_kept_with_a_request() -> None:
    folder = Path(letters_module.__file__).with_name("letters")
    calls = re.compile(r"\b(?:stated|rules|refusals)\(([^)]*)\)")
    quoted = {
        key
        for path in folder.rglob("*.txt")
        for call in calls.findall(path.read_text("utf-8"))
        for key in re.findall(r'"([^"]+)"', call)
    }
    assert quoted <= set(QUOTED)
    assert set(QUOTED) - quoted == {"refusal.grounds"}, "needed to tell a rule from a ground"
