"""What tests of the live pages stand on: an answerer that needs no model, a customer who waits."""

from typing import Any

from api.companies import Companies
from desk.bootstrap import Desk
from desk.citing import kept
from desk.ids import ConversationId
from desk.model import Choice, Handoff, NewMessage
from knowledge.answer import Answer, FoundPassage, Lookup
from knowledge.citations import Citation
from knowledge.composing import Statement
from knowledge.vocabulary import CompanyId, MessageKind, Region
from tests.integration.desk.support import bot, turn


def cite(companies: Companies, company_id: str, wanted: str, section: str = "第1章") -> Citation:
    """The line of a policy in which a word stands first."""
    company = companies.get(company_id)
    assert company is not None
    text = company.policy.text
    at = text.index(wanted)
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Citation(
        company=CompanyId(company_id), document=company.document, version=company.policy.version,
        section=section, quote=text[start:end], start=start, end=end,
    )  # fmt: skip


class WordAnswerer:
    """Finds a question's word in the policies; a word that stands nowhere is not answered."""

    def __init__(self, companies: Companies) -> None:
        self._companies = companies
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.only: tuple[Region, ...] = ()
        """While no region is chosen what is found holds for these only; of Japan the policy says nothing then."""

    def ready(self) -> bool:
        return True

    def lookup(
        self, question: str, *, company: str | None = None, region: str | None = None, limit: int = 5,
        companies: Any = None,
    ) -> Lookup:  # fmt: skip
        self.asked.append((question, company, region))
        word = question.strip()
        where = (
            [company] if company else [c for c in self._companies.ids if companies is None or c in companies]
        )
        found = []
        for one in where:
            policy = self._companies.get(one)
            if policy is not None and word in policy.policy.text:
                found.append(cite(self._companies, one, word))
        passages = tuple(
            FoundPassage(n, 0.91, c, next(iter(self.only), None)) for n, c in enumerate(found[:limit], 1)
        )
        if company is None:
            return Lookup(False, 0.0, None, passages)
        kind = MessageKind.ANSWER if found else MessageKind.NOT_STATED
        only = self.only if region is None else ()
        said = tuple(Statement(c.quote, c, regions=only) for c in found)
        old = said if region and region != Region.JP else ()
        silent = (Region.JP,) if only else ()
        answer = Answer(kind, 0.83, "fee", said, replaced=old, passages=passages, silent_regions=silent)
        return Lookup(bool(found), 0.83, answer, passages)


def equip(context: Any) -> WordAnswerer:
    """Put what the live pages use besides the desk into a context."""
    answerer = WordAnswerer(context.companies)
    context.answerer = answerer
    return answerer


def waiting(
    desk: Desk, companies: Companies, company: str = "oni", says: str = "担当者と話したいです"
) -> ConversationId:
    """A customer who was answered with a citation and then asked for a person; gives the conversation's id."""
    citation = cite(companies, company, "個人情報")
    quoted = kept(citation)
    conversation_id = desk.conversations.open(CompanyId(company), None, "ja", [NewMessage("こんにちは")])[
        0
    ].id
    answer = NewMessage(
        "ポリシーには次のように書かれています。", citations=(quoted,), choices=(Choice("はい", "yes"),)
    )
    slots = {"request_type": "disclosure", "requester": "self"}
    asked = bot("担当者を呼びます", effects=(Handoff("asked"),), slots=slots)
    turn(desk, conversation_id, "1", "利用目的は？", type(asked)(messages=(answer,)))
    turn(desk, conversation_id, "2", says, asked)
    return conversation_id
