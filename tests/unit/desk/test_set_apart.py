"""What was set apart from a message is kept with it, whole, until its turn."""

import json

import pytest

from desk.model import Content
from desk.requests.receipts import Receipt
from desk.storage.codec import content_from_json, content_to_json
from desk.texts import SetApart, kept_masked
from tests.integration.desk.support import said

RECEIPT = Receipt("MDG-7K3Q-9F2X")
KINDS = frozenset({"email", "phone"})


@pytest.mark.parametrize(
    "apart",
    [
        SetApart(),
        SetApart(masked=KINDS),
        SetApart(receipt=RECEIPT, access_code="K7F3-9Q2X", masked=KINDS),
        SetApart(maybe_receipt=RECEIPT, maybe_code="K7F3-9Q2X"),
        SetApart(plain=kept_masked("品番は K7F3-9Q2X"), plain_masked=KINDS),
    ],
)
def test_what_was_set_apart_comes_back_as_it_was_kept(apart: SetApart) -> None:
    content = Content(text=said("x").text, apart=apart)
    assert content_from_json(json.loads(json.dumps(content_to_json(content)))) == content


def test_no_code_and_no_text_is_shown_where_it_is_printed() -> None:
    shown = repr(SetApart(receipt=RECEIPT, access_code="K7F3-9Q2X", plain=kept_masked("K7F3-9Q2X")))
    assert "7K3Q" not in shown and "K7F3" not in shown
