"""Who asks whether the post will do is told how a request is made, not that nothing is said of the internet."""

import pytest

from knowledge.asked_ways import HOW, ONLINE, by_its_way
from knowledge.topics.classifier import TopicScore

GUESSED = (TopicScore(ONLINE, 0.6), TopicScore("send_to_address", 0.3), TopicScore(HOW, 0.1))


@pytest.mark.parametrize(
    "question",
    [
        "郵送で開示請求できますか",
        "郵送でも手続きできますか？",
        "窓口に行かずに郵便で申し込めますか",
        "請求書は郵送にて提出可能でしょうか",
        "郵送では受け付けてもらえないの",
        "手紙で頼んでもいい？",
        "Can I send my request by post?",
        "Do you take requests by regular mail?",
        "may i ask through the post",
        "可以用邮寄申请吗",
    ],
)
def test_who_names_the_post_asks_how_a_request_is_made(question: str) -> None:
    found = by_its_way(GUESSED, question)
    assert [one.topic for one in found] == [HOW, "send_to_address"]
    assert [one.probability for one in found] == pytest.approx([0.7, 0.3])


@pytest.mark.parametrize(
    "question",
    [
        "ネットで請求できますか",
        "郵送でなくネットで請求できますか",
        "郵送でしか請求できませんか",
        "郵送ですか",
        "郵送以外の方法はありますか",
        "郵送で送るのは面倒なので、ほかにありませんか",
        "郵便番号を教えてください",
        "郵送で出すか、メールで送るか選べますか",
        "電話で頼めますか",
        "Can I send it by email?",
        "Is there a way other than by post?",
        "邮寄地址是什么",
        "Do you send news by mailing list?",
    ],
)
def test_who_asks_for_another_way_or_something_else_is_left_alone(question: str) -> None:
    assert by_its_way(GUESSED, question) == GUESSED


def test_a_question_that_was_not_taken_for_one_about_the_internet_keeps_its_topics() -> None:
    asked = (TopicScore("reply_method", 0.9), TopicScore(HOW, 0.1))
    assert by_its_way(asked, "回答は郵送で届きますか") == asked
