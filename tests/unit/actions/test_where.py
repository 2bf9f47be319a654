"""Where somebody lives, in answer to that question: a place where something was bought or somebody else lives is none."""

from typing import Any

import pytest

from actions.words.where import home_region
from knowledge.vocabulary import Region
from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, validate

ASKED: dict[str, Any] = {"request_type": "deletion", "requested_slot": "region"}
HOMES = (
    ("パリ", "eea_uk"),
    ("えーとパリになります", "eea_uk"),
    ("カリフォルニアです。去年旅行で行きました", "california"),
    ("カリフォルニアです。去年旅行で…", "california"),
    ("カリフォルニアです。パリの店で買いました", "california"),
    ("日本に決まってるだろ", "jp"),
    ("日本でお願いします", "jp"),
    ("日本を選びます", "jp"),
    ("日本で大丈夫です", "jp"),
    ("東京都渋谷区［住所］です", "jp"),
    ("妻とパリに住んでいます", "eea_uk"),
    ("私は母とパリに住んでいます", "eea_uk"),
    ("住所はハンブルクにあります", "eea_uk"),
    ("パリに住んでいますが去年東京で買いました", "eea_uk"),
    ("東京に引っ越しました", "jp"),
    ("California, USA", "california"),
    ("California, and I was surprised by your letter", "california"),
    ("I live in Berlin with my wife", "eea_uk"),
    ("it's Germany", "eea_uk"),
    ("我人在台灣", "other"),
    ("在香港工作", "other"),
    ("和妈妈住在巴黎", "eea_uk"),
    ("我和他住在巴黎", "eea_uk"),
    ("我跟她一起住在东京", "jp"),
    ("现在和我妈住在东京", "jp"),
    ("不住其他城市，住在东京", "jp"),
)
NO_HOMES = (
    "母がパリに住んでいます",
    "母の住まいはパリです",
    "父は、パリに住んでいます",
    "娘はパリにいます",
    "パリにいる友人から聞きました",
    "上司が上海に駐在しています",
    "パリの店で買いました",
    "パリで買った",
    "パリのホテルに泊まりました",
    "去年パリで御社のサービスを使いました",
    "パリに荷物を送りました",
    "会社は東京です",
    "パリが好きです",
    "日本ではなくて",
    "東京かパリです",
    "outside Japan",
    "not in Japan",
    "I go to Paris",
    "my mother lives in Paris",
    "she lives in Tokyo",
    "I bought it in Paris",
    "I ordered from your store in Tokyo",
    "my data is stored in Germany",
    "我妈妈住在巴黎",
    "她住在东京",
    "他们现在住在巴黎",
    "他一直住東京",
    "我妈住东京",
    "我老爸在巴黎工作",
    "我妈和他住在巴黎",
    "我在巴黎买的",
)


@pytest.mark.parametrize(("text", "region"), HOMES)
def test_a_home_or_a_bare_place_tells_the_region(text: str, region: str) -> None:
    assert home_region(text, for_another=False) == region


@pytest.mark.parametrize("text", NO_HOMES)
def test_a_place_that_is_no_home_of_the_writers_tells_none(text: str) -> None:
    assert home_region(text, for_another=False) is None


@pytest.mark.parametrize(
    "text", ["母がパリに住んでいます", "母はパリです", "my mother lives in Paris", "我妈妈住在巴黎"]
)
def test_for_an_agent_the_home_of_the_person_represented_is_meant(text: str) -> None:
    assert home_region(text, for_another=True) is Region.EEA_UK


@pytest.mark.parametrize("intent", ["inform", "out_of_scope", "no_authority"])
@pytest.mark.parametrize("text", ["母がパリに住んでいます", "パリの店で買いました"])
def test_the_form_asks_again_and_names_what_is_asked(text: str, intent: str) -> None:
    talk = Talk(company="globe", **ASKED)
    said = validate(talk, intent, text=text, region="eea_uk")
    assert said.keys == ["request.where_lived"]
    assert (talk.slots.get("region"), requested(said), said.rejected) == (None, "region", False)


def test_an_agent_tells_where_the_person_lives() -> None:
    talk = Talk(company="globe", requester="voluntary_agent", **ASKED)
    validate(talk, text="母がパリに住んでいます", region="eea_uk")
    assert talk.slots["region"] == "eea_uk"


@pytest.mark.parametrize("intent", ["inform", "chitchat", "cancel", "handoff", "no_authority"])
def test_a_home_and_a_journey_beside_it_never_end_the_form(intent: str) -> None:
    talk = Talk(company="globe", **ASKED)
    parts: tuple[tuple[str, bool, dict[str, str]], ...] = (("inform", False, {}), ("chitchat", False, {}))
    said = validate(talk, intent, text="カリフォルニアです。去年旅行で…", region="california", parts=parts)
    assert (talk.slots.get("region"), said.rejected) == ("california", False)


def test_who_tells_where_they_live_and_gives_up_has_given_up() -> None:
    talk = Talk(company="globe", **ASKED)
    parts: tuple[tuple[str, bool, dict[str, str]], ...] = (("inform", False, {}), ("cancel", False, {}))
    assert validate(talk, "cancel", text="パリです。やっぱりやめます", region="eea_uk", parts=parts).rejected


def test_a_question_that_waits_for_the_region_is_not_answered_for_a_shops() -> None:
    talk = Talk(Answers(reply_of("answer")), company="globe", question="手数料は？", region_wanted=1)
    said = talk.run("action_continue", text="パリの店で買いました", region="eea_uk")
    assert said.keys == ["ask.region_for_answer_again"]
    assert talk.slots.get("region") is None


def test_a_place_that_was_not_asked_for_is_read_as_before() -> None:
    talk = Talk(company="globe", request_type="deletion", requested_slot="requester", region="jp")
    validate(talk, text="カリフォルニアに住んでいます", region="california")
    assert talk.slots["region"] == "california"


@pytest.mark.parametrize("text", ["アメリカ", "アメリカです", "東京かパリです", "USA"])
def test_a_home_that_may_lie_in_several_regions_is_asked_for_more_closely(text: str) -> None:
    talk = Talk(company="globe", **ASKED)
    said = validate(talk, text=text)
    assert (said.keys, talk.slots.get("region")) == (["request.where_exactly"], None)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("東京に住んでいましたが、今はパリです", "eea_uk"),
        ("I used to live in Tokyo, now I am in Paris", "eea_uk"),
        ("I lived in Paris", None),
        ("東京に住んでいた", None),
        ("東京に住んでいます", "jp"),
        ("東京に10年住んでいます", "jp"),
    ],
)
def test_where_somebody_lived_once_is_no_home(text: str, region: str | None) -> None:
    assert home_region(text, for_another=False) == region


@pytest.mark.parametrize("asked", ["requester", "subject", "confirm"])
@pytest.mark.parametrize("intent", ["inform", "affirm", "goodbye", "nlu_fallback", "out_of_scope"])
def test_another_language_in_a_form_is_told_which_the_desk_speaks_and_ends_nothing(
    asked: str, intent: str
) -> None:
    known: dict[str, Any] = (
        {"requester": "self", "subject": "all", "reply_method": "post"} if asked == "confirm" else {}
    )
    talk = Talk(request_type="disclosure", requested_slot=asked, **known)
    said = validate(talk, intent, text="Ich verstehe das nicht, bitte auf Deutsch")
    assert said.keys[0] == "talk.languages"
    assert talk.slots["request_type"] == "disclosure"
    assert not talk.slots.get("outcome")


def test_a_home_told_in_another_language_answers_where_it_was_asked() -> None:
    talk = Talk(company="globe", **ASKED)
    said = validate(talk, text="Ich wohne zur Zeit in Berlin und nicht in Bonn", region="eea_uk")
    assert "talk.languages" not in said.keys
    assert talk.slots["region"] == "eea_uk"
