"""Who is sent to the log-in because the session has ended reads that, and is led back."""

from tests.integration.console.browsing import Browser


def test_the_log_in_says_that_the_session_has_ended(browser: Browser) -> None:
    browser.log_in("aki", "lead")
    told = "ログインが終わっていたため"
    staff = browser.desk.staff.get("aki")
    assert staff is not None
    browser.desk.accounts.sessions.end_others(staff, None)
    sent = browser.get("/staff/requests?view=table")
    assert sent.status_code == 303
    page = browser.get(sent.headers["location"]).text
    assert told in page
    assert 'name="next" value="/staff/requests?view=table"' in page


def test_who_comes_for_the_first_time_hears_nothing_of_a_session(browser: Browser) -> None:
    browser.client.cookies.clear()
    page = browser.get(browser.get("/staff/requests").headers["location"]).text
    assert "ログインが終わっていたため" not in page
