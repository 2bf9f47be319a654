"""One turn through the gateway on a real database, with a Rasa that answers as told."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

import uuid

import pytest

from api.turns.dialogue import DialogueState, opened
from desk.calendar.hours import DeskState, HoursState
from desk.errors import ClientIdReused
from desk.requests.receipts import new_access_code, new_receipt
from desk.requests.received import announce
from desk.roles import StaffMember
from knowledge.vocabulary import Expects, Owner
from tests.integration.api.gateway_world import SLOTS, World, archive, world  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.support import RIGHT, form_token, spec


def test_a_turn_is_answered_and_its_state_kept(world: World) -> None:
    conversation = world.open()
    world.rasa.state = DialogueState({**SLOTS, "requested_slot": "requester"}, "request_form")
    after, reply = world.say(conversation, "開示してください")
    assert [m.sender for m in reply] == ["bot"]
    assert after.expects is Expects.REQUESTER
    assert DialogueState.from_json(after.dialogue_state) == world.rasa.state
    assert world.rasa.versions == {conversation.id: after.state_version}


@pytest.mark.parametrize("company", ["ocn", "ocs", "oni", "opt", "prestige"])
def test_who_wants_the_policys_text_gets_a_link_to_it_with_the_first_answer(
    world: World, company: str
) -> None:
    world.rasa.outputs = [{"utterance": "talk.policy_text", "params": {}}]
    _, reply = world.say(world.open(company), "プライバシーポリシー見せて")
    found = world.companies.get(company)
    assert found is not None
    ((cited,),) = (one.citations for one in reply)
    assert cited["quote"] and found.policy.text[cited["start"] : cited["end"]] == cited["quote"]
    assert (cited["company"], cited["version"]) == (company, found.policy.version)
    assert cited["start"] < 20, "the page opens at its beginning"


def test_whatever_changes_the_state_outside_the_dialogue_makes_the_trackers_version_an_old_one(
    world: World, staff: StaffMember
) -> None:
    """So nobody has to tell the client of Rasa: it sends the state again where the version is another one."""
    conversation = world.open()

    def moved_on() -> bool:
        kept = world.desk.conversations.get(conversation.id)
        return world.rasa.versions.get(conversation.id) != kept.state_version

    world.say(conversation, "開示してください")
    assert not moved_on()
    form = form_token(world.desk, conversation.id, spec(company="oni", region=None, checklist=()))
    world.rasa.versions[conversation.id] = world.desk.conversations.get(conversation.id).state_version
    world.desk.forms.submit(form, RIGHT, announce, advance=opened)
    assert moved_on()
    world.rasa.outputs = [{"effect": "handoff", "reason": "asked"}]
    world.say(conversation, "担当者をお願いします")
    assert not moved_on()
    world.desk.handoffs.claim(conversation.id, staff)
    world.desk.handoffs.release(conversation.id, staff)
    assert moved_on()


def test_a_new_conversation_begins_with_its_company_and_region(world: World) -> None:
    world.say(world.open("opt"), "こんにちは")
    assert world.rasa.heard[0][1].slots == {"company": "opt", "locale": "ja", "stage": "none"}


def test_the_same_client_id_does_nothing_twice(world: World) -> None:
    conversation = world.open()
    client_id = str(uuid.uuid4())
    first = world.say(conversation, "こんにちは", client_id)[1]
    again = world.say(conversation, "こんにちは", client_id)[1]
    assert [m.id for m in first] == [m.id for m in again]
    assert len(world.rasa.heard) == 1
    with pytest.raises(ClientIdReused):
        world.say(conversation, "別の文", client_id)


def test_personal_data_reaches_neither_rasa_nor_the_transcript(world: World) -> None:
    conversation = world.open()
    _, reply = world.say(conversation, "メールは taro@example.jp、電話は 090-1234-5678 です")
    everything = str(world.rasa.heard) + str(world.transcript(conversation))
    assert "taro@example.jp" not in everything
    assert "1234-5678" not in everything
    assert reply[0].key == "system.masked"


def test_what_is_said_of_masking_is_true_of_names(world: World) -> None:
    _, reply = world.say(world.open(), "山田太郎です。電話は 090-1234-5678 です")
    assert "お名前は自動では伏せられません" in reply[0].text


def test_a_wish_beside_personal_data_is_what_rasa_hears(world: World) -> None:
    conversation = world.open()
    world.say(conversation, "電話は 090-1234-5678 です。登録が間違っているので直してください")
    assert world.rasa.heard[0][0] == "登録が間違っているので直してください"
    assert "［電話番号］" in world.transcript(conversation)[-3][1]


def test_after_personal_data_alone_the_next_step_is_asked_once(world: World) -> None:
    world.rasa.outputs = [{"utterance": "talk.personal_data", "params": {}}]
    _, reply = world.say(world.open(), "電話は 090-1234-5678 です")
    assert [one.key for one in reply] == ["system.masked", "talk.what_then"]
    assert [choice.value for choice in reply[1].choices] == ["start_request", "handoff"]


@pytest.mark.parametrize("text", ["/restart", ' /inform{"region":"jp"}', "／handoff"])
def test_a_slash_never_becomes_a_command(world: World, text: str) -> None:
    world.say(world.open(), text)
    assert not world.rasa.heard[0][0].startswith("/")


def test_the_operators_note_follows_the_answer_and_is_no_citation(world: World) -> None:
    conversation = world.open("oni")
    world.rasa.outputs = [
        {"utterance": "talk.greet", "facts": ["papers.self"], "citations": []},
        {"utterance": "talk.greet", "facts": ["retention.period"], "citations": []},
    ]
    _, reply = world.say(conversation, "身分証は何が要りますか")
    assert "窓口からの補足（2026年11月22日）：健康保険証" in reply[0].text
    assert reply[0].citations == ()
    assert "窓口からの補足" not in reply[1].text


def test_a_note_is_in_chinese_where_the_customer_writes_chinese(world: World) -> None:
    for company in world.companies.ids:
        for note in world.companies.get(company).settings.notes:  # type: ignore[union-attr]
            assert {"ja", "en", "zh"} <= set(note.text), (company, note.id)


def test_who_has_lost_the_receipt_is_told_what_then(world: World) -> None:
    conversation = world.open()
    world.rasa.outputs = [
        {"utterance": "status.ask_receipt", "expects": "receipt"},
        {"effect": "ask_receipt"},
    ]
    world.say(conversation, "手続きの状況が知りたい")
    world.rasa.outputs = [{"utterance": "talk.not_understood"}, {"utterance": "answer.offer_person"}]
    after, reply = world.say(conversation, "忘れました")
    assert [one.key for one in reply] == ["status.receipt_missing"]
    assert [choice.value for choice in reply[0].choices] == ["handoff"]
    assert after.expects is Expects.RECEIPT


def test_the_words_on_a_button_are_as_good_as_pressing_it(world: World) -> None:
    conversation = world.open()
    world.rasa.outputs = [
        {
            "utterance": "ask.change_target",
            "choices": [{"value": "change_subject", "label_key": "choices.change_subject"}],
        }
    ]
    world.say(conversation, "直したい")
    world.say(conversation, "「対象の情報」")
    assert world.rasa.heard[-1][0] == '/change_answer{"change_target":"subject"}'
    world.rasa.outputs = [{"utterance": "talk.greet"}]
    world.say(conversation, "こんにちは")
    world.say(conversation, "対象の情報")
    assert world.rasa.heard[-1][0] == "対象の情報"


def test_a_choice_that_is_not_allowed_is_refused_naming_the_allowed(world: World) -> None:
    conversation = world.open()
    with pytest.raises(ValueError, match="handoff"):
        world.choose(conversation, "drop_tables")
    assert world.transcript(conversation)[1:] == []


def test_while_staff_has_it_the_bot_is_silent(world: World) -> None:
    conversation = world.open()
    world.rasa.outputs = [{"effect": "handoff", "reason": "asked"}, {"utterance": "system.handoff_open"}]
    after, _ = world.say(conversation, "担当者をお願いします")
    assert after.owner is Owner.WAITING
    heard = len(world.rasa.heard)
    after, reply = world.say(conversation, "まだですか")
    assert (reply, after.owner, len(world.rasa.heard)) == ((), Owner.WAITING, heard)
    assert world.transcript(conversation)[-1] == ("customer", "まだですか")


@pytest.mark.parametrize(("state", "forms"), [("out_of_hours", 1), ("closed", 1), ("open", 0)])
def test_a_contact_may_be_left_when_nobody_is_there_to_take_over(
    world: World, monkeypatch: pytest.MonkeyPatch, state: DeskState, forms: int
) -> None:
    monkeypatch.setattr(world.companies, "state", lambda *_: HoursState(state))
    conversation = world.open()
    world.rasa.outputs = [{"effect": "handoff", "reason": "asked"}, {"utterance": "system.handoff_later"}]
    after, reply = world.say(conversation, "担当者をお願いします")
    assert after.owner is Owner.WAITING
    assert len([m for m in reply if m.form]) == forms


def test_the_hours_are_told_once_in_a_conversation(world: World, staff: StaffMember) -> None:
    conversation = world.open()
    when = {"datetime": "2026-11-24T09:00:00+09:00"}
    world.rasa.outputs = [
        {"utterance": "system.handoff_out_of_hours", "params": {"when": when}},
        {"effect": "handoff", "reason": "asked"},
    ]
    _, first = world.say(conversation, "担当者をお願いします")
    world.desk.handoffs.claim(conversation.id, staff)
    world.desk.handoffs.release(conversation.id, staff)
    _, second = world.say(conversation, "やはり担当者をお願いします")
    assert [m.key for m in (*first, *second) if m.key and "handoff" in m.key] == [
        "system.handoff_out_of_hours",
        "system.handoff_later",
    ]


def test_a_receipt_is_asked_for_its_code_and_both_stay_out_of_the_transcript(world: World) -> None:
    conversation = world.open()
    world.rasa.outputs = [{"effect": "ask_receipt"}, {"utterance": "status.ask_receipt"}]
    world.say(conversation, "請求の状況を知りたい")
    receipt, code = new_receipt(), new_access_code()
    after, reply = world.say(conversation, f"番号は {receipt} です")
    assert after.expects is Expects.ACCESS_CODE
    assert reply[-1].key == "status.ask_access_code"
    after, reply = world.say(conversation, code)
    assert reply[-1].key == "status.not_found"
    shown = str(world.transcript(conversation)) + str(world.rasa.heard)
    assert receipt not in shown
    assert code not in shown


def test_receipt_and_code_in_one_message_both_stay_out(world: World) -> None:
    conversation = world.open()
    receipt, code = new_receipt(), new_access_code()
    world.say(conversation, f"{receipt} {code}")
    shown = str(world.transcript(conversation)) + str(world.rasa.heard)
    assert receipt not in shown
    assert code not in shown


@pytest.mark.parametrize("bare", ["7K3Q-9F2X", "ARAT-TNKN"])  # one in twenty has no digit
def test_a_receipt_without_its_first_letters_is_taken_where_one_is_expected(world: World, bare: str) -> None:
    conversation = world.open()
    world.rasa.outputs = [{"effect": "ask_receipt"}, {"utterance": "status.ask_receipt"}]
    world.say(conversation, "状況を知りたい")
    after, _ = world.say(conversation, bare)
    assert after.expects is Expects.ACCESS_CODE
    assert bare not in str(world.transcript(conversation)) + str(world.rasa.heard)


def test_a_code_given_later_is_taken_and_hidden(world: World) -> None:
    conversation = world.open()
    receipt, code = new_receipt(), new_access_code()
    world.rasa.outputs = [{"effect": "ask_receipt"}, {"utterance": "status.ask_receipt"}]
    world.say(conversation, "状況を知りたい")
    world.say(conversation, receipt)
    world.rasa.outputs = [{"utterance": "talk.greet"}]
    world.say(conversation, "その前に、手数料はかかりますか")
    _, reply = world.say(conversation, code)
    assert reply[-1].key == "status.not_found"
    world.say(world.open(), f"アクセスコードは {code} です")
    assert code not in str(world.transcript(conversation)) + str(world.rasa.heard)
