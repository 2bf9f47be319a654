"""Papers and letters as images, to be looked at: `python -m ops.papers FOLDER [--company oni] [--all] [--each]`.

For each company a covering sample of invented requests (a case for every region and requester, and for every request
type once; `--all`: every one): each paper of the customer in Japanese, for regions abroad in English and for China in
Chinese too, and each letter in the company's languages. Written are contact sheets, ten pages on each, and with
`--each` every page by itself.
What lies in FOLDER already is left there. No desk and no vault is opened.
"""

import argparse
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from desk.calendar.dues import DESK_ZONE
from desk.locales import Locale
from desk.papers.case import Case
from desk.papers.customer import MAKERS
from desk.papers.errors import LetterNotApplicable
from desk.papers.fitting import LETTERS, Particulars, grounds
from desk.papers.letters import Letters
from desk.papers.samples import PERSON, put_off, sample_cases
from desk.papers.typesetting import typeset
from knowledge.facts import load_desk
from knowledge.facts.settings import load_settings
from knowledge.paths import policies_dir

PIXELS = 110 / 72
"""Of a page by itself, for each point of the paper: 110 dots an inch."""
COLUMNS, LINES, WIDTH, HEIGHT = 5, 2, 620, 877 + 24
"""A contact sheet: pages across and down, and the room of one in pixels with a line for its name."""
_SEEN = {
    **PERSON,
    "name": "窓口 花子",
    "name_kana": "マドグチ ハナコ",
    "address": "岡山県岡山市北区大供一丁目1番1号 見本ハイツ302号室",
    "principal_name": "窓口 太郎",
    "principal_address": "岡山県岡山市北区大供一丁目1番1号 見本ハイツ302号室",
    "relation": "長女",
    "details": "2025年4月から2026年3月までに利用した配送サービスの記録のうち、氏名・住所・電話番号を含むもの。\n"
    "分かる範囲で結構です。",
    "current_value": "岡山市北区大供二丁目2番2号",
    "new_value": "岡山市北区大供一丁目1番1号 見本ハイツ302号室",
}
"""A person whose values are as long as most people's."""

_ABROAD: Mapping[str, tuple[Locale, ...]] = {
    "eea_uk": ("ja", "en"), "china": ("ja", "en", "zh"), "california": ("ja", "en"), "other": ("ja", "en"),
}  # fmt: skip
"""In which languages a customer's papers are looked at, by region: elsewhere in Japanese."""


@dataclass(frozen=True)
class _Page:
    name: str
    image: Image.Image


def covering(cases: Sequence[Case]) -> list[Case]:
    """One case for each region and requester and for each region and type: every word of them is seen once."""
    seen: set[tuple[str | None, str]] = set()
    found = []
    for case in cases:
        record = case.record
        new = {(record.region, record.requester), (record.region, record.request_type)} - seen
        if new:
            seen |= new
            found.append(case)
    return found


def _particulars(case: Case, lang: Locale) -> Particulars:
    known = grounds(case)
    return Particulars(
        items=("申請書にご署名がありません。", "住民票の写しは、発行から3か月以内のものをお送りください。"),
        reply_by=case.today,
        ground=known[0].id if known else None,
        reason="" if known else "ご請求の情報を、当社は保有していません。",
        enclosures=("保有個人データの写し 2枚",),
        language=lang,
    )


def papers(case: Case, letters: Letters) -> Iterator[tuple[str, bytes]]:
    """Every paper and letter of a case as PDF, with a name for each."""
    for kind in case.record.documents:
        for lang in _ABROAD.get(case.record.region or "", ("ja",)):
            yield f"{kind} {lang}", typeset(MAKERS[kind](case, lang))
    for kind in LETTERS:
        of = put_off(case) if kind == "extension_notice" else case
        for lang in case.settings.letter_languages:
            try:
                yield f"{kind} {lang}", typeset(letters.write(kind, of, _particulars(of, lang)))
            except LetterNotApplicable:
                continue


def _pages(name: str, pdf: bytes) -> Iterator[_Page]:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    for number, page in enumerate(document, 1):
        shown = f"{name} {number}/{len(document)}"
        yield _Page(shown, page.render(scale=PIXELS).to_pil().convert("RGB"))


def _sheet(pages: Sequence[_Page]) -> Image.Image:
    sheet = Image.new("RGB", (COLUMNS * WIDTH, LINES * HEIGHT), "#999999")
    draw = ImageDraw.Draw(sheet)
    for place, page in enumerate(pages):
        left, top = (place % COLUMNS) * WIDTH, (place // COLUMNS) * HEIGHT
        small = page.image.resize((WIDTH - 8, HEIGHT - 24), Image.Resampling.LANCZOS)
        sheet.paste(small, (left + 4, top + 22))
        draw.text((left + 6, top + 4), page.name, fill="black")
    return sheet


def write(folder: Path, company: str, *, every: bool = False, each: bool = False) -> list[Path]:
    """The images of one company; gives the files. Raises PolicyMissing where there is no such company."""
    place = policies_dir() / company
    facts, settings = load_desk(place), load_settings(place)
    cases = list(sample_cases(facts, settings, datetime.now(DESK_ZONE).date(), _SEEN))
    letters, made, waiting = Letters(policies_dir()), list[Path](), list[_Page]()
    folder.mkdir(parents=True, exist_ok=True)

    def put(name: str, image: Image.Image) -> None:
        made.append(folder / f"{company}-{name}.png")
        image.save(made[-1])

    known: set[int] = set()
    for case in cases if every else covering(cases):
        record = case.record
        title = " ".join(filter(None, (record.region, record.request_type, record.requester)))
        for kind, pdf in papers(case, letters):
            for page in _pages(f"{title} {kind}", pdf):
                if hash(page.image.tobytes()) in known:
                    continue  # the same page of another case has been shown
                known.add(hash(page.image.tobytes()))
                waiting.append(page)
                if each:
                    put(page.name.replace(" ", "-").replace("/", "of"), page.image)
    size = COLUMNS * LINES
    for number, first in enumerate(range(0, len(waiting), size), 1):
        put(f"sheet-{number:03}", _sheet(waiting[first : first + size]))
    return made


def main(given: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m ops.papers", description="Papers and letters as images.")
    parser.add_argument("folder", type=Path, help="where the images go")
    parser.add_argument("--company", action="append", help="only this one (may be given again)")
    parser.add_argument("--all", action="store_true", help="every region, request type and requester")
    parser.add_argument("--each", action="store_true", help="also every page by itself")
    args = parser.parse_args(given)
    companies = args.company or sorted(p.parent.name for p in policies_dir().glob("*/desk.yml"))
    for company in companies:
        made = write(args.folder, company, every=args.all, each=args.each)
        print(f"{company}: {len(made)} images")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
