"""Letters in English and Chinese: where the company's settings allow it, every kind for every request; quotations stay
Japanese."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from desk.locales import LOCALES, Locale
from desk.papers import letters as letters_module
from desk.papers.blocks import Heading, Notice, Paper, Rows, Title
from desk.papers.customer import MAKERS
from desk.papers.errors import LetterInvalid, LetterNotApplicable
from desk.papers.fitting import LETTERS, Particulars, grounds
from desk.papers.letters import Letters
from desk.papers.samples import put_off
from desk.papers.typesetting import typeset
from knowledge.facts.settings import OperatorSettings
from knowledge.paths import policies_dir
from tests.unit.desk.papers.support import TODAY, case, samples_of, text_of

pytestmark = pytest.mark.slow  # whole papers of every company are set

KANA = re.compile("[ぁ-んァ-ヶ]")
VALUES = re.compile(r"\{\{ (.*?) \}\}")


@pytest.fixture
def letters() -> Letters:
    return Letters(policies_dir())


def given(found: Any, language: str = "en") -> Particulars:
    known = grounds(found)
    return Particulars(
        items=("Your signature is missing.",), ground=known[0].id if known else None, reason="Not ours to give.",
        amount=1000, payment="by bank transfer", enclosures=("Personal data",), reply_by=TODAY, language=language,  # type: ignore[arg-type]
    )  # fmt: skip


def headed(paper: Paper) -> list[str]:
    """What the desk itself says: titles, heads of parts, boxes and the names of rows."""
    return [
        text
        for block in paper.blocks
        for text in (
            [row.label for row in block.rows]
            if isinstance(block, Rows)
            else [block.text]
            if isinstance(block, Title | Heading | Notice)
            else []
        )
    ]


@pytest.mark.parametrize(("company", "language"), [("ocs", "en"), ("prestige", "en"), ("ocs", "zh")])
def test_every_letter_can_be_written_in_another_language_for_every_request(
    letters: Letters, company: str, language: Locale
) -> None:
    written = set()
    for found in samples_of(company)[::3]:
        for kind in LETTERS:
            of = put_off(found) if kind == "extension_notice" else found
            try:
                paper = letters.write(kind, of, given(of, language))
            except LetterNotApplicable:
                continue
            written.add(kind)
            assert paper.lang == language
            for text in headed(paper):
                assert not KANA.search(re.sub(r"（.*）|\(.*?\)", "", text)), (kind, text)
            japanese = letters.write(kind, of, given(of, "ja"))
            assert japanese.lang == "ja"
            assert len(paper.blocks) >= len(japanese.blocks) - 2, "nothing but 記 and 以上 is left out"
    assert written >= set(LETTERS) - {"fee_notice"} - (set() if company == "ocs" else {"extension_notice"})


@pytest.mark.parametrize("language", [one for one in LOCALES if one != "ja"])
def test_every_letter_has_its_template_in_every_language_with_the_same_values(language: Locale) -> None:
    own = Path(letters_module.__file__).with_name("letters")
    assert {path.name for path in (own / language).iterdir()} == {path.name for path in own.glob("*.txt")}
    for path in own.glob("*.txt"):
        other = own / language / path.name
        assert VALUES.findall(other.read_text()) == VALUES.findall(path.read_text()), path.name


def test_a_company_that_writes_japanese_only_is_not_made_to_write_english(letters: Letters) -> None:
    found = case("oni", "disclosure")
    with pytest.raises(LetterInvalid) as refused:
        letters.write("receipt_notice", found, given(found))
    assert (refused.value.field, refused.value.allowed) == ("language", ("ja",))


@pytest.mark.parametrize("languages", [["en"], [], ["ja", "ja"], ["ja", "fr"]])
def test_no_company_can_leave_japanese_out_of_its_letters(languages: list[str]) -> None:
    with pytest.raises(ValidationError):
        OperatorSettings.model_validate({"letter_languages": languages})


def test_a_letter_in_english_is_set_as_a_pdf_that_can_be_searched(letters: Letters) -> None:
    found = case("prestige", "disclosure")
    text = text_of(typeset(letters.write("fee_notice", found, given(found))))
    for words in ("About the fee", "JPY 1,000", "Receipt number", "郵送手数料をいただきます"):
        assert words.replace(" ", "") in re.sub(r"\s", "", text)


def test_a_waived_fee_is_neither_listed_nor_enclosed() -> None:
    found = case("prestige", "disclosure")
    life = found.record.life
    assert life is not None
    assert life.terms is not None
    waived = replace(
        found, record=replace(found.record, life=replace(life, terms=replace(life.terms, waived=True)))
    )
    for one, listed, enclosed in ((found, False, True), (waived, True, False)):
        assert ("手数料を同封しないでください" in str(MAKERS["checklist"](one, "ja").to_json())) is listed
        assert ("所定の手数料" in str(MAKERS["cover_letter"](one, "ja").to_json())) is enclosed
    assert "手数料の徴取は行いません" in str(MAKERS["checklist"](waived, "ja").to_json())
