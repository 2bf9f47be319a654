"""A verbatim piece of a policy with its place."""

from dataclasses import dataclass

from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation: `policy_text[start:end] == quote`, in code points of that version of the text.

    `section` is the heading path, innermost last, joined by " > ". `version` is the first 12 hex
    digits of the SHA-256 of the policy file.
    """

    company: CompanyId
    document: str
    version: str
    section: str
    quote: str
    start: int
    end: int
