"""What may be shown in Slack or comes from there: no personal data of a customer, and no names."""

from collections.abc import Mapping

from desk.chat.masking import Masked, Masker
from desk.slack.known_names import NOBODY, KnownNames
from desk.slack.names import NAME, without_names
from desk.texts import MaskedText, RawText
from knowledge.vocabulary import CompanyId


class SlackMasking:
    """`maskers` know each company's own contact data, which stays readable. `shows_words`: whether any text of a
    conversation or of a question is posted at all; without it, no reading has to be relied on."""

    def __init__(self, maskers: Mapping[CompanyId, Masker], *, shows_words: bool = True) -> None:
        self._maskers, self._any = maskers, Masker()
        self.shows_words = shows_words

    def prepare(self) -> None:
        """Load what the readings look up (about three seconds), so that the first command does not wait for it: Slack
        gives an answer three."""
        without_names("みやざわです。千葉です。My name is Will.")

    def message(
        self, company: CompanyId | None, sender: str, text: str, known: KnownNames = NOBODY
    ) -> MaskedText | None:
        """A message of a conversation on its way to Slack; None where no words go there, whoever wrote them: the bot
        and staff may repeat a customer's."""
        if not self.shows_words:
            return None
        if sender in ("customer", "staff"):
            return self.shown(company, text, known)
        return self.quoted(company, text)

    def shown(self, company: CompanyId | None, text: str, known: KnownNames = NOBODY) -> MaskedText:
        """Text of a conversation on its way to Slack. The codes of a request go, whatever was expected when it was
        written; so do the names that the desk knows of its people (`known`), wherever they stand, and what reads like
        a name."""
        named = known.hide(text)
        return MaskedText(without_names(self._of(company).mask(named, access_code_expected=True).text))

    def typed(self, company: CompanyId | None, text: RawText) -> Masked:
        """What staff typed in Slack, before anything is stored or sent. Names stay: a reply may address a customer
        by the name that the customer gave, in the desk's own store."""
        return self._of(company).mask(text)

    def quoted(self, company: CompanyId | None, text: str) -> MaskedText:
        """What the desk itself says (quotations, fixed wording): the names in it are the policy's."""
        return self._of(company).mask(text, access_code_expected=False).text

    def asked(self, text: RawText) -> Masked:
        """A question for the look-up: of whichever company it is, and nobody's name."""
        masked = self._any.mask(text)
        shown = without_names(masked.text)
        kinds = masked.kinds if shown == masked.text else masked.kinds | {"name"}
        return Masked(MaskedText(shown), kinds)

    def _of(self, company: CompanyId | None) -> Masker:
        return self._any if company is None else self._maskers.get(company, self._any)


__all__ = ["NAME", "SlackMasking"]
