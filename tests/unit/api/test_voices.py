"""What is Japanese on a page of another language is marked as such, for screen readers, and nothing else is."""

import pytest

from api.pages.status_todo import Asked, Line
from api.pages.templating import templates
from api.pages.voices import in_voices
from desk.locales import Locale

JA = '<span lang="ja">{}</span>'


@pytest.mark.parametrize(
    ("locale", "text", "marked"),
    [
        ("en", "“同封して郵送により” (the policy's words, in Japanese)", "“{}” (the policy&#39;s words, in Japanese)"),
        ("zh", "“同封して郵送により”（隐私政策的规定，日文原文）", "“{}”（隐私政策的规定，日文原文）"),
        ("zh", "手续费（支付方式见隐私政策原文：“同封して郵送により”；金额请等待窗口通知）", "手续费（支付方式见隐私政策原文：“{}”；金额请等待窗口通知）"),
        ("en", "The desk sends you its own form (同封して郵送により).", "The desk sends you its own form ({})."),
    ],
)  # fmt: skip
def test_the_policys_words_in_a_sentence_of_the_desks_are_japanese(
    locale: Locale, text: str, marked: str
) -> None:
    assert in_voices(text, locale) == marked.format(JA.format("同封して郵送により"))


@pytest.mark.parametrize("locale", ["en", "zh"])
@pytest.mark.parametrize("label", ["運転免許証", "運転免許証、パスポートなどのコピー", "所定の申請書"])
def test_a_name_of_a_form_or_a_paper_is_japanese(locale: Locale, label: str) -> None:
    assert in_voices(label, locale) == JA.format(label)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("ja", "「同封して郵送により」（ポリシーの定め）"),
        ("zh", "手续费（金额和支付方式请等待窗口通知）"),
        ("zh", "身份证明等材料（隐私政策中没有清单，请向工作人员确认）"),
        ("zh", "窗口会通知您。"),
        ("zh", "2026年12月3日，“300”"),
        ("en", "A fee (the desk will tell you how much and how to pay)"),
        ("en", "3 December 2026"),
        ("en", "“300 yen” at most — “or less”"),
    ],
)
def test_the_desks_own_words_are_in_the_pages_language(locale: Locale, text: str) -> None:
    assert "lang=" not in in_voices(text, locale)


def test_what_is_marked_is_escaped() -> None:
    told = in_voices("“<b>同封</b>” & <i>", "en")
    assert "<b>" not in told and "<i>" not in told and JA.format("&lt;b&gt;同封&lt;/b&gt;") in told


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_the_status_page_marks_what_it_quotes(locale: Locale) -> None:
    told = Asked("", lines=(Line("How", "“同封して郵送により” (the policy's words)"),))
    parts = templates.env.get_template("_status_parts.html").module
    assert JA.format("同封して郵送により") in parts.asked(told, {}, locale)  # type: ignore[attr-defined]
