"""A look-up's answer as a Slack message: the answer, its clauses with their addresses, and text to copy."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desk.chat.masking import Masked
from desk.slack.blocks import actions, button, context, copyable, header, links, section, within_one, words
from desk.slack.limits import Block
from desk.slack.text import cut
from desk.slack.words import Words
from desk.texts import MaskedText, RawText
from desk.wording.answers import answer_text
from desk.wording.display import readable
from desk.words import named
from knowledge.answer import Lookup
from knowledge.citations import Citation
from knowledge.vocabulary import CompanyId, Region

MAX_QUESTION = 400
"""Characters of a question: it travels in the buttons of its answer, whose values take 2,000."""
SHOWN = 3
"""Passages beneath an answer, or in place of one."""
LOOK_UP, SHARE = "look_up_again", "share_answer"
"""Action ids; those of rows with several buttons end in `:` and a number."""

UrlOf = Callable[[Citation], str]


@dataclass(frozen=True, slots=True)
class About:
    """About which company and region somebody asks in Slack; None: it is not said."""

    company: CompanyId | None = None
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question and about whom."""

    question: MaskedText
    company: CompanyId | None = None
    region: Region | None = None

    def value(self) -> str:
        """For a button."""
        # Others take six characters in JSON.
        question = "".join(one for one in self.question if one.isprintable())
        given = {"q": cut(question, MAX_QUESTION), "c": self.company, "r": self.region}
        return json.dumps(given, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of_value(cls, value: str, mask: Callable[[RawText], Masked]) -> "Question":
        """Out of a button, masked anew: it comes from outside. Raises ValueError: not one of ours."""
        try:
            given = json.loads(value)
            question, company, region = given["q"], given["c"], given["r"]
        except (ValueError, KeyError, TypeError):
            raise ValueError("not a question's button") from None
        if not all(one is None or isinstance(one, str) for one in (company, region)):
            raise ValueError("not a question's button")
        if not isinstance(question, str):
            raise ValueError("not a question's button")
        return cls(mask(RawText(question)).text, company, named(Region, region) if region else None)


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen: the companies of this account, and the regions of the company asked about."""

    names: Mapping[CompanyId, str]
    regions: Sequence[Region] = ()


class AnswerView:
    """Renders look-ups. `url_of` gives the address of a clause on the policy page. `echoes`: whether the question goes
    back to Slack, above its answer and in the buttons, which carry it; without it there are no buttons."""

    def __init__(self, text: Words, url_of: UrlOf, *, echoes: bool = True) -> None:
        self._text, self._url_of, self._echoes = text, url_of, echoes

    def blocks(
        self,
        asked: Question,
        found: Lookup,
        offered: Offered,
        *,
        masked: bool = False,
        shared_by: str | None = None,
    ) -> list[Block]:
        """The whole message. A shared one has no buttons and says who shared it."""
        text, locale = self._text, self._text.locale
        name = offered.names.get(asked.company, "") if asked.company else ""
        first: list[Block] = []
        if self._echoes:
            first += words(asked.question[:MAX_QUESTION], lead=text("looked_up", question="").strip())
        if shared_by is not None:
            first.insert(0, context(text("shared", alias=shared_by)))
        answered = found.answer is not None and found.answerable and asked.company is not None
        cited: list[Citation]
        if answered and found.answer is not None:
            cited = _unique([one.citation for one in found.answer.statements])
            first.append(header(text("answer", company=name)))
            first += words(cut(answer_text(found.answer, locale), 4000))
        else:
            cited = [one.citation for one in found.passages[:SHOWN]]
            unchosen = "choose_company" if self._echoes else "name_company"
            wanted = "not_answered" if asked.company is not None else unchosen
            first.append(section(text(wanted) if cited or asked.company is None else text("no_passages")))
        notes = [text("masked")] if masked else []
        if answered:
            notes.append(text("confidence", percent=round(found.confidence * 100)))
        if notes:
            first.append(context(*notes))
        buttons = self._echoes and shared_by is None
        tail = self._buttons(asked, offered, cited) if buttons else []
        evidence = [self._clause(one, offered, quoted=not answered) for one in cited[:SHOWN]]
        return [*within_one([*first, *tail], *evidence)] if not tail else _before_tail(first, tail, evidence)

    def _clause(self, cited: Citation, offered: Offered, *, quoted: bool) -> list[Block]:
        company = offered.names.get(cited.company, cited.company)
        shown: list[Block] = links([(f"{company} {cited.section}", self._url_of(cited))])
        quote = cut(readable(cited.quote), 1200)
        if quoted:
            shown += words(quote, quoted=True)
        source = self._text(
            "source",
            company=company,
            document=cited.document,
            section=cited.section,
            version=cited.version,
        )
        return shown + copyable(f"「{quote}」\n{source}\n{self._url_of(cited)}")

    def _buttons(self, asked: Question, offered: Offered, cited: Sequence[Citation]) -> list[Block]:
        text = self._text
        rows: list[Block] = []
        others = {one: name for one, name in offered.names.items() if one != asked.company}
        if len(offered.names) > 1 or asked.company is None:
            chosen = [
                button(name, f"{LOOK_UP}:c{number}", Question(asked.question, one).value())
                for number, (one, name) in enumerate(list(others.items())[:20])
            ]
            rows += actions(chosen, "companies") if chosen else []
        if asked.company is not None and len(offered.regions) > 1:
            chosen = [
                button(
                    text.term("region", one),
                    f"{LOOK_UP}:r{number}",
                    Question(asked.question, asked.company, one).value(),
                    style="primary" if one == asked.region else None,
                )
                for number, one in enumerate(offered.regions)
            ]
            rows += [context(text("choose_region")), *actions(chosen, "regions")]
        if cited and asked.company is not None:
            rows += actions([button(text("share"), SHARE, asked.value())], "share")
        return rows


def _before_tail(first: list[Block], tail: list[Block], evidence: list[list[Block]]) -> list[Block]:
    """As much evidence as fits between the answer and the buttons."""
    whole = within_one([*first, *tail], *evidence)
    extra = whole[len(first) + len(tail) :]
    return [*first, *extra, *tail]


def _unique(cited: Sequence[Citation]) -> list[Citation]:
    return list(dict.fromkeys(cited))
