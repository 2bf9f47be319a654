"""Data that is to stay, named one after the other: all of it stays."""

from typing import Any

import pytest

from actions.words.spared import spared
from tests.unit.actions.fakes import Talk, requested, validate

OPEN: dict[str, Any] = {"request_type": "erasure", "requester": "self"}

SEVERAL = {
    "名前は消さないで、住所は消さないで": "名前、住所",
    "名前は消さないで住所は消さないで": "名前、住所",
    "住所は残して、電話番号も残してください": "住所、電話番号",
    "名前は消さないで。住所も消さないで。ほかは全部消して": "名前、住所",
    "don't delete my name, don't delete my address": "name and address",
    "keep my name and don't delete my address": "name and address",
    "keep my name. keep my address too": "name and address",
    "别删我的姓名，也别删我的地址": "姓名、地址",
    "姓名不要删，地址也不要删": "姓名、地址",
    "不要删姓名，不要删地址，其他都删掉": "姓名、地址",
}


@pytest.mark.parametrize("text", SEVERAL)
def test_what_is_spared_one_by_one_stays_all_together(text: str) -> None:
    talk = Talk(**OPEN, subject="all", requested_slot="confirm")
    said = validate(talk, "request_remove", text=text, subject="address")
    assert said.keys == ["request.spared"]
    assert said.messages[0]["params"]["kept"] == SEVERAL[text]


@pytest.mark.parametrize("subject", ["name", "address"])
@pytest.mark.parametrize("text", ["名前は消さないで、住所は消さないで", "名前と住所は消さないで"])
def test_where_one_of_several_that_stay_was_to_go_it_is_asked_anew_which(text: str, subject: str) -> None:
    talk = Talk(**OPEN, subject=subject, requested_slot="confirm")
    said = validate(talk, "request_remove", text=text, subject="address")
    assert said.keys == ["request.spared_anyway"]
    assert requested(said) == "subject"


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("名前は消して、住所は消さないで", "住所"),
        ("住所は消さないで、いや、名前は消さないで", "名前"),
        ("住所は消さないで。間違えました。名前は消さないで", "名前"),
        ("keep my address, sorry, keep my name", "name"),
        ("地址不要删，不对，姓名不要删", "姓名"),
        ("名前は消さないで、ほかは消して", "名前"),
    ],
)
def test_only_what_is_to_stay_in_the_end_is_spared(text: str, called: str) -> None:
    found = spared(text)
    assert found is not None and found.called == called


@pytest.mark.parametrize(
    "text",
    [
        "名前は消さないで、住所は消さないで、取り消します",
        "keep my name, keep my address, forget it",
        "名前は消さないで、住所は消さないで、どうして消したの",
        "名前は消さないでと言ったのに住所は消さないで",
        "名前は消さないでほしいと言いましたよね、住所を消して",
        "keep my name and tell me your address",
        "名前は消さないで、電話は消して",
    ],
)
def test_of_several_clauses_nothing_is_spared_that_is_taken_back_or_told_of(text: str) -> None:
    assert spared(text) is None
