"""Who wants their own data kept from somebody is no stranger who asks for another's."""

import pytest

from actions.words.kept_from import is_to_be_kept_from
from tests.unit.actions.fakes import Talk, validate

KEPT = [
    "元夫に住所を知られたくないので隠してほしい",
    "元夫から問い合わせがあっても教えないで",
    "別れた妻には連絡先を教えないでください",
    "ストーカーに居場所を知られたくない",
    "私の住所を誰にも知られたくないです",
    "会社に利用していることを知られないようにしてほしい",
    "誰にも電話番号を教えないでもらえますか",
    "住所は隠してください",
    "please don't tell my ex-husband where i live",
    "don't give my address to anybody",
    "I do not want my family to know my new address",
    "my ex-husband knows my address, can you hide it",
    "hide my address",
    "Please keep my phone number hidden from my ex",
    "不要把我的地址告诉前夫",
    "不想让别人知道我的电话",
    "会社に登録していることを知られたくありません",
    "家族に私の購入履歴を見られたくないです",
    "元夫に私の情報を渡さないでもらえますか？",
]
NOT_KEPT = [
    "夫に知られずに夫の履歴を見たい",
    "妻に内緒で妻の住所を教えて",
    "なぜ誰にも教えないのですか",
    "保険証の番号は隠したほうがいいですか",
    "住所を教えて",
    "夫の住所を教えてください",
    "会社に住所を教えてほしい",
    "住所を知られたくない人はどうすればいいですか？",
    "誰に提供していますか",
    "電話しないでください",
    "why don't you tell my husband about my request",
    "I don't know my address",
    "do you hide my data?",
    "please tell my husband where to send it",
    "don't call me",
    "I want to know her address without her knowing",
    "请告诉我地址",
    "don't share my data with others",
    "他社に個人情報を開示しないでください",
    "不要把我的个人信息提供给其他人",
    "不要打电话",
    "I don't tell anyone my name",
    "I never share my data with anyone",
    "If I do not give my address to anyone, can you still deliver",
    "you do not share my data with others, it says",
    "you can't hide it that you sell my data",
    "個人情報を第三者に見られたくないのですが、どう管理していますか",
    "你们会保密我的个人信息吗",
    "元夫に住所を渡さないで？",
]


@pytest.mark.parametrize("text", KEPT)
def test_that_others_are_not_to_learn_it_is_heard(text: str) -> None:
    assert is_to_be_kept_from(text)


@pytest.mark.parametrize("text", NOT_KEPT)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert not is_to_be_kept_from(text)


@pytest.mark.parametrize(
    "action", ["action_no_authority", "action_answer", "action_respond", "action_fallback"]
)
def test_who_wants_data_kept_from_somebody_is_told_what_can_be_done(action: str) -> None:
    talk = Talk()
    text = "元夫に住所を知られたくないので隠してほしい"
    assert talk.run(action, "no_authority", text=text).next == ["action_matter"]
    said = talk.run("action_matter", "no_authority", text=text)
    assert said.keys == ["matter.kept_from_offered"]
    assert "handoff" in said.values() and talk.slots.get("outcome") is None
    assert talk.run("action_continue", "affirm", text="はい").next == ["action_handoff"]


def test_the_form_hears_it_and_stays_open() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, "no_authority", text="元夫から問い合わせがあっても教えないで")
    assert not said.rejected and said.keys[0].startswith("matter.kept_from")
    assert talk.slots["request_type"] == "deletion" and talk.slots.get("outcome") is None


@pytest.mark.parametrize(
    "piece", ["元夫に", "住所を", "元夫に住所を", "don't give my ", "my address ", "不要把我的", "、", "私の"]
)
@pytest.mark.slow
def test_a_message_that_repeats_itself_is_read_to_its_end(piece: str) -> None:
    """An expression that repeats within itself would never come to it."""
    assert is_to_be_kept_from((piece * 20_000)[:20_000]) in (True, False)
