"""Mail that still comes, how an account is closed, calls of swindlers: told by their words."""

import pytest

from actions.matters import by_words
from actions.words.in_passing import is_about_leaving, is_written_to_still
from actions.words.worries import is_only_afraid, tells_of_fraud


@pytest.mark.parametrize(
    "text",
    [
        "I cancel my contract last year, why you still send me mail",
        "you still send me spam every week",
        "why are you still calling me?",
        "i still get your newsletters",
        "まだメルマガが届きます",
        "我已经退会了，还是收到你们的广告邮件",
    ],
)
def test_who_is_still_sent_advertisements_wants_them_to_stop(text: str) -> None:
    assert is_written_to_still(text)
    assert by_words(text, []) == "stop_marketing"


@pytest.mark.parametrize(
    "text",
    [
        "I am still waiting for your email",
        "can I still get emails after leaving?",
        "you still haven't sent me the mail",
        "i still want my data",
        "do you still have my address?",
        "still no answer",
        "まだ返信メールが届きません",
        "まだメルマガは届いてほしい",
        "还会收到广告吗",
    ],
)
def test_what_is_still_missing_or_asked_is_no_advertisement(text: str) -> None:
    assert not is_written_to_still(text)


@pytest.mark.parametrize(
    "text",
    [
        "我人在美国，以前在日本住过，想注销账户",
        "我要注销账号",
        "怎么注销账号",
        "请问如何注销我的账户？",
        "账号怎么注销",
        "我要怎么才能关闭会员",
    ],
)
def test_who_closes_an_account_is_told_where(text: str) -> None:
    assert is_about_leaving(text)
    assert by_words(text, []) == "leave_service"


@pytest.mark.parametrize(
    "text",
    [
        "怎么删除我的信息",
        "注销账号后信息会保留吗",
        "不想注销账号",
        "注销账号要多少钱",
        "怎么登录账号",
        "账号被注销了怎么办",
        "怎么关闭广告",
    ],
)
def test_what_is_asked_otherwise_of_an_account_is_left_alone(text: str) -> None:
    assert not is_about_leaving(text)


@pytest.mark.parametrize(
    "text",
    [
        "我天天接到诈骗电话，怎么办",
        "最近收到很多可疑短信",
        "I keep getting scam calls",
        "i have received suspicious emails since last week",
        "詐欺の電話がかかってきた",
    ],
)
def test_who_is_called_by_swindlers_fears_for_their_data(text: str) -> None:
    assert tells_of_fraud(text)
    assert by_words(text, []) == "report_leak"


@pytest.mark.parametrize(
    "text",
    [
        "不要再打推销电话",
        "如果接到诈骗电话怎么办",
        "I never got a call from you",
        "what if I get scam calls?",
        "I get your newsletters",
        "詐欺の電話には出ません",
        "もし不審なメールが来たらどうすれば",
    ],
)
def test_other_calls_tell_of_no_leak(text: str) -> None:
    assert not tells_of_fraud(text)


@pytest.mark.parametrize(
    "text",
    [
        "how much you know about me is scary",
        "it's creepy how much you know about me",
        "wow, that's creepy",
        "this is so scary",
    ],
)
def test_what_frightens_somebody_is_a_worry(text: str) -> None:
    assert is_only_afraid(text)


@pytest.mark.parametrize(
    "text",
    [
        "how much do you know about me?",
        "what you know about me is wrong",
        "it's creepy, delete my data",
        "is this scary?",
        "how much you charge is scary to think of, so no",
        "that's fine",
    ],
)
def test_what_is_asked_or_wished_is_more_than_a_worry(text: str) -> None:
    assert not is_only_afraid(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters",
    ["我收到很多", "i get so many ", "you still send me ", "まだメール", "怎么注销", "how much you know "],
)
def test_long_messages_are_read_at_once(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    assert not is_written_to_still(text)
    assert not is_about_leaving(text)
    assert not tells_of_fraud(text)
    assert not is_only_afraid(text)
