"""Names that people have, in Latin letters: Faker's lists of given names and surnames of seventy countries, with the
lists of names that zxcvbn has. Many of these names are words as well (Will, Rose, Price): where a name is expected,
that is no excuse; elsewhere only what is no common word counts."""

import importlib
import pkgutil
import re
from functools import lru_cache

_OFTEN = 2500
"""Rank among English words from which on a word is no common one any more."""
_WORDS = (
    "a an the and or so too to my more no not now all any can were was said early ever each back made best real "
    "good better kind must short per among well small new old fair free clear right wrong mad happy innocent "
    "smart fresh loyal pleasant harsh bare deep hurt grand unique little sure sorry able late ready rich wise "
    "bright quick long english french german danish dutch polish irish scottish welsh swiss british arab muslim "
    "jewish hindu spanish italian indian chinese japanese korean american canadian australian mexican brazilian "
    "turkish russian swedish norwegian finnish greek vietnamese thai indonesian pakistani nigerian european asian "
    "african catholic buddhist same nothing something everything someone nobody everyone it he she we they you "
    "this that there data policy law case part account customer user member guardian agent lawyer doctor nurse "
    "teacher student parent mother father january february march july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday christmas easter "
)
NO_NAMES = frozenset(_WORDS.split())
"""What somebody says of himself (a nationality, a faith, how he feels) and other words that are on lists of names."""


_WORDS_TOO = (
    "mark bill grace rose art frank dean gene grant chase drew rich ray guy will sue may max jack rob don pat "
    "chuck miles cliff wade dale glen lance ward jean hope joy dawn faith april june crystal ruby pearl amber "
    "ginger robin carol holly ivy heather penny sandy daisy olive violet iris lily jasmine misty star charity "
    "melody candy precious paris asia dick bob buck van earl duke major price page case stone cook baker king "
    "young clay skip hunter sonny buddy junior tanner mason miller bishop jimmy angel love virginia georgia "
    "charlotte florence austin jordan kay lane rusty sage savannah victor nick tony royal curt ty jo no le man "
    "son see chance randy jay dusty wilder "
)
_ALSO_WORDS = frozenset(_WORDS_TOO.split())
"""Given names that stand in small letters for something else."""
_FAMILIAR = 600
"""Rank among given names up to which one is seen as a name in small letters, too."""


@lru_cache(maxsize=1)
def _familiar() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    names = {one for name in ("female_names", "male_names") for one in FREQUENCY_LISTS[name][:_FAMILIAR]}
    return frozenset(one for one in names if len(one) > 3) - _ALSO_WORDS - NO_NAMES


def is_familiar(word: str) -> bool:
    """Whether it is a given name that means nothing else, so that it needs no capital."""
    return _plain(word) in _familiar()


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Given names, and all names."""
    from faker.providers import person  # thirty thousand names, wanted once somebody writes Latin letters
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    given = set[str]()
    every = {one for name in ("surnames", "female_names", "male_names") for one in FREQUENCY_LISTS[name]}
    given |= {one for name in ("female_names", "male_names") for one in FREQUENCY_LISTS[name]}
    first, last = set[str](), set[str]()
    for found in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{found.name}").Provider
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            if attribute.startswith(("first_name", "last_name")) and hasattr(names, "__iter__"):
                (first if attribute.startswith("first_name") else last).update(map(str, names))
    given |= _latin(first)
    return frozenset(given), frozenset(every | given | _latin(last))


_LATIN = re.compile(r"[a-zß-ɏ][a-zß-ɏ'’-]+")


def _latin(names: set[str]) -> set[str]:
    """Each name once, though a provider lists it as a woman's, a man's and anybody's."""
    return {one for one in map(str.casefold, names) if _LATIN.fullmatch(one)}


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(
        word for name in ("english_wikipedia", "us_tv_and_film") for word in FREQUENCY_LISTS[name][:_OFTEN]
    )


def is_a_name(word: str) -> bool:
    """Whether somebody is called so, be it a common word or not; what nobody says as his name is none."""
    plain = _plain(word)
    return plain in _lists()[1] and plain not in NO_NAMES


def is_given(word: str) -> bool:
    """Whether it is a given name."""
    plain = _plain(word)
    return plain in _lists()[0] and plain not in NO_NAMES


def is_common(word: str) -> bool:
    """Whether it is one of the commonest words of English, name or not."""
    return _plain(word) in _common()


def _plain(word: str) -> str:
    return re.sub(r"['’]s$", "", word.casefold()).strip("'’.-")
