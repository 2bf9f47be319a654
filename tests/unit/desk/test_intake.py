"""What the form of a request carries: the rule for its answer's date, the ways to reach whoever sends it."""

from datetime import date

import pytest

from desk.fields import ADDRESS_OR_EMAIL, PHONE_OR_EMAIL, check
from desk.forms import one_of
from desk.intake import contact_spec, due_rule
from knowledge.vocabulary import Region, RequestType
from tests.integration.desk.support import spec

TODAY = date(2026, 11, 22)


def dated(region: Region | None) -> set[str]:
    return {kind.value for kind in RequestType if due_rule(region, kind) is not None}


def test_gdpr_names_a_month_for_articles_15_to_22_only() -> None:
    assert dated(Region.EEA_UK) == {
        "disclosure", "correction", "addition", "deletion", "erasure", "restriction", "portability", "objection",
    }  # fmt: skip
    rule = due_rule(Region.EEA_UK, RequestType.PORTABILITY)
    assert rule is not None
    assert (rule.basis, rule.months, rule.days) == ("gdpr_12_3", 1, None)


def test_ccpa_names_45_days_for_know_delete_and_correct_only() -> None:
    assert dated(Region.CALIFORNIA) == {"access_ccpa", "deletion", "correction"}
    rule = due_rule(Region.CALIFORNIA, RequestType.DELETION)
    assert rule is not None
    assert (rule.basis, rule.months, rule.days) == ("ccpa_7021", None, 45)


@pytest.mark.parametrize("region", [None, Region.JP, Region.CHINA, Region.OTHER])
def test_other_laws_name_no_days(region: Region | None) -> None:
    assert dated(region) == set()


def test_one_of_several_fields_is_enough_and_none_is_not() -> None:
    def wrong(**values: str) -> list[tuple[str, str]]:
        found = check(values, frozenset({"name"}), {}, "jp", TODAY, one_of=PHONE_OR_EMAIL)
        return [(error.field, error.key) for error in found.errors]

    assert wrong(name="a") == [("phone", "form.error.contact")]
    assert wrong(name="a", phone="", email=" ") == [("phone", "form.error.contact")]
    assert wrong(name="a", phone="03-1234-5678") == []
    assert wrong(name="a", email="a@example.jp") == []
    assert wrong(name="a", email="nothing") == [("email", "form.error.email")], "told once"


def test_what_must_be_reachable() -> None:
    contact = contact_spec("ja")
    assert one_of(contact) == PHONE_OR_EMAIL
    request = spec(fields=(("name", True), ("address", False), ("email", False)))
    assert one_of(request) == ADDRESS_OR_EMAIL, "no way of reply is settled"
    assert one_of(spec(reply_method="other")) == (("email",), "form.error.address_or_email")
    assert one_of(spec(reply_method="post")) is None
