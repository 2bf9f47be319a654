"""From what is stored to the shapes of the contract: URLs are made here, nowhere else."""

from collections.abc import Mapping
from urllib.parse import urlencode

from api.schemas import ChoiceOut, CitationOut, DocumentLink, FormField, FormOut, MessageOut
from desk.citing import KeptCitation, kept
from desk.locales import Locale
from desk.model import FormRef, StoredMessage
from knowledge.citations import Citation
from knowledge.vocabulary import MessageKind

MOST_MESSAGES = 1000
"""How many messages of one conversation staff are shown, on its page and over the API: the newest."""


def policy_url(base_url: str, citation: KeptCitation | Citation) -> str:
    """The policy page at the quoted clause, in the version that was quoted."""
    place = kept(citation) if isinstance(citation, Citation) else citation
    query = urlencode({"version": place["version"], "start": place["start"], "end": place["end"]})
    return f"{base_url}/policies/{place['company']}?{query}#q"


def citation_out(base_url: str, citation: KeptCitation | Citation) -> CitationOut:
    """A citation with the address of its place."""
    if isinstance(citation, Citation):
        citation = kept(citation)
    return CitationOut(**citation, url=policy_url(base_url, citation))


def citation_or_none(base_url: str, citation: KeptCitation | None) -> CitationOut | None:
    """The same of what may quote nothing."""
    return citation_out(base_url, citation) if citation else None


def form_url(base_url: str, token: str) -> str:
    """Where a form is opened and sent. The token in it is a one-time secret."""
    return f"{base_url}/forms/{token}"


def status_url(base_url: str, locale: Locale) -> str:
    """Where a customer follows a request, with receipt and access code typed in there."""
    return f"{base_url}/requests?{urlencode({'lang': locale})}"


def document_links(base_url: str, tokens: Mapping[str, str]) -> list[DocumentLink]:
    """Where the papers are asked for. Not for LINE or mail: the pages of the form and of the status show them."""
    return [DocumentLink(kind=kind, url=f"{base_url}/documents/{token}") for kind, token in tokens.items()]


def form_out(base_url: str, form: FormRef | None) -> FormOut | None:
    """A form as a message shows it; a spent one is not shown again."""
    if form is None or form.spent:
        return None
    fields = [FormField(name=f.name, label=f.label, required=f.required) for f in form.fields]
    return FormOut(url=form_url(base_url, form.token), expires_at=form.expires_at, fields=fields)


def message_out(base_url: str, message: StoredMessage) -> MessageOut:
    """A stored message in the shape of the contract."""
    return MessageOut(
        id=message.id,
        sender=message.sender,
        kind=message.kind or MessageKind.NOTICE,
        text=message.text,
        citations=[citation_out(base_url, citation) for citation in message.citations],
        choices=[ChoiceOut(label=c.label, value=c.value) for c in message.choices],
        form=form_out(base_url, message.form),
        created_at=message.created_at,
        alias=message.staff_alias,
    )
