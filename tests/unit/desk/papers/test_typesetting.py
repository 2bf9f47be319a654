"""The PDF itself: A4, tagged, searchable, its font in it, whatever stands on it."""

import json
import logging
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.papers import typesetting
from desk.papers.blocks import Block, Bullets, Paper, Paragraph, Quote, Row, Rows, Sign, SignLine, Title
from desk.papers.samples import PERSON
from desk.papers.typesetting import GETA, PaperError, typeset
from tests.properties import examples
from tests.unit.desk.papers.support import case, fonts_of, pdf_of, reader, root_of, tags, text_of, texts_of

pytestmark = pytest.mark.slow  # whole papers of every company are set


def paper(*blocks: Block) -> Paper:
    return Paper("見本", "ja", ("実在各社の窓口ではありません",), (Title("見本"), *blocks))


def test_a_paper_is_a4_and_says_what_language_it_is_in() -> None:
    pdf = pdf_of(case("ocs", "erasure", "voluntary_agent", "jp"), "request_sheet")
    found = reader(pdf)
    for page in found.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    assert root_of(pdf)["/Lang"] == "ja"
    assert found.metadata is not None
    assert found.metadata.title == "個人情報の開示等請求書（下書き）"


def test_a_paper_is_tagged_for_pdf_ua() -> None:
    pdf = pdf_of(case("oni", "disclosure"), "request_sheet")
    root = root_of(pdf)
    assert root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert {"/Document", "/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD"} <= tags(pdf)
    assert {"/L", "/LI"} <= tags(pdf_of(case("oni", "disclosure"), "checklist"))


def test_every_font_is_embedded() -> None:
    pdf = pdf_of(case("ocs", "disclosure", "self", "jp"), "checklist")
    names = set()
    for page in reader(pdf).pages:
        for font in fonts_of(page):
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor), "embedded"
            assert "/ToUnicode" in font.get_object(), "searchable"
            names.add(str(inner["/BaseFont"]))
    assert any("NotoSansCJKjp-Regular" in name for name in names)
    assert any("NotoSansCJKjp-Bold" in name for name in names)


def test_text_is_found_as_it_was_written() -> None:
    said = "第33条第1項「保有個人データ」(ただし書)、髙﨑・𠮷野・张伟・Łukasz Ștefan"
    assert "".join(said.split()) in text_of(typeset(paper(Paragraph(said))))


def test_a_character_that_no_font_has_is_printed_as_a_geta() -> None:
    text = text_of(typeset(paper(Rows(("項目", "内容"), (Row("お名前", "A\u0e01\u0e48B😀C"),)))))
    assert f"A{GETA}" in text
    assert f"B{GETA}C" in text


def test_what_is_entered_is_never_markup() -> None:
    nasty = '#read("/etc/passwd") $x$ *b* _i_ <label> @ref // c\n= Heading\n#{panic()} \\ " \\u{41} `raw`'
    text = text_of(typeset(paper(Paragraph(nasty))))
    for piece in ('#read("/etc/passwd")', "$x$*b*_i_<label>@ref//c", "=Heading", "#{panic()}", "`raw`"):
        assert piece in text


def test_control_characters_do_no_harm() -> None:
    assert "a b c" in reader(typeset(paper(Paragraph("a\x00b\ud800c")))).pages[0].extract_text()


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(
        st.characters(exclude_categories=("Cc", "Co", "Cs", "Cn", "Cf"), include_characters="\n\u200d"),
        max_size=300,
    )
)
def test_any_text_that_a_form_takes_can_be_set(text: str) -> None:
    pdf = typeset(paper(Rows(("項目", "内容"), (Row("a", text),)), Paragraph(text or "-")))
    assert len(reader(pdf).pages) <= 20


def test_a_failure_tells_nothing_of_what_stood_on_the_paper(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(typesetting, "_layout", lambda: b"#panic(json(bytes(sys.inputs.paper)))")
    with caplog.at_level(logging.DEBUG), pytest.raises(PaperError) as failed:
        typeset(paper(Paragraph("見本 花子")))
    assert "花子" not in f"{failed.value!r}{failed.value.__cause__!r}{caplog.text}"
    assert failed.value.__context__ is None or "花子" not in repr(failed.value.__context__)
    assert "花子" not in repr(Row("お名前", "見本 花子"))


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert typeset(paper(Paragraph("見本")))
    assert list(tmp_path.rglob("*")) == []


def test_quotations_from_one_place_name_it_once() -> None:
    found = paper(Quote("a", "x"), Quote("b", "x"), Quote("c", "y")).to_json()["blocks"]
    assert [block["place"] for block in found[1:]] == ["", "x", "y"]
    assert json.dumps(found)


def test_no_title_is_broken_within_a_date() -> None:
    """Whatever its length: the month of a report belongs together."""
    for length in range(5, 40):
        title = f"{'あ' * length}社 件数報告（2026年10月）"
        pdf = typeset(Paper(title, "ja", ("",), (Title(title),)))
        assert "（2026年10月）" in texts_of(pdf)[0].replace(" ", ""), length


LETTER_ENDS = (
    (Paragraph("お申し出"), Paragraph("以上", align="right")),
    (Quote("お申し出", "場所"), Paragraph("以上", align="right")),
    (Rows(("項目", "内容"), (Row("お申し出", "値"),)), Paragraph("以上", align="right")),
    (Bullets(("お申し出",)), Paragraph("以上", align="right")),
    (Paragraph("お申し出"), Sign((SignLine("署名"),))),
    (Rows(("項目", "内容"), (Row("お申し出", "値"),)), Paragraph("請求します"), Sign((SignLine("署名"),))),
)


@pytest.mark.parametrize("end", LETTER_ENDS)
def test_no_page_holds_the_closing_word_or_the_signature_alone(end: tuple[Block, ...]) -> None:
    """Wherever on a page the end comes to stand: it takes along what it closes."""
    for lines in range(20, 34):
        found = texts_of(typeset(paper(*(Paragraph(f"第{n}行") for n in range(lines)), *end)))
        assert "お申し出" in "".join(found[-1].split()), lines


def test_a_paper_is_set_closer_where_that_saves_a_page() -> None:
    usual = paper(*(Paragraph(f"第{n}行") for n in range(28)))
    assert len(reader(typeset(usual)).pages) == 1
    sheet = reader(pdf_of(case("oni", "disclosure", "statutory_agent"), "request_sheet")).pages
    assert len(sheet) == 1
    assert "ご署名" in sheet[0].extract_text()


def test_the_signature_stands_on_the_page_that_is_signed() -> None:
    """Also where the policy's rules follow on a second one."""
    person = {**PERSON, "name_kana": "ミホン", "details": "一\n二\n三\n四"}
    first, *others = reader(pdf_of(case("prestige", "disclosure", customer=person), "request_sheet")).pages
    text = "".join(first.extract_text().split())
    assert "上記のとおり請求します" in text
    assert "ご署名" in text
    assert PERSON["name"].replace(" ", "") in text
    assert others


@pytest.mark.parametrize("kind", ["address_label", "cover_letter"])
def test_a_long_name_on_an_envelope_is_set_smaller_rather_than_broken(kind: str) -> None:
    lines = [
        "".join(line.split())
        for line in reader(pdf_of(case("prestige", "disclosure"), kind)).pages[0].extract_text().splitlines()
    ]
    assert any(line.endswith("個人情報お問い合わせおよび開示請求等受付窓口係御中") for line in lines)


def test_an_address_among_other_text_is_broken_between_its_words() -> None:
    for kind in ("checklist", "request_sheet"):
        text = reader(pdf_of(case("prestige", "disclosure"), kind)).pages[0].extract_text()
        lines = ["".join(line.split()) for line in text.splitlines()]
        assert any(line.endswith("個人情報お問い合わせおよび開示請求等受付窓口係") for line in lines), kind


def test_no_line_ends_with_the_number_of_a_clause() -> None:
    pages = reader(pdf_of(case("prestige", "disclosure"), "checklist")).pages
    lines = [line.strip() for page in pages for line in page.extract_text().splitlines()]
    assert [line for line in lines if re.search(r"(›|[›　] ?[\d.]+)$", line)] == []


def test_a_paragraph_of_several_lines_keeps_its_translation() -> None:
    assert "ab訳" in text_of(typeset(paper(Paragraph("a\nb", "訳"))))


def test_no_title_is_hyphenated() -> None:
    title = "Decision on your request: access under the CCPA (California)"
    text = reader(typeset(Paper(title, "en", ("",), (Title(title),)))).pages[0].extract_text()
    assert "(California)" in text
