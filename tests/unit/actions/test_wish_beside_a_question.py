"""A wish in a sentence of its own is not lost where the rest of the message asks, and the rest is not passed over."""

from typing import Any

import pytest

from actions.ports import Question, Reply
from actions.words.about_the_desk import asks_where_to_write
from actions.words.commands import besides_commands, commands
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate

FEE = reply_of("answer", topic="fee_whether", statements=(stated("手数料は500円"),))
OUTSIDE = reply_of("out_of_scope", on_topic=0.01, confidence=0.99)
ON_TIME = reply_of("answer", topic="reply_time", statements=(stated("遅滞なく回答します"),))


class ParcelsAreNoneOfOurs(Answers):
    """Knows when a reply comes, and that a parcel is no matter of the desk's."""

    def answer(self, asked: Question) -> Reply:
        super().answer(asked)
        return OUTSIDE if any(word in asked.text for word in ("荷物", "parcel", "包裹")) else ON_TIME


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("住所を訂正して。新しい住所はどこに書けばいい？", "住所を訂正して。"),
        ("手数料は？データを全部削除してください。", "データを全部削除してください。"),
        ("開示をお願いします。何日かかりますか", "開示をお願いします。"),
        ("DMを止めてほしいです。", "DMを止めてほしいです。"),
        ("どうか削除してください。", "どうか削除してください。"),
        ("Correct my address. Where do I write the new one?", "Correct my address"),
        ("Can you delete my data? How long does it take?", "Can you delete my data?"),
        ("请更正我的地址。新地址写在哪里？", "请更正我的地址。"),
        ("把我的地址改成东京。要多久？", "把我的地址改成东京。"),
    ],
)
def test_a_sentence_that_tells_the_desk_to_do_something_is_a_command(text: str, told: str) -> None:
    assert commands(text) == (told,)


@pytest.mark.parametrize(
    "text",
    [
        "訂正したいのですが、どこに書けばいいですか",
        "開示したいです。手数料はいくらですか",
        "勝手に開示して。どういうつもり？",
        "どうやって削除して",
        "削除してもいいですか。",
        "変更をお願いしました。まだ？",
        "もうやめて。",
        "削除してくださいと言ったら何日かかりますか",
        "手数料を教えてください。",
        "Please change my address if possible.",
        "how do I delete my data?",
        "I want to delete my data. What does it cost?",
        "怎么删除我的信息？",
        "我能删除我的信息吗？",
        "不要删除我的信息。",
    ],
)
def test_a_question_a_reproach_and_what_one_would_like_are_none(text: str) -> None:
    assert commands(text) == ()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("荷物が届かない。いつ来るの？個人情報も開示してください", "荷物が届かない。いつ来るの？"),
        ("delete my data. my parcel is late. when will it come?", "my parcel is late. when will it come?"),
        (
            "データを消したいです。荷物が届きません。いつ届きますか？",
            "荷物が届きません。いつ届きますか？",
        ),
        ("削除してください。", None),
        ("引っ越しました。住所を訂正してください。", None),
        ("荷物はいつ届きますか", None),
    ],
)
def test_what_is_asked_beside_is_read_with_what_is_told_of_it(text: str, rest: str | None) -> None:
    assert besides_commands(text) == rest


PARTS = [("request_correction", False, {"subject": "address"}), ("ask_question", False, {})]
WRITES = "住所を訂正して。新しい住所はどこに書けばいい？"


def test_a_wish_beside_a_question_is_taken_up_and_the_question_answered() -> None:
    talk = Talk(Answers(FEE))
    told: dict[str, Any] = {"text": "住所を訂正して。手数料は？", "parts": PARTS}
    assert talk.run("action_answer", "ask_question", **told).next == ["action_start_request"]
    assert talk.run("action_continue", "change_answer", **told).next == ["action_start_request"]
    said = talk.run("action_start_request", "ask_question", **told)
    assert (said.keys, said.next) == (["answer.quoted"], ["request_form"])
    assert talk.slots["request_type"] == "correction"


def test_where_the_new_data_is_written_is_the_desk_s_own_form() -> None:
    talk = Talk(Answers(FEE))
    said = talk.run("action_start_request", "ask_question", text=WRITES, parts=PARTS)
    assert (said.keys, said.next) == (["request.where_to_write"], ["request_form"])
    assert talk.answers.asked == []


def test_a_question_that_sounds_like_the_wish_before_it_is_one() -> None:
    talk = Talk(Answers(FEE))
    parts = [PARTS[0], ("request_correction", False, {})]
    said = talk.run(
        "action_start_request", "request_correction", text=WRITES, parts=parts, request_type="correction"
    )
    assert (said.keys, said.next) == (["request.where_to_write"], ["request_form"])


@pytest.mark.parametrize(
    "text",
    [
        "新しい住所はどこに書けばいい？",
        "where do I write the new one?",
        "新地址写在哪里？",
        "変更後の内容はどこに記入しますか",
    ],
)
def test_who_asks_where_to_write_the_new_data_is_known(text: str) -> None:
    assert asks_where_to_write(text)


@pytest.mark.parametrize(
    "text",
    [
        "届出書のどこに新しい住所を書きますか",
        "住所はどこに書いてありますか",
        "委任状はどこに書けばいいですか",
        "新しい書類はどこに送る？",
        "where is it written?",
        "ポリシーの内容はどこに書いてありますか",
        "それはどこに書かれているの",
    ],
)
def test_what_is_written_on_paper_or_stands_in_the_policy_is_another_question(text: str) -> None:
    assert not asks_where_to_write(text)


def test_where_the_new_data_is_written_is_told_in_the_form_too() -> None:
    talk = Talk(Answers(FEE), request_type="correction", requested_slot="requester")
    said = talk.run("action_answer", "ask_question", text="新しい住所はどこに書きますか", form=True)
    assert (said.keys, talk.answers.asked) == (["request.where_to_write"], [])


def test_a_question_alone_and_one_in_the_form_begin_nothing() -> None:
    said = Talk(Answers(FEE)).run("action_answer", "ask_question", text="手数料は？", parts=PARTS)
    assert said.keys == ["answer.quoted"]
    said = Talk(Answers(FEE)).run("action_answer", "ask_question", text=WRITES, parts=PARTS, form=True)
    assert said.next == []


@pytest.mark.parametrize(
    "text",
    [
        "私の情報を開示してください。荷物が届かない。いつ来るの？",
        "荷物が届かない。いつ来るの？個人情報も開示してください",
        "show me my data. my parcel is late. when will it come?",
    ],
)
def test_what_is_none_of_the_desk_s_business_is_said_so_and_the_wish_taken_up(text: str) -> None:
    talk = Talk(ParcelsAreNoneOfOurs())
    said = talk.run("action_start_request", "request_disclosure", text=text, request_type="disclosure")
    assert (said.keys, said.next) == (["talk.beside_out_of_scope"], ["request_form"])
    assert said.messages[0]["kind"] == "out_of_scope"


def test_the_same_words_about_the_request_are_answered() -> None:
    talk = Talk(ParcelsAreNoneOfOurs())
    text = "私の情報を開示してください。いつ来るの？"
    said = talk.run("action_start_request", "request_disclosure", text=text, request_type="disclosure")
    assert said.keys == ["answer.quoted"]


def test_what_may_be_asked_of_the_request_is_not_refused_on_a_guess() -> None:
    class Doubts(Answers):
        def answer(self, asked: Question) -> Reply:
            return reply_of("out_of_scope", confidence=0.95) if "引っ越" in asked.text else ON_TIME

    text = "住所を訂正してください。引っ越しました。何日？"
    said = Talk(Doubts()).run(
        "action_start_request", "request_correction", text=text, request_type="correction"
    )
    assert said.keys == ["answer.quoted"]


def test_in_the_form_a_parcel_is_none_of_the_desk_s_business_and_the_answer_counts() -> None:
    talk = Talk(ParcelsAreNoneOfOurs(), request_type="deletion", requested_slot="requester")
    said = validate(talk, text="本人です、ところで荷物はいつ届きますか？", requester="self")
    assert "talk.beside_out_of_scope" in said.keys
    assert talk.slots["requester"] == "self"


def test_who_asks_for_the_purposes_beside_a_wish_gets_the_answer_and_the_one_request() -> None:
    talk = Talk(Answers(FEE))
    text = "利用目的は何ですか。あと私の情報を開示してください"
    parts: list[tuple[str, bool, dict[str, str]]] = [
        ("request_purpose_notice", False, {}),
        ("request_disclosure", True, {}),
    ]
    said = talk.run(
        "action_start_request",
        "request_purpose_notice",
        text=text,
        parts=parts,
        request_type="purpose_notice",
    )
    assert (said.keys, said.next) == (["answer.quoted"], ["request_form"])
    assert (talk.slots["request_type"], talk.slots.get("later")) == ("disclosure", None)


def test_a_desk_that_has_closed_answers_what_is_asked_beside_the_wish_as_well() -> None:
    talk = Talk(Answers(FEE), company="gone")
    text = "delete my data and tell me the fee"
    said = talk.run("action_start_request", "request_deletion", text=text, request_type="deletion")
    assert said.keys[:2] == ["answer.quoted", "outcome.closed"]
