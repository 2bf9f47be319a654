"""Every company, region, request type and requester: each paper is set with the longest values, and nothing runs over."""

import ctypes
import io
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from desk.papers import typesetting
from desk.papers.case import KINDS, Case
from desk.papers.customer import MAKERS
from desk.papers.fitting import LETTERS, Particulars, grounds
from desk.papers.letters import Letters
from desk.papers.samples import put_off, sample_cases
from desk.papers.typesetting import typeset
from knowledge.paths import policies_dir
from tests.desks import desk_of
from tests.unit.desk.papers.support import COMPANIES, LONG, TODAY, pdf_of, settings_of

MARGIN = 20 / 25.4 * 72  # a little less than that of the layout
MOST_PAGES = {"request_sheet": 8, "mandate": 4, "checklist": 5, "cover_letter": 4, "address_label": 1}


def shapes(company: str) -> Iterator[Case]:
    """One case for each request: those that differ in nothing but the name of the request stand for each other."""
    seen = set()
    for case in sample_cases(desk_of(company), settings_of(company), TODAY, LONG):
        said = tuple(
            len(str(MAKERS[kind](case, "ja").to_json()).replace(case.record.request_type, "")) // 40
            for kind in case.record.documents
        )
        key = (case.record.region, case.record.requester, said)
        if key not in seen:
            seen.add(key)
            yield case


def outside(pdf: bytes) -> list[str]:
    """Characters that do not stand between the side margins, or above the lower edge of the paper."""
    found = []
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        text = page.get_textpage()
        box = [ctypes.c_double() for _ in range(4)]
        for index in range(text.count_chars()):
            if not pdfium.FPDFText_GetCharBox(text, index, *(ctypes.byref(side) for side in box)):
                continue
            left, right, bottom, top = (side.value for side in box)
            if right <= left:
                continue
            if left < MARGIN or right > width - MARGIN or bottom < 15 or top > height - 15:
                angle = pdfium.FPDFText_GetCharAngle(text, index)
                if abs(angle) < 0.01:  # the watermark lies aslant
                    found.append(f"{number}: {text.get_text_range(index, 1)!r} at {left:.0f} {bottom:.0f}")
    return found


def test_the_check_sees_what_runs_over(monkeypatch: pytest.MonkeyPatch) -> None:
    case = next(shapes("oni"))
    monkeypatch.setattr(typesetting, "_breakable", lambda text: text)
    # Not by `pdf_of`, which would keep this one for the tests that come after.
    assert outside(typeset(MAKERS["request_sheet"](case, "ja")))


@pytest.mark.parametrize("company", [name for name in COMPANIES if name != "ocn"])
def test_no_paper_runs_over(company: str) -> None:
    count = 0
    for case in shapes(company):
        for kind in case.record.documents:
            pdf = pdf_of(case, kind)
            assert outside(pdf) == [], (
                f"{case.record.region} {case.record.request_type} {case.record.requester} {kind}"
            )
            pages = len(pypdfium2.PdfDocument(io.BytesIO(pdf)))
            assert pages <= MOST_PAGES[kind], (kind, pages)
            count += 1
    assert count >= len(KINDS)


@pytest.mark.parametrize("company", ["ocs", "prestige"])
def test_no_letter_runs_over(company: str) -> None:
    letters = Letters(policies_dir())
    case = next(c for c in shapes(company) if c.record.requester == "voluntary_agent")
    known = grounds(case)
    given = Particulars(
        items=("あ" * 300,) * 30,
        ground=known[0].id,
        reason="W" * 2000,
        payment="ー" * 300,
        enclosures=("x" * 300,) * 20,
    )
    for kind in LETTERS:
        if (kind == "fee_notice" and company == "ocs") or kind == "extension_notice":
            continue
        assert outside(typeset(letters.write(kind, case, given))) == [], kind


def test_a_letter_that_puts_the_date_off_does_not_run_over() -> None:
    letters, wanted = Letters(policies_dir()), [("eea_uk", "portability"), ("california", "access_ccpa")]
    for case in sample_cases(desk_of("ocs"), settings_of("ocs"), TODAY, LONG):
        if (case.record.region, case.record.request_type) in wanted:
            late = put_off(case)
            assert late.record.life is not None
            (one,) = late.record.life.extensions
            life = replace(late.record.life, extensions=(replace(one, notice="あ" * 4000),))
            late = replace(late, record=replace(late.record, life=life))
            for lang in late.settings.letter_languages:
                paper = letters.write("extension_notice", late, Particulars(language=lang))
                assert outside(typeset(paper)) == [], (case.record.region, lang)


def test_papers_in_english_do_not_run_over_either() -> None:
    for case in sample_cases(desk_of("ocs"), settings_of("ocs"), TODAY, LONG):
        if (case.record.region, case.record.request_type) == ("eea_uk", "correction"):
            for kind in case.record.documents:
                assert outside(pdf_of(case, kind, "en")) == [], kind
