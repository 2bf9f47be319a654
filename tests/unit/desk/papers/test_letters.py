"""The desk's letters: every kind for every request, the company's own templates, and nothing that is markup by accident."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from desk.life import Decision, Due, Ground, RequestStatus
from desk.papers.blocks import Letterhead, Paper
from desk.papers.case import Case, Stated
from desk.papers.checking import check_letters
from desk.papers.errors import LetterBroken, LetterInvalid, LetterNotApplicable, LetterUnknown
from desk.papers.fitting import LETTERS, Particulars, grounds
from desk.papers.letters import Letters
from desk.papers.markup import MarkupError, Values, blocks
from desk.papers.samples import PERSON, put_off
from desk.papers.typesetting import typeset
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, RequestType
from tests.desks import desk_of
from tests.unit.desk.papers.support import (
    COMPANIES,
    TODAY,
    case,
    pdf_of,
    reader,
    samples_of,
    says,
    text_of,
)

WHOLE = Particulars(items=("署名がありません",), reason="当社に権限がないためです。")


@pytest.fixture
def letters() -> Letters:
    return Letters(policies_dir())


def words(paper: Paper) -> str:
    return str(paper.to_json())


def all_cases() -> Iterator[Case]:
    for company in COMPANIES:
        yield from samples_of(company)


def with_ground(found: Case) -> Particulars:
    known = grounds(found)
    return Particulars(items=("a",), ground=known[0].id if known else None, reason="当社の理由")


def written(letters: Letters, found: Case) -> dict[str, Paper]:
    """Every letter that can be written for this request."""
    made = {}
    for kind in LETTERS:
        with contextlib.suppress(LetterNotApplicable):
            made[kind] = letters.write(kind, found, with_ground(found))
    return made


@pytest.mark.slow
def test_every_decision_can_be_written_for_every_request(letters: Letters) -> None:
    kinds = set()
    for found in all_cases():
        kinds.add(found.record.request_type)
        for kind in ("decision_granted", "decision_partly", "decision_refused", "receipt_notice"):
            assert "決定" in words(letters.write(kind, found, with_ground(found))) or kind == "receipt_notice"
    assert kinds == set(RequestType)


def test_a_refusal_names_a_ground_of_this_desk_with_its_place(letters: Letters) -> None:
    found = case("prestige", "disclosure")
    held = next(ground for ground in grounds(found) if "お取引先の顧客・ユーザー" in ground.text)
    given = Particulars(ground=held.id, reason=WHOLE.reason)
    assert held.citation is not None
    stated = Stated.of(held.citation)
    pdf = typeset(letters.write("decision_refused", found, given))
    assert says(pdf, "開示しないことといたしました", stated.quote, stated.document, WHOLE.reason) == []
    assert (
        says(pdf, "開示手数料の返還はいたしかねます", "見本 花子 様", "018-888-9333", "2026年11月25日") == []
    )
    assert says(pdf, "実在各社の窓口ではありません") == []


def test_a_refusal_without_a_ground_is_refused(letters: Letters) -> None:
    found = case("prestige", "disclosure")
    with pytest.raises(LetterInvalid) as missing:
        letters.write("decision_refused", found, Particulars(reason="なんとなく"))
    assert missing.value.field == "ground"
    assert len(missing.value.allowed) == 7
    with pytest.raises(LetterInvalid) as unknown:
        letters.write("decision_partly", found, Particulars(ground="g99"))
    assert unknown.value.allowed == missing.value.allowed


def test_where_the_policy_has_no_grounds_the_letter_says_so_and_wants_a_reason(letters: Letters) -> None:
    found = case("opt", "disclosure")
    assert grounds(found) == ()
    with pytest.raises(LetterInvalid) as missing:
        letters.write("decision_refused", found, Particulars())
    assert missing.value.field == "reason"
    for kind in ("decision_refused", "decision_partly"):
        pdf = typeset(letters.write(kind, found, WHOLE))
        assert says(pdf, "ポリシーに定めはありません。理由は次のとおりです。", WHOLE.reason) == []


def test_where_to_complain_names_the_desk_first_and_apart_from_others(letters: Letters) -> None:
    """Opt's clause says 下記 and means its own desk; the body of another name stands further down in the policy."""
    found = case("opt", "disclosure")
    text = text_of(typeset(letters.write("decision_refused", found, WHOLE)))
    below = text[text.index("苦情・相談については、下記にお問い合わせ下さい") :]
    own = [below.index(one) for one in ("株式会社オプト", "電話03-5745-3623", "メールprivacy@opt.ne.jp")]
    outside = below.index("会社以外のお申し出先（")
    assert own == sorted(own)
    assert own[-1] < outside < below.index("日本情報経済社会推進協会")
    oni = typeset(letters.write("decision_granted", case("oni", "disclosure"), WHOLE))
    assert says(oni, "下記連絡先にお申し出下さい", "メール cc-info@pol.oninet.ne.jp") == []
    assert "会社以外の" not in text_of(oni)
    german = case("ocs", "disclosure", region="eea_uk")
    assert says(typeset(letters.write("decision_granted", german, WHOLE)), "会社以外のお申し出先（") == []


def test_a_fee_notice_leaves_room_for_what_the_desk_writes_in(letters: Letters) -> None:
    pdf = typeset(letters.write("fee_notice", case("opt", "disclosure"), Particulars()))
    assert (
        says(pdf, "＿＿＿＿円", "＿＿＿＿（窓口で記入します。方法は", "＿＿＿＿（窓口で記入します。期限は")
        == []
    )


def test_what_the_policy_lists_as_a_ground_for_refusing_is_called_one(letters: Letters) -> None:
    """「(ⅲ)所定の申請書に不備があった場合」 is half a sentence where nothing says what then."""
    pdf = typeset(letters.write("correction_notice", case("prestige", "disclosure"), WHOLE))
    text = text_of(pdf)
    assert text.index("ご請求に応じられない場合") < text.index("(ⅲ)所定の申請書に不備があった場合")
    assert text.index("ポリシーの定め") < text.index("※申請書1枚で") < text.index("ご請求に応じられない場合")


def with_life(found: Case, status: RequestStatus, **life: Any) -> Case:
    kept = found.record.life
    assert kept is not None
    return replace(found, record=replace(found.record, status=status, life=replace(kept, **life)))


def test_a_recorded_decision_is_the_letters(letters: Letters) -> None:
    found = case("opt", "disclosure")
    own = Ground("own", "担当者が書いた理由です。", None, own=True)
    decision = Decision("refused", (own,), True, "担当A", datetime(2026, 11, 24, tzinfo=UTC))
    refused = with_life(found, "refused", decision=decision)
    assert "担当者が書いた理由です。" in words(letters.write("decision_refused", refused, Particulars()))
    for kind in ("decision_granted", "decision_partly"):
        with pytest.raises(LetterNotApplicable, match="refused"):
            letters.write(kind, refused, WHOLE)
    partly = replace(decision, status="partly_answered")
    done = with_life(found, "answered", decision=partly)
    assert "担当者が書いた理由です。" in words(letters.write("decision_partly", done, Particulars()))
    ended: tuple[RequestStatus, ...] = ("withdrawn", "expired")
    for status in ended:
        with pytest.raises(LetterNotApplicable, match=status):
            letters.write("decision_granted", with_life(found, status), WHOLE)


def test_a_customer_is_told_a_laws_date_and_never_the_companys_own_target(letters: Letters) -> None:
    found = case("oni", "disclosure")
    day = date(2027, 1, 9)
    target = Due("target", day, "appi", "company", TODAY)
    own = with_life(found, "received", dues=(target,))
    assert "2027年1月9日" not in words(letters.write("receipt_notice", own, WHOLE))
    law = with_life(found, "received", dues=(target, Due("answer", day, "gdpr_12_3", "law", TODAY)))
    assert "2027年1月9日" in words(letters.write("receipt_notice", law, WHOLE))
    correction = Due("correction", day, "operator", "company", TODAY)
    waiting = with_life(found, "awaiting_correction", dues=(correction,))
    assert "2027年1月9日" in words(letters.write("correction_notice", waiting, WHOLE))


def test_a_fee_notice_is_only_for_a_fee_and_never_makes_up_the_amount(letters: Letters) -> None:
    found = case("prestige", "disclosure")
    open_ = typeset(letters.write("fee_notice", found, Particulars()))
    assert (
        says(
            open_,
            "窓口で記入します。額はポリシーに記載がありません",
            "1週間",
            "2週間",
            "手数料の徴取は行いません",
        )
        == []
    )
    given = typeset(letters.write("fee_notice", found, Particulars(amount=1500)))
    assert says(given, "1,500円（窓口が定めた額です。額はポリシーに記載がありません）") == []
    for company, kind, region in (
        ("prestige", "erasure", None),
        ("oni", "disclosure", None),
        ("ocs", "deletion", "eea_uk"),
    ):
        with pytest.raises(LetterNotApplicable):
            letters.write("fee_notice", case(company, kind, region=region), Particulars())


def test_a_correction_notice_says_what_is_wrong(letters: Letters) -> None:
    with pytest.raises(LetterInvalid) as missing:
        letters.write("correction_notice", case("oni", "disclosure"), Particulars())
    assert missing.value.field == "items"
    assert "署名がありません" in words(letters.write("correction_notice", case("oni", "disclosure"), WHOLE))


def test_an_unknown_letter_names_the_known_ones(letters: Letters) -> None:
    for name in ("_parts", "../../policy", "nothing"):
        with pytest.raises(LetterUnknown, match="decision_refused"):
            letters.write(name, case("oni", "disclosure"), WHOLE)


def test_a_customers_name_is_never_markup(letters: Letters) -> None:
    nasty = "# 件名 {{ receipt }} | a || b\n> x || y\n以上"
    found = case("oni", "disclosure", "voluntary_agent", customer={**PERSON, "principal_name": nasty})
    paper = letters.write("receipt_notice", found, WHOLE)
    assert paper.title == "受付票"
    assert f"{nasty} 様" in [
        row["value"] for block in paper.to_json()["blocks"] for row in block.get("rows", ())
    ]
    assert "{{ receipt }}" in text_of(typeset(paper)).replace("{{receipt}}", "{{ receipt }}")


# ---------------------------------------------------------------------- a company's own templates


def own(tmp_path: Path, file: str, text: str) -> Letters:
    folder = tmp_path / "oni" / "letters"
    folder.mkdir(parents=True)
    (folder / file).write_text(text, encoding="utf-8")
    return Letters(tmp_path)


def test_a_company_can_change_a_letter_and_keeps_the_others(tmp_path: Path) -> None:
    letters = own(
        tmp_path,
        "receipt_notice.txt",
        "# お預かり証\n\n{{ customer }} 様の {{ request_type }} です。\n\n以上\n",
    )
    paper = letters.write("receipt_notice", case("oni", "disclosure"), WHOLE)
    assert paper.title == "お預かり証"
    assert "見本 花子 様の 開示 です。" in words(paper)
    assert letters.write("correction_notice", case("oni", "disclosure"), WHOLE).title == "書類の補正のお願い"
    assert letters.write("receipt_notice", case("opt", "disclosure"), WHOLE).title == "受付票"


def test_a_company_can_change_a_phrase_of_all_decisions(tmp_path: Path) -> None:
    default = (policies_dir().parents[1] / "desk/papers/letters/_phrases.txt").read_text(encoding="utf-8")
    letters = own(
        tmp_path,
        "_phrases.txt",
        default.replace("ご請求の保有個人データを、別紙のとおり開示します。", "お見せします。"),
    )
    assert "お見せします。" in words(letters.write("decision_granted", case("oni", "disclosure"), WHOLE))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本文だけ", "subject"),
        ("# a\n# b", "subject"),
        ("# a\n{{ customr }}", "customr"),
        ("# a\n{% if %}", "line 2"),
        ("# a\n| x", "two cells"),
        ("# a\n> x", "place"),
    ],
)
def test_a_broken_template_is_named_before_it_is_posted(tmp_path: Path, text: str, told: str) -> None:
    letters = own(tmp_path, "receipt_notice.txt", text)
    with pytest.raises(LetterBroken, match=told) as broken:
        letters.check(CompanyId("oni"), iter([case("oni", "disclosure")]))
    assert str(broken.value).startswith("oni: letters/receipt_notice.txt: ")
    assert "花子" not in str(broken.value)


def test_a_file_that_means_nothing_is_named(tmp_path: Path) -> None:
    letters = own(tmp_path, "recipt_notice.txt", "# a")
    with pytest.raises(LetterBroken, match=r"recipt_notice\.txt.*receipt_notice\.txt"):
        letters.check(CompanyId("oni"), iter(()))


def test_a_template_cannot_leave_its_sandbox(tmp_path: Path) -> None:
    letters = own(tmp_path, "receipt_notice.txt", "# a\n{{ stated.__globals__ }}")
    with pytest.raises(LetterBroken):
        letters.write("receipt_notice", case("oni", "disclosure"), WHOLE)


@pytest.mark.slow
def test_set_up_checks_the_letters_of_every_company(tmp_path: Path) -> None:
    said: list[str] = []
    assert check_letters(policies_dir(), said.append) == 0
    for name in ("desk.yml", "policy.txt", "settings.yml"):
        (tmp_path / "oni").mkdir(exist_ok=True)
        (tmp_path / "oni" / name).write_bytes((policies_dir() / "oni" / name).read_bytes())
    own(tmp_path, "fee_notice.txt", "nothing")
    assert check_letters(tmp_path, said.append) == 0, "oni charges no fee: this letter is never written"
    (tmp_path / "oni" / "letters" / "receipt_notice.txt").write_text("nothing", encoding="utf-8")
    assert check_letters(tmp_path, said.append) == 1
    assert "receipt_notice.txt" in said[-1]


# ---------------------------------------------------------------------- markup


def test_each_line_of_a_letters_text_becomes_the_block_that_its_mark_says() -> None:
    text = (
        "# 件名\n一行目。\n二行目。\n\n次の段落。\n記\n・a\n・b\n| x | y\n\n| z | w\n! 注意\n> q || p\n以上"
    )
    found = blocks(text, Values())
    assert [block.kind for block in found] == [
        "title", "paragraph", "paragraph", "paragraph", "bullets", "rows", "notice", "quote", "paragraph",
    ]  # fmt: skip
    assert "一行目。二行目。" in str(found[1].__getstate__())
    with pytest.raises(MarkupError):
        blocks("", Values())
    assert set(LETTERS) >= {"receipt_notice"}


@pytest.mark.parametrize(
    ("kind", "region", "law", "english"),
    [
        ("portability", "eea_uk", "第12条第3項", "Article 12(3)"),
        ("access_ccpa", "california", "7021条(b)", "11 CCR 7021(b)"),
    ],
)
def test_a_date_that_was_put_off_is_told_with_its_reason_and_the_law(
    letters: Letters, kind: str, region: str, law: str, english: str
) -> None:
    found = case("ocs", kind, region=region)
    with pytest.raises(LetterNotApplicable, match="put off"):
        letters.write("extension_notice", found, Particulars())
    late = put_off(found)
    pdf = typeset(letters.write("extension_notice", late, Particulars()))
    assert (
        says(pdf, "回答の期日の延長について", "2026年2月5日", "2026年4月5日までに回答いたします", "見本", law)
        == []
    )
    assert says(typeset(letters.write("extension_notice", late, Particulars(language="en"))), english) == []


def test_a_request_whose_date_cannot_be_put_off_gets_no_such_letter(letters: Letters) -> None:
    found = case("oni", "disclosure")
    assert put_off(found) is found
    with pytest.raises(LetterNotApplicable):
        letters.write("extension_notice", found, Particulars())


def test_lines_of_an_address_end_at_a_blank_and_never_between_a_number_and_what_it_counts(
    letters: Letters,
) -> None:
    home = "岡山県岡山市北区大供一丁目1番1号 見本ハイツ302号室"
    found = case("oni", "disclosure", customer={**PERSON, "address": home})
    pages = [typeset(letters.write("receipt_notice", found, Particulars())), pdf_of(found, "address_label")]
    for pdf in pages:
        lines = [line.strip() for page in reader(pdf).pages for line in page.extract_text().splitlines()]
        assert "見本ハイツ302号室" in lines, lines
        assert "御中" not in lines and "様" not in lines


def letterhead_of(paper: Paper) -> Letterhead:
    return next(one for one in paper.blocks if isinstance(one, Letterhead))


def test_a_letterhead_names_the_company_once_however_the_policy_spells_it(letters: Letters) -> None:
    found = case("oni", "disclosure")
    spelt = replace(found, facts=replace(found.facts, name="ＯＮＩ岡山株式会社"))
    sender = letterhead_of(letters.write("receipt_notice", spelt, Particulars())).sender
    assert sender.splitlines()[:2] == ["ＯＮＩ岡山株式会社", "コールセンター"]


@pytest.mark.slow
def test_no_letter_names_a_desk_that_has_closed_as_its_sender_or_as_where_to_write_to(
    letters: Letters,
) -> None:
    for found in samples_of("ocn"):
        for kind, paper in written(letters, put_off(found)).items():
            assert letterhead_of(paper).sender == found.company, kind
            for gone in ("個人情報対応窓口", "大手町", "100-0004"):
                assert gone not in words(paper), kind


def test_a_letter_for_a_request_from_before_its_desk_closed_names_the_company_alone(letters: Letters) -> None:
    before = case("oni", "disclosure")
    closed = desk_of("ocn")
    since = Case.of(before.record, closed, before.settings, TODAY)
    assert before.record.send_to["phone"]
    for kind, paper in written(letters, since).items():
        assert letterhead_of(paper).sender == closed.name, kind
        for gone in before.record.send_to.values():
            assert str(gone) not in words(paper), kind
