"""What the eight persons wrote a second time, and was not understood."""

import pytest

from actions.case import Heard
from actions.words.agents import holds_a_mandate, papers_asked_by
from actions.words.kept_from import is_to_be_kept_from
from actions.words.other_words import in_other_words
from actions.words.own_words import describes_data
from actions.words.phrases import says_yes
from actions.words.questions import asks_of_meanings
from actions.words.ways import way_of_asking
from actions.words.worries import has_lost_a_device
from knowledge.vocabulary import Requester
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated

SUMMED_UP = {"request_type": "disclosure", "requester": "self", "subject": "all", "reply_method": "post"}


def at_summary(intent: str, text: str, confidence: float = 0.9, asked: str = "confirm") -> Talk:
    talk = Talk(None, None, **SUMMED_UP, requested_slot=asked)
    talk.run("validate_request_form", intent, text=text, form=True, confidence=confidence)
    return talk


# ------------------------------------------------------------------ at the summary


@pytest.mark.parametrize("text", ["まちがえた", "あ、間違えました", "違います", "間違いです"])
def test_a_mistake_at_the_summary_confirms_nothing(text: str) -> None:
    talk = at_summary("affirm", text, 0.46)
    assert talk.slots.get("confirm") is None and talk.slots.get("changing")


@pytest.mark.parametrize(
    "text",
    [
        "間違いありません",
        "まちがいないです",
        "違いはありません",
        "はい",
        "間違っていません",
        "すみません、お願いします",
    ],
)
def test_that_nothing_is_wrong_confirms_it(text: str) -> None:
    assert at_summary("affirm", text).slots.get("confirm") == "yes"


def test_the_way_of_reply_may_be_told_in_kana() -> None:
    assert at_summary("change_answer", "やっぱりめーる").slots["reply_method"] == "email"
    assert at_summary("change_answer", "やっぱりめーるは何ですか").slots["reply_method"] == "post"


def test_a_bare_so_is_a_yes_and_so_far_is_none() -> None:
    assert says_yes("これで") and says_yes("これで大丈夫です")
    assert not any(
        map(says_yes, ("これでいいですか", "これで終わり", "これでは困る", "これ", "これでも", "これで3回目"))
    )


def test_which_data_is_told_ahead_of_who_asks() -> None:
    talk = Talk(request_type="use_stop", requested_slot="requester")
    said = talk.run(
        "validate_request_form", "inform", text="対象は氏名です。", form=True, certain=False, subject="name"
    )
    assert talk.slots.get("subject") == "name" and "request.not_understood" not in said.keys


def test_a_correction_to_what_was_told_is_no_request() -> None:
    talk = Talk(request_type="use_stop", requested_slot="requester", subject="other")
    talk.run(
        "validate_request_form",
        "request_correction",
        text="一点訂正がございます。対象は住所のみです。",
        form=True,
        confidence=0.47,
        subject="address",
    )
    assert talk.slots["request_type"] == "use_stop" and talk.slots["subject"] == "address"


# ------------------------------------------------------------------ agents


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("私、甲野の代理人を務めております弁護士でございます。", True),
        ("依頼者の代理人弁護士として連絡しました", True),
        ("法定代理人を務めております", False),
        ("代理人を務めてもらう弁護士を探しています", False),
        ("代理人弁護士が必要ですか", False),
        ("代理人弁護士を解任しました", False),
        ("代理人を頼みたい", False),
        ("代理人弁護士から書類が来ました", False),
    ],
)
def test_who_says_that_they_act_for_somebody_is_not_asked_again(text: str, holds: bool) -> None:
    assert holds_a_mandate(text) is holds


@pytest.mark.parametrize(
    "text",
    [
        "どんな書類が要りますか",
        "必要な書類は何ですか",
        "請求に必要な書類を教えてください",
        "書類は何がいりますか",
    ],
)
def test_an_agent_who_asks_for_the_papers_means_an_agents_papers(text: str) -> None:
    assert "法定代理人" in papers_asked_by(text, Requester.STATUTORY_AGENT)
    assert "代理人" in papers_asked_by(text, Requester.VOLUNTARY_AGENT)
    assert papers_asked_by(text, Requester.SELF) == text and papers_asked_by(text, None) == text


@pytest.mark.parametrize(
    "text",
    [
        "本人の書類は何が必要ですか",
        "必要な書類はどこに送りますか",
        "必要な書類はいつまでに送りますか",
        "書類は返してもらえますか",
        "戸籍はいつのものでもいいですか",
        "手数料は必要ですか",
        "どんな情報を持っていますか",
        "必要な書類はコピーでいいですか",
    ],
)
def test_other_questions_of_an_agent_stay_as_they_are(text: str) -> None:
    assert papers_asked_by(text, Requester.STATUTORY_AGENT) == text


def test_in_the_form_a_parent_is_answered_with_a_parents_papers() -> None:
    talk = Talk(
        Answers(reply_of("answer", statements=(stated("法定代理人申告書"),))), requester="statutory_agent"
    )
    talk.run("action_answer", "ask_question", text="どんな書類が要りますか")
    assert "法定代理人" in talk.answers.last.text


def test_whether_an_agent_may_be_asked_and_a_way_with_another_word_are_understood() -> None:
    assert in_other_words("代理人に頼むこともできますか") is not None
    assert in_other_words("代理人に頼むと高いですか") is None
    assert way_of_asking("メールで届けも出せますか") == "email"
    assert way_of_asking("メールで届きますか") is None


# ------------------------------------------------------------------ what a request means


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("利用停止ってどういう意味ですか", True),
        ("消去とは何ですか", True),
        ("開示の意味を教えてください", True),
        ("利用停止はどういう手続きですか", True),
        ("訂正は何日かかりますか", False),
        ("開示は何が必要ですか", False),
        ("利用停止にしてください", False),
        ("消去とはひどい", False),
        ("訂正の意味がない", False),
        ("開示って何度もできますか", False),
    ],
)
def test_what_a_request_means_is_asked_and_not_wished_for(text: str, asks: bool) -> None:
    assert asks_of_meanings(text) is asks


def test_in_the_form_it_switches_to_no_request() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    said = talk.run(
        "validate_request_form",
        "request_use_stop",
        text="利用停止ってどういう意味ですか",
        form=True,
        named=("use_stop",),
        request_type="use_stop",
    )
    assert talk.slots["request_type"] == "deletion" and said.keys == ["answer.meanings_here"]


# ------------------------------------------------------------------ fears


@pytest.mark.parametrize(
    "text",
    [
        "つきまとわれています",
        "実はストーカー被害にあっています",
        "もし会社に電話が来ても言わないで",
        "誰かから問い合わせがあっても教えないでください",
    ],
)
def test_who_is_followed_is_to_be_kept_from_being_found(text: str) -> None:
    assert is_to_be_kept_from(text)


@pytest.mark.parametrize(
    "text",
    [
        "広告につきまとわれています。止めて",
        "営業電話が来ても困ります",
        "会社に電話が来ました",
        "電話が来ても出られません",
        "ストーカーの情報を教えて",
        "追い回されるような広告は嫌です",
    ],
)
def test_other_bothers_are_no_such_fear(text: str) -> None:
    assert not is_to_be_kept_from(text)


def test_who_wants_no_request_and_to_complain_is_heard() -> None:
    text = "いいえ、利用停止はいりません。苦情を言いたいだけ"
    said = Talk().run(
        "action_start_request",
        "request_use_stop",
        text=text,
        confidence=0.75,
        request_type="use_stop",
        named=("use_stop",),
        named_ends=(8,),
        parts=(("deny", False, {}), ("complaint", False, {})),
    )
    assert said.keys == ["talk.complaint"]


@pytest.mark.parametrize(
    "text", ["必要書類をご教示ください。", "書類の一覧を教えてください", "記録の方法をお知らせください"]
)
def test_who_wants_to_be_told_names_no_data(text: str) -> None:
    assert not describes_data(Heard("out_of_scope", 0.56, text=text))


@pytest.mark.parametrize("text", ["提出した書類", "教室の申込書", "セミナー申込のときの氏名"])
def test_who_describes_data_still_does(text: str) -> None:
    assert describes_data(Heard("out_of_scope", 0.56, text=text))


def test_what_to_do_about_a_lost_phone_is_said_once() -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("郵送により"),))))
    said = talk.run(
        "action_matter", "nlu_fallback", text="携帯を紛失しました。どうしたらいい？", confidence=0.3
    )
    assert said.keys == ["matter.report_leak"]


def test_a_lost_phone_and_what_to_do_is_one_worry() -> None:
    assert has_lost_a_device("携帯を紛失しました。どうしたらいい？")
    assert not has_lost_a_device("携帯を紛失しました。住所を変えたいです")
