"""What can go wrong with papers, letters and the links to them. Messages hold nothing of what stands on a paper."""

from collections.abc import Sequence

from desk.errors import DeskError
from desk.locales import Locale
from knowledge.vocabulary import CompanyId


class LinkNotFound(DeskError):
    """The link is none of ours, or was changed."""

    code = "document_not_found"
    kind = "not_found"
    message = "There is no such document."


class LinkExpired(DeskError):
    """The link's fifteen minutes are over. `locale` is the language that it was made in."""

    code = "document_link_expired"
    kind = "gone"
    message = "This link has expired. Receipt and access code give a new one."

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        super().__init__()


class PaperNotOffered(DeskError):
    """This request has no such paper. `allowed` are those it has."""

    code = "paper_not_offered"
    kind = "not_found"

    def __init__(self, kind: str, allowed: Sequence[str]) -> None:
        self.allowed = tuple(allowed)
        super().__init__(f"This request has no paper {kind!r}; it has: {', '.join(allowed) or 'none'}.")


class LetterUnknown(DeskError):
    """There is no letter of this kind."""

    code = "letter_not_found"
    kind = "not_found"

    def __init__(self, kind: str, allowed: Sequence[str]) -> None:
        self.allowed = tuple(allowed)
        super().__init__(f"There is no letter {kind!r}; there are: {', '.join(allowed)}.")


class LetterNotApplicable(DeskError):
    """The letter does not fit this request (a fee notice where no fee is charged)."""

    code = "letter_not_applicable"
    kind = "conflict"


class LetterInvalid(DeskError):
    """A particular of the letter is missing or not allowed: `field`, and the values it may have."""

    code = "letter_invalid"
    kind = "invalid"

    def __init__(self, field: str, problem: str, allowed: Sequence[str] = ()) -> None:
        self.field, self.problem, self.allowed = field, problem, tuple(allowed)
        super().__init__(f"{field}: {problem}")


class LetterBroken(ValueError):
    """A letter template cannot be used. The message names company, file and what is wrong with it; both are the
    operator's, no customer data is in it."""

    def __init__(self, company: CompanyId, file: str, problem: str) -> None:
        self.company, self.file, self.problem = company, file, problem
        super().__init__(f"{company}: letters/{file}: {problem}")
