"""A draft says nothing that the text beside it denies, and looks further before it says that something is not stated."""

from collections.abc import Callable, Mapping

import pytest

from knowledge.drafting.draft import Draft, draft_desk
from knowledge.facts.rules import RULES
from tests.unit.knowledge.invented import policy_of


def drafted(body: str, head: str = "株式会社みほん（以下「当社」）の方針です。") -> Draft:
    return draft_desk(policy_of(f"プライバシーポリシー\n\n{head}\n\n{body}\n", "mihon"))


def value(draft: Draft, key: str) -> object:
    return draft.facts[key][0]["value"] if key in draft.facts else None


def sure_of(topic: str) -> Callable[[list[str]], list[Mapping[str, float]]]:
    return lambda texts: [{topic: 0.7} for _ in texts]


# ---------------------------------------------------------------------- how a request is made


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        (
            "■開示の請求\n窓口で請求書をご提出ください。\n結果は、請求から三週間で郵送いたします。",
            ["in_person"],
        ),
        ("■開示の請求\n窓口にてご提出ください。郵送による請求は受け付けておりません。", ["in_person"]),
        ("■見たい・直したいとき\n受付にお越しいただくか、お電話でどうぞ。", ["phone", "in_person"]),
        ("■開示の請求\n下の窓口まで書面でお送りください。", ["paper"]),
        ("■開示の請求\n請求書を郵送してください。", ["post"]),
        ("■開示の請求\n請求書は、郵送または電子メールでお送りください。", ["post", "email"]),
    ],
)
def test_a_way_of_asking_is_none_of_answering_and_none_that_is_refused(body: str, ways: list[str]) -> None:
    assert value(drafted(body), "channels.request") == ways


def test_a_request_in_the_app_is_one_online() -> None:
    draft = drafted("■開示の請求\nアプリ内の「設定」から、開示を請求することができます。")
    assert "アプリ内" in str(value(draft, "channels.online"))


def test_who_has_no_page_of_his_own_and_writes_a_letter_is_not_online() -> None:
    draft = drafted("■開示の請求\nマイページをお持ちでない方は、請求書を郵送してください。")
    assert "channels.online" not in draft.facts


def test_a_part_joined_to_its_neighbour_is_still_under_its_own_heading() -> None:
    draft = drafted(
        "１　取得\n　氏名\n\n２　開示等の請求\n　手数料は１件１，０００円です。\n\n３　問い合わせ\n　電話で承ります。"
    )
    assert value(draft, "fee.charged") == "yes"


# ---------------------------------------------------------------------- fees and times


def test_where_copies_cost_something_it_is_not_said_that_nothing_does() -> None:
    draft = drafted(
        "■開示の費用負担\n手数料は、無料とする。ただし、写しの交付に要する費用は、申出者の負担とする。"
    )
    assert "fee.charged" not in draft.facts and draft.open_terms["fee.charged"]


@pytest.mark.parametrize(
    ("body", "charged"),
    [
        ("訂正の請求の手数料は無料です。\n開示の請求には所定の手数料をいただきます。", "yes"),
        ("訂正の請求の手数料は無料です。\n開示の請求には手数料をいただく場合があります。", "sometimes"),
        ("訂正の請求は無料です。\n開示の請求は有料です。", None),
        ("開示の請求の手数料は無料です。\n訂正の請求にも手数料はいただきません。", "no"),
    ],
)
def test_what_is_free_for_a_part_is_not_drafted_for_all(body: str, charged: str | None) -> None:
    assert value(drafted(f"■開示等の請求\n{body}"), "fee.charged") == charged


def test_of_several_amounts_the_first_is_drafted_with_what_it_is_for() -> None:
    draft = drafted("■開示の請求\n手数料\n・書面の開示 550円\n・記録の開示 1,650円\n")
    assert value(draft, "fee.amount") == "書面の開示 550円"


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("請求書の到着後、2週間を目途に回答いたします。", "2週間を目途"),
        ("処理期間は、受領から20日です。", "受領から20日"),
        ("30日以内に回答します。", "30日以内"),
    ],
)
def test_how_long_an_answer_takes_is_told_in_other_words_too(words: str, time: str) -> None:
    assert time in str(value(drafted(f"■開示の請求\n{words}"), "reply.time"))


@pytest.mark.parametrize(
    ("quote", "closed"),
    [
        ("平日10:00~17:00(土日祝・12/29~1/3は休業)", ["saturday", "sunday", "holidays", "year_end"]),
        ("月~土13:00~21:00", ["sunday"]),
        ("月曜~金曜8時30分~16時30分", ["saturday", "sunday", "holidays"]),
    ],
)
def test_days_that_are_left_out_are_left_out(quote: str, closed: list[str]) -> None:
    assert RULES["hours"](quote)["closed"] == closed


@pytest.mark.parametrize("quote", ["火曜~日曜10:00~20:00", "水~日 10時~18時", "11時~18時(水曜定休)"])
def test_hours_on_days_that_the_desk_has_no_word_for_are_left_to_a_person(quote: str) -> None:
    assert RULES["hours"](quote) is None


@pytest.mark.parametrize(
    ("quote", "charged"),
    [
        ("手数料はかかりません。", "no"),
        ("お金はいただきません。", "no"),
        ("費用は実費をいただきます。", None),
    ],
)
def test_that_nothing_is_taken_is_told_in_other_words_too(quote: str, charged: str | None) -> None:
    assert RULES["charge"](quote) == charged


def test_a_longer_period_for_an_answer_is_none_of_keeping() -> None:
    draft = drafted(
        "■開示の決定\n30日を限度として、決定の期間を延長することがあります。\n■保管\n記録は5年間保存します。"
    )
    assert value(draft, "retention.period") == ["記録は5年間保存します"]


def test_all_periods_of_keeping_are_drafted_in_the_order_of_the_text() -> None:
    draft = drafted("■保存\n退会から90日後に消去します。不正な利用の記録は5年間保存します。")
    assert value(draft, "retention.period") == [
        "退会から90日後に消去します",
        "不正な利用の記録は5年間保存します",
    ]


# ---------------------------------------------------------------------- who and where


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("株式会社まわるやは、お客様の個人情報を取り扱います。", "株式会社まわるや"),
        ("学習塾かしの木\n（運営：かしの木教育株式会社）", "かしの木教育株式会社"),
        ("この規程は、公益財団法人みなと財団（以下「財団」という。）が定めます。", "公益財団法人みなと財団"),
        ('Mihon Co., Ltd. ("Mihon") makes paper.', "Mihon Co., Ltd."),
        (
            "本アプリは株式会社おやの子会社である株式会社みほん（以下「当社」）が提供します。",
            "株式会社みほん",
        ),
    ],
)
def test_a_name_is_whole_wherever_it_is_introduced(head: str, name: str) -> None:
    assert value(drafted("■目的\n発送です。", head), "company.name") == name


@pytest.mark.parametrize(
    "head",
    [
        "データは、公益財団法人にほん協会（以下「協会」）へ提供します。",
        "決済は、株式会社ぺいん（以下「当該会社」）が行います。",
        "情報は株式会社たくす（以下「たくす」という。）から受け取ります。",
        'This site uses tools of Google LLC ("Google") and others.',
    ],
)
def test_a_partner_with_a_short_name_is_not_the_company(head: str) -> None:
    draft = drafted("■お問い合わせ\n株式会社みほん\n東京都千代田区1-1", head)
    assert value(draft, "company.name") == "株式会社みほん"


@pytest.mark.parametrize(
    "head", ["業務は木下印刷株式会社に委託します。", 'We use Stripe, Inc. ("the processor").']
)
def test_whom_the_text_does_not_introduce_is_not_lengthened(head: str) -> None:
    assert value(drafted("■目的\n発送です。", head), "company.name") in (None, "木下印刷株式会社")


def test_a_body_that_the_company_is_no_member_of_is_none_to_complain_to() -> None:
    draft = drafted(
        "■保護団体\n一般社団法人みほん協会の会員ですが、認定個人情報保護団体には加入しておりません。"
    )
    assert "complaint.body" not in draft.facts


def test_a_body_to_complain_to_is_named_whole_where_it_stands_by_itself() -> None:
    draft = drafted("■認定個人情報保護団体\n一般財団法人まちづくり協会\n電話 03-9999-9999")
    assert value(draft, "complaint.body") == {"name": "一般財団法人まちづくり協会", "phone": "03-9999-9999"}


def test_days_behind_a_chapter_for_a_place_are_the_whole_policys() -> None:
    draft = drafted(
        "■地域別の追加条項\n▼タイにお住まいの方へ\n親権者の同意が必要です。\n\n2020年4月1日制定\n2024年10月15日改定"
    )
    assert value(draft, "policy.dates") == ["2020年4月1日制定", "2024年10月15日改定"]


# ---------------------------------------------------------------------- lists, topics, silences


@pytest.mark.parametrize(
    ("lead", "drafted_too"),
    [
        ("次の目的では利用しません。", False),
        ("以下の目的には使用いたしません。", False),
        ("次の目的以外には利用しません。", True),
        ("次の目的に限り利用し、ほかの目的では利用しません。", True),
    ],
)
def test_purposes_that_are_ruled_out_are_no_purposes(lead: str, drafted_too: bool) -> None:
    draft = drafted(f"■情報の利用\n{lead}\n(1) 商品の発送\n(2) 新しい商品のご案内\n\n■管理\n法令を守ります。")
    assert ("purposes.list" in draft.facts) is drafted_too


def test_purposes_without_marks_and_the_outermost_of_nested_ones_are_the_list() -> None:
    plain = drafted(
        "■利用目的\n次の目的で利用いたします。\n授業の実施\n成績の管理\n料金の請求\n\n■保管\n厳重に保管します。"
    )
    assert value(plain, "purposes.list") == ["授業の実施", "成績の管理", "料金の請求"]
    nested = drafted(
        "■利用目的\n1. サービスの提供\n   - 審査\n   - 請求\n2. サポート\n   - 故障\n3. 広告\n\n■保管\n厳重です。"
    )
    assert value(nested, "purposes.list") == ["サービスの提供", "サポート", "広告"]


@pytest.mark.parametrize(
    ("topic", "key", "sentence"),
    [
        ("rights_china", "rights.china", "タイ王国の法律に基づき、親権者の同意が必要です。"),
        ("identity_papers_masking", "papers.masking", "診療録の写し（白黒1枚）を交付します。"),
        ("leak_notice_deadline", "breach.deadline", "医師による説明は30分ごとに承ります。"),
    ],
)
def test_a_guessed_topic_without_its_words_is_not_drafted(topic: str, key: str, sentence: str) -> None:
    policy = policy_of(f"プライバシーポリシー\n\n■診療\n{sentence}\n", "mihon")
    assert key not in draft_desk(policy, sure_of(topic)).facts


def test_a_guessed_topic_with_its_words_is() -> None:
    policy = policy_of(
        "プライバシーポリシー\n\n■権利\n中国の法律に基づき、説明を求めることができます。\n", "mihon"
    )
    assert "rights.china" in draft_desk(policy, sure_of("rights_china")).facts


def test_what_is_said_in_plain_words_is_not_called_unsaid_unread() -> None:
    draft = drafted("■窓口\n時間は11時から18時（水曜定休）です。")
    assert draft.open_terms["desk.hours"]


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        (
            "受付時間　平日10:00～17:00（年末年始、当社指定休日を除く）",
            "受付時間　平日10:00～17:00（年末年始、当社指定休日を除く）",
        ),
        (
            "受付時間　9:00～17:00\n※土日祝日、当社休業日を除く",
            "受付時間　9:00～17:00 ※土日祝日、当社休業日を除く",
        ),
        (
            "受付時間　9:00～17:00\n（土日祝日を除く）",
            {"open": "09:00", "close": "17:00", "closed": ["saturday", "sunday", "holidays"]},
        ),
        (
            "受付時間　平日9:00～17:00\nFAX　03-0000-1112",
            {"open": "09:00", "close": "17:00", "closed": ["saturday", "sunday", "holidays"]},
        ),
        (
            "受付時間　平日9:00～17:00\n休日のご連絡はメールでお願いします",
            {"open": "09:00", "close": "17:00", "closed": ["saturday", "sunday", "holidays"]},
        ),
    ],
)
def test_days_that_are_left_out_are_told_with_the_hours(lines: str, hours: object) -> None:
    draft = drafted(f"■お問い合わせ窓口\n電話　03-0000-1111\n{lines}")
    assert value(draft, "desk.hours") == hours
