"""What eight persons who had read nothing of the desk wrote, and were not understood."""

from typing import Any, cast

import pytest

from actions.case import Case
from actions.matters import by_words
from actions.words.following import follow_up
from actions.words.in_pieces import data_named
from actions.words.kept_from import is_to_be_kept_from
from actions.words.other_words import in_other_words
from actions.words.questions import asks_of_meanings
from actions.words.worries import has_lost_a_device
from knowledge.several import matters
from knowledge.vocabulary import CompanyId, Requester
from tests.unit.actions.fakes import Answers, Book, Talk, reply_of

FORM = {"request_type": "disclosure", "requester": "voluntary_agent", "subject": "other"}


def in_form(
    asked: str, intent: str, text: str, confidence: float = 0.9, *, before: dict[str, str | None], **said: str
) -> tuple[Talk, list[str]]:
    slots: dict[str, Any] = {**FORM, "requested_slot": asked, **before}
    talk = Talk(None, None, **{name: value for name, value in slots.items() if value is not None})
    heard = talk.run(
        "validate_request_form",
        intent,
        text=text,
        form=True,
        confidence=confidence,
        **cast(dict[str, Any], said),
    )
    return talk, heard.keys


# ------------------------------------------------------------------ an answer put right


def test_who_corrects_what_they_said_asks_for_no_correction_of_data() -> None:
    text = "訂正いたします。書面での回答を希望いたします。"
    talk, keys = in_form(
        "confirm", "request_correction", text, before={"reply_method": "email"}, reply_method="post"
    )
    assert talk.slots["request_type"] == "disclosure" and talk.slots["reply_method"] == "post"
    assert keys == ["request.changed"]


@pytest.mark.parametrize(
    "text",
    [
        "訂正します。",
        "住所を訂正します。書面で",
        "訂正をお願いします。書面で",
        "訂正してください。書面でお願いします",
        "やっぱり訂正の手続きにします。書面で",
        "訂正しますか。書面で",
    ],
)
def test_a_correction_that_is_asked_for_stays_one(text: str) -> None:
    talk, _ = in_form(
        "confirm", "request_correction", text, before={"reply_method": "email"}, reply_method="post"
    )
    assert talk.slots["request_type"] == "correction"


def test_what_is_put_right_counts_although_the_model_makes_nothing_of_it() -> None:
    talk, keys = in_form(
        "reply_method",
        "nlu_fallback",
        "まちがえた、メアドの方",
        0.3,
        before={"subject": "address"},
        subject="contact",
    )
    assert talk.slots["subject"] == "contact" and keys == ["request.changed"]


@pytest.mark.parametrize(
    "text",
    [
        "メアドの方",
        "まちがえたらどうなりますか",
        "いや、メアドはどこ？",
        "そうじゃない",
        "えっと",
        "違うの？メアド",
    ],
)
def test_what_takes_nothing_back_changes_nothing(text: str) -> None:
    talk, _ = in_form(
        "reply_method", "nlu_fallback", text, 0.3, before={"subject": "address"}, subject="contact"
    )
    assert talk.slots["subject"] == "address"


def test_who_asks_may_be_told_ahead_and_in_kana() -> None:
    talk, _ = in_form("subject", "inform", "ほんにん", before={"requester": None, "subject": None})
    assert talk.slots["requester"] == "self"


# ------------------------------------------------------------------ follow-ups


def followed(question: str, text: str) -> str | None:
    case = Case(company=CompanyId("acme"), question=question)
    found = follow_up(case, text, Book())
    return found.text if found else None


def test_a_day_after_the_hours_asks_for_the_hours_and_there_for_that_desk() -> None:
    assert followed("何時まで電話できますか", "土曜は？") == "何時まで電話できますか"
    assert followed("苦情はどこに言えばいい？", "そこの電話番号は") is not None
    case = Case(company=CompanyId("acme"), question="必要な書類は何ですか")
    own = follow_up(case, "では、依頼者本人が請求する場合はいかがでしょうか。", Book())
    assert own is not None and own.requester is Requester.SELF


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("手数料はいくらですか", "土曜は？"),
        ("何時まで電話できますか", "土曜に届く荷物は？"),
        ("何時まで電話できますか", "手数料は？"),
        ("保管期間は？", "そこの電話番号は"),
        ("何時まで電話できますか", "日本は？"),
        ("必要な書類は何ですか", "本人の住所は"),
    ],
)
def test_other_fragments_are_no_such_question(question: str, text: str) -> None:
    case = Case(company=CompanyId("acme"), question=question)
    found = follow_up(case, text, Book())
    assert found is None or (found.kind != "for" and "電話番号" not in found.text)


def test_a_case_in_front_of_a_question_is_no_second_question() -> None:
    assert matters("代理人による請求の場合、必要な書類を教えてください") == ()
    assert matters("手数料と必要書類を教えてください") != ()


def test_who_asks_does_not_take_leave() -> None:
    talk = Talk(
        Answers(reply_of("not_stated", on_topic=0.1)), stage="form_offered", request_type="correction"
    )
    said = talk.run("action_respond", "goodbye", text="もうすこしで終わりますか", confidence=0.59)
    assert said.keys == ["request.form_waiting"]
    assert talk.run("action_respond", "goodbye", text="では失礼します").keys == ["talk.goodbye"]


# ------------------------------------------------------------------ kept from somebody, and told to somebody


@pytest.mark.parametrize(
    "text",
    [
        "郵便が元夫の家に届くのは困ります",
        "元夫に届くのは困ります",
        "返事が父のところに行くのは困る",
        "元夫の家には送らないでください",
        "書類は会社に送らないでください",
        "手紙が夫に見られるのが怖いです",
    ],
)
def test_letters_that_reach_somebody_else_are_to_be_kept_from_them(text: str) -> None:
    assert is_to_be_kept_from(text)


@pytest.mark.parametrize(
    "text",
    [
        "郵便が届かなくて困ります",
        "書類を会社に送るのは面倒です",
        "DMを送らないでください",
        "書類は会社に送ってください",
        "娘に書類を送ってもいいですか",
        "会社に行くのが嫌だ",
        "母の家に行くのは怖い",
        "母に送るのはやめて、私に送って",
        "父の情報を送ってください",
    ],
)
def test_letters_of_ones_own_are_not(text: str) -> None:
    assert not is_to_be_kept_from(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("元夫がそちらに問い合わせたら教えてしまいますか", "第三者"),
        ("誰かが電話してきたら答えてしまうんですか", "第三者"),
        ("警察が聞いてきたら？", "公的機関"),
        ("裁判所から照会があった場合は開示しますか", "公的機関"),
    ],
)
def test_whether_somebody_who_asks_is_told_is_a_question_on_provision(text: str, word: str) -> None:
    whole = in_other_words(text)
    assert whole is not None and word in whole


@pytest.mark.parametrize(
    "text",
    [
        "元夫の住所を教えてください",
        "警察に相談したほうがいいですか",
        "夫が代わりに請求したら教えて",
        "妻に聞いたら分かりますか",
        "警察から連絡がありました",
        "父から聞いたのですが、教えてください",
        "第三者に提供しますか",
    ],
)
def test_other_sentences_with_them_are_no_such_question(text: str) -> None:
    assert in_other_words(text) is None


# ------------------------------------------------------------------ what is needed, who is responsible, whence


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("何を送ればいいんですか", "書類"),
        ("結局、何を用意すればよいのでしょうか", "書類"),
        ("それなら何を持たせればいい？", "代理人"),
        ("個人情報の管理責任者は誰", "責任者"),
        ("個人情報の取扱いの責任者はどなたですか", "責任者"),
        ("うちの住所どこで手に入れたの", "取得"),
        ("私の電話番号はどこから知ったんですか", "取得"),
    ],
)
def test_what_is_needed_who_is_responsible_and_whence_are_understood(text: str, word: str) -> None:
    whole = in_other_words(text)
    assert whole is not None and word in whole


@pytest.mark.parametrize(
    "text",
    [
        "何を送ってくるんですか",
        "何を言えばいいんですか",
        "何を送ればポイントがもらえますか",
        "責任者を出せ",
        "個人情報の責任者に代わってください",
        "店の責任者は誰ですか",
        "個人情報の管理に責任はありますか",
        "友達の住所どこで手に入れたの",
        "うちの住所どこに登録したの",
    ],
)
def test_neither_a_call_for_somebody_nor_other_things_are(text: str) -> None:
    assert in_other_words(text) is None


def test_a_bare_word_is_no_clients_data() -> None:
    said = Talk(company="agency").run(
        "action_held_for_client", "held_for_client", text="契約者", confidence=0.65
    )
    assert said.keys == ["talk.what_then"]
    told = Talk(company="agency").run(
        "action_held_for_client", "held_for_client", text="保険の契約先の情報です", confidence=0.65
    )
    assert told.keys == ["outcome.held_for_client"]


def test_a_piece_that_goes_on_from_the_one_before_names_the_data() -> None:
    assert data_named("の住所") == "address" and data_named("のこと") is None


@pytest.mark.parametrize(
    ("text", "differ"),
    [
        ("利用停止と消去って何が違うの", True),
        ("削除と消去の違いは何ですか", True),
        ("削除と消去をお願いします", False),
        ("訂正と違う住所です", False),
        ("登録と違う住所を訂正して", False),
        ("開示と消去をしたい", False),
        ("消去が違うのですが", False),
        ("手数料は開示と訂正で違いますか", False),
    ],
)
def test_how_two_rights_differ_is_asked_and_neither_wished_for(text: str, differ: bool) -> None:
    assert asks_of_meanings(text) is differ


def test_a_closed_desk_tells_what_the_requests_mean_as_well() -> None:
    silent = reply_of("not_stated", topic="request_type_meaning")
    said = Talk(Answers(silent), company="gone").run(
        "action_answer", "ask_question", text="利用停止と消去って何が違うの", named=("use_stop", "erasure")
    )
    assert said.keys == ["answer.meanings"]


# ------------------------------------------------------------------ a lost device, and another company


@pytest.mark.parametrize(
    "text", ["スマホをなくしました", "昨日、携帯を落としてしまいました", "I lost my phone", "我的手机丢了"]
)
def test_a_lost_device_is_a_worry_and_no_lost_receipt(text: str) -> None:
    assert has_lost_a_device(text) and by_words(text, []) == "report_leak"
    assert Talk().run("action_status", "give_receipt_missing", text=text).next == ["action_matter"]


@pytest.mark.parametrize(
    "text",
    [
        "受付番号をなくしました",
        "控えの紙をなくしました",
        "スマホを変えました",
        "スマホの画面をなくしたい",
        "携帯番号をなくしたいです",
        "興味をなくしました",
    ],
)
def test_other_things_that_are_lost_are_no_such_worry(text: str) -> None:
    assert not has_lost_a_device(text)


@pytest.mark.parametrize(
    ("company", "key"), [("agency", "request.one_per_form_companies"), ("acme", "request.several_companies")]
)
def test_two_companies_are_answered_by_the_policys_rule_or_by_whose_desk_it_is(
    company: str, key: str
) -> None:
    said = Talk(company=company).run("action_continue", "inform", text="会社は2つある", several="companies")
    assert said.keys == [key, "talk.what_then"]
    talk = Talk(company=company, request_type="correction", requested_slot="requester")
    inside = talk.run("validate_request_form", "inform", text="会社は2つある", form=True, several="companies")
    assert key in inside.keys
