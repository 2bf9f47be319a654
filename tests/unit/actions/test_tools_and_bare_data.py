"""Turning a tool off is no request but a question for its opt-out; 「データ」 alone is asked back."""

import pytest

from actions.words.about_data import names_data_only
from actions.words.in_full import stops_a_tool
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated

OPT_OUT = reply_of("answer", topic="opt_out_page", statements=(stated("アドオンで無効にできます"),))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Googleアナリティクスを止めて",
            "アクセス解析をオプトアウトするにはどこから手続きできますか",
        ),
        ("アナリティクスをオフにしたい", "アクセス解析をオプトアウトするにはどこから手続きできますか"),
        ("クッキーを無効にして", "クッキーを無効にする方法を教えてください"),
        ("please turn off google analytics", "how can I opt out of Google Analytics?"),
        ("stop tracking me", "how can I opt out of tracking and targeted advertising?"),
    ],
)
@pytest.mark.parametrize("action", ["action_matter", "action_start_request"])
def test_who_wants_a_tool_turned_off_reads_what_the_policy_says_of_it(
    text: str, asked: str, action: str
) -> None:
    talk = Talk(Answers(OPT_OUT))
    assert talk.run(action, "stop_marketing", text=text).next == ["action_answer"]
    assert talk.run("action_answer", "stop_marketing", text=text).keys == ["answer.quoted"]
    assert talk.answers.asked[-1][2] == asked


@pytest.mark.parametrize(
    "text",
    [
        "Googleアナリティクスのデータを止めて",
        "Googleアナリティクスは使っていますか",
        "Googleへの情報提供を止めて",
        "広告メールを止めて",
        "私の情報の利用を止めて",
        "stop using my data",
        "stop sending me ads",
        "クッキーを注文したが届かない、止めて",
    ],
)
def test_other_things_that_are_to_stop_are_no_tool(text: str) -> None:
    assert stops_a_tool(text) is None


@pytest.mark.parametrize("text", ["データ", "情報", "my data", "数据", "データ？"])
def test_data_by_itself_opens_nothing_and_is_asked_back(text: str) -> None:
    talk = Talk()
    assert talk.run("action_start_request", "request_portability", text=text).next == ["action_answer"]
    said = talk.run("action_answer", "request_portability", text=text)
    assert said.keys == ["talk.what_then"]
    assert "ask_purposes" in said.values() and talk.answers.asked == []


@pytest.mark.parametrize(
    "text", ["データください", "データの転送", "個人情報", "情報は？誰に", "delete my data"]
)
def test_what_says_more_about_data_is_taken_as_it_is(text: str) -> None:
    assert not names_data_only(text)
