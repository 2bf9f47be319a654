"""The desk's letters: templates in plain text, filled in from a case, set by the same layout as the papers.
Which one goes with a request: `desk.papers.fitting`.

A company's own templates lie in `knowledge/policies/<company>/letters/` and take the place of those of the same name
here. Letters are in Japanese, and in English and Chinese too where the company's settings.yml says so
(`letter_languages`); what they quote of the policy stays Japanese. Those of another language lie in a folder of its
name (`en/`, `zh/`) beside the Japanese ones. Nothing that staff enters for a letter is kept, and the data that is
disclosed never comes here: it goes into the envelope as an enclosure.
"""

import re
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from desk.calendar.dues import DESK_ZONE, standing_of
from desk.calendar.regimes import due_rules
from desk.life import Due, DueKind, Ground
from desk.locales import LOCALES, Locale
from desk.papers.blocks import Block, Letterhead, Notice, Paper, Title
from desk.papers.case import Case, Stated
from desk.papers.errors import LetterBroken, LetterInvalid, LetterNotApplicable
from desk.papers.fitting import LETTERS, Particulars, checked, grounds
from desk.papers.markup import MarkupError, Values, blocks
from desk.papers.posting import country, customer_side
from desk.papers.samples import put_off
from desk.papers.speech import Speech, footer
from desk.wording import render
from knowledge.vocabulary import CompanyId

FOLDER = "letters"
_SHARED = ("_parts", "_phrases")
_OWN = Path(__file__).with_name(FOLDER)
_SUFFIX = ".txt"
_COMPANY_FIRST = re.compile(r"^\S*(?:株式会社|有限会社|合同会社)\S*\s+(?=\S)")
_DATE_OF: Mapping[str, DueKind] = {"correction_notice": "correction", "fee_notice": "fee"}
"""Which date of the request such a letter tells, unless staff gives another."""


class Letters:
    """The templates of one installation: those of the companies before those that come with the desk."""

    def __init__(self, policies: Path) -> None:
        self._policies = policies
        self._environments: dict[tuple[str, Locale], SandboxedEnvironment] = {}

    def write(self, kind: str, case: Case, given: Particulars) -> Paper:
        """The letter as a paper.

        Raises:
            LetterUnknown, LetterNotApplicable, LetterInvalid: what was asked for does not fit.
            LetterBroken: the template cannot be used.
        """
        named = checked(kind, case, given)
        company, lang = case.record.company, given.language
        offered = case.settings.letter_languages
        if lang not in offered:
            raise LetterInvalid("language", "not a language of this company's letters", sorted(offered))
        file, values, say = f"{kind}{_SUFFIX}", Values(), Speech(lang)
        token = _VALUES.set(values)
        try:
            template = self._environment(company, lang).get_template(file)
            text = template.render(_variables(kind, case, given, named, say))
            found = blocks(text, values, lang)
        except TemplateSyntaxError as error:
            where = f"{error.name or file}, line {error.lineno}"
            raise LetterBroken(company, file, f"{error.message} ({where})") from None
        except (TemplateError, MarkupError, KeyError, TypeError, ValueError) as error:
            # Jinja's messages name variables; what an unforeseen error quotes is not known: only its kind is told.
            told = str(error) if isinstance(error, TemplateError | MarkupError) else type(error).__name__
            raise LetterBroken(company, file, told) from None
        finally:
            _VALUES.reset(token)
        title = next(block.text for block in found if isinstance(block, Title))
        body = (_letterhead(case, say), *_said_to_be_old(found, case, say))
        return Paper(title, lang, footer(case, lang, case.record.receipt), body)

    def check(self, company: CompanyId, samples: Iterator[Case]) -> None:
        """Write every letter of a company that has templates of its own, for each sample.

        Raises LetterBroken: also for a file of a name that means nothing."""
        folder = self._policies / company / FOLDER
        known = {f"{name}{_SUFFIX}" for name in (*LETTERS, *_SHARED)}
        if not folder.is_dir():
            return
        others = [folder / one for one in LOCALES if one != "ja"]
        for path in (one for place in (folder, *others) if place.is_dir() for one in sorted(place.iterdir())):
            if path.name not in known and not (path.is_dir() and path in others):
                raise LetterBroken(
                    company, path.name, f"no such letter; there are: {', '.join(sorted(known))}"
                )
        for case in samples:
            for kind in LETTERS:
                of = put_off(case) if kind == "extension_notice" else case
                for lang in case.settings.letter_languages:
                    try:
                        self.write(kind, of, replace(_sample_particulars(case), language=lang))
                    except LetterNotApplicable:
                        continue

    def _environment(self, company: CompanyId, lang: Locale) -> SandboxedEnvironment:
        name = (company, lang)
        if name not in self._environments:
            below = "" if lang == "ja" else lang
            folders = [self._policies / company / FOLDER / below, _OWN / below]
            self._environments[name] = SandboxedEnvironment(
                loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
                undefined=StrictUndefined,
                # With autoescape the text of a macro comes as Markup, and can be told from a value.
                autoescape=True,
                finalize=_keep,
                trim_blocks=True,
                lstrip_blocks=True,
            )
        return self._environments[name]


_VALUES: ContextVar[Values] = ContextVar("values of the letter being written")


@pass_context  # not for the context: a constant must be kept with each letter, not once with the template
def _keep(_: Context, value: Any) -> Any:
    return value if isinstance(value, Markup) else _VALUES.get().keep(value)


def _sample_particulars(case: Case) -> Particulars:
    known = grounds(case)
    return Particulars(
        items=("見本",),
        reply_by=case.today,
        ground=known[0].id if known else None,
        reason="見本",
        amount=1,
        payment="見本",
        enclosures=("見本",),
    )


def _running(case: Case, what: DueKind) -> Due | None:
    """A date of the request that is running."""
    dues = case.record.life.dues if case.record.life is not None else ()
    return next((due for due in dues if due.what == what and due.met_at is None), None)


def _extension(case: Case, lang: Locale) -> dict[str, Any] | None:
    """How the date was put off last: from which day to which, the notice with its reason, the law that allows it."""
    life = case.record.life
    if life is None or not life.extensions:
        return None
    last = life.extensions[-1]
    basis = next((due.basis for due in life.dues if due.what == "answer"), "")
    regime = due_rules().regimes.get(basis)
    source = regime.source if regime is not None else None
    return {
        "before": _day(last.before, lang),
        "after": _day(last.after, lang),
        "notice": last.notice.strip(),
        "law": (source.extension.get(lang) or source.law) if source is not None else None,
    }


def _yen(amount: int, lang: Locale) -> str:
    return {"ja": f"{amount:,}円", "en": f"JPY {amount:,}", "zh": f"{amount:,}日元"}[lang]


def _day(value: date, lang: Locale = "ja") -> str:
    return render("papers.letter_date", lang, {"date": value})


def _variables(
    kind: str, case: Case, given: Particulars, named: tuple[Ground, ...], say: Speech
) -> Mapping[str, Any]:
    """What a template may use. `docs/operations.md` lists it for whoever changes one."""
    record = case.record

    def shown(one: Stated) -> dict[str, str]:
        return {"quote": one.quote, "place": say.place(one)}

    def stated(*keys: str) -> list[dict[str, str]]:
        return [shown(one) for one in case.stated(*keys)]

    # The company's own target is for its staff: a customer is told a law's date only.
    law = _running(case, "answer")
    own = _running(case, _DATE_OF[kind]) if kind in _DATE_OF else None
    # A day that is over is no one's deadline.
    kept = own.due if own is not None and standing_of(own.due, case.today) != "late" else None
    reply_by = given.reply_by or kept
    uncited = [one.text for one in named if one.citation is None]
    target = case.send_to
    lines = [str(target[key]) for key in ("postal_code", "address", "name") if target.get(key)]
    lines += filter(None, (country(case) if lines else "",))
    return {
        "company": case.company,
        "receipt": record.receipt,
        "received_on": _day(record.created_at.astimezone(DESK_ZONE).date(), say.lang),
        "today": _day(case.today, say.lang),
        "request_kind": record.request_type,
        "request_type": say.own_word("request_type", record.request_type),
        "requester": say.own_word("requester", record.requester),
        "region": say.own_word("region", record.region),
        "customer": case.value("name"),
        "principal": case.value("principal_name") if case.agent else "",
        "standing": record.standing,
        "awaited": bool(case.awaited),
        "papers": [item.label for item in case.still_wanted],
        "arrived": [say.own("checklist.in_already", text=text, date=day) for text, day in case.in_already],
        "send_to": "\n".join(lines),
        "due": _day(law.due, say.lang) if law is not None else None,
        "stated": stated,
        "rules": lambda *keys: [shown(one) for one in case.rules(*keys)[0]],
        "refusals": lambda *keys: [shown(one) for one in case.rules(*keys)[1]],
        "contact": _contact(case, say),
        "items": list(given.items),
        "reply_by": _day(reply_by, say.lang) if reply_by else None,
        "grounds": [shown(Stated.of(one.citation)) for one in named if one.citation is not None],
        "reason": "\n\n".join(part for part in (*uncited, given.reason.strip()) if part),
        "amount": _yen(given.amount, say.lang) if given.amount is not None else None,
        "fee_amount": case.terms.fee_amount,
        "payment": given.payment.strip(),
        "enclosures": list(given.enclosures),
        "extension": _extension(case, given.language),
        "fee_weeks": dict(zip(("after_notice", "without_notice"), case.terms.fee_weeks, strict=True))
        if case.terms.fee_weeks
        else None,
    }


def _said_to_be_old(found: tuple[Block, ...], case: Case, say: Speech) -> Iterator[Block]:
    """The letter; below its subject that the policy has changed since the request came in, where it has."""
    for block in found:
        yield block
        if isinstance(block, Title) and case.steps is None:
            version = case.record.policy_version[:12]
            yield Notice(say.own("policy_changed", company=case.company, version=version))


def _contact(case: Case, say: Speech) -> str:
    """The desk with its telephone and its mail address, one a line: what a policy means by 下記 where it is quoted."""
    lines = [case.desk_name or case.company]
    if case.phone:
        lines.append(say.own("checklist.phone", phone=case.phone))
    if case.email:
        lines.append(say.own("checklist.email", email=case.email))
    return "\n".join(lines) if len(lines) > 1 else ""


def _letterhead(case: Case, say: Speech) -> Letterhead:
    desk, address = case.own_desk_name, case.desk_address
    sender = [case.company]
    if desk and desk != case.company:
        # The company's line stands above; within the desk's name a policy may spell it in another way.
        sender.append(_COMPANY_FIRST.sub("", desk).removeprefix(case.company).strip())
    if address:
        sender.append(" ".join(filter(None, (address, country(case)))))
    if case.phone:
        sender.append(say.own("checklist.phone", phone=case.phone))
    name = say.own("honorific", name=case.value("name"))
    number = f"{say.own('row.receipt')} {case.record.receipt}"
    return Letterhead(
        (_day(case.today, say.lang), number), customer_side(case, name), "\n".join(filter(None, sender))
    )
