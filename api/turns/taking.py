"""What a customer sent, as it may be kept: masked, receipt and access code set apart.

Needs neither Rasa nor the answers' index: webhooks are taken in by a process without them (`api.intake`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from desk.chat.masking import Masker
from desk.locales import Locale
from desk.model import Content, Conversation
from desk.requests.receipts import find_access_code, find_receipt
from desk.texts import RawText, SetApart, kept_masked
from desk.wording import render
from knowledge.vocabulary import CompanyId, Expects, Owner

_NAMES_A_CODE = re.compile(r"アクセス.?コード|access.?code|查询码|访问码", re.IGNORECASE)


@dataclass(frozen=True)
class Inbound:
    """What a customer sent: exactly one of `text` and `choice`."""

    client_id: str
    text: RawText | None = None
    choice: str | None = None

    @property
    def fingerprint(self) -> RawText:
        """What was sent, to tell a repeat from a reused `client_id`; only a keyed MAC of it is kept."""
        if self.text is None:
            return RawText(f"choice:{self.choice}")
        return RawText(f"text:{self.text.unmasked()}")


class Taking:
    """Masks, with each company's own masker: what stands in its policy (its phone, its address) stays.

    In two steps, because a message of a channel is kept before those before it were worked on, and only they tell
    whether a code is expected (docs/decisions/0065): `taken` hides whatever may be a code and sets it apart, `settled`
    decides once the message's turn has come.
    """

    def __init__(self, maskers: Mapping[CompanyId, Masker]) -> None:
        self._maskers = maskers

    def content(self, conversation: Conversation, inbound: Inbound) -> Content:
        """Both steps, for who knows the conversation as it is now."""
        return self.settled(conversation, self.taken(conversation.company, inbound))

    def taken(self, company: CompanyId, inbound: Inbound) -> Content:
        """What may be kept of it whatever its conversation is at; for `settled`, and for nobody else to read."""
        if inbound.choice is not None:
            return Content(choice=inbound.choice)
        raw = inbound.text or RawText("")
        apart = _found(raw)
        masker = self._maskers[company]
        hidden = masker.mask(raw, access_code_expected=True)
        if "access_code" in hidden.kinds and apart.receipt is None and not _names_a_code(raw):
            plain = masker.mask(raw)
            apart = replace(apart, plain=plain.text, plain_masked=plain.kinds)
        return Content(text=hidden.text, apart=replace(apart, masked=hidden.kinds))

    def settled(self, conversation: Conversation, content: Content) -> Content:
        """What was `taken`, as its conversation takes it now: receipt and access code set apart where they are
        expected, and otherwise what only looks like a code shown as it was written."""
        if content.choice is not None:
            label = choice_label(content.choice, conversation.locale)
            return Content(choice=content.choice, choice_label=label)
        seen, text, masked = content.apart, content.text or kept_masked(""), content.apart.masked
        if seen.plain is not None and not _code_expected(conversation):
            text, masked = seen.plain, seen.plain_masked
        consumed = _consumed(conversation, seen)
        if consumed.receipt is not None and seen.maybe_receipt is not None:
            text = self._maskers[conversation.company].mask(text, receipt_expected=True).text
        return Content(text=text, apart=replace(consumed, masked=masked))


def _code_expected(conversation: Conversation) -> bool:
    """Whether what looks like an access code is taken for one."""
    return (
        conversation.expects in (Expects.RECEIPT, Expects.ACCESS_CODE)
        or "receipt" in conversation.held
        or conversation.owner is not Owner.BOT
    )


def _consumed(conversation: Conversation, seen: SetApart) -> SetApart:
    """The receipt and access code among what was found: never in the transcript nor in Rasa."""
    found = SetApart(receipt=seen.receipt, access_code=seen.access_code)
    if seen.receipt is None and conversation.expects is Expects.RECEIPT:
        # Its last eight symbols look like an access code.
        return SetApart(receipt=seen.maybe_receipt) if seen.maybe_receipt is not None else found
    wanted = conversation.expects is Expects.ACCESS_CODE or "receipt" in conversation.held
    return replace(found, access_code=seen.maybe_code) if wanted and seen.maybe_code is not None else found


def _found(raw: RawText) -> SetApart:
    """The receipt and access code in a text, each under what is known of it without its conversation."""
    text = raw.unmasked()
    receipt, code = find_receipt(text), find_access_code(text)
    if receipt is not None:  # what stands beside it is its code, whatever was expected
        return SetApart(receipt=receipt, access_code=code or None)
    return SetApart(maybe_receipt=find_receipt(text, bare=True) or None, maybe_code=code or None)


def _names_a_code(raw: RawText) -> bool:
    return _NAMES_A_CODE.search(raw.unmasked()) is not None


def choice_label(choice: str, locale: Locale) -> str:
    """How a choice reads in the transcript."""
    try:
        return render(f"choices.{choice}", locale, {})
    except LookupError:
        return choice
