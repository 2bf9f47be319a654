"""Cases of the real companies, and a reader of the PDFs made from them."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pypdf
import pypdfium2

from desk.locales import Locale
from desk.papers.blocks import Paper
from desk.papers.case import Case
from desk.papers.customer import MAKERS
from desk.papers.samples import PERSON, sample_cases, sample_record
from desk.papers.typesetting import typeset
from desk.requests.drafting import Wanted
from desk.words import known
from knowledge.facts.settings import OperatorSettings, load_settings
from knowledge.paths import policies_dir
from knowledge.vocabulary import Region, ReplyMethod, Requester, RequestType
from tests.desks import desk_of

TODAY = date(2026, 11, 25)
COMPANIES = ("ocs", "prestige", "ocn", "opt", "oni")

LONG: Mapping[str, str] = {
    **PERSON,
    "name": "寿限無" * 33,
    "name_kana": "ジュゲム" * 25,
    "postal_code": "999-9999",
    "address": "愛知県海部郡飛島村大字飛島新田字竹之郷ヨタレ南ノ割ガーデンヒルズ" * 9,
    "phone": "+81 90-1234-5678 ext. 123456789",
    "email": "local.part" * 6 + "@" + "sub-domain-of-a-company." * 7 + "example",
    "current_value": "ー" * 1000,
    "new_value": "Wolfeschlegelsteinhausenbergerdorff" * 28,
    "details": "。" * 500 + "\n" + "あ、" * 700,
    "principal_name": "W" * 100,
    "principal_address": "っ" * 300,
    "relation": "「" * 100,
}
"""As long as the form allows, and hard to break into lines."""


@cache
def settings_of(company: str) -> OperatorSettings:
    return load_settings(policies_dir() / company)


def case(
    company: str,
    kind: str,
    who: str = "self",
    region: str | None = None,
    *,
    customer: Mapping[str, str] = PERSON,
    reply: str | None = None,
) -> Case:
    wanted = Wanted(
        RequestType(kind),
        Requester(who),
        Region(region) if region else None,
        "all",
        known(ReplyMethod, reply),
    )
    record = sample_record(desk_of(company), wanted, customer)
    return Case.of(record, desk_of(company), settings_of(company), TODAY)


@cache
def samples_of(company: str) -> tuple[Case, ...]:
    """A case for every request that a company has a procedure for, each made once for all tests."""
    return tuple(sample_cases(desk_of(company), settings_of(company), TODAY))


@cache
def _set(paper: Paper) -> bytes:
    return typeset(paper)


def pdf_of(found: Case, kind: str, lang: Locale = "ja") -> bytes:
    """A paper of a case; the same paper is set once for all tests that look at it."""
    return _set(MAKERS[kind](found, lang))


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


@cache
def texts_of(pdf: bytes) -> tuple[str, ...]:
    """The text of each page, with its breaks of lines as pdfium sees them: three times as fast as pypdf."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(document[number].get_textpage().get_text_bounded() for number in range(len(document)))


def text_of(pdf: bytes) -> str:
    """All text, without the breaks of lines."""
    return "".join("".join(texts_of(pdf)).split())


def says(pdf: bytes, *texts: str) -> list[str]:
    """Which of the texts are missing, white space apart."""
    found = text_of(pdf)
    return [text for text in texts if "".join(text.split()) not in found]


def root_of(pdf: bytes) -> Any:
    """The document's catalogue."""
    return reader(pdf).trailer["/Root"]


def fonts_of(page: Any) -> Any:
    """The fonts that a page uses."""
    return page["/Resources"]["/Font"].values()


def tags(pdf: bytes) -> set[str]:
    """The structure types in the tag tree."""
    found: set[str] = set()

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.add(str(node["/S"]))
            walk(node.get("/K", []))

    walk(root_of(pdf)["/StructTreeRoot"]["/K"])
    return found


def after_a_change(found: Case) -> Case:
    """The same request once another version of its policy is in force."""
    return Case.of(replace(found.record, policy_version="0" * 12), found.facts, found.settings, TODAY)
