"""What policies of other trades made a draft get wrong or overlook: invented snippets in their manner."""

import pytest

from knowledge.drafting.draft import Draft, draft_desk
from tests.unit.knowledge.invented import policy_of


def drafted(body: str, head: str = "株式会社みほん（以下「当社」）の方針です。") -> Draft:
    return draft_desk(policy_of(f"プライバシーポリシー\n\n{head}\n\n{body}\n", "mihon"))


def value(draft: Draft, key: str) -> object:
    return draft.facts[key][0]["value"] if key in draft.facts else None


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        ("申請書を医事課にご提出ください。郵送、電話、メールでの申請はお受けしておりません。", ["in_person"]),
        ("請求は、請求書に記入し、事務室に提出し、又は郵送して行う。", ["post", "in_person"]),
        ("請求書を帳場にお持ちくださるか、郵送くださいませ。", ["post", "in_person"]),
        ("開示をお求めの方は、所定の用紙に記入し、簡易書留で郵送してください。", ["post"]),
        ("ご請求は郵送で承ります。電話、FAXではお受けしておりません。", ["post"]),
        ("請求書は、郵送または窓口にご提出ください。", ["post", "in_person"]),
        ("お手元にお持ちの請求書をお送りください。", None),
    ],
)
def test_a_way_of_asking_is_read_in_lists_and_none_that_is_refused_there(body: str, ways: object) -> None:
    assert value(drafted(f"■開示の請求\n{body}"), "channels.request") == ways


@pytest.mark.parametrize(
    ("body", "grounds"),
    [
        (
            "■開示等をいたしかねる場合\n・本人の確認ができない場合\n・業務に著しい支障を及ぼすおそれがある場合\n不開示を決定した場合は、理由を付記して通知します。",
            ["本人の確認ができない場合", "業務に著しい支障を及ぼすおそれがある場合"],
        ),
        ("■開示の請求\nお求めに応じかねるときは、その理由をお知らせします。", None),
        ("■開示の請求\n不開示を決定した場合は、理由を付記して通知します。", None),
        ("■開示の請求\n開示をお断りする場合は、書面でお知らせします。", None),
        (
            "■開示の請求\n法令に違反することとなる場合は、請求に応じられないことがあります。",
            ["法令に違反することとなる場合"],
        ),
    ],
)
def test_a_refusal_by_itself_is_no_ground_for_it(body: str, grounds: object) -> None:
    assert value(drafted(body), "refusal.grounds") == grounds


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("電話（０４７０）００－１１１１", "（０４７０）００－１１１１"),
        ("TEL (03)0000-1111", "(03)0000-1111"),
        ("電話　03-0000-1111", "03-0000-1111"),
        ("登録番号（０１２３）", None),
        ("整理番号　(12)3456-7890", None),
        ("電話（令和６年４月から）", None),
    ],
)
def test_an_area_code_may_stand_in_brackets(line: str, phone: str | None) -> None:
    assert value(drafted(f"■お問い合わせ窓口\n{line}"), "desk.phone") == phone


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        (
            "令和元年十月一日　定め\n令和六年四月一日　改め",
            ["令和元年十月一日　定め", "令和六年四月一日　改め"],
        ),
        ("最終改訂日　2024年10月1日", ["最終改訂日　2024年10月1日"]),
        ("平成２９年１０月１日作成", ["平成２９年１０月１日作成"]),
        ("発効日：2025年11月1日", ["発効日：2025年11月1日"]),
        ("令和6年4月1日の事故の概要", None),
        ("平成元年創業", None),
    ],
)
def test_dates_of_a_policy_are_read_in_words_too(lines: str, dates: object) -> None:
    assert value(drafted(f"■改定\n{lines}"), "policy.dates") == dates


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("宿泊者名簿は、作成の日から三年間保存します。", ["宿泊者名簿は、作成の日から三年間保存します"]),
        (
            "入校に至らなかった方の申込書は、六か月で廃棄します。",
            ["入校に至らなかった方の申込書は、六か月で廃棄します"],
        ),
        ("最後のログインから2年を経過すると削除します。", ["最後のログインから2年を経過すると削除します"]),
        ("十分に安全な場所で保存します。", None),
        ("設立から三年を経過しました。", None),
        ("一日で手続きが終わります。", None),
    ],
)
def test_how_long_data_are_kept_is_read_in_words_too(sentence: str, kept: object) -> None:
    assert value(drafted(f"■情報の管理\n{sentence}"), "retention.period") == kept


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("くじら市交通局（以下「当局」という。）は、個人情報を適正に取り扱います。", "くじら市交通局"),
        (
            "しろくま歯科クリニック（医療法人白樺会、以下「当院」）では、万全を期しています。",
            "しろくま歯科クリニック",
        ),
        ("みなと図書館（以下、「当館」といいます）は、次のとおり定めます。", "みなと図書館"),
        ("個人情報の保護に関する法律（以下「本法」という。）の定めによります。", None),
        ("この宣言（以下「本宣言」という。）は、次のとおりです。", None),
        ("販売店（以下「当該店」という。）は、別の事業者です。", None),
        ("ご利用のサービス（以下「本サービス」という。）の方針です。", None),
        ("個人情報保護方針（以下「本方針」という。）は、次のとおりです。", None),
        ("お客様窓口（以下「本窓口」という。）は、次のとおりです。", None),
    ],
)
def test_who_calls_itself_by_a_short_name_is_whose_policy_it_is(head: str, name: str | None) -> None:
    assert value(drafted("■目的\n発送に使います。", head), "company.name") == name


def test_what_copies_cost_is_no_fee_of_the_request() -> None:
    draft = drafted(
        "■開示の請求の費用\n手数料は無料です。写しの交付を受ける場合は、写しの作成及び送付に要する費用（１枚１０円）をご負担いただきます。"
    )
    assert [value(draft, key) for key in ("fee.charged", "fee.amount", "fee.submission_costs")] == [None] * 3


def test_who_bears_the_postage_is_no_way_of_paying_the_fee() -> None:
    draft = drafted(
        "■開示の手数料\n１回につき500円の手数料をいただきます。\n郵送の場合の切手代は、請求者の負担とする。"
    )
    assert [value(draft, key) for key in ("fee.charged", "fee.payment")] == ["yes", None]


def test_no_costs_are_no_fee() -> None:
    assert value(drafted("■開示・訂正・削除の手続\n費用はかかりません。"), "fee.charged") == "no"


def test_the_register_of_a_family_is_for_the_bereaved_where_the_line_says_so() -> None:
    draft = drafted(
        "■開示の請求に必要な書類\n・ご遺族：戸籍謄本など続柄のわかる書類\n・ご本人：運転免許証の写し"
    )
    assert "papers.statutory_agent" not in draft.facts


def test_the_address_of_a_complaint_body_ends_before_its_number() -> None:
    draft = drafted(
        "■認定個人情報保護団体\n名称：一般財団法人みほん協会\n〒106-0000 東京都港区架空坂4-5-6　電話 03-0000-8888"
    )
    body = value(draft, "complaint.body")
    assert isinstance(body, dict)
    assert (body["address"], body["phone"]) == ("東京都港区架空坂4-5-6", "03-0000-8888")
