"""When a request is refused, by whom the desk is led, and whose paper is whose, as a draft reads it from a few lines."""

import pytest

from knowledge.drafting.draft import _regions
from tests.unit.knowledge.invented import policy_of
from tests.unit.knowledge.test_drafting_cautiously import drafted, value

REQUEST = "■開示等の請求\n請求書を郵送してください。\n"


def grounds(body: str) -> object:
    return value(drafted(REQUEST + body), "refusal.grounds")


def test_the_items_that_a_refusal_announces_are_its_grounds() -> None:
    assert grounds(
        "次の場合は開示しないことがあります。\n(1) 本人と確認できない場合\n(2) 法令に反する場合"
    ) == [
        "本人と確認できない場合",
        "法令に反する場合",
    ]


def test_the_items_of_the_next_part_are_no_grounds_of_this_one() -> None:
    found = grounds(
        "次の場合は開示しないことがあります。\n(1) 本人と確認できない場合\n(2) 法令に反する場合\n\n"
        "■当社が取得する情報\n(1) 通話に関する情報\n(2) 購入に関する情報"
    )
    assert found == ["本人と確認できない場合", "法令に反する場合"]


def test_one_item_is_no_list_of_grounds() -> None:
    assert grounds("次の場合は開示しないことがあります。\n(1) 本人と確認できない場合") != [
        "本人と確認できない場合"
    ]


def test_a_ground_that_stands_in_the_sentence_itself_is_taken_from_it() -> None:
    assert grounds("ご本人と確認できない場合は、開示しないことがあります。") == ["ご本人と確認できない場合"]


def test_three_sentences_are_three_grounds() -> None:
    found = grounds(
        "ご本人と確認できない場合は、開示しないことがあります。\n"
        "法令に違反することとなる場合は、開示しないことがあります。\n"
        "業務に著しい支障が出る場合は、開示しないことがあります。"
    )
    assert found == ["ご本人と確認できない場合", "法令に違反することとなる場合", "業務に著しい支障が出る場合"]


@pytest.mark.parametrize(
    "body",
    [
        "開示の結果は郵送します。",
        "手数料をお支払いいただけない場合は、ご連絡します。",
        "次の場合は第三者に提供することがあります。\n(1) 法令に基づく場合\n(2) 人の生命の保護に必要な場合",
        "ご本人と確認できる場合は、開示します。",
        "次の書類を添えてください。\n(1) 運転免許証\n(2) 住民票",
        "開示できる場合は、書面で回答します。",
    ],
)
def test_what_refuses_nothing_gives_no_grounds(body: str) -> None:
    assert grounds(body) is None


def test_an_address_that_differs_counts_where_requests_are_spoken_of() -> None:
    draft = drafted(
        "■配送\n住所が注文と異なる場合は、お届けできません。\n\n"
        + REQUEST
        + "住所が書類と異なる場合は、住民票を添えてください。"
    )
    assert value(draft, "identity.address_mismatch") == "住所が書類と異なる場合は、住民票を添えてください"


def test_a_chapter_for_a_place_is_found_by_its_heading_where_that_stands_once() -> None:
    once = "# 方針\n\n日本で使います。\n\n## 欧州経済領域のお客様へ\n\n一か月で答えます。\n\n## 改定\n\n改めます。\n"
    assert _regions(policy_of(once))["eea_uk"]["chapter_from"] == "欧州経済領域のお客様へ"
    assert _regions(policy_of(once))["eea_uk"]["chapter_to"].endswith("改定")
    twice = once.replace("日本で使います。", "「欧州経済領域のお客様へ」もご覧ください。")
    assert "chapter_from" not in _regions(policy_of(twice))["eea_uk"]
    assert _regions(policy_of("# 方針\n\n日本で使います。\n")) == {}
