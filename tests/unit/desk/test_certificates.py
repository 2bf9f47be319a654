"""What a company or a person is given about what was destroyed: how much, what stays and why, and whether it was looked
for afterwards."""

from dataclasses import replace
from typing import Any, cast

import pytest

from desk.requests.receipts import Receipt
from desk.upkeep.certificates import FORMAT, Certificate, Kept
from desk.vaulting.signing import public_key, signed_by
from desk.wording import render
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import KEYS

ONE = Certificate(
    id="e1",
    kind="person",
    company=CompanyId("ocs"),
    at="2026-11-20T15:30:00+00:00",
    by="hanako",
    receipts=(Receipt("MDG-AAAA-AAAA-A"), Receipt("MDG-BBBB-BBBB-B")),
    conversations=1,
    destroyed={"messages": 4, "fields": 12},
    kept=(Kept("audit", "accountability"), Kept("record", "operator", "2028-11-20")),
    verified=True,
    off_the_disk=False,
    trackers=1,
)


def lines(certificate: Certificate, company: str | None = None) -> list[str]:
    return certificate.as_text("ja", company).splitlines()


def test_a_certificate_names_the_requests_the_company_and_the_hour_in_japan() -> None:
    _, head, receipts, *_ = lines(ONE, "株式会社OCS")
    assert "e1" in head and "株式会社OCS" in head and "2026-11-21 00:30" in head
    assert "MDG-AAAA-AAAA-A, MDG-BBBB-BBBB-B" in receipts
    assert "ocs" in lines(ONE)[1], "without a name, its id"


def test_what_was_destroyed_stands_with_its_number_in_an_order_that_does_not_change() -> None:
    counted = [line for line in lines(ONE) if line.startswith("- ") and line.endswith((": 4", ": 12"))]
    assert [line.rpartition(": ")[2] for line in counted] == ["12", "4"]
    assert lines(replace(ONE, destroyed={"fields": 12, "messages": 4})) == lines(ONE)


def test_where_there_was_nothing_it_says_so_and_counts_nothing() -> None:
    bare = replace(ONE, destroyed={}, kept=(), receipts=())
    said = lines(bare)
    assert len([line for line in said if line.startswith("- ")]) == 1
    assert said[2].endswith("-")


def test_a_day_is_said_of_what_stays_where_one_is_known() -> None:
    with_day = [line for line in lines(ONE) if "2028-11-20" in line]
    assert len(with_day) == 1
    assert not any("2028" in line or "None" in line for line in lines(replace(ONE, kept=ONE.kept[:1])))


def test_a_certificate_does_not_say_that_it_was_looked_for_where_nobody_has_looked() -> None:
    assert lines(ONE)[-1] == render("certificate.verified", "ja", {})
    assert lines(replace(ONE, verified=False))[-1] == render("certificate.not_verified", "ja", {})
    assert lines(ONE)[:-1] == lines(replace(ONE, verified=False))[:-1]


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_every_kind_and_reason_has_words(locale: Any) -> None:
    assert "certificate." not in ONE.as_text(locale)
    assert ONE.as_text(locale).endswith("\n") and not ONE.as_text(locale).endswith("\n\n")


def test_the_document_is_signed_and_says_by_which_key() -> None:
    signer = KEYS.signer()
    document = ONE.as_json(cast("Any", type("Anchors", (), {"signer": signer})))
    assert (document["format"], document["public_key"]) == (FORMAT, public_key(signer))
    assert document["receipts"] == list(ONE.receipts) and document["destroyed"] == ONE.destroyed
    assert document["kept"][1] == {"what": "record", "why": "operator", "until": "2028-11-20"}
    assert signed_by(signer, document)
    assert not signed_by(signer, {**document, "destroyed": {"messages": 3}})
