"""What is said of the form itself: wait, go on, begin again, where are we, one more, one of them not."""

from typing import Any

import pytest

from actions.words.additions import adds_a_request
from actions.words.pausing import asks_where_it_stands, begins_afresh, pauses, resumes
from desk.requests.stages import Stage
from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, stated, validate

ASKED: dict[str, Any] = {"request_type": "disclosure", "requester": "self", "requested_slot": "subject"}
TO_CONFIRM: dict[str, Any] = {**ASKED, "subject": "all", "reply_method": "post", "requested_slot": "confirm"}


@pytest.mark.parametrize(
    "text",
    [
        "さっきの続き",
        "さっきの続きから",
        "再開します",
        "お待たせいたしました。先ほどの件、進めていただけますでしょうか。",
        "途中の手続きを再開したいです",
        "let's continue where we left off",
        "继续刚才的申请",
    ],
)
def test_who_goes_on_is_asked_the_same_again(text: str) -> None:
    talk = Talk(**ASKED)
    said = validate(talk, "handoff", text=text)
    assert not said.rejected
    assert said.keys == []
    assert requested(said) == "subject"


@pytest.mark.parametrize(
    "text",
    [
        "さっきの質問ですが手数料は",
        "さっきの件、取り消してください",
        "削除を進めて",
        "前回の請求の結果を教えて",
        "利用を再開してほしいサービスがある",
        "continue",
    ],
)
def test_another_matter_resumes_nothing(text: str) -> None:
    assert not resumes(text)


def test_who_begins_afresh_is_asked_from_the_first_question_on() -> None:
    for text in ("最初からやり直したい", "すみません、一からやり直します", "start over", "重新开始"):
        talk = Talk(**TO_CONFIRM)
        said = validate(talk, "go_back", text=text)
        assert said.keys == ["request.started_over"], text
        assert talk.slots["request_type"] == "disclosure"
        assert requested(said) == "requester"
    for other in ("最初からそう言っている", "最初から登録していません", "start using my data again"):
        assert not begins_afresh(other), other


def test_who_has_lost_the_thread_hears_what_they_have_told() -> None:
    for text in ("えーと、どこまでやったっけ", "何を聞かれてるんだっけ", "where were we?", "刚才问的是什么"):
        said = validate(Talk(**ASKED), "ask_status", text=text)
        assert said.keys == ["request.so_far"], text
        lines = said.messages[0]["params"]["settled"]["lines"]
        assert [one["key"] for one in lines] == ["summary.request_type", "summary.requester"]
    for other in (
        "どこまで開示してもらえますか",
        "個人情報はどこまで共有されますか",
        "何の情報を持っていますか",
    ):
        assert not asks_where_it_stands(other), other


@pytest.mark.parametrize(
    "text",
    [
        "訂正も",
        "訂正もお願い",
        "あと削除もお願いします",
        "それと、利用停止もしたいです",
        "住所の訂正もしてほしい",
        "訂正もね",
        "それから住所の訂正もお願いしたいのですが",
        "I also want it deleted",
        "please also delete it",
        "deletion too, please",
        "删除也要",
        "另外我想更正地址",
        "还要删除",
    ],
)
def test_one_more_is_told_by_its_words(text: str) -> None:
    assert adds_a_request(text)


@pytest.mark.parametrize(
    "text",
    [
        "やっぱり訂正で",
        "削除もできますか",
        "削除もできますか？",
        "開示じゃなくて削除もお願い",
        "名前もお願いします",
        "私もお願いします",
        "訂正でもいいです",
        "訂正もだめ",
        "開示も削除もしたくない",
        "I want deletion instead",
        "actually, delete it",
        "还是删除吧",
        "也不要了",
    ],
)
def test_a_change_of_mind_or_a_question_adds_nothing(text: str) -> None:
    assert not adds_a_request(text)


@pytest.mark.parametrize("settled", [ASKED, TO_CONFIRM])
def test_one_more_waits_for_the_one_that_is_open(settled: dict[str, Any]) -> None:
    talk = Talk(**settled)
    said = validate(
        talk, "request_correction", text="訂正もお願い", request_type="correction", named=["correction"]
    )
    assert said.keys == ["request.one_at_a_time"]
    assert talk.slots["request_type"] == "disclosure"
    assert talk.slots["later"] == ["correction"]
    assert requested(said) == settled["requested_slot"]


def test_a_removal_besides_waits_too() -> None:
    talk = Talk(**ASKED)
    said = validate(talk, "request_remove", text="I also want it removed")
    assert said.keys == ["request.one_at_a_time"]
    assert talk.slots["later"] == ["remove"]


@pytest.mark.parametrize(
    "text",
    [
        "訂正はやめます",
        "訂正のほうはいいです",
        "訂正は取り消して",
        "forget the correction",
        "不要更正了",
        "更正取消",
    ],
)
def test_who_drops_what_waits_keeps_what_is_open(text: str) -> None:
    talk = Talk(**ASKED, later=["correction"])
    said = validate(talk, "cancel", text=text)
    assert not said.rejected
    assert said.keys == ["request.dropped"]
    assert talk.slots["request_type"] == "disclosure"
    assert talk.slots["later"] is None


def test_who_drops_what_is_open_and_names_the_other_goes_on_with_that() -> None:
    talk = Talk(**ASKED, later=["correction"])
    said = validate(talk, "cancel", text="開示は取り消して、訂正だけで", named=["disclosure", "correction"])
    assert said.keys == ["request.switched"]
    assert talk.slots["request_type"] == "correction"
    assert talk.slots["later"] is None


@pytest.mark.parametrize(
    "text", ["片方取り消して", "どちらか一つはやめたい", "cancel one of them", "取消其中一个"]
)
def test_who_does_not_say_which_of_two_is_asked(text: str) -> None:
    talk = Talk(**ASKED, later=["correction"])
    said = validate(talk, "request_remove", text=text)
    assert said.keys == ["request.drop_which"]
    assert talk.slots["request_type"] == "disclosure"
    assert talk.slots["later"] == ["correction"]


@pytest.mark.parametrize("text", ["全部やめます", "キャンセル", "訂正はいいですか？", "手続きをやめたい"])
def test_the_end_of_it_all_and_a_question_drop_no_single_one(text: str) -> None:
    said = validate(Talk(**ASKED, later=["correction"]), "cancel", text=text)
    assert "request.dropped" not in said.keys
    assert "request.drop_which" not in said.keys


def test_a_wish_at_the_end_of_a_list_of_questions_may_be_begun() -> None:
    answers = Answers()
    known = {
        "手数料": reply_of("answer", topic="fee_whether", on_topic=0.9, statements=(stated("無料"),)),
        "期間": reply_of("answer", topic="reply_time", on_topic=0.9, statements=(stated("2週間"),)),
        "書類": reply_of("answer", topic="papers", on_topic=0.9, statements=(stated("免許証"),)),
    }
    silent = reply_of("not_stated", on_topic=0.1)
    answers.answer = lambda asked: next(  # type: ignore[method-assign]
        (reply for word, reply in known.items() if word in asked.text and "と" not in asked.text), silent
    )
    talk = Talk(answers)
    said = talk.run(
        "action_answer", "ask_question", text="手数料と期間と必要な書類を教えて、あと開示もお願いしたい"
    )
    assert said.keys[-1] == "answer.part_wish"
    assert said.values() == ["disclosure", "handoff"]
    assert talk.slots["offer"] == "disclosure"


def _cancelled() -> list[dict[str, Any]]:
    said = {"utterance": "request.cancelled", "params": {}, "kind": "notice", "citations": [], "choices": []}
    asked = {
        "utterance": "answer.not_stated",
        "params": {},
        "kind": "not_stated",
        "citations": [],
        "choices": [],
    }
    return [
        {"event": "slot", "name": "request_type", "value": "disclosure"},
        {"event": "user", "text": "やめます"},
        {"event": "bot", "data": {"custom": said}},
        {"event": "slot", "name": "request_type", "value": None},
        {"event": "user", "text": "手数料は？"},
        {"event": "bot", "data": {"custom": asked}},
    ]


def test_who_goes_on_with_what_was_given_up_a_while_ago_says_so() -> None:
    talk = Talk()
    talk.run("action_continue", "proceed", text="さっきの手続きの続きをお願いします", earlier=_cancelled())
    assert talk.slots["request_type"] == "disclosure"
    other = Talk()
    other.run("action_continue", "proceed", text="やっぱりやります", earlier=_cancelled())
    assert other.slots.get("request_type") is None, "after something else it may mean that"


def test_another_request_instead_of_the_form_that_was_sent_is_begun() -> None:
    talk = Talk(**{**TO_CONFIRM, "stage": str(Stage.OFFERED), "requested_slot": None})
    said = talk.run("action_continue", "change_answer", text="いや、やっぱり削除で")
    assert talk.slots["request_type"] == "deletion"
    assert said.next == ["request_form"]


@pytest.mark.parametrize("said", [pauses, resumes])
def test_a_word_said_over_and_over_is_read_to_its_end(said: Any) -> None:
    for text in ("じゃあ" * 60, "じゃあ、" * 60, "あ、" * 60):
        assert not said(f"{text}何")


@pytest.mark.slow
def test_commas_and_blanks_without_end_name_no_request_to_drop() -> None:
    for text in ("、" * 4000, " " * 4000, "訂正は" + "、" * 4000):
        said = validate(Talk(**ASKED, later=["correction"]), "nonsense", text=f"片方{text}x")
        assert said.keys != ["request.drop_which"]


@pytest.mark.parametrize(
    "text",
    [
        "訂正は取り消さないで",
        "訂正を取り下げるつもりはありません",
        "訂正は中止しないでください",
        "訂正はやめてないよ",
        "訂正は結構急いでいます",
        "訂正は不要ではないです",
        "訂正をやめるとどうなるの",
        "訂正はいいですね",
        "don't forget the correction",
        "please do not cancel the correction",
        "I never wanted to drop it; do not withdraw the correction",
        "不要取消更正",
        "更正不要取消",
        "我不想取消更正",
    ],
)
def test_who_would_keep_a_request_drops_none(text: str) -> None:
    talk = Talk(**ASKED, later=["correction"])
    validate(talk, "inform", text=text)
    assert talk.slots["later"] == ["correction"]


def test_another_request_of_before_is_not_passed_over() -> None:
    talk = Talk(**ASKED)
    said = validate(
        talk,
        "request_deletion",
        text="さっきの削除の手続きをお願いします",
        request_type="deletion",
        named=["deletion"],
    )
    assert said.keys
    assert "deletion" in (talk.slots["request_type"], *(talk.slots.get("later") or []))


@pytest.mark.parametrize("text", ["最初から全部", "はじめから全部お願いします"])
def test_all_of_the_data_from_the_beginning_begins_nothing_afresh(text: str) -> None:
    assert not begins_afresh(text)


@pytest.mark.parametrize(
    "text",
    [
        "どこまで入力すればいい",
        "どこまで答えなければいけないの",
        "どこまで話したらいいですか",
        "where are we going with my data",
    ],
)
def test_how_much_has_to_be_told_is_no_lost_thread(text: str) -> None:
    assert not asks_where_it_stands(text)


@pytest.mark.parametrize(
    "text",
    [
        "訂正は取り消さないで",
        "訂正を取り下げるつもりはありません",
        "やめないでください",
        "don't cancel the correction",
        "不要取消更正",
    ],
)
def test_what_is_not_to_be_cancelled_ends_nothing(text: str) -> None:
    talk = Talk(**ASKED, later=["correction"])
    said = validate(talk, "cancel", text=text)
    assert not said.rejected
    assert talk.slots["request_type"] == "disclosure"
    assert requested(said) == "subject"


@pytest.mark.parametrize("text", ["やめます", "もうやめて", "cancel it", "取消", "続けるのをやめたい"])
def test_what_is_to_be_cancelled_is_left_to_its_action(text: str) -> None:
    assert validate(Talk(**ASKED), "cancel", text=text).rejected


@pytest.mark.parametrize("text", ["还要多久", "我还想问一下费用", "还需要等多久"])
def test_how_long_it_still_takes_adds_no_request(text: str) -> None:
    assert not adds_a_request(text)


def test_who_names_another_request_goes_on_with_none_that_was_given_up() -> None:
    talk = Talk()
    text = "さっきの削除の手続きをお願いします"
    talk.run(
        "action_start_request", "request_deletion", text=text, request_type="deletion", earlier=_cancelled()
    )
    assert talk.slots["request_type"] == "deletion"
    same = Talk()
    same.run("action_continue", "proceed", text="さっきの開示の手続きをお願いします", earlier=_cancelled())
    assert same.slots["request_type"] == "disclosure"


@pytest.mark.parametrize("text", ["訂正はやめます", "cancel the correction", "更正取消"])
def test_who_drops_a_request_that_nobody_has_begun_keeps_what_is_open(text: str) -> None:
    talk = Talk(**ASKED)
    said = validate(talk, "cancel", text=text)
    assert said.keys == ["request.noted"]
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize(("kind", "text"), [("disclosure", "開示はやめます"), ("deletion", "消去はやめます")])
def test_who_drops_what_is_open_is_left_to_its_action(kind: str, text: str) -> None:
    assert validate(Talk(**{**ASKED, "request_type": kind}), "cancel", text=text).rejected
