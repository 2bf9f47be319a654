"""Ids and texts that must not be taken for one another: where each is made, and that the type checker refuses the rest
(docs/decisions/0050)."""

import ast
import logging
import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk.chat.masking import Masker
from desk.texts import RawText

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("knowledge", "desk", "actions", "api")
MAKERS = {
    "CompanyId": {"knowledge/paths.py", "knowledge/evaluation/questions.py"},
    "ConversationId": {"desk/chat/conversations.py", "api/cli/records.py", "api/turns/rasa_health.py"},
    "Receipt": {"desk/requests/receipts.py"},
    "MaskedText": {
        "desk/texts.py", "desk/chat/chinese.py", "desk/chat/dialect.py", "desk/chat/english.py", "desk/chat/masking.py",
        "desk/chat/matter.py",
        "desk/slack/masking.py",
    },
    "RasaInput": {"api/turns/rasa_client.py", "api/turns/rasa_health.py", "api/turns/interpreting.py"},
    "RawText": {
        "api/channels/customers.py", "api/channels/line/parsing.py", "api/channels/web/adapter.py", "api/demo/invented.py",
        "api/demo/around.py", "api/pages/status.py", "api/turns/taking.py", "desk/slack/answers.py", "desk/slack/handoff.py",
        "desk/slack/text.py", "desk/texts.py",
    },
    "unmasked": {"api/turns/taking.py", "desk/chat/conversations.py", "desk/chat/masking.py"},
    "kept_masked": {"api/slack/handler.py", "api/turns/taking.py", "desk/storage/codec.py"},
}  # fmt: skip
"""Which files call each of them. Whoever adds one says there why that text may become one."""


def callers() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in MAKERS}
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if not any(f"{name}(" in source for name in MAKERS):
            continue  # as most files: they need not be parsed
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
                if name in found:
                    found[name].add(str(path.relative_to(ROOT)))
    return found


def test_ids_and_texts_are_made_only_where_text_from_outside_is_checked() -> None:
    assert callers() == MAKERS


# ---------------------------------------------------------------------- a raw text


def test_a_raw_text_shows_itself_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    @dataclass(frozen=True)
    class Holder:
        text: RawText

    typed = RawText("山田です")
    with caplog.at_level(logging.INFO):
        logging.getLogger("here").info("%s %r %s", typed, typed, Holder(typed))
    assert "山田" not in caplog.text + repr(typed) + str(typed)
    with pytest.raises(TypeError):
        format(typed)
    with pytest.raises(TypeError):
        pickle.dumps(typed)


def test_a_raw_text_is_masked_like_any_other() -> None:
    typed = "taro@example.jp へ返事をください"
    assert Masker().mask(RawText(typed)) == Masker().mask(typed)


# ---------------------------------------------------------------------- what the type checker refuses

REFUSED = {
    "a raw text is stored": "Content(text=raw)",
    "any text is stored": "Content(text='x')",
    "a raw text is said": "NewMessage(text=raw)",
    "a raw text goes to Rasa": "said(raw)",
    "any text goes to Rasa": "rasa.turn(message.conversation_id, 'x', state, 1)",
    "a raw text goes to Rasa as it is": "rasa.turn(message.conversation_id, raw, state, 1)",
    "a raw comment is kept": "page.rate('t', 5, raw)",
    "any comment is kept": "page.rate('t', 5, 'x')",
    "a raw text is shown in Slack": "Line('customer', raw)",
    "any text is shown in Slack": "Line('customer', 'x')",
    "a reply from Slack is not masked": "replies.say(thread, staff, 'x', 'k')",
    "what staff typed in Slack goes out": "replies.say(thread, staff, plain('x'), 'k')",
    "what staff typed in a window is shown again": "view.modal({}, typed({}))",
    "any text comes in": "Incoming('e', 'text', at, text='x')",
    "a raw text among the platform's words": "Incoming('e', 'text', at, data=raws)",
    "a raw text is kept until it is worked on": "NewEvent('e', 'text', at, content=raws)",
    "a raw text is kept in what is kept": "NewEvent('e', 'text', at, content=deep)",
    "what stands behind a command is masked already": "masking.typed(None, 'x')",
    "a question in Slack is asked as it was typed": "Question(ask.question)",
    "any text is asked in Slack": "Question('x')",
    "a text names a company": "staff.works_for('oni')",
    "a company's name for its id": "companies.state(company.name)",
    "a receipt for a company": "staff.works_for(receipt)",
    "a text names a conversation": "conversations.get('c_1')",
    "a receipt for a conversation": "conversations.get(receipt)",
    "a message for its conversation": "conversations.get(message.id)",
    "a conversation for a receipt": "requests.get(message.conversation_id, staff)",
    "a conversation for its company": "staff.works_for(message.conversation_id)",
    "a conversation's token for its id": "conversations.get_with_token(token, message.conversation_id)",
    "a text names a request": "requests.get('MDG-0000-0000', staff)",
    "a company for a receipt": "requests.get(company.id, staff)",
    "a text is a region": "conversations.open(company.id, 'jp', 'ja')",
    "a text moves a conversation": "TurnOutcome(region='jp')",
    "any text is a language": "conversations.open(company.id, None, token)",
    "a language that the desk does not speak": "TurnOutcome(locale='fr')",
    "any JSON is a dialogue's state": "TurnOutcome(dialogue_state=raws)",
    "a language that letters are not written in": "report_of(figures, company.name, {}, message_locale)",
    "who asks for a region": "due_rules().regime(record.requester, RequestType.DELETION)",
    "a region for who asks": "required_names(RequestType.DELETION, record.region, None)",
    "a way of reply for what is asked": "required_names(ReplyMethod.POST, record.requester, None)",
    "the kind of a record for a request's type": "due_rules().regime(record.region, record.request_type)",
    "any text is a status": "moves.move(tx, row, 'done', 'x')",
    "JSON is what a turn says": "RasaTurn(({'utterance': 'talk.greet'},), state)",
    "any text is why staff is wanted": "HandOver(masked.text)",
    "any text is kept as why staff is wanted": "Handoff(masked.text)",
    "any text is a status that staff wishes": "RequestChanges(status=token)",
    "a status that may be missing is one": "makes_it_a_request(changes.status)",
    "any text narrows a list to a company": "Filters(company=token)",
    "a region narrows a list to a company": "Filters(company=record.region)",
    "any text narrows a list to a region": "Filters(region=token)",
    "any text is selected for many at once": "bulk.papers_arrived(texts, staff)",
    "any text's person is looked for": "same_person(tx.conn, texts)",
    "any text is a region that is remembered": "About(company.id, token)",
    "a region's name for how long is kept": "keeping.record_over(token, at, at)",
    "any text is a language to say it in": "render('talk.greet', token)",
    "a language that letters are not written in is a page's": "Names(context, message_locale)",
}
ACCEPTED = (
    "Content(text=masked.text)",
    "NewMessage(text=masked.text)",
    "Incoming('e', 'text', at, text=raw)",
    "NewEvent('e', 'text', at, content={'text': masked.text, 'kinds': sorted(masked.kinds)})",
    "replies.say(thread, staff, masking.typed(None, plain('x')).text, 'k')",
    "Question(masking.asked(ask.question).text)",
    "rasa.turn(message.conversation_id, said(masked.text), state, 1)",
    "RasaTurn((Utterance('talk.greet'), HandOver('asked')), state)",
    "page.rate('t', 5, masked.text)",
    "staff.works_for(company.id)",
    "conversations.get(message.conversation_id)",
    "conversations.get_with_token(message.conversation_id, token)",
    "requests.get(receipt, staff)",
    "RequestChanges(status=one_of('status', token, STATUSES))",
    "Filters(company=company.id, region=one_of('region', token, tuple(Region)))",
    "bulk.papers_arrived([receipt], staff)",
    "same_person(tx.conn, [message.conversation_id])",
    "About(company.id, company.region_if_here(token))",
    "keeping.record_over(record.region, at, at)",
    "render('talk.greet', known_locale(token))",
    "Names(context, known_full_locale(message_locale))",
    "conversations.open(company.id, company.region_of('jp'), 'ja')",
    "conversations.open(company.id, None, known_locale(token))",
    "TurnOutcome(dialogue_state=state.as_json())",
    "report_of(figures, company.name, {}, known_full_locale(message_locale))",
    "due_rules().regime(record.region, RequestType(record.request_type))",
    "required_names(record.request_type, record.requester, record.reply_method)",
    "moves.move(tx, row, record.status, 'x')",
)
HEAD = """\
from api.console.naming import Names
from api.context import Context
from api.companies import Companies, Company
from api.turns.dialogue import DialogueState
from api.turns.rasa_client import RasaClient, RasaTurn, said
from desk.calendar.regimes import due_rules
from desk.channels.erasing import same_person
from desk.channels.adapter import Incoming
from desk.channels.ledger import NewEvent
from desk.chat.conversations import Conversations
from desk.chat.masking import Masked
from desk.chat.said import HandOver, Utterance
from desk.locales import Locale, known_full_locale, known_locale
from desk.model import Content, Handoff, NewMessage, RequestChanges, RequestRecord, StaffMember, StoredMessage, TurnOutcome
from desk.reports.insights import Figures
from desk.reports.monthly import report_of
from desk.requests.board import Filters
from desk.requests.bulk import Bulk
from desk.requests.forms import required_names
from desk.requests.moving import Moves
from desk.requests.receipts import Receipt
from desk.requests.requests import Requests
from desk.requests.status_page import StatusPage
from desk.slack.answers import About, Question
from desk.slack.command import Ask
from desk.slack.handoff import HandoffView, Line, typed
from desk.slack.masking import SlackMasking
from desk.slack.replies import SlackReplies
from desk.slack.text import plain
from desk.slack.threads import Thread
from desk.statuses import STATUSES, makes_it_a_request
from desk.storage.database import Tx
from desk.texts import RawText
from desk.upkeep.keeping import Keeping
from desk.wording import render
from desk.words import one_of
from knowledge.vocabulary import Region, ReplyMethod, RequestType
from datetime import datetime
from typing import Any
from sqlalchemy import Row


def tried(
    raw: RawText, masked: Masked, receipt: Receipt, company: Company, companies: Companies, staff: StaffMember,
    rasa: RasaClient, state: DialogueState, page: StatusPage, requests: Requests, replies: SlackReplies, thread: Thread,
    conversations: Conversations, record: RequestRecord, moves: Moves, tx: Tx, row: Row[Any], changes: RequestChanges,
    at: datetime, message: StoredMessage, token: str, raws: dict[str, RawText], deep: dict[str, list[RawText]], masking: SlackMasking, ask: Ask, view: HandoffView,
    figures: Figures, message_locale: Locale, bulk: Bulk, keeping: Keeping, context: Context, texts: list[str],
) -> None:
"""


@pytest.mark.slow
@pytest.mark.timeout(900)  # without mypy's cache
def test_the_type_checker_refuses_what_is_confused(tmp_path: Path) -> None:
    """`warn_unused_ignores` (mypy is strict) makes an error of each line that has stopped being one."""
    lines = [f"    {one}  # type: ignore[arg-type] # {why}" for why, one in REFUSED.items()]
    lines += [f"    {one}" for one in ACCEPTED]
    snippet = tmp_path / "confused.py"
    snippet.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml")),
            *("--cache-dir", str(ROOT / ".mypy_cache"), "--disable-error-code", "unused-coroutine", str(snippet)),
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
