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


@pytest.mark.parametrize(
    "words",
    [
        "次の場合は開示しません。",
        "次の場合、個人情報の開示はいたしません。",
        "以下の場合には、開示いたしません。",
        "次の場合は、ご請求に応じかねます。",
        "次の場合は、ご請求をお断りすることがあります。",
        "次の場合は、ご請求に対応できません。",
        "次のいずれかに当たる場合、ご請求に対応いたしかねます。",
        "次の場合は開示できません。",
        "次の場合は、開示のご請求に応じることができません。",
        "次の場合は、ご請求をお受けいたしかねます。",
    ],
)
def test_a_refusal_is_read_in_the_words_that_companies_use(words: str) -> None:
    assert grounds(f"{words}\n(1) 本人と確認できない場合\n(2) 法令に反する場合") == [
        "本人と確認できない場合",
        "法令に反する場合",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "次の場合を除き、個人情報を第三者に開示しません。",
        "次の場合を除いて、開示いたしません。",
        "以下の場合のほかは、第三者へ開示いたしません。",
        "次の場合でも、ご請求をお断りすることはありません。",
        "次の場合も、ご請求をお断りしません。",
        "次の場合には、第三者に開示しません。",
        "次の場合も、手数料を理由に対応できませんとは申しません。",
        "次の場合は、無料で対応できます。",
        "次の場合以外は、開示しません。",
    ],
)
def test_what_a_company_does_not_do_with_data_is_no_refusal_of_a_request(words: str) -> None:
    assert grounds(f"{words}\n(1) 本人が同意した場合\n(2) 法令に基づく場合") is None


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


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (
            "応じかねる場合：ご本人か分からないとき、他のお客様の権利を害するとき",
            ["ご本人か分からないとき", "他のお客様の権利を害するとき"],
        ),
        ("お断りする場合: ご本人と確認できない場合", ["ご本人と確認できない場合"]),
    ],
)
def test_a_row_behind_its_label_holds_all_its_grounds(row: str, found: list[str]) -> None:
    assert grounds(row) == found


def test_a_name_among_others_is_not_the_company_whose_policy_it_is() -> None:
    body = (
        "■共同利用\n\n◆範囲\n見本リース株式会社、見本カード株式会社\n\n"
        "◆管理責任者\n株式会社見本銀行　頭取　見本 太郎\n"
    )
    assert value(drafted(body, "当行の宣言です。"), "company.name") == "株式会社見本銀行"


@pytest.mark.parametrize(
    "line",
    [
        "見本株式会社　総務部",
        "見本株式会社",
        "見本株式会社、お客様相談室",
        "見本株式会社（本社：東京都）",
        "見本株式会社・総務部",
        "見本株式会社 代表取締役 見本太郎",
    ],
)
def test_a_name_on_a_line_of_its_own_still_is(line: str) -> None:
    assert value(drafted(f"■窓口\n{line}\n", "当社の方針です。"), "company.name") == "見本株式会社"


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
