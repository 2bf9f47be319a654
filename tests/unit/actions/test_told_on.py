"""What is told in passing: another's yes, that one cannot read Japanese, whom one fears, by whom, one's own days."""

from typing import Any

import pytest

from actions.words.besides_the_point import of_ones_own_days
from actions.words.following import goes_on_from_it
from actions.words.kept_from import is_to_be_kept_from
from actions.words.questions import asks_of_meanings
from actions.words.told_on import (
    asks_by_whom,
    tells_what_another_said,
    tells_who_the_other_is,
    without_the_tongue,
)
from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, stated, validate


def before(text: str, key: str, **aspects: str) -> list[dict[str, Any]]:
    """The turn before: what was written, and what the desk said to it."""
    entities = [{"entity": name, "value": value, "confidence_entity": 0.9} for name, value in aspects.items()]
    parsed = {"text": text, "intent": {"name": "ask_question", "confidence": 0.9}, "entities": entities}
    said: dict[str, Any] = {
        "utterance": key,
        "params": {},
        "kind": "notice",
        "citations": [],
        "choices": [],
        "expects": None,
    }
    return [
        {"event": "user", "text": text, "parse_data": parsed},
        {"event": "bot", "data": {"custom": {**said, "facts": [], "about": None}}},
    ]


@pytest.mark.parametrize(
    "text",
    ["he say ok by phone", "the man told me it is fine", "電話でいいと言われました", "客服说可以", "but my wife said yes you can", "担当の人がいいって言ってました", "he said sure"],
)  # fmt: skip
def test_anothers_yes_calls_for_no_person(text: str) -> None:
    talk = Talk(offer="handoff")
    said = talk.run("action_continue", "affirm", text=text)
    assert said.keys == ["talk.is_it_wanted"] and said.next == []
    assert talk.slots["offer"] == "handoff"
    assert talk.run("action_continue", "affirm", text="はい").next == ["action_handoff"]


@pytest.mark.parametrize(
    "text",
    [
        "yes please by phone",
        "he said it is ok, please connect me",
        "I say ok",
        "she told me to ask you, i want to talk to a person",
        "電話でいいです",
        "つないでいいと言われたのでお願いします",
        "我同意",
        "他说可以，请转接",
        "ok, my wife said I should talk to someone",
        "my wife said ok so go ahead",
        "he said it's fine, sure",
        "my husband agreed, connect us",
        "my wife said yes, let's do it",
        "my boss told me to talk to a person",
        "he said ok, yeah",
        "my wife says ok but no thanks",
        "いいって言ってるじゃん",
        "OKって言ってるの",
        "だからいいと言っています",
        "いいと言ったでしょ",
        "いいと言ってください",
        "大丈夫と言われたのでおねがいします",
        "大丈夫と言われたので繋いでください",
        "いいと聞いたので頼みます",
        "いいと聞いたので進めて",
        "大丈夫と聞いたのでつなげて",
        "いいと聞いたので、ええ",
        "他说没问题，好的",
        "我老公说可以，那就转吧",
        "我妈妈说让我找人工，需要",
        "客服说要找人工，帮我转一下",
        "他说行，嗯",
        "他说可以，麻烦了",
    ],
)
def test_ones_own_yes_is_one(text: str) -> None:
    assert not tells_what_another_said(text)


def test_a_closed_desk_says_nothing_of_requests_about_other_companies() -> None:
    talk = Talk(company="gone", request_type="disclosure", requested_slot="requester")
    said = validate(talk, "inform", text="会社は2つある", several="companies")
    assert "request.several_companies" not in said.keys


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("I can not read japanese, what is written about cookie?", "what is written about cookie?"),
        ("sorry, i don't understand Japanese so how do I delete my data?", "how do I delete my data?"),
        ("我看不懂日语，手续费是多少？", "手续费是多少？"),
        ("日本語が読めません。手数料はいくらですか", "手数料はいくらですか"),
        ("日本語が読めません。手数料を知りたいのはどこに出す分か", "手数料を知りたいのはどこに出す分か"),
        ("日本語が読めません。漢字がわかりません。手数料は？", "漢字がわかりません。手数料は？"),
    ],
)
def test_what_is_asked_behind_not_reading_japanese_is_answered(text: str, rest: str) -> None:
    assert without_the_tongue(text) == rest
    talk = Talk()
    assert talk.run("action_respond", "needs_help", text=text).next == ["action_answer"]
    answers = Answers(reply_of("answer", statements=(stated("Cookieを使います"),)))
    Talk(answers).run("action_answer", "needs_help", text=text)
    assert rest in [asked for _, _, asked in answers.asked]


@pytest.mark.parametrize(
    "text",
    [
        "I can not read japanese",
        "I can read japanese, what is this?",
        "my wife can not read japanese, is there English?",
        "do you read japanese, or what?",
        "I can not read this",
        "日本語が読めません",
        "日本語が読めない人はどうすればいいですか",
        "I don't speak Japanese but my wife does",
        "I can't read Japanese, do you speak English?",
        "I can't read Japanese, is there a translation?",
        "我看不懂日语，有中文吗？",
        "日本語が読めません。英語はありますか？",
        "I don't understand Japanese, sorry",
        "我看不懂日语",
    ],
)
def test_near_it_nothing_is_cut_off(text: str) -> None:
    assert without_the_tongue(text) == text


@pytest.mark.parametrize(
    "text", ["相手は元同僚です", "相手は会社の人です", "it was my ex-husband", "对方是我前同事"]
)
def test_whom_one_fears_is_heard_right_after_the_fear(text: str) -> None:
    talk, fear = Talk(), before("元夫に住所を知られたくない", "matter.kept_from_offered")
    assert talk.run("action_no_authority", "no_authority", text=text, earlier=fear).next == ["action_respond"]
    said = talk.run("action_respond", "no_authority", text=text, earlier=fear)
    assert said.keys == ["talk.who_is_feared"]
    assert Talk().run("action_no_authority", "no_authority", text=text).next != ["action_respond"]


@pytest.mark.parametrize(
    "text",
    [
        "相手は元同僚の住所を知りたい",
        "元同僚の住所を教えて",
        "相手は誰ですか",
        "本人は元気です",
        "私は元同僚です",
        "相手は元同僚ですか",
        "it was my address",
        "he is my son and I want his data",
        "本人は妻です",
        "本人は父でした",
    ],
)
def test_near_it_nobody_is_named_as_feared(text: str) -> None:
    assert not tells_who_the_other_is(text)


@pytest.mark.parametrize("text", ["she is my wife", "he is my son", "相手は妻です", "她是我妈妈"])
def test_who_says_whose_data_it_is_fears_nobody(text: str) -> None:
    for key in ("outcome.no_authority", "answer.quoted"):
        talk, earlier = Talk(), before("妻の情報を見たい", key)
        assert talk.run("action_no_authority", "no_authority", text=text, earlier=earlier).next != [
            "action_respond"
        ]
        assert (
            "talk.who_is_feared"
            not in talk.run("action_respond", "chitchat", text=text, earlier=earlier).keys
        )


@pytest.mark.parametrize(
    "text", ["元同僚に住所を知られて怖いです", "ストーカーに新居を知られてしまって不安です"]
)
def test_a_fear_of_who_knows_ones_home_is_no_wish_for_anothers_data(text: str) -> None:
    assert is_to_be_kept_from(text)


@pytest.mark.parametrize(
    "text",
    [
        "元同僚の住所を知りたい",
        "会社に知られて怖いものはない",
        "元同僚に会うのが怖い",
        "住所を知られて困ることはありますか？",
        "第三者に個人情報を見られて不安です",
        "元同僚に住所を知られていますか？",
        "元夫に住所を知られても怖くない",
        "会社に住所を知られていて不安はありません",
        "元夫に住所を知られて心配はいりません",
        "元同僚に電話番号を見られても心配ない",
        "妻に連絡先を知られて怖くなんかない",
        "他人にメールアドレスを見られて心配です",
    ],
)
def test_near_it_nothing_is_to_be_kept_from_anybody(text: str) -> None:
    assert not is_to_be_kept_from(text)


@pytest.mark.parametrize("text", ["誰から？", "誰が？", "で、どこから漏れたの？", "from whom?", "谁泄露的？"])
def test_by_whom_is_asked_of_the_leak_just_spoken_of(text: str) -> None:
    talk, leak = Talk(), before("情報が漏れていないか心配です", "matter.report_leak")
    assert talk.run("action_answer", "ask_question", text=text, earlier=leak).next == ["action_matter"]
    said = talk.run("action_matter", "ask_question", text=text, earlier=leak)
    assert said.keys == ["matter.report_leak_who"]
    assert talk.slots["offer"] == "handoff"
    assert Talk().run("action_answer", "ask_question", text=text).next != ["action_matter"]


@pytest.mark.parametrize(
    "text",
    [
        "誰から聞いたの",
        "誰に言えばいい？",
        "どこから申し込めますか",
        "誰が見られますか？",
        "誰ですか",
        "who are you?",
        "谁可以申请？",
        "どこに送りますか",
        "どこに？",
        "誰に？",
        "どこへですか",
        "じゃあ誰に？",
        "to whom?",
    ],
)
def test_near_it_another_question_is_asked(text: str) -> None:
    assert not asks_by_whom(text)


@pytest.mark.parametrize(
    "text",
    [
        "会社に行くのが嫌だ",
        "もう学校行きたくない",
        "仕事がつらいです",
        "I hate my job",
        "I'm tired of my job",
        "不想上班",
    ],
)
def test_that_work_is_hard_gets_a_kind_word_and_no_law(text: str) -> None:
    assert Talk().run("action_matter", "seeks_advice", text=text).next == ["action_respond"]
    assert Talk().run("action_respond", "seeks_advice", text=text).keys == ["talk.chitchat"]


@pytest.mark.parametrize(
    "text",
    [
        "会社に住所を知られるのが嫌だ",
        "会社に連絡されるのが嫌だ",
        "学校に情報を渡すのが嫌です",
        "会社に行くのが嫌なので住所を消して",
        "会社を訴えたい",
        "会員を辞めたい",
        "I hate your company",
        "不想收到广告",
        "工作",
        "学校",
        "我去上班了",
        "会社は嫌です",
        "職場は嫌です",
        "学校へはいやです",
        "会社は面倒です",
        "i don't want to go to office",
    ],
)
def test_near_it_something_is_wanted_of_the_desk(text: str) -> None:
    assert not of_ones_own_days(text)


@pytest.mark.parametrize(
    "text",
    [
        "利用停止と消去って何が違うの",
        "what is the difference between deletion and erasure?",
        "what does disclosure mean?",
        "删除和彻底消除有什么区别？",
        "开示是什么意思",
    ],
)
def test_what_rights_are_is_told_without_asking_for_the_region(text: str) -> None:
    assert Talk(company="globe").run("action_start_request", "request_erasure", text=text).next == [
        "action_answer"
    ]
    said = Talk(company="globe").run("action_answer", "request_erasure", text=text)
    assert said.keys == ["answer.meanings_here"]


@pytest.mark.parametrize(
    "text",
    [
        "what is the deletion fee?",
        "what is the difference between you and OCS?",
        "what does deletion cost?",
        "please explain why deletion and correction take so long",
        "删除和更正都要",
        "删除要多少钱",
        "开示需要什么材料",
        "删除什么？",
        "更正什么",
        "披露什么呢？",
    ],
)
def test_near_it_no_meaning_is_asked(text: str) -> None:
    assert not asks_of_meanings(text)


@pytest.mark.parametrize("text", ["じゃあ無料？", "ということは無料ですか", "so it's free?", "那免费吗？"])
def test_what_is_drawn_from_an_answer_is_for_its_region(text: str) -> None:
    asked = "ヨーロッパの人の手数料はいくらですか"
    answers = Answers(reply_of("answer", topic="fee_amount", statements=(stated("無料です"),)))
    talk = Talk(answers, company="globe", region="jp", question=asked)
    earlier = before(asked, "answer.quoted", region="eea_uk")
    said = talk.run("action_answer", "ask_price", text=text, earlier=earlier)
    assert answers.asked[-1][1] == "eea_uk"
    assert "answer.fee_of_requests" not in said.keys
    assert talk.slots["region"] == "jp"


@pytest.mark.parametrize(
    "text",
    ["那个多少钱？", "那家公司收费吗", "那里免费吗？", "ではまた", "無料ですか", "手数料はいくら？", "日本では無料ですか", "is it free?", "免费吗？", "じゃあ、開示の手数料と必要な書類を教えてください"],
)  # fmt: skip
def test_a_question_by_itself_goes_on_from_none(text: str) -> None:
    assert not goes_on_from_it(text)


@pytest.mark.parametrize("text", ["じゃあ送料はいくら？", "so how much is shipping?", "那会费多少钱？"])
def test_another_price_is_still_told_apart_from_a_fee_of_requests(text: str) -> None:
    answers = Answers(reply_of("answer", statements=(stated("規約によります"),)))
    talk = Talk(answers, question="手数料はいくらですか")
    said = talk.run("action_answer", "ask_price", text=text)
    assert "answer.fee_of_requests" in said.keys


def test_only_the_mailbox_is_the_data_where_that_is_asked() -> None:
    slots: dict[str, Any] = {"request_type": "correction", "requester": "self", "requested_slot": "subject"}
    for text in ("改一下，只要邮箱", "只要邮箱", "不，只要电话号码"):
        talk = Talk(**slots)
        said = validate(talk, "change_answer", text=text)
        assert talk.slots["subject"] == "contact", text
        assert requested(said) != "change_target"
    for text in ("改一下，只要快", "不要邮箱", "只要你们不给别人"):
        talk = Talk(**slots)
        validate(talk, "change_answer", text=text)
        assert talk.slots.get("subject") is None, text


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["he say ", "いいと言われ", "i can not read japanese, ", "相手は元", "誰から", "so it's ", "じゃあ", "what does ", "会社に", "、", "住所を知られ"]
)  # fmt: skip
def test_a_long_message_costs_little(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    for reader in (
        tells_what_another_said, without_the_tongue, tells_who_the_other_is, asks_by_whom,
        of_ones_own_days, goes_on_from_it, asks_of_meanings, is_to_be_kept_from,
    ):  # fmt: skip
        reader(text)
