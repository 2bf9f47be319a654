"""What a request costs, as policies write it: amounts in words, and costs beside a fee that is none."""

import pytest

from knowledge.drafting.draft import Draft, draft_desk
from knowledge.facts.rules import RULES, squeeze
from tests.unit.knowledge.invented import policy_of


def drafted(body: str) -> Draft:
    text = f"プライバシーポリシー\n\n株式会社みほん（以下「当社」）の方針です。\n\n■開示等の請求の手数料\n{body}\n"
    return draft_desk(policy_of(text, "mihon"))


def value(draft: Draft, key: str) -> object:
    return draft.facts[key][0]["value"] if key in draft.facts else None


# ---------------------------------------------------------------------- amounts in words


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("手数料は1件につき千円です。", "1件につき千円"),
        ("開示の請求には、手数料として一千円を申し受けます。", "一千円"),
        ("手数料（五百円）を申し受けます。", "五百円"),
        ("手数料は１千円です。", "１千円"),
        ("手数料は、１回につき壱千円です。", "１回につき壱千円"),
        ("手数料は1件につき1,100円（税込）です。", "1件につき1,100円"),
    ],
)
def test_an_amount_may_be_written_in_words(sentence: str, amount: str) -> None:
    draft = drafted(sentence)
    assert (value(draft, "fee.charged"), value(draft, "fee.amount")) == ("yes", amount)


@pytest.mark.parametrize(
    "sentence",
    [
        "手数料の支払いを円滑に行います。",
        "手数料は千円札ではお支払いいただけません。",
        "手数料については一円単位で精算します。",
        "手数料は数千円になることはありません。",
        "手数料の見直しを三回行いました。",
        "手数料は百円ショップでは扱いません。",
    ],
)
def test_words_with_a_number_in_them_are_no_amount(sentence: str) -> None:
    draft = drafted(sentence)
    assert (value(draft, "fee.charged"), value(draft, "fee.amount")) == (None, None)


# ---------------------------------------------------------------------- costs beside a fee that is none


@pytest.mark.parametrize(
    "body",
    [
        "手数料は無料ですが、郵送料はお客様のご負担となります。",
        "手数料はいただきません。ただし、郵送に要する費用はご請求者様にご負担いただきます。",
        "手数料は無料です。なお、振込手数料はご負担ください。",
        "開示等の手数料はかかりません。書類の送料は請求者の負担とします。",
        "手数料は無料です。切手代はご本人様のご負担でお願いします。",
    ],
)
def test_no_fee_is_drafted_beside_what_the_customer_bears(body: str) -> None:
    assert value(drafted(body), "fee.charged") is None


@pytest.mark.parametrize(
    "body",
    [
        "手数料は無料です。郵送料は当社が負担します。",
        "手数料は無料で、送料のご負担もありません。",
        "手数料は無料です。送料をご負担いただく必要はありません。",
        "手数料は無料です。お客様の負担を減らすため、送料は当社負担とします。",
        "手数料は無料です。通話料のかからない電話でもお申し出いただけます。",
        "手数料は無料です。ご負担のないようにいたします。",
    ],
)
def test_what_the_company_bears_leaves_a_request_free(body: str) -> None:
    assert value(drafted(body), "fee.charged") == "no"


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("郵送料はお客様のご負担となります。", "customer"),
        ("ご請求に要する切手代は、ご請求者様にてご負担ください。", "customer"),
        ("(3) 届出書のご提出に係る費用は皆様のご負担となります。", "customer"),
        ("郵送料は当社が負担します。", None),
        ("郵送料のご負担はありません。", None),
        ("郵送料をご負担いただく必要はございません。", None),
        ("お客様のご負担を軽くするため、郵送料はいただきません。", None),
        ("返品の送料はお客様のご負担です。", None),
        ("振込手数料はご負担ください。", None),
        ("郵送料はお客様または当社の負担とします。", None),
    ],
)
def test_who_bears_the_postage_is_told_only_in_so_many_words(sentence: str, who: str | None) -> None:
    assert RULES["payer"](squeeze(sentence)) == who
