"""On which terms a request is opened: what the desk's facts say about fee, grounds of refusal, form, checks and flaws.

They are kept with the request, so that it is dealt with under the policy version that it was opened under."""

from typing import Any

from desk.citing import KeptCitation, kept
from desk.life import Ground, Terms
from desk.wording.facts import form_name
from knowledge.citations import Citation
from knowledge.facts import Desk as DeskFacts
from knowledge.facts.model import Fact
from knowledge.facts.procedure import Procedure
from knowledge.facts.rules import squeeze

_FLAG_RULES = {
    "address_mismatch": "identity.address_mismatch",
    "form_incomplete": "form.incomplete",
    "several_people": "request.one_per_form",
    "several_companies": "request.one_per_form",
}
"""Which desk fact speaks to a flag."""
QUOTED = (
    "complaint.body", "complaint.desk", "effect.use_stop", "fee.amount", "fee.charged", "fee.excessive",
    "fee.payment", "fee.period",
    "fee.refund", "fee.submission_costs", "fee.unpaid", "fee.waived", "form.incomplete", "identity.address_mismatch",
    "refusal.alternative", "refusal.grounds", "reply.time", "request.one_per_form",
)  # fmt: skip
"""What the desk's letters quote: kept with the request, because a letter may be written after the policy changed."""
ON_PAGE = ("channels.request", "send_to")
"""What the customer's page quotes beside an address, kept for the same reason."""
_CHARGES = ("yes", "sometimes", "no")
"""Where several facts speak of a fee, the one that asks for most counts."""


def terms_of(desk: DeskFacts, steps: Procedure) -> Terms:
    """The terms of a request that goes by this procedure."""

    def facts(key: str) -> tuple[Fact, ...]:
        return desk.facts(key, steps.region, steps.request_type, steps.requester)

    def value(key: str) -> Any:
        found = facts(key)
        return found[0].value if found else None

    fees = sorted(steps.fees, key=lambda part: _CHARGES.index(part.value))
    period = value("fee.period")
    rules = {flag: _first(facts(key)) for flag, key in _FLAG_RULES.items()}
    return Terms(
        fee=fees[0].value if fees else None,
        fee_weeks=(period.after_notice_weeks, period.without_notice_weeks) if period else None,
        fee_citation=_cite(fees[0].citations) if fees else None,
        fee_amount=steps.amount,
        fee_payment=value("fee.payment"),
        fee_payment_citation=_first(facts("fee.payment")),
        fee_period_citation=_first((*facts("fee.period"), *facts("fee.unpaid"))),
        grounds=_grounds(facts("refusal.grounds")),
        reasons=value("refusal.reasons"),
        by_post="post" in steps.channels.value if steps.channels is not None else None,
        form_source=steps.form_source.value if steps.form_source else None,
        form_names=tuple(form_name(part.value) for part in steps.forms),
        form_citation=_cite(steps.form_source.citations) if steps.form_source else None,
        identity=steps.identity_check.value if steps.identity_check else None,
        authority=steps.agent_authority.value if steps.agent_authority else None,
        leak_waiver=_first(facts("fee.waived_for_leak")),
        leak_refund=_also(facts("fee.waived_for_leak")),
        quoted={key: told for key in (*QUOTED, *ON_PAGE) if (told := _every(facts(key)))},
        flag_rules={flag: rule for flag, rule in rules.items() if rule is not None},
    )


def _grounds(facts: tuple[Fact, ...]) -> tuple[Ground, ...]:
    """The desk's own list, each ground with the quotation that it stands in."""
    found: dict[str, Ground] = {}
    for fact in facts:
        for text in fact.value:
            if text not in found:
                own = [one for one in fact.citations if squeeze(text) in squeeze(one.quote)]
                found[text] = Ground(str(len(found) + 1), text, _cite(tuple(own) or fact.citations))
    return tuple(found.values())


def _every(facts: tuple[Fact, ...]) -> tuple[KeptCitation, ...]:
    return tuple(kept(citation) for citation in dict.fromkeys(c for fact in facts for c in fact.citations))


def _first(facts: tuple[Fact, ...]) -> KeptCitation | None:
    return _cite(facts[0].citations) if facts else None


def _also(facts: tuple[Fact, ...]) -> KeptCitation | None:
    return _cite(facts[0].also) if facts else None


def _cite(citations: tuple[Citation, ...]) -> KeptCitation | None:
    return kept(citations[0]) if citations else None
