"""What customers tell in their own words: which data, for whom they act, and what they do not want."""

from typing import Any

import pytest

from actions.case import FAIRLY_SURE, SURE, Heard
from actions.words.own_words import describes_data, subject_told
from actions.words.phrases import declined_at, of_grown_up_child
from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, stated, validate

ASKED: dict[str, Any] = {"request_type": "deletion", "requester": "self", "requested_slot": "subject"}


@pytest.mark.parametrize(
    ("text", "intent", "confidence", "hint", "subject"),
    [
        ("登録されているクレジットカード2枚分の情報", "out_of_scope", 0.39, None, "other"),
        ("資料請求のときに書いた氏名・住所・電話番号", "ask_question", 0.63, "name", "other"),
        ("セミナー申込のときの氏名", "ask_question", 0.65, "name", "name"),
        ("契約者の情報とサービスの内容", "inform", 0.33, None, "other"),
        ("問い合わせの内容です", "nlu_fallback", 0.3, None, "other"),
        ("店の防犯カメラの映像", "held_for_client", 0.4, None, "other"),
        ("my booking details", "nlu_fallback", 0.3, None, "other"),
        ("姓名、地址、邮箱", "inform", 0.9, "name", "other"),
        ("登録した情報すべて", "inform", 0.6, "all", "all"),
        ("電話の通話履歴", "inform", 0.6, "usage", "usage"),
    ],
)
def test_a_description_of_any_trades_data_says_which_data(
    text: str, intent: str, confidence: float, hint: str | None, subject: str
) -> None:
    talk = Talk(**ASKED)
    said = validate(
        talk, intent, text=text, confidence=confidence, certain=False, **({"subject": hint} if hint else {})
    )
    assert not said.rejected
    assert talk.slots["subject"] == subject


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("どんな情報がありますか", "ask_question", 0.9),
        ("どんな情報が残ってるの", "ask_question", 0.6),
        ("what data do you hold about me", "ask_question", 0.6),
        ("你们保存哪些信息", "ask_question", 0.6),
        ("質問の内容がよく分かりません", "nlu_fallback", 0.3),
        ("名前は教えたくありません", "out_of_scope", 0.6),
        ("個人情報を勝手に使うな", "out_of_scope", 0.6),
        ("情報が漏れたみたいで心配です", "report_leak", 0.45),
        ("［電話番号］です", "gives_personal_data", 0.9),
        ("もう登録はいいです", "cancel", 0.6),
        ("妻の情報です", "no_authority", 0.8),
        ("よく分かりません", "nlu_fallback", 0.3),
        ("担当者の名前を呼んで", "handoff", 0.6),
    ],
)
def test_what_describes_no_data_is_not_taken_for_it(text: str, intent: str, confidence: float) -> None:
    talk = Talk(**ASKED)
    validate(talk, intent, text=text, confidence=confidence)
    assert talk.slots.get("subject") is None


@pytest.mark.parametrize(
    ("intent", "below", "taken"),
    [
        ("ask_question", FAIRLY_SURE, False),
        ("ask_question", FAIRLY_SURE - 0.01, True),
        ("held_for_client", SURE, False),
        ("held_for_client", SURE - 0.01, True),
        ("handoff", 0.0, False),  # a person is never taken for data, however unsure it is
    ],
)
def test_what_was_understood_surely_enough_is_no_description(intent: str, below: float, taken: bool) -> None:
    assert describes_data(Heard(intent, below, text="契約者の情報")) is taken


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("氏名と住所は教えたくありません", {}),
        ("氏名が分からないのですが", {"subject": "name"}),
        ("氏名と住所はどう書きますか", {"subject": "name"}),
    ],
)
def test_a_refusal_or_a_question_is_no_list_of_data(text: str, values: dict[str, str]) -> None:
    heard = Heard("out_of_scope", values=values, text=text)
    assert subject_told(heard) == heard


def test_several_kinds_that_are_surely_one_answer_are_of_the_other_kind() -> None:
    heard = Heard(
        "stop_marketing", values={"subject": "contact"}, text="宣伝に使われている氏名とメールアドレス"
    )
    assert subject_told(heard).values == {"subject": "other"}


def test_a_way_of_reply_is_no_description_of_data() -> None:
    talk = Talk(**{**ASKED, "request_type": "disclosure"})
    validate(talk, "inform", text="メールでお願いします", reply_method="email")
    assert talk.slots.get("subject") is None
    assert talk.slots["reply_method"] == "email"


def test_who_names_whom_they_act_for_is_asked_no_further_by_what_right() -> None:
    talk = Talk(request_type="use_stop", requested_slot="requester")
    said = validate(
        talk, "no_authority", text="叔父の成年後見人です", confidence=0.63, requester="statutory_agent"
    )
    assert not said.rejected
    assert talk.slots["requester"] == "statutory_agent"


def test_who_only_asks_for_a_relative_is_still_turned_to_a_person() -> None:
    talk = Talk(request_type="use_stop", requested_slot="requester")
    assert validate(talk, "no_authority", text="亡くなった父の娘です", confidence=0.7).rejected


@pytest.mark.parametrize(
    "text",
    [
        "22歳の大学生の息子のことです。母親なので親権者として請求できますよね？",
        "娘は20歳です。親権者です",
        "18歳の娘の親権者です",
        "成人した息子の親です",
        "長男は社会人ですが、父親の私が請求します",
        "I am the mother of my 20-year-old son",
        "我儿子22岁，我是他的监护人",
    ],
)
def test_a_parent_of_somebody_of_age_is_no_statutory_agent(text: str) -> None:
    assert of_grown_up_child(text)
    talk = Talk()
    said = talk.run(
        "action_start_request",
        "request_disclosure",
        text=text,
        request_type="disclosure",
        requester="statutory_agent",
    )
    assert said.keys[0] == "request.grown_up_child"
    assert talk.slots.get("requester") is None
    asked = Talk(request_type="disclosure", requested_slot="requester")
    told = validate(asked, "inform", text=text, requester="statutory_agent")
    assert told.keys[0] == "request.grown_up_child"
    assert asked.slots.get("requester") is None


@pytest.mark.parametrize(
    "text",
    [
        "17歳の息子の親権者です",
        "私は45歳で、息子は10歳です。親権者です",
        "30歳の息子の成年後見人です",
        "18歳未満の子供の親権者です",
        "まだ18歳になっていない娘の親です",
        "息子は来月18歳になります",
        "娘は成人ではありません",
        "娘の成人式の写真です",
        "息子が大学生になる前の記録です",
        "息子の母親、45歳です",
        "次女の私（50歳）が母の法定代理人です",
        "私は80歳の父の息子で、任意代理人です",
        "息子の親権者です",
        "私は大学生です",
    ],
)
def test_of_a_minor_and_of_a_ward_the_statutory_agent_asks(text: str) -> None:
    assert not of_grown_up_child(text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("開示で代わりに、とかはいいです", True),
        ("開示じゃなくて移してほしい", True),
        ("開示はもう結構です", True),
        ("開示はしなくていい", True),
        ("開示は不要です", True),
        ("開示でいいです", False),
        ("開示していいですか", False),
        ("開示はいいですか", False),
        ("開示をお願いします", False),
        ("開示の手続きは初めてです", False),
        ("開示がないと困ります", False),
        ("開示請求はもういいです", True),
        ("開示は要りません", True),
        ("開示しないでください", True),
        ("開示じゃないと納得できません", False),
        ("開示しなくてはいけない理由があります", False),
        ("開示しませんと言われたけど見せてほしい", False),
        ("開示するつもりはないと言われた。開示してほしい", False),
        ("開示、いいですよ", False),
        ("開示の手数料とかはいいです、払います", False),
        ("删除不要的信息", False),
    ],
)
def test_a_right_may_be_named_to_say_that_it_is_not_wanted(text: str, unwanted: bool) -> None:
    assert declined_at(text, len("開示")) is unwanted


@pytest.mark.parametrize(
    ("text", "right", "unwanted"),
    [
        ("不是删除 就是不许给别人", "删除", True),
        ("我不是要删除，我要看", "删除", True),
        ("并不是申请更正，只是问问", "更正", True),
        ("not deletion, just stop giving it away", "deletion", True),
        ("I said disclosure, not the deletion", "deletion", True),
        ("请删除我的资料", "删除", False),
        ("是不是删除就行", "删除", False),
        ("要不是删除太慢我早办了", "删除", False),
        ("不是删除吗", "删除", False),
        ("这不是删除了我的账号吗", "删除", False),
        ("为什么还不删除", "删除", False),
        ("不得不删除", "删除", False),
        ("is it not deletion that I asked for?", "deletion", False),
        ("whether or not deletion is possible, I want it", "deletion", False),
        ("why not deletion", "deletion", False),
        ("deletion please", "deletion", False),
    ],
)
def test_what_stands_before_a_right_may_say_that_it_is_not_wanted(
    text: str, right: str, unwanted: bool
) -> None:
    start = text.index(right)
    assert declined_at(text, start + len(right), start) is unwanted


def test_a_request_that_is_declined_opens_no_form() -> None:
    talk = Talk()
    declined: dict[str, Any] = {"request_type": "disclosure", "named": ["disclosure"], "named_ends": [2]}
    said = talk.run("action_start_request", "request_disclosure", text="開示とかはいいです。", **declined)
    assert said.keys == ["talk.not_understood"] and said.next == []
    asks = talk.run(
        "action_start_request",
        "request_disclosure",
        text="開示とかはいいです。アドレスを教えてください",
        **declined,
    )
    assert asks.next == ["action_answer"]


def test_of_two_rights_the_one_that_is_wanted_is_begun() -> None:
    talk = Talk()
    talk.run(
        "action_start_request", "request_disclosure", text="開示じゃなくて削除をお願いします",
        request_type="disclosure", named=["disclosure", "deletion"], named_ends=[2, 9],
    )  # fmt: skip
    assert talk.slots["request_type"] == "deletion"


def test_a_mere_guess_at_a_request_opens_no_form() -> None:
    talk = Talk()
    guess = talk.run(
        "action_start_request", "request_correction", text="書いてもらえませんしね", confidence=0.31
    )
    assert guess.next == [] and guess.keys == ["answer.not_stated"]
    assert talk.slots.get("request_type") is None
    named = talk.run(
        "action_start_request", "request_correction", text="訂正", confidence=0.31,
        request_type="correction", named=["correction"],
    )  # fmt: skip
    assert named.next == ["request_form"]
    pressed = Talk().run("action_start_request", "request_unclear", text="/request_unclear", confidence=0.3)
    assert pressed.next == ["request_form"]


@pytest.mark.parametrize("intent", ["gives_personal_data", "greet", "thanks", "chitchat", "out_of_scope"])
def test_a_wish_after_who_somebody_is_is_taken_up(intent: str) -> None:
    parts: list[tuple[str, bool, dict[str, str]]] = [(intent, False, {}), ("request_addition", False, {})]
    said = Talk().run(
        "action_respond", intent, text="［電話番号］の者です。勤務先を足してください", confidence=0.7,
        parts=parts, ranked=[(intent, 0.7), ("request_addition", 0.2)],
    )  # fmt: skip
    assert said.next == ["action_start_request"]


def test_advice_that_the_policy_gives_is_given() -> None:
    rule = reply_of("answer", statements=(stated("番号はマスキングする"),))
    text = "保険証の隠したほうがいいところはありますか"
    sure, unsure = (
        Talk(Answers(rule)).run("action_matter", "seeks_advice", text=text, confidence=confidence)
        for confidence in (0.9, 0.5)
    )
    assert unsure.citations() == ["番号はマスキングする"]
    assert "番号はマスキングする" not in sure.citations()


def test_what_asks_is_looked_up_before_a_part_of_it_is_taken_for_a_wish() -> None:
    phone = reply_of("answer", topic="desk_phone", statements=(stated("086-000-0000"),))
    said = Talk(Answers(phone)).run(
        "action_fallback", "nlu_fallback", text="家族と相談して電話します。番号だけ教えてください", confidence=0.3,
        parts=[("handoff", False, {})], ranked=[("handoff", 0.2)],
    )  # fmt: skip
    assert said.citations() == ["086-000-0000"] and said.next == []


def test_a_question_beside_a_wish_is_asked_with_the_wish_where_it_says_too_little_alone() -> None:
    class OnlyWhole(Answers):
        def answer(self, asked: Any) -> Any:
            super().answer(asked)
            told = reply_of("answer", statements=(stated("保存期間"),))
            return told if asked.text.startswith("消去") else reply_of("not_stated", on_topic=0.1)

    talk = Talk(OnlyWhole())
    said = talk.run(
        "action_start_request", "request_erasure", text="消去してほしいです。ちなみに、いつまで残るもの？",
        request_type="erasure",
    )  # fmt: skip
    assert said.citations() == ["保存期間"]
    assert [text for *_, text in talk.answers.asked][-2:] == [
        "いつまで残るもの？",
        "消去してほしいです。ちなみに、いつまで残るもの？",
    ]


@pytest.mark.parametrize(
    ("text", "named_end", "parts"),
    [
        ("じゃあ今回はいいや、消去の話はなしで", 12, ()),
        ("消去はもういいです", 2, ()),
        ("消去しようと思ったけど、やめておきます", None, [("cancel", True, {})]),
    ],
)
def test_the_open_request_named_to_be_given_up_ends_the_form(
    text: str, named_end: int | None, parts: Any
) -> None:
    talk = Talk(request_type="erasure", requester="self", requested_slot="subject")
    said = validate(
        talk, "request_erasure", text=text, confidence=0.73, request_type="erasure", named=["erasure"],
        named_ends=[named_end or 0], parts=parts,
    )  # fmt: skip
    assert not said.rejected and requested(said) is None
    ended = talk.run("action_submit_request", "request_erasure", text=text)
    assert ended.keys == ["request.cancelled"] and ended.effects == []
    assert talk.slots["request_type"] is None and talk.slots["outcome"] is None


def test_another_right_named_beside_the_declined_one_is_a_change_of_mind() -> None:
    talk = Talk(request_type="erasure", requested_slot="subject")
    validate(
        talk, "request_use_stop", text="消去はいいです、利用停止をお願いします", request_type="use_stop",
        named=["erasure", "use_stop"], named_ends=[2, 12],
    )  # fmt: skip
    assert talk.slots["request_type"] == "use_stop"


def test_whoever_may_not_ask_and_talks_of_it_begins_no_request() -> None:
    talk = Talk(outcome="no_authority")
    said = talk.run("action_start_request", "request_addition", text="書いてもらえませんしね", confidence=0.6)
    assert said.next == []
    own = talk.run(
        "action_start_request", "request_disclosure", text="では自分の情報を見せてほしいです", confidence=0.6,
        request_type="disclosure", requester="self",
    )  # fmt: skip
    assert own.next == ["request_form"], "of oneself anybody may ask"


def test_a_question_about_the_company_that_sounds_like_one_about_the_desk_is_answered() -> None:
    told = reply_of("answer", statements=(stated("株式会社 NTT ドコモ"),))
    text = "そうだったんだ。じゃあ今はどこの会社が答えてくれるんですか"
    answered = Talk(Answers(told)).run("action_respond", "bot_challenge", text=text, confidence=0.47)
    assert answered.citations() == ["株式会社 NTT ドコモ"]
    sure = Talk(Answers(told)).run("action_respond", "bot_challenge", text="人間ですか", confidence=0.95)
    assert sure.keys == ["talk.bot_challenge"]


def test_the_last_sentence_is_asked_where_the_whole_seems_to_be_no_business_of_the_desk() -> None:
    class OnlyEnd(Answers):
        def answer(self, asked: Any) -> Any:
            super().answer(asked)
            told = reply_of("answer", statements=(stated("03-5534-7951"),))
            return told if asked.text.startswith("电话") else reply_of("out_of_scope")

    talk = Talk(OnlyEnd())
    assert talk.run("action_answer", "ask_question", text="嗯，那就这样吧。电话号码是多少？").citations() == [
        "03-5534-7951"
    ]
    one = Talk(OnlyEnd()).run("action_answer", "ask_question", text="那就这样吧，天气怎么样？")
    assert one.keys == ["answer.out_of_scope"]
