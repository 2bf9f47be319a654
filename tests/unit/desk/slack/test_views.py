"""Answers and handoffs as Slack shows them: within its limits whatever is in them, and with what they must hold."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from desk.chat.masking import Masker
from desk.locales import Locale
from desk.slack import limits
from desk.slack.answers import LOOK_UP, MAX_QUESTION, SHARE, AnswerView, Offered, Question
from desk.slack.handoff import CLAIM, CLOSE, CONSOLE, GIVE_BACK, REPLY, HandoffView, Head, Line, typed
from desk.slack.words import Words
from desk.texts import MaskedText, RawText
from knowledge.answer import Answer, FoundPassage, Lookup
from knowledge.citations import Citation
from knowledge.composing import Statement
from knowledge.vocabulary import CompanyId, MessageKind, Region
from tests.properties import examples

CITED = Citation(
    CompanyId("ocs"), "個人情報保護方針", "abc123abc123", "第1章 > 5. 開示", "手数料は1,000円です。", 10, 21
)
NAMES = {CompanyId("ocs"): "OCS", CompanyId("oni"): "おかやまネットワーク"}
MASKER = Masker()
VIEW = AnswerView(Words("ja"), lambda one: f"https://desk.example/policies/{one.company}?start={one.start}")
HANDOFF = HandoffView(Words("ja"))
texts = st.text(max_size=5000) | st.text(alphabet="<&>*_~`。あ\n", max_size=5000)


def accepted(made: Any) -> None:
    assert limits.problems(made) == []
    for one in json.loads(json.dumps(made)):
        parsed = Block.parse(one)
        assert parsed is not None
        parsed.validate_json()


def lookup(*citations: Citation, answerable: bool = True) -> Lookup:
    statements = tuple(Statement(one.quote, one) for one in citations)
    answer = Answer(MessageKind.ANSWER, 0.83, "fee", statements)
    passages = tuple(FoundPassage(n, 0.5, one) for n, one in enumerate(citations, 1))
    return Lookup(answerable, 0.83, answer if answerable else None, passages)


def actions_of(made: Any) -> dict[str, Any]:
    return {e["action_id"]: e for b in made if b["type"] == "actions" for e in b["elements"]}


def test_an_answer_has_clause_citation_and_text_to_copy() -> None:
    made = VIEW.blocks(
        Question(MaskedText("手数料は？"), CompanyId("ocs"), Region.JP),
        lookup(CITED),
        Offered(NAMES, (Region.JP, Region.CHINA)),
    )
    accepted(made)
    shown = json.dumps(made, ensure_ascii=False)
    assert "手数料は1,000円です。" in shown
    assert "確からしさ 83%" in shown
    copy = [
        p
        for b in made
        if b["type"] == "rich_text"
        for p in b["elements"]
        if p["type"] == "rich_text_preformatted"
    ]
    text = copy[0]["elements"][0]["text"]
    assert all(
        part in text
        for part in ("「手数料は1,000円です。」", "OCS", "第1章 > 5. 開示", "abc123abc123", "https://desk")
    )
    found = actions_of(made)
    assert Question.of_value(found[SHARE]["value"], MASKER.mask) == Question(
        MaskedText("手数料は？"), CompanyId("ocs"), Region.JP
    )
    assert [Question.of_value(found[f"{LOOK_UP}:r{n}"]["value"], MASKER.mask).region for n in (0, 1)] == [
        "jp",
        "china",
    ]
    assert Question.of_value(found[f"{LOOK_UP}:c0"]["value"], MASKER.mask).company == "oni"


def test_a_shared_answer_has_no_buttons_and_says_by_whom() -> None:
    made = VIEW.blocks(
        Question(MaskedText("手数料は？"), CompanyId("ocs")), lookup(CITED), Offered(NAMES), shared_by="担当A"
    )
    accepted(made)
    assert actions_of(made) == {}
    assert "担当Aさんが共有しました" in json.dumps(made, ensure_ascii=False)


def test_without_a_company_clauses_are_shown_and_one_can_be_chosen() -> None:
    made = VIEW.blocks(Question(MaskedText("手数料は？")), lookup(CITED, answerable=False), Offered(NAMES))
    accepted(made)
    assert SHARE not in actions_of(made)
    assert {Question.of_value(b["value"], MASKER.mask).company for b in actions_of(made).values()} == {
        "ocs",
        "oni",
    }


def test_what_the_policy_does_not_say_is_said_so() -> None:
    made = VIEW.blocks(
        Question(MaskedText("社長は？"), CompanyId("ocs")),
        lookup(answerable=False),
        Offered(NAMES),
        masked=True,
    )
    accepted(made)
    shown = json.dumps(made, ensure_ascii=False)
    assert "近い条文も見つかりませんでした" in shown
    assert "伏せ字" in shown


@given(st.text(max_size=600), st.lists(texts, max_size=6), st.text(max_size=300), st.booleans())
@settings(max_examples=examples(60), deadline=None)
def test_any_answer_is_within_the_limits(
    question: str, quotes: list[str], section: str, answerable: bool
) -> None:
    cited = [
        Citation(CompanyId("ocs"), section, "v", section, quote, n, n + len(quote))
        for n, quote in enumerate(quotes)
    ]
    place = Offered(
        {CompanyId(f"c{n}"): section or "x" for n in range(30)} | NAMES,
        tuple(Region),
    )
    for shared in (None, "担当"):
        found = lookup(*cited, answerable=answerable)
        accepted(
            VIEW.blocks(
                Question(MaskedText(question), CompanyId("ocs"), Region.JP),
                found,
                place,
                masked=True,
                shared_by=shared,
            )
        )


@given(st.text(max_size=3000), st.sampled_from([None, CompanyId("ocs")]), st.sampled_from([None, Region.JP]))
def test_a_question_fits_its_button(question: str, company: CompanyId | None, region: Region | None) -> None:
    value = Question(MaskedText(question), company, region).value()
    assert len(value) <= limits.VALUE
    again = Question.of_value(value, MASKER.mask)
    assert (again.company, again.region) == (company, region)
    assert len(again.question) <= MAX_QUESTION


@pytest.mark.parametrize(
    "value", ["", "[]", "{}", '{"q":1,"c":null,"r":null}', '{"q":"x","c":1,"r":null}', "null"]
)
def test_a_button_that_is_not_ours_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not a question"):
        Question.of_value(value, MASKER.mask)


def head(**changes: Any) -> Head:
    given: dict[str, Any] = {
        "thread_id": "t_1", "company_name": "OCS", "state": "waiting", "channel": "line", "locale": "en",
        "reason": "no_answer", "waiting_since": datetime(2026, 11, 20, 1, tzinfo=UTC),
        "slots": {"region": "jp", "request_type": "disclosure", "secret": "x"},
        "citations": [("第1章 > 5. 開示", "https://desk.example/policies/ocs?start=1")],
        "console_url": "https://desk.example/staff/conversations/c_1",
    }  # fmt: skip
    return Head(**{**given, **changes})


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("waiting", {CLAIM, CLOSE, CONSOLE}),
        ("staff", {REPLY, GIVE_BACK, CLOSE, CONSOLE}),
        ("bot", {CONSOLE}),
        ("closed", {CONSOLE}),
    ],
)
def test_the_head_offers_what_can_be_done(state: str, buttons: set[str]) -> None:
    made = HANDOFF.head(head(state=state, alias="担当A"))
    accepted(made)
    assert set(actions_of(made)) == buttons
    shown = json.dumps(made, ensure_ascii=False)
    assert all(
        part in shown
        for part in ("自動応答で答えが見つからない", "LINE", "英語", "2026-11-20 10:00", "開示", "第1章")
    )
    assert "secret" not in shown


@pytest.mark.parametrize(
    ("state", "asks", "title"),
    [
        ("waiting", True, "お待ちです"),
        ("staff", True, "担当者が対応"),
        ("bot", False, "終わりました"),
        ("closed", False, "終わりました"),
    ],
)
def test_the_head_asks_for_a_reply_only_where_one_can_be_given(state: str, asks: bool, title: str) -> None:
    shown = json.dumps(HANDOFF.head(head(state=state, alias="担当A", urgent=True)), ensure_ascii=False)
    assert ("まず、この会話にお返事" in shown) is asks
    assert ("至急" in shown) is (state != "closed"), "despair that nobody has taken care of stays at the head"
    assert title in shown


@pytest.mark.slow
@given(
    st.lists(st.tuples(texts, texts), max_size=12),
    texts,
    st.dictionaries(st.sampled_from(["region", "subject"]), texts),
)
@settings(max_examples=examples(40), deadline=None)
def test_any_head_and_transcript_is_within_the_limits(
    cited: list[tuple[str, str]], text: str, slots: dict[str, str]
) -> None:
    links = [(label, f"https://x/{n}") for n, (label, _) in enumerate(cited)]
    accepted(HANDOFF.head(head(company_name=text, reason=text[:64], slots=slots, citations=links)))
    lines = [
        Line("customer", MaskedText(text)),
        Line("bot", MaskedText(text)),
        Line("staff", MaskedText(text), "担当"),
        Line("system", MaskedText(text)),
    ] * 20
    for message in HANDOFF.transcript(lines):
        accepted(message)
    for line in (*lines[:4], Line("staff", MaskedText(text), "担当", "m_1")):
        for part in HANDOFF.line(line):
            accepted([part])


@given(texts, st.sampled_from([(), ("phone",), ("email", "phone")]), st.booleans())
def test_any_modal_is_within_the_limits(text: str, masked: tuple[str, ...], correcting: bool) -> None:
    made = HANDOFF.modal(
        {"thread": "t_1", "channel": "C1", "what": "reply"}, MaskedText(text), masked, correcting
    )
    View(**made).to_dict()  # each part of it looks whether it is within Slack's limits
    element = made["blocks"][-1]["element"]
    assert len(element.get("initial_value", "")) <= element["max_length"] <= 3000


def test_what_was_typed_is_read_from_the_modal_whatever_its_block_is_called() -> None:
    state = {"values": {"reply_text_masked": {"text": {"type": "plain_text_input", "value": " はい \n"}}}}
    assert typed({"state": state}) == RawText("はい")
    assert typed({}) == RawText("")


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_both_languages_have_every_text_of_the_views(locale: Locale) -> None:
    view = HandoffView(Words(locale))
    for state in ("waiting", "staff", "bot", "closed"):
        accepted(view.head(head(state=state, alias="A", reason="something new", urgent=True)))
    accepted(
        AnswerView(Words(locale), lambda _: "https://x").blocks(
            Question(MaskedText("q"), CompanyId("ocs")), lookup(CITED), Offered(NAMES)
        )
    )
