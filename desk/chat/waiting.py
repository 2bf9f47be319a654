"""What the desk itself does with a message that is meant for a person: while somebody waits for one, or has one.

Staff gets every such message, and the bot says nothing to it. Two are not left until somebody comes: words of despair
(`desk.chat.despair`), to which the lines that help are named at once, and the wish to go back to the bot. Both are told
by the words or the button alone, and carried out in the transaction that keeps the message.
"""

import re
import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from desk.audited import Audited
from desk.chat.despair import HELP, in_despair
from desk.chat.language import detect
from desk.ids import ConversationId
from desk.locales import Locale
from desk.model import Choice, Content, NewMessage
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.live_tables import conversation_notes
from desk.storage.store import Store
from knowledge.vocabulary import MessageKind, Owner

BACK = "back_to_bot"
"""Value of the button that withdraws the wish for a person."""
WENT_BACK, STAYS, WITH_BOT = "system.went_back", "system.stays_with_staff", "system.with_bot_already"
"""Wording keys: what a customer is told who presses it while nobody has come; while somebody is there; afterwards."""

RELEASED, CLOSED = "system.released", "system.closed"
"""Wording keys: what a customer is told when somebody who had the conversation gives it back to the bot; when somebody
ends it."""

_MACHINE = r"(?:自動(?:応答|回答|対応)?|ボット|チャットボット|bot|ai)(?:の?(?:窓口|案内|チャット))?"
_WISH = re.compile(
    rf"(?:やっぱり|やはり|もう)?{_MACHINE}(?:に|へ)"
    r"(?:戻(?:る|ります|りたい|して|れますか|れる)|もど(?:る|りたい|して)|(?:切り?替え|変え)(?:て|る|たい))"
    r"(?:です|ほしい|欲しい|ください|下さい)*"
    rf"|(?:やっぱり?|やはり|もう)[、\s]*{_MACHINE}(?:のほう|の方)?で[、\s]*(?:いい|良い|大丈夫|結構|お願い(?:します)?)(?:です|や|わ|よ)?"
    r"|(?:please )?(?:go |take me |switch |return )?back to (?:the )?"
    r"(?:bot|chat ?bot|automatic (?:desk|answers?))(?: please)?"
    r"|(?:actually[, ]+)?the bot is (?:fine|ok(?:ay)?)(?: after all)?"
    r"|(?:请|請)?(?:我(?:想|要))?(?:返回|回到|切换到|切換到)(?:自动|自動)(?:应答|應答|回复|回覆)(?:窗口)?",
    re.IGNORECASE,
)
"""Nothing but this: a message that says more is for the person who reads it."""

_NOBODY = re.compile(
    r"(?:やっぱり?|やはり)[、\s]*(?:もう)?(?:いい|大丈夫|結構|けっこう)(?:です|や|わ)?"
    r"|(?:担当者?|人間?|オペレーター|スタッフ)(?:さん)?は[、\s]*(?:もう|やっぱり|やはり)(?:いい|結構|不要|要らない|いらない|大丈夫)(?:です)?"
    r"|戻(?:る|ります|りたい(?:です)?)|go back"
    r"|never ?mind|i (?:do not|don't) (?:need|want) (?:a person|a human|anybody|anyone|staff)(?: any ?more| after all)"
    r"|(?:还是|還是)算了吧?|(?:不用|不需要)(?:人工|客服)了",
    re.IGNORECASE,
)
"""Nothing but this, likewise. 「もういい」 alone may be anger: it is left to the person."""


def wants_back(content: Content) -> bool:
    """Whether the customer wishes to go back to the bot: the button, or its words and nothing else."""
    if content.choice is not None:
        return content.choice == BACK
    return _WISH.fullmatch(_bare(content)) is not None


def wants_nobody(content: Content) -> bool:
    """Whether a customer who waits says that they want no person after all (「やっぱりいいです」, 「戻る」), and
    nothing else. To somebody who is there it may answer anything."""
    return content.choice is None and _NOBODY.fullmatch(_bare(content)) is not None


def _bare(content: Content) -> str:
    typed = unicodedata.normalize("NFKC", content.text or "").replace("’", "'")
    return typed.strip(" \n「」。.!！")


def button(store: Store, locale: Locale) -> Choice:
    """The button back, for whatever is said to somebody who waits."""
    return Choice(store.render(f"choices.{BACK}", locale, {}), BACK)


def urgent(conversation_id: ColumnElement[str]) -> ColumnElement[bool]:
    """A condition: whether the conversation of this id holds words of despair that no person has taken care of. It is
    read from what was said to them, before a person was asked for or while one is waited for, and ends when somebody
    who had the conversation has given it back: no mark has to be kept in step."""
    msg, later = t.messages, t.messages.alias("later")
    cared_for = (
        select(later.c.id)
        .where(
            later.c.conversation_id == conversation_id,
            later.c.wording_key == RELEASED,
            later.c.seq > msg.c.seq,
        )
        .exists()
    )
    said = select(msg.c.id).where(
        msg.c.conversation_id == conversation_id, msg.c.wording_key == HELP, ~cared_for
    )
    return said.correlate_except(msg, later).exists()


def left_urgent() -> ColumnElement[bool]:
    """A condition on `conversations`: whether its customer went back to the bot after words of despair that nobody has
    taken care of, and no person has looked at it since. Who looks at it leaves a note: no mark has to be kept here
    either. Who waits again, or is with somebody, is in the queue."""
    conv, notes = t.conversations, conversation_notes
    back, before, after = (t.messages.alias(name) for name in ("went_back", "before", "after"))
    despair = select(before.c.id).where(
        before.c.conversation_id == conv.c.id, before.c.wording_key == HELP, before.c.seq < back.c.seq
    )
    ended = select(after.c.id).where(
        after.c.conversation_id == conv.c.id, after.c.wording_key == CLOSED, after.c.seq > back.c.seq
    )
    noted = select(notes.c.id).where(notes.c.conversation_id == conv.c.id, notes.c.at > back.c.created_at)
    gone = select(back.c.id).where(
        back.c.conversation_id == conv.c.id,
        back.c.wording_key == WENT_BACK,
        despair.correlate(conv, back).exists(),
        ~ended.correlate(conv, back).exists(),
        ~noted.correlate(conv, back).exists(),
    )
    nobody = conv.c.owner.in_((Owner.BOT.value, Owner.CLOSED.value))
    return and_(nobody, urgent(conv.c.id), gone.correlate(conv).exists())


def is_urgent(conn: Connection, conversation_id: ConversationId) -> bool:
    """Whether words of despair in this conversation wait for a person's care."""
    conv = t.conversations
    query = select(conv.c.id).where(conv.c.id == conversation_id, urgent(conv.c.id))
    return conn.execute(query).first() is not None


def heard(tx: Tx, store: Store, row: Row[Any], content: Content) -> list[str] | None:
    """Do what the message asks of the desk itself; gives the ids of what was said to it. None where it is for the bot
    or for a person alone. `row`: the conversation, locked by this transaction, as it was when the message came."""
    if row.owner == Owner.BOT.value:
        # The words are the bot's to understand; the button was shown while somebody waited.
        return [_say(tx, store, row, content, WITH_BOT)] if content.choice == BACK else None
    if content.text is not None and in_despair(content.text):
        return [_help(tx, store, row, content)] if not _helped(tx, row) else None
    waits = row.owner == Owner.WAITING.value
    # Who wrote that they want to die is not taken off the queue by 「やっぱりいいです」: that may be despair as well.
    gives_up = waits and wants_nobody(content) and not is_urgent(tx.conn, row.id)
    if not wants_back(content) and not gives_up:
        return None
    if waits:
        return [_withdraw(tx, store, row, content)]
    return [_say(tx, store, row, content, STAYS, alias=row.claimed_alias or "")]


def _withdraw(tx: Tx, store: Store, row: Row[Any], content: Content) -> str:
    # Said first: who watches the handoff (Slack's thread) learns why it ends.
    said = _say(tx, store, row, content, WENT_BACK)
    store.revoke_forms(tx, row.id, "contact")  # nobody is to call any more
    store.change(
        tx,
        row.id,
        owner=Owner.BOT.value,
        state_version=row.state_version + 1,
        waiting_since=None,
        handoff_reason=None,
        expects=None,
    )
    tx.audit("customer", Audited.HANDOFF_WITHDRAWN, row.id)
    return said


def _helped(tx: Tx, row: Row[Any]) -> bool:
    """Whether it was said in this waiting: the lines that help are not recited at each message."""
    msg, since = t.messages, row.waiting_since or row.created_at
    query = select(msg.c.id).where(
        msg.c.conversation_id == row.id,
        msg.c.wording_key == HELP,
        msg.c.sender == "system",  # the bot's own was said before, and offered the person who is waited for
        msg.c.created_at >= since,
    )
    return tx.conn.execute(query.limit(1)).first() is not None


def _help(tx: Tx, store: Store, row: Row[Any], content: Content) -> str:
    return _say(tx, store, row, content, HELP, person={"key": "talk.despair_passed_on"})


def _say(tx: Tx, store: Store, row: Row[Any], content: Content, key: str, **params: Any) -> str:
    locale = (detect(content.text) if content.text else None) or row.locale
    choices = {
        WENT_BACK: (Choice(store.render("choices.handoff", locale, {}), "handoff"),),
        HELP: (button(store, locale),) if row.owner == Owner.WAITING.value else (),
    }
    message = NewMessage(
        text=store.render(key, locale, params),
        kind=MessageKind.NOTICE,
        key=key,
        params=params,
        choices=choices.get(key, ()),
    )
    return store.add_message(tx, row.id, "system", message)
