"""What is drafted from policies of other trades and layouts: right, or left to a person, never the wrong way round."""

import pytest

from knowledge.drafting.draft import Draft, draft_desk
from knowledge.facts.rules import RULES
from tests.unit.knowledge.invented import policy_of


def drafted(body: str, head: str = "株式会社みほん（以下「当社」）の方針") -> Draft:
    return draft_desk(policy_of(f"プライバシーポリシー\n\n{head}です。\n\n{body}\n", "mihon"))


def value(draft: Draft, key: str) -> object:
    return draft.facts[key][0]["value"] if key in draft.facts else None


# ---------------------------------------------------------------------- fees


@pytest.mark.parametrize(
    "body",
    [
        "■開示の手数料\n閲覧は無料です。\n写しの交付は、1枚につき10円をいただきます。",
        "■開示の請求\n手数料\n開示 1,000円分の切手を同封してください。\n訂正は無料です。",
    ],
)
def test_where_a_part_is_free_and_the_rest_costs_a_fee_is_charged(body: str) -> None:
    assert value(drafted(body), "fee.charged") == "yes"


def test_a_fee_in_cells_of_a_table_beside_a_free_one_is_left_to_a_person() -> None:
    draft = drafted("■開示の請求手続\n手数料\n種類\n開示（書面）\n1,100円\n訂正\n無料")
    assert "fee.charged" not in draft.facts and draft.open_terms["fee.charged"]


def test_where_nothing_costs_anything_no_fee_is_charged() -> None:
    assert value(drafted("■開示の請求\n手数料は無料です。"), "fee.charged") == "no"


def test_an_amount_is_drafted_without_the_brackets_before_it() -> None:
    draft = drafted("■開示の請求に係る手数料\n\n区分　　　金額\n開示手数料（1件につき）　　　3,300円\n")
    assert value(draft, "fee.amount") == "3,300円"


def test_how_to_pay_is_the_sentence_that_names_the_means() -> None:
    draft = drafted("■開示の請求\n書類と手数料を同封してください。\n手数料は800円分の定額小為替を用います。")
    assert "定額小為替" in str(value(draft, "fee.payment"))


# ---------------------------------------------------------------------- who and where


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("有限会社おとみほん（以下、「当店」といいます）", "有限会社おとみほん"),
        ("社会福祉法人みほん会(以下、｢法人｣という)", "社会福祉法人みほん会"),
        ("みほん商事株式会社およびそのグループ会社（以下「当社グループ」といいます）", "みほん商事株式会社"),
        ('This is how Mihon Ledger K.K. ("Mihon", "we") works', "Mihon Ledger K.K."),
    ],
)
def test_the_company_is_the_one_that_speaks_of_itself(head: str, name: str) -> None:
    assert value(drafted("■目的\n発送です。", head), "company.name") == name


def test_a_name_with_hiragana_on_a_line_of_its_own_is_whole_and_no_row_of_a_table() -> None:
    text = (
        "個人情報の取扱い\n株式会社みほんの旅\n\n1　共同利用\n範囲\t株式会社みほんの旅、みほんバス株式会社\n"
    )
    assert value(draft_desk(policy_of(text, "mihon")), "company.name") == "株式会社みほんの旅"


def test_two_numbers_on_a_line_are_told_apart_by_what_stands_before_them() -> None:
    draft = drafted("■お問い合わせ窓口\nTEL　03-0000-0001　FAX　03-0000-0002")
    assert (value(draft, "desk.phone"), value(draft, "desk.fax")) == ("03-0000-0001", "03-0000-0002")


def test_of_several_offices_the_first_one_has_its_own_name_and_address() -> None:
    body = (
        "■窓口\n　みほん高校　事務室\n　　〒371-0000　前橋市若松町一丁目1番1号\n　　電話　027-000-1111\n"
        "　みほん中学校　事務室\n　　〒371-0000　前橋市若松町一丁目1番2号\n　　電話　027-000-1112"
    )
    assert value(drafted(body), "desk.name") == "みほん高校　事務室"


def test_an_address_and_whom_to_write_to_may_share_a_line() -> None:
    body = "■開示等の請求\n【ご請求先】　〒450-0000 名古屋市中村区南0丁目0番0号 株式会社みほん 相談窓口"
    assert value(drafted(body), "send_to") == {
        "postal_code": "〒450-0000",
        "address": "名古屋市中村区南0丁目0番0号",
        "addressee": "株式会社みほん 相談窓口",
    }


def test_the_desks_number_goes_before_those_of_shops() -> None:
    body = "■お申込みの店\nみほん栄店　052-000-1001\n\n■個人情報の管理者\n電話 052-000-1000"
    assert value(drafted(body), "desk.phone") == "052-000-1000"


@pytest.mark.parametrize(
    "said",
    [
        "11:00~17:00 水曜定休",
        "9:00~21:00(毎月第2火曜日休館)",
        "平日10:00~12:00、13:00~17:00",
    ],
)
def test_hours_that_the_value_cannot_tell_whole_are_left_to_a_person(said: str) -> None:
    assert RULES["hours"](said) is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "電話　052-000-1000（火曜・祝日を除く9時～12時、16時～18時）",
            "火曜・祝日を除く9時～12時、16時～18時",
        ),
        ("電話 052-000-1000\n受付時間　11:00~17:00 水曜定休", "受付時間　11:00~17:00 水曜定休"),
    ],
)
def test_such_hours_are_drafted_in_the_policys_words_and_never_as_a_silence(line: str, told: str) -> None:
    draft = drafted(f"■お問い合わせ窓口\nみほん相談室\n{line}")
    assert value(draft, "desk.hours") == told


def test_a_desk_of_which_no_hours_are_told_gets_a_silence() -> None:
    draft = drafted("■お問い合わせ窓口\nみほん相談室\n電話 052-000-1000（代表）")
    assert "desk.hours" in draft.silences


@pytest.mark.parametrize("said", ["10:00~18:00(土日祝休)", "土日祝を除く 10:00~18:00", "平日10:00~18:00"])
def test_hours_on_weekdays_are_read(said: str) -> None:
    found = RULES["hours"](said)
    assert (found["open"], found["close"]) == ("10:00", "18:00")
    assert found["closed"][:2] == ["saturday", "sunday"]


def test_every_date_of_a_line_is_one() -> None:
    draft = drafted("■改定\n改定します。\n\n2005年4月1日制定／2010年10月1日改定\n令和5年4月1日　一部改正")
    assert value(draft, "policy.dates") == [
        "2005年4月1日制定",
        "2010年10月1日改定",
        "令和5年4月1日　一部改正",
    ]


# ---------------------------------------------------------------------- requests


def test_types_that_each_have_a_sentence_are_found_and_what_is_only_used_is_none() -> None:
    draft = drafted(
        "■開示の請求\nお客様は、保有個人データの開示を請求することができます。\n\n■目的\n訂正の案内に利用します。"
    )
    assert value(draft, "types.disclosure") == "開示"
    assert "types.correction" not in draft.facts


def test_forms_with_their_number_behind_the_name_are_told_apart() -> None:
    draft = drafted("■開示等の請求\n請求書の様式\n(A)「開示請求書」（様式1）\n(B)「訂正請求書」（様式2）")
    assert [one["value"]["number"] for one in draft.facts["form"]] == ["様式1", "様式2"]
    assert [one["for"] for one in draft.facts["form"]] == [["disclosure"], ["correction"]]


def test_a_label_in_brackets_is_no_part_of_what_is_said() -> None:
    draft = drafted("■開示等の請求\n【必要書類】　運転免許証の写し")
    assert draft.facts["papers.self"][0]["value"][0]["label"] == "運転免許証の写し"


def test_insurance_against_damages_is_no_compensation() -> None:
    assert "compensation" not in drafted("■目的\n・損害賠償保険に係る届出").facts


# ---------------------------------------------------------------------- silences


def test_purposes_listed_below_their_heading_are_found_and_other_lists_there_are_not() -> None:
    assert value(drafted("■利用目的\n・商品の発送\n・ご案内"), "purposes.list") == ["商品の発送", "ご案内"]
    other = drafted("■利用目的\n次に定めます。次の場合は同意を得ません。\n・法令による場合\n・生命を守る場合")
    assert "purposes.list" not in other.facts


def test_what_becomes_of_data_after_a_time_is_their_retention_and_no_plain_silence() -> None:
    assert value(drafted("■退会\n退会の日から90日以内に削除します。"), "retention.period")
    assert not value(drafted("■開示の請求\n発行後90日以内の証明書を添えます。"), "retention.period")


def test_of_a_policy_in_a_third_language_no_silence_is_drafted() -> None:
    text = "Mihon Datenschutz\n\n1. Rechte\n\nWir erheben keine Kosten. Sie erhalten auf Wunsch eine Kopie der Daten.\n"
    assert draft_desk(policy_of(text, "mihon")).silences == {}
    assert drafted("■目的\n発送です。").silences
