"""The tests that every adapter passes, whatever its channel: the contract of `desk.channels.adapter`."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from desk.channels.adapter import Adapter, Item, Pushed, Rejected, Signed, kind_of
from desk.ids import ConversationId
from desk.model import StoredMessage
from knowledge.vocabulary import CompanyId
from tests.unit.api.line.samples import SAMPLES, message

ONI = CompanyId("oni")


def as_message(of: StoredMessage | None) -> Item:
    return Item("o_1", "x", "oni", ONI, "t", "message", ConversationId("c_1"), of)


@dataclass
class Case:
    """An adapter, and how a message is put before it (Slack's stand in the thread of a handoff)."""

    adapter: Adapter
    kind: str
    signed: bool
    item: Callable[[StoredMessage], Item] = field(default=as_message)
    shape: Callable[[Mapping[str, Any]], str] = field(default=lambda one: json.dumps(one, ensure_ascii=False))
    """What a reader sees of a rendered object."""


def check(case: Case) -> None:
    """All of it."""
    _check_accounts(case.adapter)
    _check_kind(case)
    _check_rendering(case)
    if case.signed:
        _check_door(case.adapter)


def _check_accounts(adapter: Adapter) -> None:
    assert 0 < len(adapter.name) <= 16
    assert adapter.name == adapter.name.lower()
    assert adapter.accounts()
    for account in adapter.accounts():
        assert adapter.knows(account)
        company = adapter.company_of(account)
        assert company is None or company in ("oni", "ocs", "ocn", "opt", "prestige")
    for nobody in ("", "nobody", "../oni", "ONI"):
        assert not adapter.knows(nobody)
        assert adapter.company_of(nobody) is None


def _check_kind(case: Case) -> None:
    assert kind_of(case.adapter) == case.kind
    assert isinstance(case.adapter, Signed) == case.signed
    if isinstance(case.adapter, Pushed):
        one = case.adapter
        assert one.objects_per_call >= 1
        assert one.reply_seconds >= 0
        assert one.repeat_seconds > 0
        assert one.rate.per_second > 0
        assert one.rate.burst >= 1
        for account in one.accounts():
            limit = one.monthly_limit(account)
            assert limit is None or limit >= 0


def _check_rendering(case: Case) -> None:
    for name, sample in SAMPLES.items():
        item = case.item(sample)
        first, again = case.adapter.render(item), case.adapter.render(item)
        assert first, name
        assert first == again, f"{name}: the same item must give the same objects"
        json.dumps(list(first))  # it can be kept and sent
    for text in ("ふつうの文です。", "𠮟られた😀", "a &lt; b"):
        seen = "".join(case.shape(one) for one in case.adapter.render(case.item(message(text))))
        assert text in seen


def _check_door(adapter: Adapter) -> None:
    assert isinstance(adapter, Signed)
    assert adapter.max_body > 0
    (account, *_) = adapter.accounts()
    for headers in ({}, {"x-line-signature": "AAAA", "x-ring": "AAAA", "x-signature": "AAAA"}):
        with pytest.raises(Rejected) as refused:
            adapter.verify(account, headers, b'{"secret": "words"}')
        assert refused.value.status == 401
        assert "words" not in str(refused.value)
    bodies: Sequence[bytes] = (b"", b"\xff\xfe", b"words", b"[1]", b"{}", b'{"events": 1}', b'[{"id": 1}]')
    for body in bodies:
        try:
            events = adapter.parse(account, {}, body)
        except Rejected as error:
            assert 400 <= error.status < 500
            assert "words" not in str(error)
        else:
            assert all(one.event_id for one in events)
