"""A fragment after a question is that question again: for something else, once more, or what else there is to it."""

from typing import Any

import pytest

from actions.case import Case
from actions.ports import Question, Reply
from actions.words.following import follow_up
from desk.wording import render
from knowledge.vocabulary import CompanyId
from tests.unit.actions.fakes import Answers, Book, Talk, reply_of, stated

ANSWER = reply_of("answer", topic="fee_whether", statements=(stated("手数料はかかりません"),))
QUESTION = "開示の手数料はいくらですか"


class Lone(Answers):
    """Knows the question on fees, and one that is whole by itself."""

    def answer(self, asked: Question) -> Reply:
        super().answer(asked)
        return reply_of("answer", statements=(stated(asked.text),), on_topic=0.0, confidence=0.88)


def after_a_question(company: str = "acme", **slots: Any) -> Talk:
    talk = Talk(Answers(ANSWER), company=company, **slots)
    talk.run("action_answer", "ask_question", text=QUESTION)
    return talk


@pytest.mark.parametrize(
    "action", ["action_start_request", "action_continue", "action_respond", "action_fallback"]
)
def test_what_the_fragment_was_taken_for_does_not_matter(action: str) -> None:
    talk = after_a_question()
    assert talk.run(action, "request_correction", text="じゃあ訂正は？").next == ["action_answer"]
    assert Talk(Answers(ANSWER)).run(action, "request_correction", text="じゃあ訂正は？").next != [
        "action_answer"
    ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("じゃあ訂正は？", "訂正の手数料はいくらですか"),
        ("利用停止の場合は", "利用停止の手数料はいくらですか"),
        ("じゃあ代理だと", "代理の場合、開示の手数料はいくらですか"),
        ("じゃあ郵送だと？", "郵送の場合、開示の手数料はいくらですか"),
        ("USBだと？", "USBの場合、開示の手数料はいくらですか"),
        ("じゃあ弁護士だと？", "代理人の場合、開示の手数料はいくらですか"),
        ("もう一度", QUESTION),
        ("もう一回言って", QUESTION),
    ],
)
def test_a_fragment_asks_the_question_before_for_something_else(text: str, asked: str) -> None:
    talk = after_a_question()
    said = talk.run("action_answer", "ask_question", text=text)
    assert talk.answers.asked[-1][2] == asked
    assert said.keys == ["answer.quoted"]
    assert talk.slots["question"] == asked


def test_a_case_takes_the_place_of_the_one_before() -> None:
    talk = after_a_question()
    talk.run("action_answer", "ask_question", text="じゃあ代理だと")
    talk.run("action_answer", "ask_question", text="じゃあ郵送だと？")
    assert talk.answers.asked[-1][2] == "郵送の場合、開示の手数料はいくらですか"


@pytest.mark.parametrize(
    ("text", "region"),
    [("カリフォルニアは？", "california"), ("フランスだと？", "eea_uk"), ("and in France?", "eea_uk")],
)
def test_a_fragment_with_a_place_asks_for_another_region_without_moving_there(text: str, region: str) -> None:
    talk = after_a_question("globe", region="jp")
    talk.run("action_answer", "goodbye", text=text, region=region)
    assert talk.answers.asked[-1] == ("globe", region, QUESTION)
    assert talk.slots["region"] == "jp"


def test_where_somebody_lives_is_left_out_when_it_is_asked_for_another_place() -> None:
    talk = after_a_question("globe", region="jp")
    talk.run("action_answer", "ask_question", text="日本に住んでいます。手数料は？", region="jp")
    talk.run("action_answer", "goodbye", text="じゃあフランスは", region="eea_uk")
    assert talk.answers.asked[-1] == ("globe", "eea_uk", "手数料は？")


@pytest.mark.parametrize(
    "text", ["開示の期間は？", "代理人の書類は？", "日本の窓口は？", "電話番号は？", "訂正したい"]
)
def test_a_question_that_is_whole_is_no_fragment(text: str) -> None:
    talk = after_a_question()
    talk.run("action_answer", "ask_question", text=text)
    assert talk.answers.asked[-1][2] == text


def test_a_lawyer_after_a_question_is_no_wish_for_advice() -> None:
    talk = after_a_question()
    assert talk.run("action_matter", "seeks_advice", text="じゃあ弁護士だと？").next == ["action_answer"]
    assert talk.run("action_matter", "seeks_advice", text="弁護士に相談したほうがいい？").next == []


@pytest.mark.parametrize("text", ["and my lawyer?", "what about a lawyer", "and for my wife?", "那律师呢"])
def test_a_lawyer_or_a_wife_is_an_agent_of_whom_the_question_before_is_asked(text: str) -> None:
    talk = Talk(Answers(ANSWER), question="what papers does an agent need?")
    assert talk.run("action_continue", "inform", text=text).next == ["action_answer"]
    talk.run("action_answer", "inform", text=text)
    assert talk.answers.last.requester == "voluntary_agent"
    assert talk.answers.last.text == "what papers does an agent need?"
    assert talk.slots.get("requester") is None


def test_a_whole_question_with_a_place_in_it_is_not_the_one_before() -> None:
    talk = Talk(Lone(), company="globe", region="jp", question="手数料は？")
    text = "ロサンゼルスの友人の場合、電話で頼めますか"
    assert talk.run("action_answer", "ask_question", text=text, region="california").citations() == [text]


def test_and_then_reads_on_where_something_waits_and_asks_what_else_where_nothing_does() -> None:
    talk = after_a_question()
    assert talk.run("action_continue", "proceed", text="それで？").next == ["action_answer"]
    assert talk.run("action_answer", "proceed", text="それで？").keys == ["talk.anything_else"]
    talk.slots["more"] = [{"text": "続き", "citations": []}]
    assert talk.run("action_answer", "proceed", text="それで？").next == ["action_more"]


def test_once_more_in_the_form_asks_the_question_again_instead_of_going_back() -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    said = talk.run("validate_request_form", "go_back", text="もう一度", form=True)
    assert said.keys == []
    assert talk.slots["requester"] == "self"
    assert talk.slots["requested_slot"] == "subject"
    talk.run("validate_request_form", "go_back", text="戻る", form=True)
    assert talk.slots["requester"] is None


@pytest.mark.parametrize("text", ["開示の手数料はいくらですか", "手数料は？", "開示請求に金かかるの？"])
def test_who_asks_for_the_fee_of_a_request_hears_nothing_of_prices(text: str) -> None:
    talk = Talk(Answers(ANSWER))
    assert talk.run("action_answer", "ask_price", text=text).keys == ["answer.quoted"]
    assert talk.answers.asked == [("acme", None, text)]


class ByTopic(Answers):
    """Each part has a topic of its own."""

    def answer(self, asked: Question) -> Reply:
        super().answer(asked)
        return reply_of("answer", topic=asked.text, statements=(stated(asked.text),))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("日本です。手数料はいくらで、何日かかりますか？", 2),
        ("必要書類と手数料と送り先", 3),
        ("必要書類、手数料、送り先を教えて", 3),
        ("利用目的は？委託先は？開示いくら？", 3),
        ("日本です。何で集めてるんですか？誰に渡してますか？消すにはどうすれば？", 3),
        ("利用目的と、第三者提供の有無と、開示の手数料を教えていただけますでしょうか。", 3),
        ("氏名、住所、電話番号を集めていますか", 1),
        ("困っています。どうしたらいい？", 1),
        ("代理人の場合、手数料はいくらですか", 1),
        ("電話とメールで請求できますか", 1),
        ("fees and documents", 2),
        ("how much is the fee and where do I send the documents?", 2),
        ("how long do you keep my documents and address?", 1),
        ("where do you store my address and documents", 1),
        ("how long do you keep documents and address?", 1),
    ],
)
def test_every_topic_that_a_list_names_gets_its_answer(text: str, parts: int) -> None:
    said = Talk(ByTopic()).run("action_answer", "ask_question", text=text)
    assert said.keys == ["answer.quoted"] * parts


def test_a_quotation_on_how_requests_go_says_that_the_desk_is_closed() -> None:
    how = reply_of("answer", topic="fee_whether", statements=(stated("お問い合わせ窓口にご郵送ください"),))
    said = Talk(Answers(how), company="gone").run("action_answer", "ask_question", text="手数料いくら")
    assert said.keys == ["answer.quoted", "outcome.closed_beside"]
    assert said.messages[1]["citations"][0]["quote"] == "閉鎖しました"
    closed = reply_of("answer", statements=(stated("請求の窓口は閉鎖しました"),))
    assert Talk(Answers(closed), company="gone").run("action_answer", "ask_question").keys == [
        "answer.quoted"
    ]
    purposes = reply_of("answer", statements=(stated("商品の発送に使います"),))
    assert Talk(Answers(purposes), company="gone").run("action_answer", "ask_question").keys == [
        "answer.quoted"
    ]


@pytest.mark.parametrize(
    ("topic", "subject"), [("fee_amount", "請求の手数料の額"), ("no_such_topic", "そのこと")]
)
def test_a_silence_names_its_subject_where_that_is_known(topic: str, subject: str) -> None:
    said = Talk(Answers(reply_of("not_stated", topic=topic))).run("action_answer", "ask_question")
    text = render(said.messages[0]["utterance"], "ja", said.messages[0]["params"])
    assert f"ポリシーには{subject}についての記載が見当たりません" in text


def uttered(key: str, kind: str = "answer", **more: Any) -> dict[str, Any]:
    return {"event": "bot", "data": {"custom": {"utterance": key, "params": {}, "kind": kind, **more}}}


def user(text: str) -> dict[str, Any]:
    return {"event": "user", "text": text}


def slot(name: str, value: str | None) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}


@pytest.mark.parametrize("text", ["もう一度", "もういっぺん言って", "say that again, please", "再说一遍"])
def test_once_more_is_what_was_said_last_whatever_was_asked_first(text: str) -> None:
    talk = Talk(Answers(ANSWER), question=QUESTION)
    before = [user(QUESTION), uttered("answer.quoted"), user("じゃあ訂正は？")]
    last = [
        uttered("answer.not_stated", "not_stated", about={"topic": "fee", "confidence": 0.5}),
        uttered("answer.offer_person", "notice"),
    ]
    assert talk.run("action_continue", "go_back", text=text, earlier=[*before, *last]).next == [
        "action_answer"
    ]
    said = talk.run("action_answer", "go_back", text=text, earlier=[*before, *last])
    assert said.keys == ["answer.not_stated", "answer.offer_person"]
    assert said.messages[0]["about"] is None
    assert talk.answers.asked == []


def test_a_civility_is_not_said_twice_but_the_answer_before_it() -> None:
    talk = Talk(Answers(ANSWER), question=QUESTION)
    earlier = [user(QUESTION), uttered("answer.quoted"), user("ありがとう"), uttered("talk.thanks", "notice")]
    assert talk.run("action_answer", "go_back", text="もう一度", earlier=earlier).keys == ["answer.quoted"]
    assert talk.answers.asked[-1][2] == QUESTION


def test_once_more_in_the_form_is_the_answer_beside_it_as_well() -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    earlier = [
        user("手数料は？"),
        uttered("answer.quoted"),
        uttered("ask.subject", "prompt", expects="subject"),
    ]
    said = talk.run("validate_request_form", "go_back", text="もう一度", form=True, earlier=earlier)
    assert said.keys == ["answer.quoted"]
    assert talk.slots["requester"] == "self"


GIVEN_UP = [
    user("開示したい"),
    slot("request_type", "disclosure"),
    user("やめます"),
    uttered("request.cancelled", "notice"),
    slot("request_type", None),
]
LONG_AGO = [*GIVEN_UP, user(QUESTION), uttered("answer.quoted")]


@pytest.mark.parametrize(
    "text",
    [
        "やっぱりやります",
        "やっぱりお願いします",
        "やっぱ続ける",
        "actually, let's do it",
        "I'll do it after all",
        "please continue with my request",
        "on second thoughts, go ahead",
        "还是继续吧",
        "还是要申请",
    ],
)
@pytest.mark.parametrize("action", ["action_respond", "action_start_request", "action_cancel"])
def test_who_wants_a_given_up_request_after_all_goes_on_with_it(text: str, action: str) -> None:
    talk = Talk()
    assert talk.run(action, "goodbye", text=text, earlier=GIVEN_UP).next == ["action_continue"]
    assert talk.run("action_continue", "proceed", text=text, earlier=GIVEN_UP).next == ["request_form"]
    assert talk.slots["request_type"] == "disclosure"


def test_a_removal_of_no_certain_kind_is_taken_up_as_such() -> None:
    talk = Talk()
    earlier = [slot("ambiguous", "request_remove"), user("やめた"), uttered("request.cancelled", "notice")]
    assert talk.run("action_continue", "proceed", text="やっぱりやります", earlier=earlier).next == [
        "request_form"
    ]
    assert talk.slots["ambiguous"] == "request_remove"


@pytest.mark.parametrize(
    ("text", "earlier", "slots"),
    [
        ("わかりました", GIVEN_UP, {}),
        ("やっぱりいいです", GIVEN_UP, {}),
        ("やっぱりやります", [], {}),
        ("やっぱりやります", GIVEN_UP, {"stage": "opened"}),
        ("やっぱりお願いします", GIVEN_UP, {"offer": "handoff"}),
        ("やっぱりやります", GIVEN_UP, {"more": [{"key": "answer.quoted"}]}),
        ("やっぱりやります", LONG_AGO, {}),
        ("actually, go on", LONG_AGO, {}),
        ("go on", GIVEN_UP, {}),
        ("continue", GIVEN_UP, {}),
        ("proceed", GIVEN_UP, {}),
        ("ok, do it", GIVEN_UP, {}),
        ("还是", GIVEN_UP, {}),
    ],
)
def test_nothing_else_begins_a_given_up_request_again(
    text: str, earlier: list[dict[str, Any]], slots: dict[str, Any]
) -> None:
    talk = Talk(**slots)
    said = talk.run("action_continue", "change_answer", text=text, earlier=earlier)
    assert "request_form" not in said.next
    assert talk.slots.get("request_type") is None


@pytest.mark.parametrize(
    ("question", "kind", "requester"),
    [
        ("第三者提供記録の開示の手数料はいくらですか", "third_party_record", None),
        ("アクセス権にもとづく開示の手数料はいくらですか", "access_ccpa", None),
        ("開示の手数料はいくらですか", "disclosure", None),
        ("代理人が開示を請求するときの手数料はいくらですか", "disclosure", "voluntary_agent"),
        ("本人が開示を請求するときの手数料はいくらですか", "disclosure", None),
        ("法定代理人が開示を請求するときの手数料は", "disclosure", "statutory_agent"),
    ],
)
def test_a_bare_word_asks_of_the_request_and_of_the_agent_that_were_spoken_of(
    question: str, kind: str, requester: str | None
) -> None:
    found = follow_up(Case(CompanyId("acme"), question=question), "何日", Book())
    assert found is not None and found.kind == "besides"
    assert (found.request_type, found.requester) == (kind, requester)
