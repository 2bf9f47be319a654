"""While a removal is filled in: what forbids it, and what only sounds so (a reason, what others say, a way of reply)."""

from typing import Any

import pytest

from actions.case import Heard
from actions.words.own_use import has_stopped_using, of_own_use, of_speech, without_own_use
from actions.words.phrases import declined_at
from actions.words.withheld import is_not_to_be_used, is_only_not_to_be_used, withholds
from tests.unit.actions.fakes import Talk, validate


@pytest.mark.parametrize(
    "text",
    [
        "弁護士に消すなと言われたけど、消してください",
        "妻は消さないでと言うけど私は消したい",
        "アカウントは残して、個人情報は消して",
        "消さなくていいデータは何",
        "keep my account but delete the rest",
        "don't delete the account, just the data",
        "消さずにおくつもりでしたが、消してください",
        "住所は使うので残してください",
        "全部は消さないで",
        "don't delete everything",
        "写真が必要だから残して",
    ],
)
def test_a_removal_that_is_wanted_after_all_is_not_forbidden(text: str) -> None:
    assert not withholds(text)


@pytest.mark.parametrize(
    "text",
    [
        "消すな",
        "絶対消すなよ",
        "消しちゃだめ",
        "消すのやめて",
        "削除はちょっと待ってください",
        "消さないで頂けますか",
        "証拠なので残してください",
        "裁判で使うので消さないでください",
        "don't delete",
        "please don't you dare delete it",
        "hold off on deleting",
        "nothing should be deleted",
        "I changed my mind, delete nothing and keep it",
    ],
)
def test_a_removal_is_forbidden_in_everyday_words(text: str) -> None:
    assert withholds(text)


NOT_OF_THE_USE_OF_DATA = [
    "もう使うのをやめました",
    "使うのをやめたので",
    "使うのを控えています",
    "サービスの利用をやめました",
    "サービスの利用を停止したい",
    "利用をやめたいです",
    "利用を止めないで",
    "ずっと使わずに放置してました",
    "使わないでいた",
    "アカウントが凍結されました",
    "凍結してました",
    "I've never used it",
    "never used my account",
    "my kids don't use my account",
    "I want to stop using my account",
    "don't stop using my data",
    "don't lock my account",
    "i can't freeze it",
    "我已经停止使用了",
]


@pytest.mark.parametrize("text", NOT_OF_THE_USE_OF_DATA)
def test_what_the_customer_uses_no_more_is_no_wish_that_data_is_not_used(text: str) -> None:
    assert not is_not_to_be_used(text)


@pytest.mark.parametrize(
    "text",
    [
        "メールは使わないでください",
        "郵送は使わないで",
        "不要用邮件",
        "别用邮寄",
        "敬語は使わないで",
        "難しい言葉を使わないでください",
        "英語を使わないで",
        "别用中文",
        "不要用日语",
        "don't use that word",
        "stop using that tone",
        "写真は使わないで",
        "カードは使わないで",
        "使わないようにしています",
    ],
)
def test_a_way_of_reply_a_tone_or_a_photo_that_is_not_to_be_used_is_not_all_the_data(text: str) -> None:
    assert not is_only_not_to_be_used(text)


@pytest.mark.parametrize(
    "text",
    [
        "使わないでいただきたいです",
        "使うのだけ止めて",
        "使うのだけ止めたい",
        "利用だけ停止してください",
        "利用停止でお願いします",
        "利用を控えてもらいたい",
        "使わないようにしてください",
        "I don't want you to use my data",
        "I don't want my data used",
        "凍結しておいて",
        "freeze it",
        "just stop using my data",
        "I want you to stop using my data",
        "keep it without using it",
        "先冻结",
    ],
)
def test_data_is_not_to_be_used(text: str) -> None:
    assert is_only_not_to_be_used(text)


@pytest.mark.parametrize(
    "text",
    [
        "使わないでと言ったのに",
        "ひどい、凍結して",
        "you promised to freeze it",
        "使わないでもらえますか",
        "can you freeze it?",
        "能冻结吗？",
        "この間そちらの店で会員になったときに書いた紙のことなのですが、あれからずっと宣伝が届いて家族も気にしておりますので、使わないでください",
    ],
)
def test_a_complaint_a_question_and_a_long_story_are_not_all_of_that(text: str) -> None:
    assert is_not_to_be_used(text)
    assert not is_only_not_to_be_used(text)


@pytest.mark.parametrize("text", [*NOT_OF_THE_USE_OF_DATA[:3], "メールは使わないでください"])
def test_a_reason_switches_no_removal_to_another_request(text: str) -> None:
    slots: dict[str, Any] = {"request_type": "deletion", "region": "jp", "requested_slot": "subject"}
    talk = Talk(**slots)
    validate(talk, "nlu_fallback", text=text)
    assert talk.slots["request_type"] == "deletion"
    assert not talk.slots.get("ambiguous")


@pytest.mark.parametrize(
    "text",
    [
        "もう使うのをやめたので",
        "サービスの利用をやめました",
        "もう全然使ってません",
        "I've stopped using it",
        "I don't use my account any more",
        "我已经停止使用了",
    ],
)
def test_the_end_of_ones_own_use_is_told(text: str) -> None:
    assert of_own_use(text)


@pytest.mark.parametrize(
    "text",
    [
        "利用を停止してください",
        "使うのをやめてください",
        "使うのをやめてほしい",
        "利用をやめたい",
        "御社が使うのをやめたのか",
        "利用を停止しましたか？",
        "利用停止",
        "もう使っていないデータを消して",
        "I want you to stop using it",
        "you stopped using it?",
        "please stop using my data",
        "停止使用我的数据",
    ],
)
def test_a_wish_that_data_is_not_used_is_none(text: str) -> None:
    assert not of_own_use(text) and not of_speech(text)


STOPPED = [
    "もう使うのをやめたので",
    "もう使うのをやめたので、データが気になります",
    "使わなくなったので",
    "もう使っていないので",
    "御社のサービスはもう使うのをやめました",
    "I stopped using it",
    "I've stopped using your app",
    "I no longer use your service",
    "我已经不再使用了",
]
STILL_A_WISH = [
    "利用を停止してください",
    "使うのをやめてください",
    "もう使わないでほしい",
    "御社が使うのをやめました",
    "使わなくなったので消してください",
    "使わなくなったので利用停止をお願いします",
    "もう使っていないメールアドレスが登録されています",
    "使わなくなった電話番号です",
    "I no longer use this phone number",
    "I stopped using that e-mail address",
    "I stopped using it, please stop using my data",
    "stop using my data",
    "我不再使用这个号码",
    "请停止使用我的资料",
]


@pytest.mark.parametrize("text", STOPPED)
@pytest.mark.parametrize("confidence", [0.97, 0.46])
def test_who_has_stopped_using_a_service_begins_no_stop_of_the_use_of_data(
    text: str, confidence: float
) -> None:
    assert has_stopped_using(text)
    talk = Talk()
    said = talk.run(
        "action_start_request", "request_use_stop", text=text, request_type="use_stop", confidence=confidence
    )
    assert said.keys == ["matter.leave_service_offered"] and not said.next
    assert talk.slots.get("request_type") is None
    assert {"deletion", "erasure", "use_stop", "handoff"} <= set(said.values())


@pytest.mark.parametrize("text", STILL_A_WISH)
def test_a_wish_that_data_is_not_used_and_a_thing_no_longer_used_are_no_end_of_ones_own_use(
    text: str,
) -> None:
    assert not has_stopped_using(text)
    talk = Talk()
    said = talk.run("action_start_request", "request_use_stop", text=text, request_type="use_stop")
    assert talk.slots["request_type"] == "use_stop" and said.next == ["request_form"]


def test_a_pressed_button_is_a_wish() -> None:
    talk = Talk()
    talk.run("action_start_request", "request_use_stop", text="/request_use_stop", request_type="use_stop")
    assert talk.slots["request_type"] == "use_stop"


@pytest.mark.parametrize(
    "text", ["難しい言葉を使わないで", "敬語は使わないでください", "don't use that word", "别用中文"]
)
def test_how_the_desk_is_to_speak_is_no_wish_for_a_request(text: str) -> None:
    heard = Heard(
        intent="request_use_stop", text=text, values={"request_type": "use_stop"}, named=("use_stop",)
    )
    assert without_own_use(heard).values == {} and without_own_use(heard).intent == "inform"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("request_use_stop", "利用を停止してください"),
        ("request_use_stop", "please stop using my data"),
        ("request_restriction", "停止使用我的数据"),
        ("request_deletion", "もう使うのをやめたので"),
        ("deny", "I no longer use it"),
        ("request_use_stop", "/request_use_stop"),
    ],
)
def test_a_wish_that_data_is_not_used_and_whatever_else_is_heard_stay(intent: str, text: str) -> None:
    heard = Heard(intent=intent, text=text, values={"request_type": "use_stop"}, named=("use_stop",))
    assert without_own_use(heard) is heard


@pytest.mark.parametrize(
    "text",
    ["もう使うのをやめたので", "サービスの利用をやめました", "難しい言葉を使わないで", "I stopped using it"],
)
def test_what_sounds_like_a_stop_of_use_switches_nothing(text: str) -> None:
    talk = Talk(request_type="deletion", region="jp", requested_slot="subject")
    validate(talk, "request_use_stop", text=text, request_type="use_stop", confidence=0.9)
    assert talk.slots["request_type"] == "deletion"


def test_data_that_is_kept_to_be_used_is_not_kept_from_use() -> None:
    talk = Talk(request_type="deletion", region="jp", requested_slot="subject")
    text = "裁判で使うので消さないでください"
    validate(talk, "request_use_stop", text=text, request_type="use_stop", confidence=0.9)
    assert talk.slots["request_type"] is None and talk.slots["ambiguous"].endswith("deletion")


@pytest.mark.parametrize(
    "text",
    [
        "あ、待ってください。裁判で使うかもしれないので、消すのはやめて、利用を制限するだけにしてもらえますか。",
        "証拠なので消さないで、利用を制限してください",
        "don't delete it, I need it for court, just restrict what you do with it",
        "先别删，那是证据，限制使用就行",
    ],
)
def test_what_is_needed_is_used_less_where_that_is_said(text: str) -> None:
    talk = Talk(company="globe", request_type="deletion", region="eea_uk", requested_slot="subject")
    validate(talk, "request_restriction", text=text, request_type="restriction", confidence=0.99)
    assert talk.slots["request_type"] == "restriction"


@pytest.mark.parametrize(
    ("text", "declined"),
    [
        ("開示請求はしません", True),
        ("開示の手続きはしません", True),
        ("開示請求をしたいわけではありません", True),
        ("開示請求しないです", True),
        ("開示請求はしませんか", False),
        ("開示請求はしませんよね", False),
        ("開示請求はします", False),
        ("開示請求をしないと見られませんか", False),
        ("開示請求をしたいわけです", False),
        ("開示しません", False),
    ],
)
def test_a_request_that_somebody_does_not_make_is_declined(text: str, declined: bool) -> None:
    assert declined_at(text, len("開示")) is declined


@pytest.mark.parametrize("text", ["我不会申请", "我不会弄", "可是我不知道怎么操作啊"])
def test_who_does_not_know_how_wants_help_and_no_end(text: str) -> None:
    talk = Talk(request_type="deletion", region="jp", requested_slot="subject")
    validate(talk, "cancel", text=text)
    assert talk.slots.get("outcome") is None and talk.slots["request_type"] == "deletion"
    assert Heard.of_message({"text": text, "intent": {"name": "cancel"}}).intent == "needs_help"


@pytest.mark.parametrize("text", ["我不会申请的", "不申请了", "我不会再申请", "不会吧", "取消", "我不办了"])
def test_who_will_not_still_ends_it(text: str) -> None:
    assert Heard.of_message({"text": text, "intent": {"name": "cancel"}}).intent == "cancel"


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters",
    [
        "消す",
        "使う",
        "のでから",
        ", ",
        "just ",
        "without ",
        "keep ",
        "delete ",
        "停止",
        "利用を",
        " ",
        "don't ",
    ],
)
def test_a_long_message_is_read_at_once(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    is_not_to_be_used(text)
    withholds(text[:300])
    withholds(text)
    of_own_use(text)
    of_speech(text)
