"""「メールで請求できますか」, where the policy names the post; and whether somebody else may make the request."""

import pytest

from actions.words.ways import way_of_asking
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("メールで請求できますか", "email"),
        ("開示請求はメールでもいいですか？", "email"),
        ("請求書をメールで送ってもいい？", "email"),
        ("FAXで申請できますか", "fax"),
        ("請求書をFAXで送ってもよろしいでしょうか", "fax"),
        ("請求はネットでもいい？", "online"),
        ("オンラインで手続きできますか", "online"),
        ("電話で開示を頼めますか", "phone"),
        ("手続きは電話でもできますか", "phone"),
        ("郵送以外でも出せますか", "not_post"),
        ("can i make a request by email?", "email"),
        ("Can I submit the form online?", "online"),
        ("可以用邮件申请吗", "email"),
        ("网上可以申请吗", None),
        ("可以在网上申请吗", "online"),
        ("窓口に持って行ってもいい？", "in_person"),
        ("書類は直接持参してもいいですか", "in_person"),
        ("開示の請求書を窓口に持って行ってもよろしいでしょうか", "in_person"),
        ("can I bring the form to your office?", "in_person"),
        ("可以直接去窗口办理吗", "in_person"),
    ],
)
def test_the_way_of_a_request_is_read(text: str, way: str | None) -> None:
    assert way_of_asking(text) == way


@pytest.mark.parametrize(
    "text",
    [
        "メールで返事をもらえますか",
        "回答はメールでいいですか",
        "メールで送っても安全ですか",
        "メールアドレスの削除はできますか",
        "電話番号の訂正を請求できますか",
        "郵送で請求できますか",
        "ネットで登録した情報の開示を請求できますか",
        "電話で担当者と話せますか",
        "メールで送られてきた書類でいいですか",
        "アプリの利用停止はできますか",
        "メールの配信停止はできますか",
        "メールでお願いします",
        "電話でできますか",
        "can you send it by email?",
        "can i get the answer online?",
        "荷物を窓口に持って行ってもいいですか",
        "会社に行ってもいいですか",
        "子どもを連れて行ってもいいですか",
        "担当者に会いに行ってもいいですか",
        "窓口に行きたくない",
        "窓口に持って行きました",
        "can I bring my son to your office?",
        "can i take it back?",
        "可以去你们店里买吗",
    ],
)
def test_the_way_of_an_answer_or_a_thing_is_no_way_of_a_request(text: str) -> None:
    assert way_of_asking(text) is None


def test_a_way_that_the_policy_does_not_name_is_said_not_to_stand_there_beside_its_sentence() -> None:
    talk = Talk(Answers(reply_of("answer", topic="desk_email", statements=(stated("mail@acme.example"),))))
    said = talk.run("action_answer", "ask_question", text="メールで請求できますか")
    assert said.keys == ["request.way_not_named"] and said.messages[0]["kind"] == "not_stated"
    assert said.messages[0]["citations"][0]["quote"] == "書類を郵送してください"
    started = talk.run("action_start_request", "request_disclosure", text="電話で開示を頼めますか")
    assert started.next == ["action_answer"]


@pytest.mark.parametrize(
    ("company", "region", "text"),
    [
        ("globe", "california", "電話で開示を請求できますか"),
        ("globe", None, "電話で開示を請求できますか"),
        ("agency", None, "電話で開示を請求できますか"),
        ("oni", None, "メールで請求できますか"),
        ("gone", None, "メールで請求できますか"),
    ],
)
def test_a_way_that_is_named_or_left_open_anywhere_is_looked_up(
    company: str, region: str | None, text: str
) -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("窓口へ"),))), company=company, region=region)
    assert "request.way_not_named" not in talk.run("action_answer", "ask_question", text=text).keys


def test_in_the_form_a_question_by_what_way_is_no_wish_for_the_way_of_the_answer() -> None:
    talk = Talk(request_type="disclosure", requester="self", subject="all", requested_slot="reply_method")
    said = talk.run(
        "validate_request_form",
        "ask_question",
        text="メールで請求できますか",
        form=True,
        reply_method="email",
        certain=False,
    )
    assert said.keys == ["request.way_not_named"] and talk.slots.get("reply_method") is None


SILENT = reply_of("not_stated", topic="agents_papers", near=(stated("委任した代理人である場合"),))


@pytest.mark.parametrize(
    "text",
    [
        "娘に頼んでもいいですか",
        "夫に頼んでもいいですか",
        "会社の人に代わりに頼んでもいい？",
        "can my wife do it for me?",
    ],
)
def test_where_agents_may_ask_that_is_quoted_although_their_papers_are_not_stated(text: str) -> None:
    talk = Talk(Answers(SILENT), company="agency")
    said = talk.run("action_answer", "ask_question", text=text)
    assert said.keys == ["answer.agents_may", "answer.other_not_stated_near"]
    assert "代理人" in said.messages[0]["citations"][0]["quote"]


@pytest.mark.parametrize(
    ("company", "text"),
    [
        ("acme", "娘に頼んでもいいですか"),
        ("agency", "娘の情報を見てもいいですか"),
        ("agency", "書類は何がいりますか"),
        ("agency", "店員に頼んでもいいですか"),
        ("agency", "娘に教えてもいいですか"),
        ("agency", "代理人の委任状はどこですか"),
    ],
)
def test_no_agents_are_spoken_of_where_the_policy_or_the_customer_does_not(company: str, text: str) -> None:
    said = Talk(Answers(SILENT), company=company).run("action_answer", "ask_question", text=text)
    assert "answer.agents_may" not in said.keys


def test_that_it_may_be_brought_is_quoted_where_the_policy_says_so() -> None:
    silent = reply_of("not_stated", topic="in_person_visit")
    said = Talk(Answers(silent), company="oni").run("action_answer", text="窓口に持って行ってもいい？")
    assert said.keys == ["request.way_named"]
    assert said.messages[0]["citations"][0]["quote"] == "直接ご請求下さい"
    other = Talk(Answers(silent)).run("action_answer", text="窓口に持って行ってもいい？")
    assert other.keys == ["request.way_not_named"]


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["窓口に", "持参して", "書類を", "can i bring ", "可以直接", "、"])
def test_a_long_question_for_a_way_costs_little(letters: str) -> None:
    assert way_of_asking(f"{(letters * 20_000)[:20_000]}？") is None
