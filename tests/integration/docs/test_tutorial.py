"""The tutorial of the sixth company is followed word by word, on a really started desk."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from knowledge.facts.review import Review
from ops.build import find_browser
from tests.integration.docs.tutorial import ROOT, Reader, Watch, answers, blocks, typed, unmet

TUTORIAL = ROOT / "docs/tutorial"
PAGE = (TUTORIAL / "sixth-company.md").read_text(encoding="utf-8")
_CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
QUESTION = "位置情報は取得されますか"

pytestmark = [pytest.mark.integration, pytest.mark.timeout(1500)]


def test_the_tutorial_can_be_followed(reader: Reader, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints what the machine took for each step: how long a person reads is on the page."""
    ran = 0
    for block in blocks(PAGE):
        assert block.language == "bash"
        if block.title:
            reader.start(block)
        elif "desk confirm" in block.text:
            folder = Path(reader.exported("POLICIES")) / "kazenowa"
            review = Review.of(folder)
            groups = [[entry.key for entry in group] for group in review.of_one_sentence()]
            assert set(answers(PAGE)) <= {key for keys in groups for key in keys}, (
                "the table speaks of entries that the draft has not"
            )
            yes_to_silences = "y\n" * len(review.plain_silences())
            printed = reader.run(block, "".join(typed(PAGE, groups)) + yes_to_silences)
            assert "not taken" not in printed, printed
            said = re.search(r"These are (\d+) answers", PAGE)
            assert said and int(said[1]) == sum(map(printed.count, ("right? y yes", "all of them? y yes")))
            to_read = re.search(r"some (\d+) kanji and kana", PAGE)
            shown = len(re.findall(r"[ぁ-ヿ㐀-鿿]", printed))
            assert to_read and abs(int(to_read[1]) - shown) < 100, shown
        elif "company end" in block.text:
            reader.end()  # as the page says
            reader.run(block)
        else:
            reader.run(block)
        ran += 1
        if "widget.js" in block.text:
            with reader.watch.during(block.step):
                ask_in_the_widget(Path(reader.exported("PAGE")))
    with capsys.disabled():
        print("", *reader.watch.lines(), sep="\n")
    assert ran == len(re.findall(r"^\s*```bash", PAGE, re.M)), "a block of the page was not run"


def ask_in_the_widget(page: Path) -> None:
    """The part of the page that has no command: open the file, press the button, ask."""
    button, quoted = re.search(r"press 「(.+?)」, and ask 「.+?」: the answer quotes (第\d条)", PAGE).groups()  # type: ignore[union-attr]
    assert f"ask 「{QUESTION}」" in PAGE
    browser = find_browser(os.environ)
    assert browser, "make test installs Chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=_CHROMIUM)
        try:
            window = chromium.new_page(locale="ja-JP")
            window.set_default_timeout(60_000)
            window.goto(page.as_uri())
            window.get_by_role("button", name=button).click()
            window.get_by_label("メッセージ", exact=True).fill(QUESTION)
            window.get_by_role("button", name="送信", exact=True).click()
            expect(window.locator(".log .citation").first).to_contain_text(quoted, timeout=60_000)
        finally:
            chromium.close()


def test_the_japanese_page_says_the_same_commands() -> None:
    japanese = (TUTORIAL / "sixth-company.ja.md").read_text(encoding="utf-8")
    assert blocks(japanese) == blocks(PAGE)
    assert answers(japanese) == answers(PAGE)
    assert f"「{QUESTION}」" in japanese


def test_each_block_belongs_to_the_step_it_stands_under() -> None:
    assert [block.step for block in blocks(PAGE)] == sorted(block.step for block in blocks(PAGE))
    assert {block.step for block in blocks(PAGE)} == {0, *map(int, re.findall(r"^## (\d+)\. ", PAGE, re.M))}


def test_what_the_machine_took_is_told_by_step_and_for_all() -> None:
    watch = Watch({1: 2.0, 2: 31.5}, {1: 0.5, 2: 20.0})
    with watch.during(3):
        pass
    *steps, whole = watch.lines()
    assert steps[1] == "step 2    31.5 s by the clock   20.0 s computed"
    assert (len(steps), whole.split()[0]) == (3, "all")


def test_a_line_of_the_tutorial_that_is_not_printed_is_found() -> None:
    assert unmet(("a …", "b"), "a 1\nx\nb\n") is None
    assert unmet(("b", "a …"), "a 1\nb\n") == "a …"
    assert unmet(("a 2",), "a 1\n") == "a 2"
