"""Where a password's length is too short or too long, and what makes one guessable."""

import pytest
from argon2 import PasswordHasher

from desk.accounts.errors import PasswordGuessable, PasswordLong, PasswordShort
from desk.accounts.passwords import LONGEST, NONE, Passwords

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
UNGUESSABLE = "Xq7#kP2!vT9@mLw" + "zR4$" * 70
RULES = Passwords(15, CHEAP)


def test_a_password_of_the_least_length_and_of_the_greatest_is_taken() -> None:
    RULES.check(UNGUESSABLE[:15])
    RULES.check(UNGUESSABLE[:LONGEST])
    assert LONGEST >= 64, "NIST SP 800-63B-4, 3.1.1.2: at least 64 characters shall be permitted"


def test_a_character_less_or_more_is_refused_with_the_length_that_is_allowed() -> None:
    with pytest.raises(PasswordShort, match="15"):
        RULES.check(UNGUESSABLE[:14])
    with pytest.raises(PasswordLong, match=str(LONGEST)):
        RULES.check(UNGUESSABLE[: LONGEST + 1])


def test_the_length_is_counted_as_the_password_is_compared() -> None:
    with pytest.raises(PasswordShort):
        Passwords(3, CHEAP).check("ｶﾞｶﾞ")  # four half-width signs, two letters


@pytest.mark.parametrize("about", ["tanaka-hanako-1987", "窓口担当の田中花子です"])
def test_what_is_known_of_the_person_is_guessable(about: str) -> None:
    with pytest.raises(PasswordGuessable):
        RULES.check(about + about[:5], about)


def test_the_end_of_a_long_password_makes_it_no_weaker() -> None:
    RULES.check(UNGUESSABLE[:80] + "a" * 100)
    with pytest.raises(PasswordGuessable):
        RULES.check("a" * 200)


def test_an_account_without_a_password_is_opened_by_none() -> None:
    for kept in (None, NONE):
        for tried in ("", NONE, "password"):
            assert not RULES.fits(kept, tried)
    kept = RULES.hash("ｐａｓｓ　ｗｏｒｄ")
    assert RULES.fits(kept, "pass word") and not RULES.fits(kept, "pass-word")


def test_a_hash_from_before_widths_were_evened_out_still_fits_as_it_was_typed() -> None:
    kept = CHEAP.hash("ｐａｓｓ　ｗｏｒｄ")
    assert RULES.fits(kept, "ｐａｓｓ　ｗｏｒｄ")
    assert not RULES.fits(kept, "pass word")


def test_a_hash_that_cannot_be_read_fits_nothing() -> None:
    assert not RULES.fits("not a hash", "not a hash")


def test_a_hash_of_other_parameters_is_made_anew() -> None:
    assert not RULES.outdated(RULES.hash("x"))
    assert Passwords(15).outdated(RULES.hash("x"))
