"""What follows `/privacy`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.slack.command import Ask, Help, Link, Unknown, Unlink, parse
from desk.texts import RawText
from knowledge.vocabulary import CompanyId, Region

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
COMPANIES = (OCS, ONI, CompanyId("prestige"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Help()),
        ("help", Help()),
        ("使い方", Help()),
        ("help me with disclosure", Ask(RawText("help me with disclosure"))),
        ("link ABCDE-12345", Link("ABCDE-12345")),
        ("link two words", Ask(RawText("link two words"))),
        ("unlink", Unlink()),
        ("開示の手数料は？", Ask(RawText("開示の手数料は？"))),
        ("ocs 開示の手数料は？", Ask(RawText("開示の手数料は？"), OCS)),
        ("OCS/jp 開示の手数料は？", Ask(RawText("開示の手数料は？"), OCS, Region.JP)),
        ("ｏｃｓ／ｊｐ 開示", Ask(RawText("開示"), OCS, Region.JP)),
        ("oni", Ask(RawText(""), ONI)),
        ("company:oni region:any", Ask(RawText(""), ONI, "")),
        (
            "会社：ocs 地域：中国 書類は何が必要ですか",
            Ask(RawText("書類は何が必要ですか"), OCS, Region.CHINA),
        ),
        ("company:all 質問", Ask(RawText("質問"), "")),
        ("region:UK What papers?", Ask(RawText("What papers?"), None, Region.EEA_UK)),
        ("ocsは何の会社", Ask(RawText("ocsは何の会社"))),
    ],
)
def test_a_command_is_read_with_its_company_and_region_before_the_question(
    text: str, expected: object
) -> None:
    assert parse(text, COMPANIES) == expected


@pytest.mark.parametrize(
    ("text", "what"), [("company:acme x", "company"), ("ocs/mars x", "region"), ("region:mars", "region")]
)
def test_a_company_or_region_that_a_command_names_wrongly_is_named(text: str, what: str) -> None:
    with pytest.raises(Unknown) as refused:
        parse(text, COMPANIES)
    assert refused.value.what == what


@given(st.text(max_size=300))
def test_any_text_is_a_command_or_unknown(text: str) -> None:
    try:
        parse(text, COMPANIES)
    except Unknown as unknown:
        assert unknown.what in ("company", "region")
