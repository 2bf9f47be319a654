"""Whatever text goes in, what comes out is within Slack's limits, and Slack's own models take it."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from desk.slack import blocks, limits
from desk.slack.text import cut, escaped, pieces, plain
from desk.texts import RawText
from tests.properties import examples

anything = st.text(max_size=9000)
markup = st.text(alphabet="&<>*_~`@!|。. \nあa", max_size=9000)
texts = anything | markup


def accepted(made: object) -> None:
    assert limits.problems(made) == []  # type: ignore[arg-type]
    for one in made:  # type: ignore[attr-defined]
        parsed = Block.parse(json.loads(json.dumps(one)))
        assert parsed is not None
        parsed.validate_json()
        assert parsed.to_dict()["type"] == one["type"]


@given(texts)
@settings(max_examples=examples(60))
def test_a_block_of_any_text_is_accepted_by_slack(text: str) -> None:
    accepted([blocks.header(text)])
    accepted([blocks.section(text)])
    accepted([blocks.context(text, text)])
    accepted(blocks.fields([(text, text)] * 13))


@given(texts)
@settings(max_examples=examples(60))
def test_what_others_wrote_is_shown_whole_and_literally(text: str) -> None:
    for made in (blocks.words(text, lead="x", quoted=True), blocks.copyable(text)):
        for one in made:
            accepted([one])
        leaves = [
            leaf
            for one in made
            for part in one["elements"]
            if part["type"] != "rich_text_section"
            for leaf in part["elements"]
        ]
        assert {leaf["type"] for leaf in leaves} == {"text"}
        assert "".join(leaf["text"] for leaf in leaves) == (text or "—")


@given(st.lists(st.tuples(texts, st.integers(1, 3)), max_size=40))
@settings(max_examples=examples(30), deadline=None)
def test_messages_are_packed_in_order_and_within_the_limits(given_texts: list[tuple[str, int]]) -> None:
    groups = [blocks.words(text) * times for text, times in given_texts]
    packed = blocks.packed(groups)
    for message in packed:
        accepted(message)
    assert [one for message in packed for one in message] == [one for group in groups for one in group]


@given(st.integers(0, 120))
def test_buttons_stand_in_rows_that_slack_takes_and_none_is_lost(count: int) -> None:
    rows = blocks.actions([blocks.button(f"b{n}", f"a:{n}", "v" * 2000) for n in range(count)], "row")
    if rows:
        accepted(rows)
    assert sum(len(row["elements"]) for row in rows) == count


@given(texts, st.integers(1, 4000))
def test_the_pieces_of_a_long_text_join_to_it(text: str, most: int) -> None:
    parts = pieces(text, most)
    assert "".join(parts) == text
    assert all(0 < len(part) <= most for part in parts)


@given(texts, st.integers(1, 50))
def test_cut_is_short_and_idempotent(text: str, most: int) -> None:
    short = cut(text, most)
    assert len(short) <= most
    assert cut(short, most) == short


@given(st.text(alphabet=st.characters(exclude_characters=" \n\t"), max_size=50))
def test_what_was_escaped_reads_the_same_again(text: str) -> None:
    assert plain(escaped(text)) == RawText(text.strip())


def test_what_staff_typed_loses_slacks_markup() -> None:
    assert plain(
        "<@U123|taro> は <https://example.jp/a|こちら> と <https://b.jp> &amp; <mailto:a@b.jp|a@b.jp>"
    ) == RawText("は こちら と https://b.jp & a@b.jp")
    assert plain("<tel:0312345678|03-1234-5678> <#C1|general> <!channel>") == RawText("03-1234-5678 general")


def test_pieces_end_with_sentences() -> None:
    assert pieces("一つめ。二つめの文。三つめ", 10) == ["一つめ。二つめの文。", "三つめ"]


def test_the_check_itself_sees_what_slack_refuses() -> None:
    def wrong(block: limits.Block) -> bool:
        return bool(limits.problems([block]))

    assert limits.problems([])
    assert limits.problems([{"type": "divider"}] * 51)
    assert wrong({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}})
    assert wrong({"type": "section", "text": {"type": "mrkdwn", "text": ""}})
    assert wrong({"type": "section"})
    assert wrong({"type": "header", "text": {"type": "mrkdwn", "text": "x"}})
    assert wrong({"type": "actions", "elements": [blocks.button("b", f"a{n}") for n in range(26)]})
    assert wrong({"type": "actions", "elements": [blocks.button("b", "a", "v" * 2001)]})
    assert wrong({"type": "image", "image_url": "x"})
    assert wrong({"type": "rich_text", "elements": []})
    assert wrong({"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11})
    twice = {"type": "divider", "block_id": "same"}
    assert limits.problems([twice, twice])
    assert limits.problems(blocks.words("x" * 13_000))
