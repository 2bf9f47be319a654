"""What a customer sent, as it may be kept: masked, receipt and access code set apart.

Needs neither Rasa nor the answers' index: webhooks are taken in by a process without them (`api.intake`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from desk.chat.masking import Masked, Masker
from desk.model import Content, Conversation
from desk.requests.receipts import find_access_code, find_receipt
from desk.texts import RawText
from desk.wording import render
from knowledge.vocabulary import CompanyId, Expects, Owner

_NAMES_A_CODE = re.compile(r"アクセス.?コード|access.?code|访问码", re.IGNORECASE)


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
    """Masks, with each company's own masker: what stands in its policy (its phone, its address) stays."""

    def __init__(self, maskers: Mapping[CompanyId, Masker]) -> None:
        self._maskers = maskers

    def content(self, conversation: Conversation, inbound: Inbound) -> Content:
        """What may be kept of it: masked, receipt and access code set apart. `conversation` says what is expected."""
        if inbound.choice is not None:
            label = choice_label(inbound.choice, conversation.locale)
            return Content(choice=inbound.choice, choice_label=label)
        text = inbound.text or RawText("")
        sealed = consume_secrets(conversation, text)
        masked = self._mask(conversation, text, codes="receipt" in sealed)
        return Content(text=masked.text, sealed={**sealed, **_kinds(masked)})

    def _mask(self, conversation: Conversation, text: RawText, *, codes: bool) -> Masked:
        """Mask a text; `codes`: a receipt stands in it, so what looks like an access code is one."""
        asked = (
            conversation.expects in (Expects.RECEIPT, Expects.ACCESS_CODE)
            or "receipt" in conversation.held
            or conversation.owner is not Owner.BOT
            or _NAMES_A_CODE.search(text.unmasked()) is not None
        )
        return self._maskers[conversation.company].mask(text, access_code_expected=codes or asked)


def choice_label(choice: str, locale: str) -> str:
    """How a choice reads in the transcript."""
    try:
        return render(f"choices.{choice}", locale, {})
    except LookupError:
        return choice


def consume_secrets(conversation: Conversation, raw: RawText) -> dict[str, str]:
    """The receipt and access code in a text: sealed, never in the transcript nor in Rasa."""
    text = raw.unmasked()
    sealed: dict[str, str] = {}
    receipt = find_receipt(text)
    if receipt is None and conversation.expects is Expects.RECEIPT:
        bare = find_receipt(text, bare=True)  # its last eight symbols look like an access code
        return {"receipt": bare} if bare else {}
    if receipt:
        sealed["receipt"] = receipt
    if conversation.expects is Expects.ACCESS_CODE or receipt or "receipt" in conversation.held:
        code = find_access_code(text)
        if code:
            sealed["access_code"] = code
    return sealed


def _kinds(masked: Masked) -> dict[str, str]:
    """The kinds that were masked, carried with the content to the turn."""
    return {"masked": ",".join(sorted(masked.kinds))} if masked.kinds else {}
