"""One's own link to Slack, in the staff's pages."""

import re

from desk.bootstrap import Desk
from desk.slack.links import SlackLinks, SlackUser
from tests.integration.console.browsing import Browser


def test_a_code_is_made_used_and_the_link_taken_away(browser: Browser, desk: Desk) -> None:
    browser.log_in("agent", "look_up")
    page = browser.get("/staff/slack")
    assert "まだ連携していません" in page.text
    made = browser.post("/staff/slack/code", page="/staff/slack")
    code = re.search(r"/privacy link ([0-9A-Z-]+)", made.text)
    assert code
    links = SlackLinks(desk.context, desk.staff)
    links.link(SlackUser("T1", "U1"), code[1])
    assert "U1" in browser.get("/staff/slack").text
    assert code[1] not in browser.get("/staff/slack").text
    assert browser.post("/staff/slack/unlink", page="/staff/slack").status_code == 303
    member = desk.staff.get("agent")
    assert member is not None
    assert links.linked_as(member) is None


def test_the_link_to_slack_is_made_for_somebody_who_is_logged_in(browser: Browser) -> None:
    assert browser.get("/staff/slack").status_code in (302, 303)
    assert browser.client.post("/staff/slack/code").status_code in (302, 303, 401, 403)
