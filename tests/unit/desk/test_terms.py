"""What a request keeps of the policy that it was opened under: fee, grounds, form, and the clauses that letters quote."""

from dataclasses import replace
from typing import Any

from desk.life import Terms
from desk.requests.terms import QUOTED, terms_of
from knowledge.facts.keys import Form, PaymentPeriod
from knowledge.facts.model import Entry, Fact
from knowledge.facts.procedure import procedure
from knowledge.vocabulary import Region, Requester, RequestType
from tests.unit.knowledge.invented import Text, desk, sheet

TEXT = Text(tuple((f"第{number}文。", None) for number in range(12)))


def fact(key: str, value: Any, clause: int = 0, **more: Any) -> Fact:
    return replace(TEXT.fact(key, clause), value=value, **more)


def of(*entries: Entry, own: tuple[Entry, ...] = (), who: Requester = Requester.SELF) -> Terms:
    """The terms of a disclosure; with entries of a chapter's `own`, in Japan."""
    facts = desk(sheet(None, *entries), *([sheet(Region.JP, *own)] if own else []))
    region = Region.JP if own else None
    return terms_of(
        facts, procedure(facts, region=region, request_type=RequestType.DISCLOSURE, requester=who)
    )


def quote(told: Any) -> str:
    assert told is not None
    return str(told["quote"])


def words(clause: int) -> str:
    return TEXT.quoted(clause).quote


def test_of_a_policy_that_says_nothing_nothing_is_kept() -> None:
    assert of() == Terms()


def test_where_two_sentences_speak_of_a_fee_the_one_that_asks_for_most_counts() -> None:
    for base, own, kept in (("no", "yes", "yes"), ("yes", "no", "yes"), ("no", "sometimes", "sometimes")):
        found = of(
            fact("fee.charged", base),
            own=(fact("fee.charged", own, 1, region=Region.JP, adds=True),),
        )
        assert found.fee == kept
        assert quote(found.fee_citation) == words(1 if own == kept else 0)


def test_the_weeks_for_paying_are_kept_with_and_without_a_notice_that_got_through() -> None:
    period = fact("fee.period", PaymentPeriod(after_notice_weeks=1, without_notice_weeks=3), 2)
    assert of(period).fee_weeks == (1, 3)
    assert quote(of(period, fact("fee.unpaid", "取り下げ", 3)).fee_period_citation) == words(2)
    assert quote(of(fact("fee.unpaid", "取り下げ", 3)).fee_period_citation) == words(3)


def test_what_a_fee_costs_and_how_it_is_paid_is_kept_in_the_policys_words() -> None:
    found = of(fact("fee.amount", "1,000円"), fact("fee.payment", "定額小為替", 4))
    assert (found.fee_amount, found.fee_payment) == ("1,000円", "定額小為替")
    assert quote(found.fee_payment_citation) == words(4)


def test_a_waiver_after_a_leak_is_kept_with_what_is_paid_back() -> None:
    found = of(fact("fee.waived_for_leak", "徴取しない", 5, also=(TEXT.quoted(6),)))
    assert (quote(found.leak_waiver), quote(found.leak_refund)) == (words(5), words(6))
    assert of(fact("fee.waived_for_leak", "徴取しない", 5)).leak_refund is None


def test_each_ground_for_refusing_is_numbered_once_with_the_sentence_that_holds_it() -> None:
    listed = Fact("refusal.grounds", ("第7", "第8", "第7"), (TEXT.quoted(7), TEXT.quoted(8)))
    more = replace(listed, value=("第8", "別の根拠"), region=Region.JP, adds=True)
    grounds = of(listed, own=(more,)).grounds
    assert [(one.id, one.text, quote(one.citation)) for one in grounds] == [
        ("1", "第8", words(8)),
        ("2", "別の根拠", words(7)),
        ("3", "第7", words(7)),
    ]


def test_form_identity_and_authority_are_kept() -> None:
    entries = (
        fact("form", Form(name="申請書", number="様式 1")),
        fact("form.source", "ask_the_desk", 9),
        fact("identity.check", "always"),
        fact("agent.authority", "sometimes"),
        fact("refusal.reasons", "endeavour"),
    )
    found = of(*entries, who=Requester.VOLUNTARY_AGENT)
    assert (found.form_source, quote(found.form_citation)) == ("ask_the_desk", words(9))
    assert len(found.form_names) == 1 and "申請書" in found.form_names[0]
    assert (found.identity, found.authority, found.reasons) == ("always", "sometimes", "endeavour")
    assert of(*entries).authority is None, "nobody's authority is checked where the person asks"


def test_a_flag_that_the_policy_speaks_to_is_kept_with_its_sentence_and_no_other() -> None:
    found = of(fact("request.one_per_form", "1社", 10))
    assert set(found.flag_rules) == {"several_people", "several_companies"}
    assert {quote(one) for one in found.flag_rules.values()} == {words(10)}
    assert set(of(fact("form.incomplete", "返送", 1)).flag_rules) == {"form_incomplete"}
    assert set(of(fact("identity.address_mismatch", "確認", 1)).flag_rules) == {"address_mismatch"}


def test_what_letters_quote_is_kept_each_sentence_once() -> None:
    twice = Fact("reply.time", "遅滞なく", (TEXT.quoted(1), TEXT.quoted(1), TEXT.quoted(2)))
    found = of(twice, fact("camera", "x", 3))
    assert "reply.time" in QUOTED
    assert {key: [quote(one) for one in told] for key, told in found.quoted.items()} == {
        "reply.time": [words(1), words(2)]
    }
