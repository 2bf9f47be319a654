"""No request goes on against what its customer says, and none is opened twice: through real Rasa and real desk facts."""

import pytest

from tests.integration.bot.talking import Rasa

pytestmark = pytest.mark.integration


def test_a_deletion_that_a_solicitor_forbids_is_switched_for_who_asks_for_themself(rasa: Rasa) -> None:
    talk = rasa.open("ocs", locale="en")
    talk.say("I live in Dublin and I want every last thing you hold on me deleted, thanks.")
    said = talk.say(
        "Hang on, no. My solicitor says don't delete it, I may need it for the claim over the smashed crate. Just put "
        "it on ice - keep it, but nobody there is to do anything with it till that's settled."
    )
    assert said.slots["request_type"] == "restriction"
    assert said.slots.get("requester") is None
    assert said.asks == "requester"


def test_a_deletion_that_is_forbidden_waits_until_it_is_told_what_is_wished(rasa: Rasa) -> None:
    talk = rasa.open("ocs", locale="zh")
    talk.say("我住在日本，想删除我的全部资料")
    said = talk.say("等等，先不要删，律师说以后可能要用")
    assert said.keys == ["ask.instead_of_removal"]
    assert talk.press("deletion").slots["request_type"] == "deletion"


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("ja", "はい、消去です。利用停止のほうは無しで。"),
        ("ja", "そうです、消去で。"),
        ("en", "yes, erasure. not the suspension"),
        ("zh", "是的，消去，停止使用就不用了"),
    ],
)
def test_what_has_been_opened_and_is_named_again_is_not_opened_twice(
    rasa: Rasa, locale: str, sentence: str
) -> None:
    opened = {"stage": "opened", "request_type": "erasure", "requester": "self", "subject": "other"}
    said = rasa.open("ocs", "jp", locale=locale, **opened).say(sentence)
    assert said.keys == ["request.already_opened"]
    assert said.state.active_loop is None


def test_another_one_of_the_same_kind_is_begun_where_it_is_asked_for(rasa: Rasa) -> None:
    opened = {"stage": "opened", "request_type": "erasure", "requester": "self", "subject": "all"}
    said = rasa.open("oni", **opened).say("もう一件、消去をお願いします")
    assert said.state.active_loop == "request_form"


@pytest.mark.parametrize(
    ("first", "instead", "kind"),
    [
        (
            "引っ越したんで住所直してほしいんですけど。",
            "住所直すんじゃなくて登録ごと消去でいいです。",
            "erasure",
        ),
        ("I want my address corrected", "not a correction but an erasure of all my data please", "erasure"),
        ("我想更正地址", "不是更正，是要把资料全部删除", "deletion"),
    ],
)
def test_one_request_not_but_another_switches(rasa: Rasa, first: str, instead: str, kind: str) -> None:
    talk = rasa.open("oni")
    talk.say(first)
    said = talk.say(instead)
    assert "request.switched" in said.keys
    assert said.slots["request_type"] == kind


def test_a_short_wish_for_a_relative_begins_a_request_and_asks_who_makes_it(rasa: Rasa) -> None:
    said = rasa.open("oni", locale="zh").say("能不能帮我妈妈删掉")
    assert said.keys == ["ask.remove"]
    assert said.slots.get("requester") is None


def test_what_is_only_to_stay_begins_no_deletion(rasa: Rasa) -> None:
    said = rasa.open("oni", locale="zh").say("姓名不要删，地址也不要删")
    assert said.keys == ["request.only_stays"]
    assert said.state.active_loop is None


def test_in_the_form_another_request_that_is_declined_is_not_switched_to(rasa: Rasa) -> None:
    talk = rasa.open("oni")
    talk.say("登録の情報を消去してほしいです")
    assert talk.say("利用停止のほうは無しで").slots["request_type"] == "erasure"


def test_once_it_is_received_how_to_stop_it_is_told_and_not_guessed(rasa: Rasa) -> None:
    opened = {"stage": "opened", "request_type": "deletion", "requester": "self", "subject": "all"}
    said = rasa.open("ocs", "eea_uk", locale="en", **opened).say(
        "My solicitor says keep it, don't delete it yet"
    )
    assert said.keys == ["request.withdraw_it"]
    assert said.slots["stage"] == "opened"
