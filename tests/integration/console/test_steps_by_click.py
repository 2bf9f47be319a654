"""Where one click is enough for a step, and where nobody says by a click what is not so."""

import re

from tests.integration.console.browsing import Browser
from tests.integration.console.requests_parts import browser_of_a_lead, context_with_papers, enter, entry  # noqa: F401


def test_where_a_flag_holds_up_what_is_complete_it_is_one_click(lead: Browser) -> None:
    base = f"/staff/requests/{enter(lead)}"
    lead.post(f"{base}/flag", flag="several_people", raised="yes")
    for item in re.findall(r'id="tick-(\d+)"', lead.get(base).text):
        lead.post(f"{base}/tick", item=item, arrived="yes")
    page = lead.get(base).text
    assert re.search(r'value="received"><input type="hidden" name="reason" value="papers_complete"', page)
