"""Beginning, finishing and taking back a request."""

from datetime import UTC, datetime

import pytest

from actions.ports import OpenState
from actions.vocabulary import CLOSED, DECEASED, HELD_FOR_CLIENT, NOT_OFFERED
from desk.calendar.hours import DeskState
from knowledge.vocabulary import RequestType
from tests.unit.actions.fakes import Answers, Hours, Talk, reply_of, stated


def test_a_request_opens_the_form_with_what_the_sentence_settled() -> None:
    talk = Talk()
    said = talk.run("action_start_request", "request_correction", requester="self", subject="address")
    assert said.next == ["request_form"]
    assert (talk.slots["request_type"], talk.slots["requester"], talk.slots["subject"]) == (
        "correction",
        "self",
        "address",
    )


def test_a_region_that_the_company_distinguishes_decides_the_name_of_the_right() -> None:
    talk = Talk(company="globe", region="california")
    talk.run("action_start_request", "request_disclosure")
    assert talk.slots["request_type"] == "access_ccpa"


def test_nothing_is_concluded_while_the_region_is_open() -> None:
    talk = Talk(company="globe")
    said = talk.run("action_start_request", "request_portability")
    assert said.next == ["request_form"]
    assert talk.slots["request_type"] == "portability"


def test_a_type_without_a_procedure_is_no_refusal_but_a_person() -> None:
    talk = Talk()
    said = talk.run("action_start_request", "request_portability")
    assert said.keys == ["outcome.not_offered"]
    assert said.messages[0]["kind"] == "not_stated"
    assert said.values()[0] == "handoff"
    assert said.next == []
    assert talk.slots["offer"] == "handoff"


def test_a_closed_desk_says_who_answers_and_which_form_the_policy_named() -> None:
    talk = Talk(company="gone")
    said = talk.run("action_start_request", "request_disclosure")
    assert said.keys == ["outcome.closed", "outcome.closed_form"]
    assert said.messages[0]["params"]["successor"] == "後継社"
    assert said.citations()[0] == "閉鎖しました"
    assert said.next == []


def test_data_of_a_client_gets_no_form() -> None:
    said = Talk(company="agency").run("action_start_request", "request_deletion", holder="client")
    assert said.keys == ["outcome.held_for_client"]
    assert said.citations() == ["委託元の情報の場合"]
    assert said.next == []


def test_where_the_policy_does_not_mention_clients_a_request_goes_on() -> None:
    assert Talk().run("action_start_request", "request_deletion", holder="client").next == ["request_form"]


@pytest.mark.parametrize("several", ["people", "companies"])
def test_one_person_and_one_company_a_form_where_the_policy_says_so(several: str) -> None:
    said = Talk(company="agency").run("action_start_request", "request_deletion", several=several)
    assert said.keys == [f"request.one_per_form_{several}"]
    assert said.next == ["request_form"]


def test_a_minor_is_told_what_the_policy_says_or_that_it_says_nothing() -> None:
    assert Talk(company="agency").run("action_start_request", "request_deletion", minor="yes").keys == [
        "request.minor"
    ]
    assert Talk().run("action_start_request", "request_deletion", minor="yes").keys == [
        "request.minor_not_stated"
    ]


def test_remove_is_resolved_where_it_can_mean_one_thing() -> None:
    talk = Talk(company="globe", region="eea_uk")
    talk.run("action_start_request", "request_remove")
    assert talk.slots["request_type"] == "deletion"
    ambiguous = Talk()
    ambiguous.run("action_start_request", "request_remove")
    assert ambiguous.slots.get("request_type") is None
    assert ambiguous.slots["ambiguous"] == "request_remove"


def test_once_the_summary_is_confirmed_the_form_is_offered() -> None:
    talk = Talk(request_type="deletion", requester="self", subject="all", confirm="yes")
    said = talk.run("action_submit_request", "affirm")
    assert said.messages[0] == {"effect": "offer_form"}
    assert talk.slots["stage"] == "form_offered"


def test_the_same_request_twice_is_opened_once() -> None:
    talk = Talk(stage="opened", request_type="deletion", requester="self", subject="all")
    said = talk.run("action_start_request", "request_deletion")
    assert said.keys == ["request.already_opened"]
    assert said.next == []
    assert Talk(stage="opened", request_type="deletion").run("action_continue", "affirm").keys == [
        "request.already_opened"
    ]


def test_another_request_keeps_who_asks_and_from_where() -> None:
    talk = Talk(
        company="globe",
        region="jp",
        stage="opened",
        request_type="deletion",
        requester="self",
        subject="all",
        reply_method="post",
    )
    assert talk.run("action_start_request", "request_disclosure").next == ["request_form"]
    assert talk.slots["requester"] == "self"
    assert talk.slots["region"] == "jp"
    assert talk.slots["subject"] is None
    assert talk.slots["reply_method"] is None
    assert talk.slots["stage"] == "none"


def test_cancelling_ends_the_form_and_withdraws_a_request_that_was_opened() -> None:
    in_form = Talk(request_type="deletion", subject="all")
    assert in_form.run("action_cancel", "cancel", form=True).keys == ["request.cancelled"]
    assert in_form.slots["request_type"] is None
    opened = Talk(stage="opened", request_type="deletion")
    assert opened.run("action_cancel", "cancel").effects == ["withdraw_request"]
    assert opened.slots["stage"] == "withdrawn"
    assert Talk().run("action_cancel", "cancel").keys == ["request.nothing_open"]


def test_yes_accepts_what_was_offered() -> None:
    talk = Talk(offer="handoff")
    assert talk.run("action_continue", "affirm").next == ["action_handoff"]
    request = Talk(offer="deletion")
    assert request.run("action_continue", "affirm").next == ["request_form"]
    assert request.slots["request_type"] == "deletion"
    assert Talk().run("action_continue", "affirm").keys == ["talk.what_then"]


def test_changing_something_after_the_form_was_offered_opens_the_question() -> None:
    talk = Talk(stage="form_offered", request_type="deletion", requester="self", subject="all")
    assert talk.run("action_continue", "change_answer").next == ["request_form"]
    assert talk.slots["changing"] is True


def test_somebody_without_authority_gets_no_form_but_a_person() -> None:
    said = Talk(company="agency").run("action_no_authority", "no_authority")
    assert said.keys == ["outcome.no_authority"]
    assert said.values() == ["handoff"]
    assert Talk().run("action_no_authority", "no_authority").messages[0]["kind"] == "not_stated"


@pytest.mark.parametrize(
    ("state", "key"),
    [
        ("open", "system.handoff_open"),
        ("out_of_hours", "system.handoff_out_of_hours"),
        ("closed", "system.handoff_later"),
    ],
)
def test_a_person_is_fetched_and_the_hours_are_said(state: DeskState, key: str) -> None:
    said = Talk(hours=Hours(state)).run("action_handoff", "handoff")
    assert said.keys == [key]
    assert said.effects == ["handoff"]


def test_an_open_desk_says_until_when_it_answers() -> None:
    hours = Hours()
    closes = datetime(2026, 11, 24, 17, tzinfo=UTC)
    hours.state = lambda company: OpenState("open", closes_at=closes)  # type: ignore[method-assign]
    said = Talk(hours=hours).run("action_handoff", "handoff")
    assert said.keys == ["system.handoff_open_until"]
    assert said.messages[0]["params"] == {"until": {"datetime": closes.isoformat()}}


def test_who_asks_how_a_request_stands_is_asked_for_the_receipt_or_shown_the_open_one() -> None:
    said = Talk().run("action_status", "ask_status")
    assert (said.keys, said.effects, said.messages[0]["expects"]) == (
        ["status.ask_receipt"],
        ["ask_receipt"],
        "receipt",
    )
    assert Talk(stage="opened", request_type="deletion").run("action_status", "ask_status").effects == [
        "show_status"
    ]
    assert Talk().run("action_status", "ask_status", form=True).keys == ["status.in_form"]
    assert Talk().run("action_status", "give_receipt_missing").values() == ["handoff"]


def test_once_there_is_a_request_how_is_it_going_is_about_it() -> None:
    talk = Talk(stage="opened", request_type="deletion")
    assert talk.run(
        "action_respond", "chitchat", ranked=[("chitchat", 0.5), ("ask_status", 0.4)]
    ).effects == ["show_status"]
    assert (
        Talk().run("action_respond", "chitchat", ranked=[("chitchat", 0.5), ("ask_status", 0.4)]).effects
        == []
    )


def test_a_question_that_wishes_for_a_clients_data_removed_hears_who_holds_it() -> None:
    ranked = [("ask_question", 0.7), ("request_remove", 0.2)]
    said = Talk(company="agency").run("action_answer", "ask_question", holder="client", ranked=ranked)
    assert said.keys == ["outcome.held_for_client"]
    unsure = Talk(company="agency").run("action_fallback", "nlu_fallback", holder="client", ranked=ranked)
    assert unsure.keys == ["outcome.held_for_client"], "nor where wish and question are equally likely"


def test_the_request_once_more_without_its_name_is_no_second_one() -> None:
    talk = Talk(stage="opened", request_type="deletion")
    said = talk.run("action_start_request", "request_unclear", text="では受け付けてください")
    assert said.keys == ["request.already_opened"]
    assert said.next == []
    pressed = talk.run("action_start_request", "request_unclear", text="/request_unclear")
    assert pressed.next == ["request_form"]


def test_go_on_after_the_receipt_means_the_open_request_whatever_an_answer_offered() -> None:
    for offer in ("deletion", "disclosure"):
        talk = Talk(stage="opened", request_type="deletion", offer=offer)
        assert talk.run("action_continue", "proceed").keys == ["request.already_opened"]
    same = Talk(stage="opened", request_type="deletion", offer="deletion")
    assert same.run("action_continue", "affirm").keys == ["request.already_opened"]
    other = Talk(stage="opened", request_type="deletion", offer="disclosure")
    assert other.run("action_continue", "affirm").next == ["request_form"]


def test_what_could_not_be_opened_stays_known_for_staff() -> None:
    gone = Talk(company="gone")
    gone.run("action_start_request", "request_disclosure")
    assert (gone.slots["wanted"], gone.slots.get("request_type")) == ("disclosure", None)
    agency = Talk(company="agency")
    agency.run("action_held_for_client", "held_for_client", named=["disclosure"], requester="self")
    assert (agency.slots["wanted"], agency.slots["requester"]) == ("disclosure", "self")
    agency.run("action_start_request", "request_deletion")
    assert agency.slots["wanted"] is None
    unsure = Talk(company="agency")
    unsure.run("action_held_for_client", "held_for_client", certain=False, requester="self")
    assert unsure.slots["requester"] == "self"


def test_who_turns_out_to_be_the_agent_goes_on_with_what_was_wanted() -> None:
    talk = Talk()
    talk.run("action_no_authority", "no_authority", named=["disclosure"], text="母の代わりに開示してほしい")
    said = talk.run("action_continue", "inform", requester="statutory_agent", text="成年後見人です")
    assert said.next == ["request_form"]
    assert (talk.slots["request_type"], talk.slots["requester"]) == ("disclosure", "statutory_agent")
    removing = Talk()
    removing.run("action_no_authority", "no_authority", ranked=[("request_remove", 0.2)])
    removing.run("action_continue", "inform", requester="voluntary_agent")
    assert removing.slots["ambiguous"] == "request_remove"


@pytest.mark.parametrize("agent", ["statutory_agent", "voluntary_agent"])
def test_an_agent_whose_wish_was_not_understood_is_not_told_to_say_that_they_are_one(agent: str) -> None:
    talk = Talk()
    talk.run("action_no_authority", "no_authority", text="母が重い認知症で、母の情報をどうにかしたい")
    said = talk.run("action_continue", "inform", requester=agent, text="成年後見人です")
    assert (said.keys, said.next) == (["talk.noted_what_then"], [])
    assert (talk.slots["requester"], talk.slots.get("request_type")) == (agent, None)
    assert talk.run("action_continue", "affirm", text="はい").next != ["action_handoff"]
    talk.run("action_start_request", "request_deletion", text="削除したい", request_type="deletion")
    assert (talk.slots["requester"], talk.slots["request_type"]) == (agent, "deletion")


def test_a_relative_s_word_for_themselves_does_not_make_them_the_person_concerned() -> None:
    talk = Talk()
    talk.run("action_no_authority", "no_authority", named=["erasure"], text="父の情報を消して")
    said = talk.run("action_continue", "inform", requester="self", text="私は長男です")
    assert (said.keys, said.next) == (["outcome.authority_which"], [])
    assert talk.slots["offer"] == "handoff"
    assert talk.run("action_continue", "inform", text="娘です").keys == ["outcome.authority_which"]
    talk.run("action_start_request", "request_erasure")
    assert talk.slots.get("requester") is None


def test_a_request_that_is_open_is_not_forgotten_over_one_that_was_given_up() -> None:
    talk = Talk(stage="opened", opened=True, request_type="correction", requester="self")
    talk.run("action_start_request", "request_use_stop")
    assert talk.run("action_cancel", "cancel", form=True).keys == ["request.cancelled"]
    again = talk.run("action_cancel", "cancel")
    assert (again.keys, again.effects) == (["request.opened_stays"], []), "which one is meant is not guessed"
    assert talk.run("action_status", "ask_status").effects == ["show_status"]


def test_to_change_the_address_where_there_is_no_answer_to_change_means_the_data() -> None:
    talk = Talk()
    said = talk.run(
        "action_continue", "change_answer", text="母の代わりに住所を変更したい", subject="address"
    )
    assert said.next == ["request_form"]
    assert (talk.slots["request_type"], talk.slots["subject"]) == ("correction", "address")
    offered = Talk(stage="form_offered", request_type="deletion", requester="self", subject="all")
    offered.run("action_continue", "change_answer", subject="address")
    assert offered.slots["request_type"] == "deletion"


def test_what_was_said_of_the_data_falls_away_with_another_kind_of_request() -> None:
    talk = Talk(request_type="deletion", requester="self", subject="all", requested_slot="change_target")
    talk.slots["changing"] = True
    talk.run("validate_request_form", "inform", form=True, text="訂正", request_type="correction")
    assert (talk.slots["request_type"], talk.slots["subject"]) == ("correction", None)


def test_a_guess_that_the_policy_answers_is_answered_and_the_next_step_offered_with_it() -> None:
    reply = reply_of("answer", statements=(stated("委任状が必要です"),), next_step=RequestType.CORRECTION)
    talk = Talk(Answers(reply))
    said = talk.run(
        "action_start_request", "request_correction", text="委任状は書いてもらえませんしね", confidence=0.31
    )
    assert said.keys[0] == "answer.quoted" and said.next == []
    assert talk.slots["offer"] == "correction", "nothing is open, so that it may be begun"


@pytest.mark.parametrize(("named", "begins"), [([], False), (["correction"], True)])
def test_who_asks_what_no_policy_knows_begins_nothing_unless_a_right_is_named(
    named: list[str], begins: bool
) -> None:
    said = Talk(Answers(reply_of("not_stated", on_topic=0.1))).run(
        "action_start_request",
        "request_correction",
        text="住所は古い。何に使うの",
        confidence=0.9,
        named=named,
        request_type="correction",
    )
    assert bool(said.next) is begins


@pytest.mark.parametrize(
    ("outcome", "remembered"),
    [(HELD_FOR_CLIENT, HELD_FOR_CLIENT), (DECEASED, DECEASED), (NOT_OFFERED, None), (CLOSED, None)],
)
def test_whose_data_it_is_stays_known_once_it_was_said_and_that_nothing_is_offered_does_not(
    outcome: str, remembered: str | None
) -> None:
    company = "gone" if outcome == CLOSED else "agency"
    talk = Talk(company=company, outcome=outcome, request_type="disclosure")
    talk.run("action_submit_request")
    assert talk.slots.get("outcome") == remembered
    assert (talk.slots["offer"], talk.slots["wanted"]) == ("handoff", "disclosure")
