"""A question that names an article of a law is one about the article's matter."""

import pytest

from knowledge.articles import by_their_matter
from knowledge.vocabulary import Region

EUROPE = (Region.JP, Region.EEA_UK)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How long under Art. 12?", "How long under the time limit for answering requests?"),
        ("What does Article 15 say?", "Please tell me about a request for disclosure of my personal data."),
        ("art 77", "Please tell me about a complaint to a supervisory authority."),
        ("art. 12(3) how many days", "the time limit for answering requests how many days"),
        ("Art. 15の請求", "個人情報の開示請求について教えてください"),
        ("GDPR第17条の請求はどうやるの", "個人情報の削除の請求はどうやるの"),
        ("GDPRの第12条では何日ですか", "請求への回答までの期間では何日ですか"),
        ("Art. 20 of the GDPR", "Please tell me about a request for portability of my personal data."),
        ("個人情報保護法27条の同意はどう取っていますか", "個人データの第三者提供の同意はどう取っていますか"),
        ("個人情報保護法第38条の手数料", "請求の手数料の手数料"),
        ("個情法第40条第1項の苦情はどこに", "苦情の申し出先の苦情はどこに"),
    ],
)
def test_an_article_of_a_law_is_read_as_its_matter(question: str, asked: str) -> None:
    assert by_their_matter(question, EUROPE) == asked


@pytest.mark.parametrize(
    "question",
    [
        "第5条には何が書いてありますか",
        "ポリシーの第12条を見せて",
        "利用規約第15条について",
        "番号法第12条",
        "刑事訴訟法第197条の照会",
        "article 5 of your policy",
        "Article 15 of the Civil Code",
        "Under the terms, Art. 12 applies",
        "個人情報保護法第2条の定義",
        "GDPR第99条",
        "Art. 15.5",
        "I like art 15 times a day",
        "15日以内に返事をください",
        "state of the art 12 months ago",
        "Artikel 15",
    ],
)
def test_another_laws_article_a_policys_or_a_number_stays(question: str) -> None:
    assert by_their_matter(question, EUROPE) == question


@pytest.mark.parametrize(
    "question", ["Art. 15の請求", "GDPR第17条の請求はどうやるの", "How long under Art. 12?"]
)
def test_where_a_policy_has_no_chapter_for_europe_its_law_is_not_read_into_it(question: str) -> None:
    assert by_their_matter(question, ()) == question
    assert by_their_matter(question, (Region.JP, Region.CHINA)) == question


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["art ", "Art. 1", "第", "GDPR ", "GDPR第1", "個人情報保護法の", "1.", " "]
)
def test_a_long_question_is_read_at_once(letters: str) -> None:
    assert by_their_matter(letters * 20_000, EUROPE)


@pytest.mark.parametrize(
    "question",
    [
        "GDPR 6ヶ月以内",
        "GDPRの7日以内に回答",
        "under GDPR 15 days",
        "個人情報保護法40年",
        "an article 20 minutes ago",
        "GDPRで33人",
    ],
)
def test_a_length_or_a_number_of_things_is_no_article(question: str) -> None:
    assert by_their_matter(question, EUROPE) == question


def test_a_japanese_laws_article_alone_is_asked_about_in_japanese() -> None:
    assert by_their_matter("個人情報保護法33条1項", ()) == "個人情報の開示請求について教えてください"
