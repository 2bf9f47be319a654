"""One thing has one word, wherever staff and customers read Japanese: on the pages, in Slack, in the documents."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WORDING = [ROOT / "desk/wording/ja.yml", *sorted((ROOT / "desk/wording/ja").glob("*.yml"))]
DOCUMENTS = [ROOT / "README.md", ROOT / "docs/slack-manifest.yml", *sorted((ROOT / "docs").rglob("*.ja.md"))]
VARIANTS = {
    r"お客さま|おきゃく様": "お客様",
    r"(?<!Slackの)利用者": "お客様",  # who uses Slack is staff
    r"デスク(?!トップ)": "窓口",
    r"(?<!お)申し出(?![たてるなをれろよ])": "お申し出",  # the verb stays as it is
    r"漏えいのお知らせ": "インシデント",
}
IN_WORDING = {
    r"検索": "照会",  # what staff do; the documents also tell of the search behind it
    r"待ち行列": "待機",
    r"請求する人": "請求者",
    r"お尋ね|おたずね(?=が|は|$)": "ご質問",
    r"結び付け|と結(?:ば|び|ん)": "関連付け、連携",
    r"片づけ": "処理せずに終える",
    r"(?:法令|ポリシー)の期限|(?:会社|回答)の目安": "期日、目標",
}
IN_ENGLISH = {
    r"\b[Ss]top of (?:use|provision)": "suspension",
    r"\b(?:statutory|mandated) agent": "legal representative, agent with a mandate",
    r"Papers of identity": "Papers for identification",
}
IN_CHINESE = {
    r"访问码": "查询码",
    r"自动回复": "自动应答",
    r"正式请求|您的请求": "申请",
    r"告知利用目的": "使用目的通知",
}


def other_words(text: str, variants: dict[str, str]) -> list[str]:
    """The lines in which something has another word than its own. Blocks of code are left out: they quote policies,
    whose words are their own."""
    lines = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE).splitlines()
    return [
        f"{line.strip()[:60]}: {word}"
        for line in lines
        for variant, word in variants.items()
        if re.search(variant, line)
    ]


def test_staff_and_customers_read_one_word_for_one_thing() -> None:
    found = {
        str(file.relative_to(ROOT)): other_words(file.read_text("utf-8"), VARIANTS) for file in DOCUMENTS
    }
    for file in WORDING:
        found[str(file.relative_to(ROOT))] = other_words(file.read_text("utf-8"), VARIANTS | IN_WORDING)
    assert len(found) > 10
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(("language", "variants"), [("en", IN_ENGLISH), ("zh", IN_CHINESE)])
def test_customers_read_one_word_for_one_thing_in_english_and_chinese_too(
    language: str, variants: dict[str, str]
) -> None:
    folder = ROOT / "desk/wording"
    files = [folder / f"{language}.yml", *sorted((folder / language).glob("*.yml"))]
    found = {file.name: other_words(file.read_text("utf-8"), variants) for file in files}
    assert len(found) > 3
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("お客さまに返信", True),
        ("利用者に届く文", True),
        ("デスクを止める", True),
        ("停止の申し出", True),
        ("申し出の状況", True),
        ("漏えいのお知らせ", True),
        ("お客様に返信", False),
        ("Slackの利用者", False),
        ("デスクトップに通知する", False),
        ("お申し出の状況", False),
        ("会社の外にも申し出ることができます", False),
        ("漏えいについてのお知らせ", False),
        ("```text\nお客さまの個人情報\n```", False),
    ],
)
def test_another_word_for_the_same_is_refused_and_the_verb_or_a_policys_own_words_are_not(
    text: str, refused: bool
) -> None:
    assert bool(other_words(text, VARIANTS)) is refused
