"""A long answer: what is said at once, and what waits behind 「続きを読む」."""

from actions.ports import Stated
from actions.speaking import split_long
from desk.chat.said import Params
from tests.unit.actions.fakes import Answers, Talk, cite, reply_of, stated


def test_a_long_answer_waits_behind_a_button() -> None:
    talk = Talk(
        Answers(reply_of("answer", statements=(stated("あ" * 300), stated("い" * 300), stated("う" * 300))))
    )
    said = talk.run("action_answer", "ask_question")
    assert said.values() == ["more"]
    assert said.citations() == ["あ" * 300]
    assert talk.run("action_more", "more").citations() == ["い" * 300]
    assert talk.run("action_more", "more").citations() == ["う" * 300]
    assert talk.run("action_more", "more").keys == ["answer.no_more"]


def test_what_waits_behind_reading_on_may_stand_under_the_regions_that_it_holds_for() -> None:
    def of_japan(quote: str) -> Stated:
        regions: Params = {"joined": [{"key": "region.jp"}]}
        text: Params = {"key": "answer.for_regions", "params": {"regions": regions, "text": f"「{quote}」"}}
        return Stated(text, (cite(quote),))

    long = tuple(of_japan(one * 300) for one in "あいう")
    talk = Talk(Answers(reply_of("answer", statements=long)))
    assert talk.run("action_answer", "ask_question").citations() == ["あ" * 300]
    assert talk.run("action_more", "more").citations() == ["い" * 300]
    assert talk.run("action_more", "more").citations() == ["う" * 300]


def test_the_first_statement_is_always_said() -> None:
    assert split_long((stated("あ" * 900),)) == ([stated("あ" * 900)], [])
