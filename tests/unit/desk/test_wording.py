"""The wording: complete in Japanese and English, the same parameters everywhere, rendered safely."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desk.locales import LOCALES, Locale, known_locale
from desk.wording import WordingError, flat, parameters, render, rendering, section
from desk.wording.rendering import texts


def test_japanese_and_english_have_the_same_keys() -> None:
    assert set(flat("ja")) ^ set(flat("en")) == set()


def test_chinese_adds_no_key_of_its_own() -> None:
    assert set(flat("zh")) - set(flat("en")) == set()


def leaves(node: object) -> list[object]:
    if isinstance(node, dict):
        return [leaf for child in node.values() for leaf in leaves(child)]
    return [leaf for child in node for leaf in leaves(child)] if isinstance(node, list) else [node]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_looked_at_also_those_of_lists(locale: str) -> None:
    assert sorted(flat(locale).values()) == sorted(map(str, leaves(texts(locale))))


@pytest.mark.parametrize("other", [locale for locale in LOCALES if locale != "ja"])
def test_a_text_wants_the_same_parameters_in_each_language(other: Locale) -> None:
    differing = {
        key: (parameters(key, "ja"), parameters(key, other))
        for key in flat(other)
        if key in flat("ja") and parameters(key, "ja") != parameters(key, other)
    }
    assert differing == {}


def test_parameters_are_plain_names() -> None:
    odd = {
        key: name
        for locale in LOCALES
        for key in flat(locale)
        for name in parameters(key, locale)
        if not name.isidentifier()
    }
    assert odd == {}


def test_chinese_falls_back_to_english_where_it_has_no_text() -> None:
    assert render("certificate.title", "zh") == render("certificate.title", "en")


def test_papers_and_letters_are_complete_in_chinese() -> None:
    wanted = {key for key in flat("ja") if key.startswith("papers.")}
    assert wanted - set(flat("zh")) == set()


def test_mails_are_complete_in_chinese() -> None:
    wanted = {key for key in flat("ja") if key.startswith("mail.")}
    assert wanted - set(flat("zh")) == set()


def test_an_unknown_key_and_a_missing_parameter_are_named() -> None:
    with pytest.raises(WordingError, match=r"no\.such\.key"):
        render("no.such.key", "ja")
    with pytest.raises(WordingError, match="company"):
        render("system.greeting", "ja", {})


def test_braces_in_a_value_are_not_read_again() -> None:
    assert "{company.__class__}" in render("system.greeting", "ja", {"company": "{company.__class__}"})


def test_a_text_may_hold_other_texts_and_lists() -> None:
    params = {"to": {"key": "request_type.deletion"}}
    assert render("request.switched", "ja", params) == "承知しました。削除の手続きに切り替えて続けます。"
    lines = {"lines": [{"key": "summary.form", "params": {"value": ["様式1", "様式7"]}}, "x"]}
    text = render("request.summary", "ja", {"settled": lines, "wanted": {"items": ["a", "b"]}})
    assert "・書式：様式1、様式7\nx" in text
    assert "\n  ・a\n  ・b" in text
    assert render(
        "summary.fee",
        "en",
        {"value": {"joined": ["a", {"key": "facts.paper_count", "params": {"count": 2}}]}},
    ) == ("- Fee: a, 2 of them")


def test_dates_are_written_the_language_s_way() -> None:
    assert render("system.opens_at_note", "ja", {"when": datetime(2026, 11, 24, 9, 0, tzinfo=UTC)}) == (
        "受付時間外です。次の受付開始は11月24日(火) 9:00です"
    )
    closed = {"since": {"date": "2023-06-30"}, "successor": "NTTドコモ"}
    assert "2023年6月30日に閉鎖" in render("outcome.closed", "ja", closed)
    assert "30 June 2023" in render("outcome.closed", "en", {**closed, "since": date(2023, 6, 30)})


def test_a_section_is_completed_from_english() -> None:
    assert section("talk", "zh")["thanks"] == flat("zh")["talk.thanks"]
    assert section("certificate", "zh")["title"] == flat("en")["certificate.title"]


SPOKEN_IN_CHINESE = (
    *(f"talk.{key}" for key in ("chitchat", "insult", "out_of_scope", "nonsense", "complaint")),
    *(f"system.{key}" for key in ("operator_note", "leave_contact", "choice_gone")),
    "outcome.closed",
    "outcome.held_for_client",
    "outcome.no_authority",
)


IN_A_REQUEST = (
    "choices",
    "ask",
    "meaning",
    "request",
    "summary",
    "facts",
    "outcome",
    "form",
    "checklist",
    "topic",
    "talk",
)


@pytest.mark.parametrize("kind", IN_A_REQUEST)
def test_a_request_is_made_in_chinese_from_the_first_question_to_the_receipt(kind: str) -> None:
    said = {key for key in flat("ja") if key.startswith(f"{kind}.")}
    assert said - set(flat("zh")) == set()


@pytest.mark.parametrize("key", SPOKEN_IN_CHINESE)
def test_what_is_said_outside_a_request_is_said_in_chinese_too(key: str) -> None:
    assert key in flat("zh")


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody has saved half a line of the Japanese texts."""
    for locale in LOCALES:
        (tmp_path / f"{locale}.yml").write_text("greeting: [\n" if locale == "ja" else "greeting: hello\n")
    monkeypatch.setattr(rendering, "files", lambda _: tmp_path)
    for read in (texts, flat):
        read.cache_clear()
    yield
    for read in (texts, flat):
        read.cache_clear()


@pytest.mark.usefixtures("broken")
def test_a_broken_text_is_named_by_language_file_and_line() -> None:
    with pytest.raises(WordingError, match=r"ja, ja\.yml: (.|\n)*line 2"):
        rendering.read_all()


def test_what_a_customer_prints_for_a_request_is_not_called_a_bill() -> None:
    """「請求書」 alone is an invoice to whoever reads it in a list; companies call theirs 開示等請求書, too."""
    named = ("papers.", "widget.document_", "pages.document_", "mail.", "checklist.", "status_page.")
    bills = [
        key
        for key, text in flat("ja").items()
        if key.startswith(named) and "請求書" in text.replace("開示等請求書", "")
    ]
    assert bills == []


def test_the_date_of_the_law_is_no_plan() -> None:
    """`due` is the day until which the answer has to go out, in each language."""
    said = {locale: flat(locale)["status.standing_due"] for locale in LOCALES}
    assert "回答の期日は{due}です" in said["ja"]
    assert "due by {due}" in said["en"]
    assert "期限为{due}" in said["zh"]


@pytest.mark.parametrize("key", ["system.claimed", "system.transferred", "system.stays_with_staff"])
@pytest.mark.parametrize("alias", ["担当者", "窓口 佐藤", "佐藤"])
def test_who_takes_over_is_named_by_the_alias_alone(key: str, alias: str) -> None:
    """The account of the first start is called 担当者: 「担当の担当者」 is nobody."""
    said = render(key, "ja", {"alias": alias})
    assert alias in said
    assert f"担当の{alias}" not in said


@pytest.mark.parametrize(
    ("key", "promised"),
    [
        (
            "request.nothing_removed",
            ("ことはありません", "Nothing is deleted", "不会删除"),
        ),  # what is past its time is
        ("status.no_answer_yet", ("担当者がお調べします", "looked into", "工作人员为您查询")),
    ],
)
def test_what_others_do_or_leave_is_not_promised_for_them(key: str, promised: tuple[str, ...]) -> None:
    for locale, words in zip(("ja", "en", "zh"), promised, strict=True):
        assert words not in render(key, known_locale(locale), {})
