"""A value that a person typed, with the sentences of the policy in which its words stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.facts.rules import squeeze


def requoted(policy: str, before: Mapping[str, Any], value: Any) -> dict[str, Any] | None:
    """The entry with another value, and with the quotations that hold its words: kept where they do, else looked for.

    None where nothing is to be found: the value is no words, is derived by a rule as a whole, or has words that stand
    nowhere in the policy, or at several places.
    """
    words = _words(value)
    if not words or before.get("rule") is not None:
        return None
    old = before.get("quote", [])
    quotes = list(old) if isinstance(old, list) else [old]
    held = [squeeze(_text(quote)) for quote in quotes]
    kept = [
        quote for quote, text in zip(quotes, held, strict=True) if any(squeeze(one) in text for one in words)
    ]
    for one in words:
        if any(squeeze(one) in text for text in held):
            continue
        sentence = _sentence_with(policy, one)
        if sentence is None:
            return None
        if sentence not in kept:
            kept.append(sentence)
    same = {name: data for name, data in before.items() if name in ("for", "requester", "rules")}
    return {**same, "value": value, "quote": kept[0] if len(kept) == 1 else kept}


def _words(value: Any) -> Sequence[str]:
    """The texts that have to stand in the policy: a text, a list of them, or the labels of papers."""
    parts = value if isinstance(value, list) else [value]
    listed = isinstance(value, list)
    labels = [part.get("label") if listed and isinstance(part, dict) else part for part in parts]
    words = [one for one in labels if isinstance(one, str) and one]
    return words if len(words) == len(labels) else ()


def _text(quote: Any) -> str:
    return str(quote.get("text", "")) if isinstance(quote, dict) else str(quote)


def _sentence_with(policy: str, words: str) -> str | None:
    """The sentence, or the line, in which these words stand; None unless both stand in the policy just once."""
    if policy.count(words) != 1:
        return None
    at = policy.index(words)
    start = max(policy.rfind(mark, 0, at) for mark in "。\n") + 1
    ends = [policy.find("\n", at + len(words)), policy.find("。", at + len(words) - 1) + 1]
    sentence = policy[start : min((end for end in ends if end > 0), default=len(policy))].strip()
    return sentence if policy.count(sentence) == 1 else None
