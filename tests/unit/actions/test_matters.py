"""Advertisements, leaving a service, damages: none is taken for a request that the customer did not mean."""

import pytest

from actions.executor import build_server
from actions.matters import MATTERS
from actions.vocabulary import MATTER_INTENTS
from desk.locales import Locale
from desk.wording import has
from knowledge.vocabulary import Region, RequestType
from tests.unit.actions.fakes import Answers, Book, Hours, Talk

STOP, LEAVE, CLAIM = "stop_marketing", "leave_service", "claim_damages"


def test_to_be_spared_advertisements_is_a_stop_of_use_where_the_policy_says_nothing() -> None:
    talk = Talk()
    said = talk.run("action_matter", STOP, text="宣伝はやめて")
    assert said.keys == ["matter.stop_marketing_offered"]
    assert said.messages[0]["kind"] == "not_stated"
    assert said.values() == ["use_stop", "handoff"]
    assert talk.slots["offer"] == "use_stop"
    begun = talk.run("action_continue", "affirm", text="はい")
    assert begun.next == ["request_form"] and talk.slots["request_type"] == "use_stop"


class Both(Book):
    """Offers an objection beside a stop of use."""

    def offered(self, company: str, region: Region | None) -> tuple[RequestType, ...]:
        return (RequestType.USE_STOP, RequestType.OBJECTION)


def test_of_two_requests_that_come_near_the_nearest_alone_is_offered() -> None:
    """GDPR 21(2), (3): who objects to direct marketing is spared it; a stop of use reaches further than they wish."""
    talk = Talk()
    talk.server = build_server(book=Both(), answers=Answers(), hours=Hours())
    assert talk.run("action_matter", STOP, text="宣伝はやめて").values() == ["objection", "handoff"]
    assert talk.slots["offer"] == "objection"


def test_where_the_region_decides_it_is_asked_and_the_matter_taken_up_again() -> None:
    talk = Talk(company="globe")
    assert talk.run("action_matter", STOP).keys == ["ask.region_for_answer"]
    said = talk.run("action_continue", "inform", text="/inform", region="eea_uk")
    assert said.keys == ["matter.stop_marketing_stated"]
    assert said.citations() == ["宣伝への異議には応じます"]
    again = talk.run("action_continue", "inform", text="/inform", region="jp")
    assert again.keys == ["matter.stop_marketing_offered"]
    assert again.values() == ["use_stop", "handoff"]


def test_who_does_not_say_where_they_live_is_told_what_there_is_anywhere() -> None:
    talk = Talk(company="globe")
    talk.run("action_matter", STOP)
    said = talk.run("action_continue", "deny", text="/deny")
    assert said.keys == ["matter.stop_marketing_offered"]


def test_a_closed_desk_says_who_answers_instead() -> None:
    talk = Talk(company="gone")
    said = talk.run("action_matter", STOP)
    assert said.keys == ["outcome.closed"]
    assert talk.slots["offer"] == "handoff"


def test_leaving_a_service_is_not_done_here_but_data_requests_are() -> None:
    said = Talk().run("action_matter", LEAVE)
    assert said.keys == ["matter.leave_service_offered"]
    assert said.messages[0]["kind"] == "out_of_scope"
    assert said.values() == ["deletion", "erasure", "use_stop", "handoff"]
    assert said.citations() == []
    assert Talk(company="gone").run("action_matter", LEAVE).keys == ["matter.leave_service"]


def test_damages_are_for_people_and_the_policy_is_quoted_where_it_speaks_of_them() -> None:
    talk = Talk()
    said = talk.run("action_matter", CLAIM)
    assert said.keys == ["matter.claim_damages"]
    assert said.values() == ["handoff"]
    assert talk.run("action_continue", "affirm", text="はい").next == ["action_handoff"]
    stated = Talk(company="agency").run("action_matter", CLAIM)
    assert stated.keys == ["matter.claim_damages_stated"]
    assert stated.citations() == ["損害は賠償します"]


@pytest.mark.parametrize("intent", sorted(MATTER_INTENTS))
def test_in_the_form_it_is_an_aside_that_opens_nothing(intent: str) -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    assert talk.run("validate_request_form", intent, form=True).rejected
    said = talk.run("action_matter", intent, form=True)
    assert said.values() == ["handoff"]
    assert "offer" not in talk.slots


@pytest.mark.parametrize("intent", MATTERS)
@pytest.mark.parametrize("locale", ["ja", "en", "zh"])
def test_every_wording_it_may_need_is_there(intent: str, locale: Locale) -> None:
    matter = MATTERS[intent]
    for rule in ("", "_stated") if matter.fact else ("",):
        for near in ("", "_offered") if matter.requests else ("",):
            assert has(f"matter.{intent}{rule}{near}", locale)


def test_whether_something_has_leaked_is_for_people_to_say() -> None:
    for company in ("acme", "gone"):
        talk = Talk(company=company)
        said = talk.run("action_matter", "report_leak")
        assert said.keys == ["matter.report_leak"]
        assert said.values() == ["handoff"]
        assert talk.slots["offer"] == "handoff"


def test_whether_to_go_to_the_police_is_nobody_s_to_say_here() -> None:
    said = Talk().run("action_matter", "seeks_advice", text="警察に言ったほうがいいですか")
    assert said.keys == ["matter.seeks_advice"]
    assert said.messages[0]["kind"] == "out_of_scope"
    assert said.values() == ["handoff"]


def test_where_to_complain_is_quoted_with_it_but_nobody_is_asked_where_they_live_for_it() -> None:
    anywhere = Talk(company="globe").run("action_matter", "seeks_advice")
    assert anywhere.keys == ["matter.seeks_advice"]
    in_europe = Talk(company="globe", region="eea_uk").run("action_matter", "seeks_advice")
    assert in_europe.keys == ["matter.seeks_advice_stated"]
    assert in_europe.citations() == ["監督官庁に申し立てられます"]
