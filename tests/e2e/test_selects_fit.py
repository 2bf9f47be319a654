"""On a narrow phone what is chosen in a select can be read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.console_desk import running
from tests.e2e.every_page import STAFF, go
from tests.e2e.house import House, furnish
from tests.e2e.page_acts import log_in
from tests.e2e.pictures import shot

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

NARROW = {"width": 360, "height": 800}
PAGES = (
    "canned",
    "hours",
    "lookup",
    "conversation-mine",
    "board",
    "board-en",
    "request-new-ocs",
    "insights",
    "report",
)
ARROW = 18
"""Pixels at a select's end."""
CUT = """arrow => {
  document.querySelectorAll('details').forEach(one => { one.open = true })
  const pen = document.createElement('canvas').getContext('2d')
  const inner = (one, style = getComputedStyle(one)) =>
    one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
  const cut = []
  for (const one of document.querySelectorAll('select')) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one)
    if (!box.width) continue
    pen.font = style.font
    const wholeLine = box.width >= inner(one.closest('fieldset, form')) - 1 && style.textOverflow === 'ellipsis'
    const long = [...one.options].filter(option => pen.measureText(option.text).width > inner(one) - arrow)
    if (box.right > innerWidth || (long.length && !wholeLine)) cut.push([one.id || one.name, ...long.map(option => option.text)])
  }
  return cut
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running(tmp_path_factory.mktemp("selects")) as desk:
        yield furnish(desk)


def test_on_a_narrow_phone_a_select_shows_what_is_chosen_or_has_the_whole_line(
    house: House, chromium: Browser
) -> None:
    """A company's name stood cut off in half a line, and no sign told that it went on."""
    pages: dict[str | None, Page] = {}
    cut = dict[str, list[list[str]]]()
    for visit in (one for one in STAFF if one.name in PAGES):
        if visit.who not in pages:
            context = chromium.new_context(locale="ja-JP", viewport=NARROW)  # type: ignore[arg-type]
            context.set_default_timeout(60_000)
            pages[visit.who] = context.new_page()
            assert visit.who is not None
            log_in(pages[visit.who], house, visit.who)
        page = pages[visit.who]
        go(page, house, visit)
        shot(page, f"select-{visit.name}")
        cut[visit.name] = page.evaluate(CUT, ARROW)
    for page in pages.values():
        page.context.close()
    assert set(cut) == set(PAGES)
    assert {name: found for name, found in cut.items() if found} == {}
