"""What the customer's papers say: the policy's words, and that the policy does not say."""

import itertools
from dataclasses import replace

import pytest

from desk.locales import FullLocale, Locale
from desk.papers.blocks import Heading, Quote
from desk.papers.case import KINDS, Case, paper_kinds
from desk.papers.checklist import checklist
from desk.papers.fitting import Particulars
from desk.papers.letters import Letters
from desk.papers.posting import addressee
from desk.papers.samples import PERSON
from desk.papers.typesetting import GETA, typeset
from desk.wording import render
from knowledge.facts.procedure import procedure
from knowledge.paths import policies_dir
from knowledge.vocabulary import Region, RequestType
from tests.desks import desk_of
from tests.unit.desk.papers.support import (
    COMPANIES,
    TODAY,
    case,
    pdf_of,
    root_of,
    samples_of,
    says,
    text_of,
    texts_of,
)

pytestmark = pytest.mark.slow  # papers are set

NOT_REAL = "実在各社の窓口ではありません"


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_says_that_this_is_not_the_companys_desk(kind: str, lang: Locale) -> None:
    found = case("ocs", "deletion", "voluntary_agent", "china")
    assert says(pdf_of(found, kind, lang), NOT_REAL, found.company) == []


def test_the_request_sheet_is_filled_in_and_names_the_companys_own_form() -> None:
    pdf = pdf_of(case("oni", "disclosure", reply="post"), "request_sheet")
    filled = [PERSON[name] for name in ("name", "address", "phone", "email")]
    assert says(pdf, *filled, "下書き", "「所定の書式」", "郵送（書面）", "MDG-0000-0000") == []
    assert says(pdf, "様式の入手先は、ポリシーに記載がありません", "086-805-0202") == []


@pytest.mark.parametrize(
    ("company", "expected"),
    [
        ("prestige", ["窓口に連絡すると送られてきます", "018-888-9333", "「所定の申請書」"]),
        ("opt", ["窓口に問い合わせて受け取ります", "03-5745-3623", "「オプト所定の届出書」"]),
    ],
)
def test_a_draft_says_where_the_policy_says_to_get_the_form(company: str, expected: list[str]) -> None:
    assert says(pdf_of(case(company, "disclosure"), "request_sheet"), "この用紙は下書きです", *expected) == []


def test_where_the_policy_sets_no_form_the_sheet_is_no_draft() -> None:
    pdf = pdf_of(case("ocs", "access_ccpa", region="california"), "request_sheet")
    assert says(pdf, "様式を定めていません") == []
    assert "下書き" not in text_of(pdf)


def test_ocs_masks_stand_out_beside_the_papers() -> None:
    for who, times in (("self", 1), ("voluntary_agent", 2)):
        text = text_of(pdf_of(case("ocs", "disclosure", who, "jp"), "checklist"))
        assert text.count("ご注意：保険者番号および被保険者等の記号・番号はマスキングする") == times
        assert text.count("ご注意：個人番号カード(表面のみ)") == times
    assert "ご注意" not in text_of(pdf_of(case("oni", "disclosure"), "checklist")), "only OCS asks for it"
    assert "ご注意" not in text_of(pdf_of(case("ocs", "portability", region="eea_uk"), "checklist"))


def test_every_item_of_a_checklist_has_its_place_in_the_policy() -> None:
    text = text_of(pdf_of(case("ocs", "disclosure", "voluntary_agent", "china"), "checklist"))
    assert "第3章中華人民共和国に居住するお客様" in text
    assert "<代理人の場合" in text


def test_prestiges_missing_list_is_said_to_be_missing_and_not_made_up() -> None:
    found = case("prestige", "disclosure", "voluntary_agent")
    checklist, cover, mandate = (pdf_of(found, k) for k in ("checklist", "cover_letter", "mandate"))
    assert (
        says(
            checklist,
            "代理の方に必要な書類の一覧が、ポリシーの本文に載っていません",
            "推測で書くことは控えます",
        )
        == []
    )
    assert says(mandate, "この委任状で足りるかどうかは、先に窓口にご確認ください", "下書き") == []
    assert says(cover, "一覧がポリシーにないため、窓口に確認したもの") == []
    for pdf in (checklist, cover):
        for invented in ("運転免許証", "パスポート", "印鑑証明"):
            assert invented not in text_of(pdf)


@pytest.mark.parametrize("company", COMPANIES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_checklist_names_every_ground_for_refusing_and_each_under_its_own_number(
    company: str, lang: FullLocale
) -> None:
    """A list that begins with 「応じられない場合として」 is read as the whole list."""
    found = case(company, "disclosure", region="eea_uk" if company == "ocs" else None)
    grounds = list(dict.fromkeys(one.quote for one in found.stated("refusal.grounds")))
    heading = render("papers.checklist.heading_refusals", lang)
    blocks = checklist(found, lang).blocks
    at = next((n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.text == heading), None)
    if company in ("ocn", "opt"):
        assert at is None and not grounds
        return
    assert at is not None and len(grounds) > 2
    shown = itertools.takewhile(lambda one: isinstance(one, Quote), blocks[at + 1 :])
    assert [one.quote for one in shown if isinstance(one, Quote)] == grounds
    if company == "prestige":
        assert [quote[:3] for quote in grounds] == [f"({number})" for number in "ⅰⅱⅲⅳⅴⅵⅶ"]


def test_a_policys_own_numbers_are_printed_as_they_stand() -> None:
    pdf = pdf_of(case("prestige", "disclosure"), "checklist")
    assert says(pdf, "(ⅰ)申請書に", "(ⅶ)当社グループが委託契約をしている") == []
    sheet = pdf_of(case("prestige", "disclosure"), "request_sheet")
    assert says(sheet, "ご記入に関わるもの", "(ⅲ)所定の申請書に") == []
    assert "(ⅰ)" not in text_of(sheet)


def test_a_fee_is_never_given_an_amount() -> None:
    text = text_of(pdf_of(case("prestige", "disclosure"), "checklist"))
    assert "手数料の額は、ポリシーに記載がありません" in text
    assert "連絡後1週間" in text
    assert "手数料については、ポリシーに記載がありません" in text_of(
        pdf_of(case("oni", "disclosure"), "checklist")
    )
    free = text_of(pdf_of(case("ocs", "portability", region="eea_uk"), "checklist"))
    assert "手数料はかかりません" in free
    for company, region in (("prestige", None), ("opt", None), ("oni", None), ("ocs", "jp")):
        for kind in ("checklist", "cover_letter"):
            assert "円" not in text_of(pdf_of(case(company, "disclosure", region=region), kind)).replace(
                "円滑", ""
            )


def test_first_the_desk_is_to_be_contacted_where_it_sends_the_form() -> None:
    assert says(pdf_of(case("prestige", "use_stop"), "checklist"), "はじめに、窓口へのご連絡") == []
    assert says(pdf_of(case("opt", "use_stop"), "checklist"), "はじめに、窓口へのご連絡") != []


def test_a_desk_whose_policy_does_not_name_the_post_is_not_posted_to_unasked() -> None:
    for kind in ("checklist", "cover_letter", "address_label"):
        assert (
            says(pdf_of(case("oni", "disclosure"), kind), "郵送でよいかどうかは、ポリシーに記載がありません")
            == []
        )
        assert says(pdf_of(case("ocs", "disclosure", region="jp"), kind), "郵送でよいかどうか") != []


def test_a_mandate_is_for_the_principal_to_sign_and_quotes_who_asks_for_it() -> None:
    pdf = pdf_of(case("ocs", "deletion", "voluntary_agent", "china"), "mandate")
    assert says(pdf, "見本 太郎", "見本 花子", "ご本人のご署名", "① 委任状(法定代理人の場合は") == []
    assert says(pdf, "「削除」の請求をすること", "株式会社OCSに対して") == []
    eea = pdf_of(case("ocs", "deletion", "voluntary_agent", "eea_uk"), "mandate")
    assert says(eea, "求められたときにお使いください", "代理して請求を行う権限の証明をお願いする") == []


def test_papers_for_an_english_reader_are_japanese_with_english_beneath() -> None:
    found = case("ocs", "portability", region="eea_uk")
    sheet = pdf_of(found, "request_sheet", "en")
    assert (
        says(
            sheet, "個人情報の開示等請求書（下書き）", "Request concerning personal data (draft)", "Signature"
        )
        == []
    )
    checklist = text_of(pdf_of(found, "checklist", "en"))
    assert "Whattoprepare" in checklist
    assert "ご用意" not in checklist


def test_papers_for_a_chinese_reader_are_japanese_with_chinese_beneath() -> None:
    found = case("ocs", "deletion", "voluntary_agent", "china", reply="post")
    texts = {kind: text_of(pdf_of(found, kind, "zh")) for kind in KINDS}
    for kind, said in (
        ("request_sheet", "个人信息披露等申请书（草稿）"),
        ("mandate", "我委托以下人员为代理人"),
        ("cover_letter", "我作为见本太郎的代理人".replace("见本", "見本")),
        ("checklist", "以下材料寄到窗口时，才成为正式申请"),
        ("address_label", "请沿虚线剪下"),
    ):
        assert said in texts[kind], kind
        assert NOT_REAL in texts[kind]
    for kind in ("request_sheet", "mandate", "cover_letter"):
        assert "株式会社OCS" in texts[kind]
        assert "Request" not in texts[kind]
    assert root_of(pdf_of(found, "checklist", "zh"))["/Lang"].startswith("zh")
    assert "What to prepare" not in texts["checklist"]
    assert GETA not in "".join(texts.values()), "the font has every letter"
    assert "中国中国" not in texts["request_sheet"], "what is the same in both languages stands once"


def test_operator_notes_are_never_part_of_the_policy() -> None:
    pdf = pdf_of(case("oni", "disclosure"), "checklist")
    assert says(pdf, "窓口からの補足（ポリシーの一部ではありません）", "健康保険証は2024年12月2日から") == []


def test_the_address_label_is_addressed_the_japanese_way() -> None:
    assert (
        addressee("株式会社OCS 総務人事部 個人情報取扱い担当 行")
        == "株式会社OCS 総務人事部 個人情報取扱い担当 御中"
    )
    assert (
        addressee("岡山ネットワーク株式会社 コールセンター") == "岡山ネットワーク株式会社 コールセンター 御中"
    )
    pdf = pdf_of(case("ocs", "disclosure", region="jp"), "address_label")
    assert (
        says(
            pdf, "〒135-8527", "東京都江東区辰巳3-9-27", "個人情報取扱い担当 御中", "〒100-0001", "見本 花子"
        )
        == []
    )


def test_a_letter_from_abroad_names_the_country_it_goes_to() -> None:
    for region in ("eea_uk", "china", "california", "other"):
        found = case("ocs", "disclosure" if region != "california" else "access_ccpa", region=region)
        for kind in ("address_label", "cover_letter", "checklist"):
            lines = texts_of(pdf_of(found, kind, "en"))[0].splitlines()
            assert "JAPAN" in [line.strip() for line in lines], (region, kind)
    for found in (case("ocs", "disclosure", region="jp"), case("oni", "disclosure")):
        for kind in ("address_label", "cover_letter", "checklist"):
            assert "JAPAN" not in text_of(pdf_of(found, kind))


@pytest.mark.parametrize("postal", ["10437", ""])
def test_an_address_abroad_is_written_as_it_is_read_there(postal: str) -> None:
    berlin = "Schönhauser Allee 123\n10437 Berlin\nGermany"
    person = {**PERSON, "name": "Erika Muster", "address": berlin, "postal_code": postal}
    found = case("ocs", "portability", region="eea_uk", customer=person)
    for kind in ("address_label", "cover_letter"):
        text = text_of(pdf_of(found, kind, "en"))
        assert "ErikaMusterSchönhauserAllee12310437BerlinGermany" in text, kind
        assert text.count("10437") == 1, "the code that stands in the address is told once"
    letter = Letters(policies_dir()).write("receipt_notice", found, Particulars(language="en"))
    assert "ErikaMusterSchönhauserAllee12310437BerlinGermany" in text_of(typeset(letter))


def test_an_address_in_chinese_begins_with_what_is_largest_wherever_one_lives() -> None:
    person = {**PERSON, "name": "张伟", "address": "上海市浦东新区世纪大道1号", "postal_code": "200120"}
    for region in ("china", "jp"):
        text = text_of(pdf_of(case("ocs", "deletion", region=region, customer=person), "address_label"))
        assert "200120上海市浦东新区世纪大道1号张伟" in text


def test_whom_to_ask_is_named_without_the_word_for_envelopes() -> None:
    """OCS prints 行 behind its name, for those who write to it; one does not ask a 行."""
    pdf = pdf_of(case("ocs", "disclosure", region="jp"), "request_sheet")
    assert (
        says(pdf, "連絡先：〒135-8527 東京都江東区辰巳3-9-27 株式会社OCS 総務人事部 個人情報取扱い担当") == []
    )
    assert "担当行" not in text_of(pdf)


@pytest.mark.parametrize("who", ["self", "statutory_agent", "voluntary_agent"])
def test_choices_stand_under_the_numbers_by_which_they_are_called(who: str) -> None:
    """On a cover letter nothing else says what ① is."""
    pdf = pdf_of(case("oni", "disclosure", who), "cover_letter")
    assert (
        says(pdf, "①～④のいずれか", "①運転免許証、②健康保険証、③パスポート、④その他本人の確認ができる書類の")
        == []
    )


def test_a_guardians_papers_are_no_shorter_than_the_policys() -> None:
    pdf = pdf_of(case("prestige", "disclosure", "statutory_agent"), "cover_letter")
    assert (
        says(pdf, "親権者の場合は扶養家族が記入された保険証のコピー", "パスポートなど公的書類のコピー") == []
    )


def test_the_place_of_a_clause_is_told_without_the_policys_ornaments() -> None:
    text = text_of(pdf_of(case("ocs", "disclosure", region="jp"), "checklist"))
    assert "お問い合わせ窓口›開示等の請求›2.必要書類" in text
    assert "■" not in text


def test_an_english_reader_finds_year_month_and_day_and_no_japanese_form_of_address() -> None:
    found = case("ocs", "deletion", "voluntary_agent", "china")
    for kind in ("request_sheet", "mandate", "cover_letter"):
        assert says(pdf_of(found, kind, "en"), "年(year)", "月(month)", "日(day)") == []
    cover = pdf_of(found, "cover_letter", "en")
    assert says(cover, "見本 太郎 様 の代理人として", "As the agent of 見本 太郎, I enclose") == []


def test_a_closed_desk_has_no_papers() -> None:
    for kind in RequestType:
        steps = procedure(desk_of("ocn"), region=None, request_type=kind)
        assert paper_kinds(steps) == ()
    for found in samples_of("ocn"):
        assert found.record.documents == ()


@pytest.mark.parametrize("company", [name for name in COMPANIES if name != "ocn"])
def test_a_request_has_the_papers_that_its_kind_and_requester_need(company: str) -> None:
    for found in samples_of(company):
        kinds = set(found.record.documents)
        assert {"request_sheet", "checklist", "cover_letter", "address_label"} <= kinds
        if found.record.requester == "voluntary_agent":
            assert "mandate" in kinds
        if found.record.requester == "self":
            assert "mandate" not in kinds
    steps = procedure(desk_of("ocs"), region=Region.JP, request_type=RequestType.PORTABILITY)
    assert paper_kinds(steps) == (), "no procedure, no papers"


def test_after_a_change_of_the_policy_a_paper_keeps_to_what_was_stored_and_says_so() -> None:
    now = case("ocs", "disclosure", "voluntary_agent", "jp")
    old = Case.of(replace(now.record, policy_version="0" * 12), now.facts, now.settings, TODAY)
    assert old.steps is None
    for kind in ("request_sheet", "mandate", "checklist"):
        assert says(pdf_of(old, kind), "ポリシーが改定されました", "版 000000000000") == []
    assert says(pdf_of(old, "checklist"), "委任状", "「開示等請求書」", "〒135-8527") == []
    assert pdf_of(old, "cover_letter")
    assert pdf_of(old, "address_label")
