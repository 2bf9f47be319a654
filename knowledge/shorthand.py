"""English as it is typed in a hurry ("what docs do u need"), in the words that the search has learnt. Pure."""

import re

_WORDS = {
    "doc": "document", "docs": "documents", "u": "you", "ur": "your", "pls": "please", "plz": "please",
    "w/": "with", "thx": "thanks", "info": "information", "addr": "address", "acct": "account", "dob": "date of birth",
    "tel": "telephone", "govt": "government", "bc": "because", "hrs": "hours",
}  # fmt: skip
_SHORT = re.compile(rf"(?<![\w.@/-])(?:{'|'.join(map(re.escape, _WORDS))})(?![\w.@/-])")
"""In small letters only: others are names (\"Google Docs\")."""
_ENGLISH = re.compile(r"^[\x00-\x7f]*[a-z]{2,}[\x00-\x7f]*$", re.IGNORECASE)


def written_out(question: str) -> str:
    """The question with its short forms written out, where it is in Latin letters alone and more than one word."""
    if len(question.split()) < 2 or not question.isascii() or not _ENGLISH.match(question):
        return question
    return _SHORT.sub(lambda found: _WORDS[found.group()], question)
