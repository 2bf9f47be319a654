"""A line that names the fee of a request is heard, however much else its clause says."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from knowledge.choosing import Chooser
from knowledge.fee_lines import says_the_fee
from knowledge.vocabulary import MessageKind
from tests.unit.knowledge.choosing_world import FEE, PAPERS, TOPICS, chooser, desk, in_sentences, ranked

LINES = "受付窓口：総務部\n用紙：所定の請求書\n本人確認：運転免許証の写し\n{fee}\n回答：2週間以内"


@pytest.mark.parametrize(
    "fee",
    [
        "手数料：1件500円",
        "手数料は1,100円です。",
        "手数料 ３００円",
        "費用はかかりません。",
        "手数料はいただきません。",
        "手数料：なし",
        "料金は無料です。",
        "手数料　八百円",
        "手数料は頂いておりません。",
    ],
)
def test_a_line_among_others_says_what_a_request_costs(fee: str) -> None:
    assert says_the_fee("開示等の請求", LINES.format(fee=fee))


@pytest.mark.parametrize(
    "fee",
    [
        "手数料は切手でお支払いください。",
        "手数料が不足する場合は、ご連絡します。",
        "コピーの費用は1枚30円です。",
        "郵送料の費用500円はご負担ください。",
        "手数料の額は窓口でお尋ねください。",
        "お支払いになった手数料はお返しする義務はありません。",
        "受付時間：10時から500円硬貨は使えません",
        "証明書の取得にかかる費用はお客様の負担で、当社に請求できません。",
        "年会費や解約の手数料は1,000円です。",
        "手数料のないお振り込みの場合は無料です。",
        "電話料金は無料です。",
        "会員登録の料金は無料です。",
    ],
)
def test_what_else_costs_money_and_how_it_is_paid_is_not_the_fee(fee: str) -> None:
    assert not says_the_fee("開示等の請求", LINES.format(fee=fee))


def test_a_fee_elsewhere_is_none_of_a_request() -> None:
    assert not says_the_fee("会費", "手数料は500円です。")


@pytest.mark.parametrize(
    ("topic", "sure", "section", "told"),
    [
        ("fee_amount", 0.95, "開示の請求", True),
        ("fee_whether", 0.9, "開示の請求", True),
        ("fee_amount", 0.85, "開示の請求", False),
        ("fee_refund", 0.95, "開示の請求", False),
        ("fee_amount", 0.95, "会費", False),
    ],
)
def test_who_surely_asks_for_the_fee_is_answered_by_the_line_that_names_it(
    topic: str, sure: float, section: str, told: bool
) -> None:
    found = ranked(FEE, PAPERS)
    clause = replace(found[0].clause, section=section)
    found[0] = replace(found[0], passage=replace(found[0].passage, clause=clause))
    unsure = chooser({"fee": sure}, found, answered=0.01).examined
    examined = replace(unsure, coverage=replace(unsure.coverage, topic_ids=(topic, *TOPICS[1:])))
    answer = Chooser(
        cast("Any", SimpleNamespace(groups={}, sentences=in_sentences)), None, {}, examined
    ).answer()
    assert (answer.kind is MessageKind.ANSWER) is told
    curated = Chooser(cast("Any", SimpleNamespace(groups={}, sentences=in_sentences)), desk(), {}, examined)
    judged = curated.judge.answered(examined.signals)
    assert curated.answered == judged, "with checked facts nothing changes"
