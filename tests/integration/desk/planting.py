"""A person planted in every store of a company, to be looked for after everything that should leave nothing of them."""

import json
from pathlib import Path

from sqlalchemy import select

from desk.bootstrap import Desk
from desk.life import RequestStatus
from desk.model import FormField, FormSpec, RequestChanges, StaffMember
from desk.requests.receipts import Receipt
from desk.texts import RawText
from desk.vaulting.rotation import ALL_SEALED
from tests.integration.desk.support import (
    PLANTED,
    announce,
    bot,
    every_field,
    form_token,
    opened,
    said,
    spec,
    stored,
    turn,
)

CHAT = {
    "text": "わたしは植村です CHATWORD",
    "reply": "植村さまですね REPLYWORD",
    "slot": "SLOTWORD",
    "held": "HELDWORD",
}
CONTACT_VALUES = {"name": "植村 真琴", "phone": "086-999-7361", "details": "CONTACTWORD"}
SECOND = {"name": "植村 眞琴", "details": "SECONDWORD 会員番号ZQX-5582の件"}
"""The same person's second request, from the same chat: neither e-mail nor telephone leads to it."""
SECOND_NOTE = "SECONDNOTE 植村さまの別件"
NOTE, PENDING = "NOTEWORD 植村さまから電話", "PENDINGWORD まだ返事のない文"
FLAG, CHECKED, NOTICE, GROUND = (
    "FLAGWORD 植村さまの旧住所",
    "CHECKWORD 植村さまの住民票の写しで確認",
    "NOTICEWORD 植村さまへ延長",
    "GROUNDWORD 桐生さまの情報を含む",
)
CONTACT = FormSpec("contact", tuple(FormField(name, name, False) for name in CONTACT_VALUES))
WORDS = [
    *PLANTED.values(),
    *CHAT.values(),
    *CONTACT_VALUES.values(),
    *SECOND.values(),
    SECOND_NOTE,
    NOTE,
    PENDING,
    FLAG,
    CHECKED,
    NOTICE,
    GROUND,
]


class Planted:
    """A person in every store of one company, with two requests from one chat, and the sealed bytes that hold them."""

    def __init__(self, desk: Desk, staff: StaffMember, company: str = "oni", final: bool = True) -> None:
        self.conversation = opened(desk, company)
        outcome = bot(
            CHAT["reply"], slots={"s": CHAT["slot"]}, held={"receipt": CHAT["held"]}, dialogue_state=CHAT
        )
        turn(desk, self.conversation, "1", CHAT["text"], outcome)
        contact = form_token(desk, self.conversation, CONTACT, "c")
        desk.forms.submit(contact, CONTACT_VALUES)
        form = every_field(company=company, standing="request", region="eea_uk")
        self.form = form_token(desk, self.conversation, form)
        result = desk.forms.submit(self.form, PLANTED, announce)
        self.receipt, self.code = result.receipt, result.access_code
        self.second = self._second(desk, staff, company, final)
        desk.requests.patch(self.receipt, RequestChanges(note=NOTE), staff)
        desk.casework.flag(self.receipt, "address_mismatch", True, staff, FLAG)
        desk.casework.check(self.receipt, "identity", "confirmed", staff, CHECKED)
        desk.casework.extend(self.receipt, NOTICE, staff)
        if final:
            partly = RequestChanges(status="partly_answered", grounds=(GROUND,))
            desk.requests.patch(self.receipt, partly, staff)
        desk.conversations.accept(self.conversation, "p", said(PENDING), RawText(PENDING))
        if final:
            desk.requests.patch(self.receipt, RequestChanges(status="answered"), staff)
        with desk.database.read() as conn:
            values = [v for one in ALL_SEALED for v in conn.execute(select(one.column)).scalars() if v]
        self.sealed = [value[9:] for value in values]

    def _second(self, desk: Desk, staff: StaffMember, company: str, final: bool) -> Receipt:
        asked = tuple((name, True) for name in SECOND)
        form = spec(company=company, standing="request", region="eea_uk", fields=asked)
        receipt = desk.forms.submit(form_token(desk, self.conversation, form, "s"), SECOND, announce).receipt
        ended: RequestStatus | None = "withdrawn" if final else None
        desk.requests.patch(receipt, RequestChanges(status=ended, note=SECOND_NOTE), staff)
        return receipt

    def gone_from(self, folder: Path) -> None:
        """Neither the words nor the bytes that they were sealed to are in any file."""
        data = stored(folder)
        for word in WORDS:
            assert word.encode() not in data, word
            assert json.dumps(word).encode() not in data, word
        assert not [value for value in self.sealed if value in data]
