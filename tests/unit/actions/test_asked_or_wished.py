"""What sounds like a wish and asks, or sounds like nothing and means something where the talk stands: the procedure of
a request, haste, the contact of who was named, whether sending is safe, a word for one's own post."""

from typing import Any

import pytest

from actions.case import Case
from actions.words.following import of_the_one_named
from actions.words.meant import SENT_SAFELY
from actions.words.names import wanted_by_name
from actions.words.other_words import in_other_words
from actions.words.own_words import to_ones_home
from actions.words.questions import asks_of_a_procedure, only_asks
from actions.words.stopping import wants_that_stopped
from actions.words.worries import hurries
from knowledge.vocabulary import CompanyId, RequestType
from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, stated, validate

PAPERS = reply_of("answer", topic="identity_papers", statements=(stated("身分証の写しを添えてください"),))
NOT_STATED = reply_of("not_stated", on_topic=0.9)

PROCEDURE = (
    "開示請求したいときの書類は",
    "訂正を頼むときの宛先は？",
    "消してもらうときの書類",
    "削除を頼む場合の手数料は",
    "開示請求をする際に必要な書類を教えてください",
    "利用停止を求めるときの窓口は",
    "住所を変更したいときの手続きは",
    "申请删除时需要的材料是什么？",
)
NO_PROCEDURE = (
    "開示請求の書類を送ってください",
    "契約したときの書類を開示してほしい",
    "訂正したときの書類が間違っている",
    "解約するときの書類を消して",
    "削除してもらうときの書類は送りました",
    "開示請求したいです",
    "登録したときの住所を訂正したい",
    "変更するときの住所は東京です",
    "更正我的地址",
)


@pytest.mark.parametrize("text", PROCEDURE)
def test_what_a_request_needs_is_a_question(text: str) -> None:
    assert asks_of_a_procedure(text)
    assert only_asks(text)


@pytest.mark.parametrize("text", NO_PROCEDURE)
def test_a_wish_or_a_tale_is_no_question_for_the_procedure(text: str) -> None:
    assert not asks_of_a_procedure(text)


def test_a_question_for_the_papers_of_a_disclosure_begins_none() -> None:
    talk = Talk(Answers(PAPERS))
    said = talk.run(
        "action_start_request", "request_disclosure", text="開示請求したいときの書類は",
        request_type="disclosure", named=["disclosure"],
    )  # fmt: skip
    assert said.citations() == ["身分証の写しを添えてください"]
    assert said.next == []


def test_a_question_for_the_papers_of_another_request_does_not_switch_the_form() -> None:
    talk = Talk(Answers(PAPERS), request_type="disclosure", requested_slot="requester")
    said = validate(
        talk,
        "request_correction",
        text="訂正するときの書類は",
        request_type="correction",
        named=["correction"],
    )
    assert said.citations() == ["身分証の写しを添えてください"]
    assert talk.slots["request_type"] == "disclosure"
    assert requested(said) == "requester"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("開示請求をしたい", RequestType.DISCLOSURE),
        ("北京に出張中ですが、開示請求をしたい", RequestType.DISCLOSURE),
        ("利用停止の手続きをお願いします", RequestType.USE_STOP),
        ("第三者提供記録の開示請求をします", RequestType.THIRD_PARTY_RECORD),
        ("開示等の請求をしたい", None),
        ("訂正の請求をしたい、削除の請求もしたい", None),
        ("開示請求をしましたが", None),
        ("開示請求をしますか", None),
        ("開示請求をしたいわけではない", None),
        ("開示請求したくない", None),
        ("開示請求したいかわからない", None),
        ("開示請求をしたいとは言っていない", None),
        ("開示請求をしたいから", RequestType.DISCLOSURE),
        ("開示請求はしたくありません", None),
        ("夫が開示請求をしたいと言っています", None),
        ("開示請求をしたいときはどうする", None),
        ("開示請求をしたく、連絡しました", RequestType.DISCLOSURE),
        ("請求をしたい", None),
        ("開示請求について知りたい", None),
        ("手続きをお願いします", None),
    ],
)
def test_a_request_that_is_named_as_one_is_of_that_kind(text: str, kind: RequestType | None) -> None:
    assert wanted_by_name(text) == kind


def test_who_wants_to_make_a_request_by_its_name_is_not_asked_for_its_kind() -> None:
    talk = Talk()
    talk.run("action_start_request", "request_unclear", text="開示請求をしたい", named=["disclosure"])
    assert talk.slots["request_type"] == "disclosure"
    every = Talk()
    every.run("action_start_request", "request_unclear", text="開示等の請求をしたい", named=["disclosure"])
    assert every.slots.get("request_type") is None


HASTE = (
    "早くして", "早くしてよ", "もう、早くしてください", "さっさとやれ", "はよして", "急いでます",
    "hurry up", "be quick please", "快点", "快一点吧",
)  # fmt: skip
NO_HASTE = (
    "早く消して", "早く返事がほしい", "早くしてもらうには手数料がかかりますか", "急いで送った書類の件",
    "すぐに届きますか", "how quickly will I hear", "快递的信息", "早くから登録しています",
)  # fmt: skip


@pytest.mark.parametrize("text", HASTE)
def test_haste_is_heard_and_is_none_that_the_desk_cannot_take_up(text: str) -> None:
    assert hurries(text)
    said = Talk().run("action_respond", "out_of_scope", text=text, confidence=0.31)
    assert said.keys == ["talk.hurry"]
    assert said.values() == ["handoff"]


@pytest.mark.parametrize("text", NO_HASTE)
def test_what_is_wanted_fast_is_a_wish_like_any(text: str) -> None:
    assert not hurries(text)


@pytest.mark.parametrize("intent", ["out_of_scope", "complaint", "proceed", "cancel", "request_remove"])
def test_haste_in_the_form_settles_and_ends_nothing(intent: str) -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    said = validate(talk, intent, text="早くして")
    assert said.keys == ["talk.hurry_in_form"]
    assert talk.slots["request_type"] == "disclosure"
    assert requested(said) == "requester"


@pytest.mark.parametrize(
    "text",
    ["その人の電話番号", "その担当者の連絡先は", "その窓口の住所を教えてください", "his phone number?"],
)
def test_the_contact_of_who_was_just_asked_about_is_looked_up(text: str) -> None:
    talk = Talk(Answers(PAPERS), question="個人情報の責任者は誰ですか")
    said = talk.run("action_no_authority", "no_authority", text=text, confidence=0.94)
    assert said.next == ["action_answer"]
    talk.run("action_answer", "no_authority", text=text)
    assert "個人情報" in talk.answers.asked[-1][2] or "personal information" in talk.answers.asked[-1][2]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (None, "その人の電話番号"),
        ("手数料はいくらですか", "その人の電話番号"),
        ("責任者は誰ですか", "その人の名前を消して"),
        ("責任者は誰ですか", "父の電話番号"),
        ("責任者は誰ですか", "その人の電話番号を訂正したい"),
        ("責任者は誰ですか", "この人の電話番号が私に届いた"),
        ("責任者は誰ですか", "電話番号"),
    ],
)
def test_somebody_else_s_number_stays_somebody_else_s(question: str | None, text: str) -> None:
    assert of_the_one_named(Case(CompanyId("acme"), question=question), text) is None


def test_the_number_of_whom_one_may_not_ask_for_is_not_the_desk_s() -> None:
    case = Case(CompanyId("acme"), question="父の担当は誰ですか", outcome="no_authority")
    assert of_the_one_named(case, "その人の電話番号") is None


def test_in_the_form_the_contact_of_who_was_named_ends_nothing() -> None:
    talk = Talk(
        Answers(PAPERS), request_type="disclosure", requested_slot="requester", question="責任者は誰ですか"
    )
    said = validate(talk, "no_authority", text="その人の電話番号")
    assert said.citations() == ["身分証の写しを添えてください"]
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("is it safe to send my id by email", "en"),
        ("Is it secure to email you a copy?", "en"),
        ("is email secure?", "en"),
        ("身分証をメールで送るのは安全ですか", "ja"),
        ("メールで送っても安全でしょうか", "ja"),
        ("书面材料", None),
        ("用邮件发送身份证安全吗？", "zh"),
        ("メールで送っても大丈夫ですか", None),
        ("身分証をメールで送ってください", None),
        ("安全管理措置は何ですか", None),
        ("送られたメールは安全ですか", None),
        ("can I send my id by email", None),
        ("is it safe to shop here", None),
        ("is my data safe", None),
    ],
)
def test_whether_sending_is_safe_is_asked_of_what_protects_it(text: str, tongue: str | None) -> None:
    assert (in_other_words(text) == SENT_SAFELY.whole[tongue]) if tongue else in_other_words(text) is None


PASSED_ON = "個人情報を第三者に提供してますか"


@pytest.mark.parametrize(
    "text",
    [
        "それ止められまっか",
        "それ止められますか",
        "それやめてもらえまっか",
        "やめてくれへん？",
        "提供を停止できますか",
    ],
)
def test_what_was_just_asked_about_can_be_stopped_in_any_dialect(text: str) -> None:
    assert wants_that_stopped(text, PASSED_ON)
    said = Talk(question=PASSED_ON).run("action_fallback", "nlu_fallback", text=text)
    assert said.next == ["action_cancel"]


@pytest.mark.parametrize(
    "text",
    [
        "それ止められません",
        "やめてへん",
        "止められた",
        "会社をやめました",
        "止める理由は",
        "それはやめられない",
    ],
)
def test_what_only_tells_of_stopping_stops_nothing(text: str) -> None:
    assert not wants_that_stopped(text, PASSED_ON)


def test_to_stop_what_goes_on_takes_no_open_request_back() -> None:
    talk = Talk(question=PASSED_ON, stage="opened", request_type="disclosure")
    said = talk.run("action_fallback", "nlu_fallback", text="それ止められますか")
    assert "action_cancel" not in said.next


@pytest.mark.parametrize(
    "text", ["地址", "我的地址", "寄到家里", "自宅に", "家に送ってください", "my address"]
)
def test_one_s_home_is_an_answer_to_how_the_reply_should_come(text: str) -> None:
    assert to_ones_home(text)
    talk = Talk(
        request_type="disclosure", requester="self", subject="all", requested_slot="reply_method"
    )  # fmt: skip
    validate(talk, "inform", text=text, subject="address")
    assert talk.slots.get("reply_method") == "post"
    assert talk.slots["subject"] == "all"


@pytest.mark.parametrize(
    "text",
    [
        "住所は？",
        "送り先の住所",
        "邮寄地址",
        "住所を変えたい",
        "家族に",
        "地址是什么",
        "email address",
        "mailing address?",
    ],
)
def test_another_s_address_or_a_question_is_no_way_of_reply(text: str) -> None:
    assert not to_ones_home(text)


def test_who_names_a_daughter_and_then_the_person_s_own_data_has_not_said_that_they_are_the_person() -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    assert validate(talk, "inform", text="娘の代わりに").keys == ["request.relative"]
    earlier: Any = [
        {"event": "user", "text": "娘の代わりに"},
        {"event": "bot", "data": {"custom": {"utterance": "request.relative", "params": {}}}},
    ]
    said = validate(talk, "inform", text="本人のもの", requester="self", earlier=earlier)
    assert talk.slots.get("requester") is None
    assert said.keys == ["request.of_the_represented"]
    assert validate(talk, "inform", text="本人です", requester="self", earlier=earlier).keys == []
    assert talk.slots["requester"] == "self"


@pytest.mark.parametrize(
    "letters",
    ["消してもらう", "開示請求をするとき", "早くして", "送って", "その人の", "地址", "それ", "[", " "],
)
def test_long_texts_are_read_at_once(letters: str) -> None:
    text = letters * (20_000 // len(letters))
    asks_of_a_procedure(text)
    hurries(text)
    in_other_words(text)
    to_ones_home(text)
    wanted_by_name(text)
    of_the_one_named(Case(CompanyId("acme"), question="責任者は誰ですか"), text)
