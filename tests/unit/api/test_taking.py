"""What a customer sent, as it is kept: no number of theirs, no receipt and no code in it, and what only looks like a code
as it was written."""

from types import SimpleNamespace
from typing import Any

import pytest

from api.turns.taking import Inbound, Taking, choice_label
from desk.chat.masking import Masker
from desk.locales import LOCALES, Locale
from desk.model import Content
from desk.texts import RawText
from desk.wording import render
from knowledge.vocabulary import CompanyId, Expects, Owner

OCS = CompanyId("ocs")
TAKING = Taking({OCS: Masker(["03-1111-2222"])})
CODE, RECEIPT = "4F7K-2M9Q", "MDG-7K3Q-9F2X"
BARE = RECEIPT.removeprefix("MDG-")


def conversation(expects: Expects | None = None, owner: Owner = Owner.BOT, *, held: bool = False) -> Any:
    kept = {"receipt": "x"} if held else {}
    return SimpleNamespace(company=OCS, expects=expects, owner=owner, held=kept, locale="ja")


def taken(
    text: str, expects: Expects | None = None, owner: Owner = Owner.BOT, *, held: bool = False
) -> Content:
    return TAKING.content(conversation(expects, owner, held=held), Inbound("1", RawText(text)))


def test_a_customers_number_is_hidden_and_the_companys_own_is_not() -> None:
    kept = taken("090-1234-5678から03-1111-2222へ電話しました")
    assert kept.text == "［電話番号］から03-1111-2222へ電話しました"
    assert kept.apart.masked == {"phone"}
    assert (kept.apart.receipt, kept.apart.access_code, kept.apart.plain) == (None, None, None)


def test_a_receipt_and_the_code_beside_it_are_set_apart_whatever_was_asked() -> None:
    for expects in (None, Expects.REGION, Expects.RECEIPT, Expects.ACCESS_CODE):
        kept = taken(f"{RECEIPT} と {CODE}", expects)
        assert (kept.apart.receipt, kept.apart.access_code) == (RECEIPT, CODE)
        assert kept.text == "［受付番号］ と ［アクセスコード］"
    alone = taken(f"受付番号は{RECEIPT}です")
    assert (alone.apart.receipt, alone.apart.access_code) == (RECEIPT, None)


@pytest.mark.parametrize(
    ("expects", "held", "code"),
    [
        (Expects.ACCESS_CODE, False, CODE),
        (None, True, CODE),
        (Expects.RECEIPT, False, None),
        (None, False, None),
        (Expects.REGION, False, None),
    ],
)
def test_a_code_is_taken_where_one_is_asked_for(
    expects: Expects | None, held: bool, code: str | None
) -> None:
    assert taken(CODE, expects, held=held).apart.access_code == code


@pytest.mark.parametrize(
    ("expects", "owner", "held", "shown"),
    [
        (None, Owner.BOT, False, "品番は4F7K-2M9Qです"),
        (Expects.REGION, Owner.BOT, False, "品番は4F7K-2M9Qです"),
        (Expects.ACCESS_CODE, Owner.BOT, False, "品番は［アクセスコード］です"),
        (Expects.RECEIPT, Owner.BOT, False, "品番は［アクセスコード］です"),
        (None, Owner.BOT, True, "品番は［アクセスコード］です"),
        (None, Owner.STAFF, False, "品番は［アクセスコード］です"),
        (None, Owner.WAITING, False, "品番は［アクセスコード］です"),
    ],
)
def test_what_only_looks_like_a_code_is_shown_where_none_is_expected(
    expects: Expects | None, owner: Owner, held: bool, shown: str
) -> None:
    assert taken("品番は4F7K-2M9Qです", expects, owner, held=held).text == shown


@pytest.mark.parametrize(
    "word", ["アクセスコード", "アクセス コード", "access code", "Access-Code", "访问码", "查询码"]
)
def test_what_is_called_a_code_is_hidden_although_nobody_has_asked(word: str) -> None:
    assert CODE not in str(taken(f"{word} {CODE}").text)


@pytest.mark.parametrize(
    "word", ["品番", "コード表", "code", "アクセス方法", "会員コード", "代码", "查询", "查询编码", "邮编码"]
)
def test_what_is_called_otherwise_is_not_hidden(word: str) -> None:
    assert CODE in str(taken(f"{word} {CODE}").text)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_code_is_hidden_by_the_name_that_the_desk_itself_gives_it(locale: Locale) -> None:
    assert CODE not in str(taken(f"{render('pages.access_code', locale)} {CODE}").text)


def test_a_number_in_a_text_that_holds_no_code_after_all_stays_hidden() -> None:
    kept = taken(f"品番 {CODE}、電話は090-1234-5678")
    assert kept.text == f"品番 {CODE}、電話は［電話番号］" and kept.apart.masked == {"phone"}
    assert kept.apart.plain is None, "not kept beyond its turn"


def test_a_receipt_without_its_letters_is_one_where_it_was_asked_for_alone() -> None:
    asked = taken(f"{BARE}です", Expects.RECEIPT)
    assert (asked.apart.receipt, asked.apart.access_code) == (RECEIPT, None)
    assert asked.text is not None and BARE not in asked.text
    for expects in (None, Expects.REGION, Expects.ACCESS_CODE):
        assert taken(f"{BARE}です", expects).apart.receipt is None


def test_what_is_kept_before_its_turn_shows_no_code_whatever_comes_of_it() -> None:
    waiting = TAKING.taken(OCS, Inbound("1", RawText(f"品番 {CODE}")))
    assert waiting.text == "品番 ［アクセスコード］" and waiting.apart.plain == f"品番 {CODE}"
    named = TAKING.taken(OCS, Inbound("1", RawText(f"アクセスコードは{CODE}")))
    assert named.apart.plain is None and named.apart.maybe_code == CODE
    beside = TAKING.taken(OCS, Inbound("1", RawText(f"{RECEIPT} {CODE}")))
    assert beside.apart.plain is None


def test_a_button_is_kept_with_its_label_in_the_customers_language() -> None:
    pressed = TAKING.content(conversation(), Inbound("1", choice="handoff"))
    assert (pressed.choice, pressed.text) == ("handoff", None)
    assert pressed.choice_label == choice_label("handoff", "ja") != "handoff"
    assert choice_label("never_heard_of", "ja") == "never_heard_of"


def test_a_text_and_a_button_of_the_same_words_are_not_the_same() -> None:
    text, choice = Inbound("1", RawText("yes")).fingerprint, Inbound("1", choice="yes").fingerprint
    assert text != choice
    assert text == Inbound("2", RawText("yes")).fingerprint
