"""What a trial of the desk heard wrongly: purposes and recipients where no such request is, a bare "whom do I ask",
questions behind thanks, complaints about a parcel, parents who ask whether they may."""

import pytest

from actions.words.agents import parent_may_ask
from actions.words.phrases import asks_only_whom_to_turn_to
from actions.words.worries import fears_misuse, is_only_afraid
from knowledge.vocabulary import MessageKind
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated
from tests.unit.actions.test_leading import led

ASKED_KINDLY = (
    "当方の個人情報につきまして、どのような目的でご利用いただいているのかご教示いただけますと幸甚です。"
)


@pytest.mark.parametrize(
    ("text", "kind", "asked"),
    [
        (ASKED_KINDLY, "purpose_notice", "個人情報の利用目的は何ですか"),
        (
            "tell me who you sell my data to",
            "third_party_record",
            "個人情報を第三者に提供することはありますか",
        ),
    ],
)
def test_who_would_know_purposes_or_recipients_where_no_such_request_is_reads_what_holds_for_everybody(
    text: str, kind: str, asked: str
) -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("目的です"),), confidence=0.9)))
    said = talk.run("action_start_request", f"request_{kind}", text=text, request_type=kind)
    assert said.keys == ["answer.quoted"] and talk.answers.asked[-1][2] == asked


def test_who_names_the_right_or_presses_its_button_hears_that_there_is_no_procedure() -> None:
    for text, named in (("利用目的の通知を請求します", ["purpose_notice"]), ("/request_purpose_notice", [])):
        talk = Talk(Answers(reply_of("answer", statements=(stated("目的です"),), confidence=0.9)))
        said = talk.run(
            "action_start_request",
            "request_purpose_notice",
            text=text,
            named=named,
            request_type="purpose_notice",
        )
        assert "outcome.not_offered" in said.keys and talk.answers.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "じゃあどこに言えばいいの？",
        "誰に聞けばいいですか",
        "では、どちらへ申し上げればよろしいのでしょう。",
        "どなたにお願いすればよろしいでしょうか",
        "どこに連絡したらいいですか",
        "どこに言ったらいい",
        "誰に頼んだらいいの",
        "どちらにお願いしたらよろしいでしょうか",
        "どちらにご連絡差し上げればよろしいでしょうか",
        "どちらにお尋ね申し上げればよろしいですか",
        "so who do I ask then?",
        "那我该找谁？",
    ],
)
def test_who_only_asks_whom_to_turn_to_is_told_that_by_a_closed_desk(text: str) -> None:
    assert asks_only_whom_to_turn_to(text)
    assert Talk(company="gone").run("action_answer", "ask_question", text=text).next == ["action_respond"]
    assert Talk().run("action_answer", "ask_question", text=text).next == []


@pytest.mark.parametrize(
    "text",
    [
        "苦情はどこに言えばいいですか",
        "書類はどこに送ればいいですか",
        "請求書はどちらへお送りすればよろしいですか",
        "どなたに個人情報を渡していますか",
        "開示請求はどこにすればいい",
        "どこに住んでいるか",
        "誰に渡していますか",
        "どこに連絡したら荷物が届きますか",
        "誰に頼んだら消してもらえますか",
        "どこに送ったらいい",
        "どちらに行ったらいいですか",
        "どこに言ったか教えて",
        "誰に聞いたらそんなことを言うの",
        "who do you share it with?",
        "where do I send the form?",
        "谁能看到我的信息",
    ],
)
def test_who_asks_whom_to_turn_to_for_something_is_looked_up(text: str) -> None:
    assert not asks_only_whom_to_turn_to(text)


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("ありがとうございます。ちなみに、それはどなたが見られるのでしょうか。", "action_answer"),
        ("承知しました、保管期間は何年ですか", "action_answer"),
        ("Thanks! How long do you keep it?", "action_answer"),
        ("谢谢。那保存多久呢？", "action_answer"),
        ("ありがとうございます。", None),
        ("ありがとうございました。助かりました", None),
        ("ありがとうございます、またお願いします", None),
        ("Thanks a lot!", None),
        ("Thank you. Bye.", None),
        ("谢谢", None),
        ("お礼はどこに言えばいいですか、ありがとう", None),
    ],
)
def test_a_question_behind_thanks_is_answered(text: str, to: str | None) -> None:
    assert led("action_respond", text, intent="thanks") == to


@pytest.mark.parametrize("text", ["アマゾンで買った商品が届かないんですが", "the item is broken", "货物坏了"])
def test_what_names_no_advertisement_is_no_wish_to_be_spared_them(text: str) -> None:
    said = Talk().run("action_matter", "stop_marketing", text=text)
    assert said.keys == ["talk.out_of_scope"]
    assert said.messages[0]["kind"] == MessageKind.OUT_OF_SCOPE


@pytest.mark.parametrize(
    "text",
    [
        "営業電話がうざい",
        "DM止めて",
        "もう送ってこないで",
        "チラシはいりません",
        "no more newsletters",
        "stop it",
        "别再发短信",
    ],
)
def test_a_wish_to_be_spared_them_stays_one(text: str) -> None:
    said = Talk().run("action_matter", "stop_marketing", text=text)
    assert said.keys[0].startswith("matter.stop_marketing")


@pytest.mark.parametrize(
    "letters", ["ありがとう", "。", "thanks ", "じゃあ", "どこに", "、", "情報", "漏れ", "怖", "my "]
)
@pytest.mark.slow
def test_a_long_message_is_read_at_once(letters: str) -> None:
    asks_only_whom_to_turn_to(letters * 4_000)
    fears_misuse(letters * 4_000)
    is_only_afraid(letters * 4_000)
    led("action_respond", letters * 4_000, intent="thanks")


@pytest.mark.parametrize(
    "text",
    [
        "未成年の子供の分も親が請求できますか",
        "娘の情報の開示は保護者が手続きしてもいいですか",
        "can i make a request for my son?",
        "父母可以替孩子申请吗",
    ],
)
def test_a_parent_who_asks_whether_they_may_reads_that_and_what_papers_it_takes(text: str) -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("書類です"),), confidence=0.9)))
    assert led("action_respond", text) == "action_answer"
    said = talk.run("action_answer", "ask_question", text=text)
    assert said.keys == ["talk.parent", "answer.quoted"]
    assert talk.answers.last.requester == "statutory_agent"


@pytest.mark.parametrize(
    "text",
    [
        "未成年でも請求できますか",
        "子供が自分で請求できますか",
        "親に知られずに請求できますか",
        "母の情報を請求できますか",
        "親の同意は必要ですか",
        "子供の情報を消したい",
        "親が請求したら教えてもらえますか",
        "can i make a request for a copy?",
        "can my son apply by himself?",
    ],
)
def test_what_a_minor_may_do_or_a_parents_own_data_is_no_question_of_a_parent(text: str) -> None:
    assert not parent_may_ask(text)


@pytest.mark.parametrize(
    "text",
    [
        "個人情報が悪用されてないか心配で夜も眠れません",
        "カード番号が漏れたんじゃないかと不安です",
        "i'm worried that my data was stolen",
        "担心我的信息被盗用",
    ],
)
def test_who_fears_for_their_data_is_answered_as_who_asks_whether_it_has_leaked(text: str) -> None:
    assert led("action_respond", text, intent="greet") == "action_matter"
    said = Talk().run("action_matter", "greet", text=text)
    assert said.messages[0]["utterance"] == "matter.report_leak", "the whole of it: nothing was said before"


@pytest.mark.parametrize(
    "text",
    [
        "個人情報が漏れないようにどう管理していますか",
        "漏えいが心配なので対策を教えてください",
        "情報漏えいのときは通知されますか",
        "悪用されたら怖いので削除してください",
        "配送が遅れないか心配です",
        "メールアドレスを間違えたか心配です",
        "i'm worried about the fee",
        "担心材料不够",
    ],
)
def test_a_fear_of_something_else_or_a_question_is_none(text: str) -> None:
    assert not fears_misuse(text)


@pytest.mark.parametrize("text", ["不安です", "なんか怖い", "心配で…", "i am really worried", "很担心"])
def test_who_is_only_afraid_is_asked_what_of_and_a_person_is_offered(text: str) -> None:
    assert led("action_continue", text) == "action_respond"
    said = Talk().run("action_respond", "chitchat", text=text)
    assert said.keys == ["talk.worried"]
    assert [one["value"] for one in said.messages[0]["choices"]] == ["handoff"]


@pytest.mark.parametrize(
    "text",
    [
        "手数料が不安です",
        "心配ありません",
        "不安なので消したい",
        "怖い話して",
        "心配性です",
        "i'm not worried",
        "不担心",
    ],
)
def test_a_fear_of_something_is_no_bare_one(text: str) -> None:
    assert not is_only_afraid(text)


def test_what_is_asked_behind_thanks_is_looked_up_without_them() -> None:
    talk = Talk()
    talk.run(
        "action_answer", "thanks", text="ありがとうございます。ちなみに、それはどなたが見られるのでしょうか。"
    )
    assert talk.answers.asked[0][2] == "個人情報を第三者に提供することはありますか"


@pytest.mark.parametrize(
    "text",
    ["マーケティングに使わないで", "ニュースレターをオフにしたい", "take me off your list", "もう結構です"],
)
def test_a_wish_to_be_spared_them_needs_no_word_that_is_on_a_list(text: str) -> None:
    said = Talk().run("action_matter", "stop_marketing", text=text)
    assert said.keys[0].startswith("matter.stop_marketing")
