"""Passwords: argon2id hashes, and which passwords may be chosen.

The rules are those of NIST SP 800-63B-4, section 3.1.1.2: a length (15 where the password is the only factor), any
character, no composition rules, no expiry, and a comparison with common, expected and compromised values.
The comparison is zxcvbn's: its list of 30,000 common passwords, words and names, and the patterns made of them.
"""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from desk.accounts.errors import PasswordGuessable, PasswordLong, PasswordShort
from desk.vaulting.crypto import new_token

LONGEST = 256
NONE = "!"
"""Kept where an account has no password (invited, or from an OpenID provider): nothing fits it."""
_LOOKED_AT = 72
"""zxcvbn takes no more; what is long enough is not made weaker by its end."""
_ENOUGH = 3
"""zxcvbn's score from which a password is "safely unguessable" even if its hash is stolen (slow hash): 10^8 guesses."""
_EXPECTED = ("madoguchi", "窓口", "privacy", "desk")


class Passwords:
    """Hashes and checks them; slow on purpose, so never inside a write transaction."""

    def __init__(self, least: int, hasher: PasswordHasher | None = None) -> None:
        self.least, self._hasher = least, hasher or PasswordHasher()
        self._nobody: str | None = None

    def check(self, password: str, *about: str) -> None:
        """Whether it may be chosen; `about` are the user name and alias. Raises PasswordUnfit."""
        plain = _plain(password)
        if len(plain) < self.least:
            raise PasswordShort(self.least)
        if len(plain) > LONGEST:
            raise PasswordLong(LONGEST)
        from zxcvbn import zxcvbn  # its dictionaries take 12 MB, and passwords are chosen seldom

        if zxcvbn(plain[:_LOOKED_AT], user_inputs=[*about, *_EXPECTED])["score"] < _ENOUGH:
            raise PasswordGuessable

    def hash(self, password: str) -> str:
        """The hash to keep."""
        return self._hasher.hash(_plain(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the password. The same work where there is none: time tells nothing."""
        if kept is None or kept == NONE:
            if self._nobody is None:
                self._nobody = self._hasher.hash(new_token())
            self._verify(self._nobody, password)
            return False
        return self._verify(kept, _plain(password)) or (
            _plain(password) != password
            and self._verify(kept, password)  # hashed before widths were evened out
        )

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made with other parameters than today's: then a right password is hashed anew."""
        return self._hasher.check_needs_rehash(kept)

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


def _plain(password: str) -> str:
    """Full-width letters of a Japanese keyboard are the same as others (NFKC, as NIST advises)."""
    return unicodedata.normalize("NFKC", password)
