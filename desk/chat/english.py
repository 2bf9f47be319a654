"""English as people type it, written out for the dialogue model: a question without its mark, a greeting in front.

"do you sell my data" was taken for a wish to stop it, and "hi there, what do you know about me?" for a greeting; with
the mark, and without the greeting, both are understood. The transcript keeps what was written.
"""

import re

from desk.texts import MaskedText

_LEAD = (
    r"(?:(?:ok(?:ay)?|so|and|but|wait|no|oh|then|also|first|well|um+|hmm+|sorry|excuse me|please|hi|hello|hey|yes|yeah"
    r"|hold on|hang on|one (?:sec(?:ond)?|moment)|fine|just|actually|by the way)[,.!]*\s+){0,4}"
)
_WHO = (
    r"(?:i|we|he|she|they|it|this|that|these|those|there|any(?:one|body)|some(?:one|body)|every(?:one|body)"
    r"|the|a|an|my|our|his|her|their|your|minors|children|people|customers|non-\w+|foreigners)"
)
_DOES = r"(?:do|does|did|are|is|was|were|have|has)(?:n't| not)?"
_MAY = r"(?:can|could|may|might|must|should|would|will|am)(?:n't| not)?"
_ASKS = re.compile(
    rf"^{_LEAD}(?:(?:{_DOES} (?:{_WHO}|you)|{_MAY} {_WHO})\b"
    rf"|(?:what|who|whom|whose|where|when|why|which|how)(?:'s|'re)? (?:{_DOES}|{_MAY})\b"
    r"|(?:what|who|where|how)'?s\b"
    r"|how (?:long|much|many|old|often|soon|far)\b|what (?:kinds?|sort|ids?|proof|data|information"
    r"|documents?|papers?|forms?|if)\b"
    r"|(?:what|how) about\b|what for$|how come\b)",
    re.IGNORECASE,
)
_NO_QUESTION = re.compile(
    r"^\W*(?:(?:do|have)(?: not|n't)? (?:it|this|that|an?|the|my|your|these|those)\b"
    r"|have (?:some|every)(?:one|body)\b(?! (?:\w+ed|seen|got|had)\b)"
    r"|what (?:is|was) (?:more|worse|wrong)\b|when (?:is|was) (?:he|she|it) \w+ed\b)"
    r"|\bi (?:don't|do not) (?:know|care)\W*$"
    r"|^\W*how (?:much|many|often|long)(?: \w+){0,2} (?:you|they|he|she|people|companies|i|we) \w+"
    r"(?: \w+){0,4}? (?:is|are|was)"
    r" (?:\w+ )?(?:scary|creepy|crazy|insane|ridiculous|worrying|shocking|disturbing|frightening|annoying"
    r"|amazing|alarming)\W*$"
    rf"|^{_LEAD}(?:(?:do|did) (?:it|this|that)(?: (?:now|then|please|already|again|anyway|for me|today))*\W*$"
    r"|have a (?:nice|good|great)\b|do an? \w+"
    r"|have (?:an? \w+|some(?:one|body)) (?:please )?"
    r"(?:call|contact|phone|ring|write|reply|e-?mail|help|answer|get|speak|talk)\b"
    r"|have (?:his|her|our) (?:(?!been\b)\w+ ){1,3}?(?:deleted|corrected|erased|removed|changed|updated|closed)\b)"
    rf"|^{_LEAD}(?:(?<=please )|(?<=just ))(?:do|have)\b(?! you\b)",
    re.IGNORECASE,
)
"""A command ("do it now", "have a nice day"), or half a sentence."""
_POLITE_WISH = re.compile(
    rf"^{_LEAD}(?:can|could|may) (?:i|we) (?:please |just |also |now )*"
    r"(?:see|get|have|obtain|view|receive|access|delete|erase|remove|correct|change|update|fix|stop|opt|withdraw|object"
    r"|request|apply|make|file|open|start|begin|talk|speak|ask for)\b",
    re.IGNORECASE,
)
"""Without a mark "can I see my data" is what one wishes; with it, it is answered first (decision 0099)."""
_LAST = re.compile(r"(?:^|(?<=[.!?\n]))(?P<said>[^.!?\n]+)$")
_GREETING = re.compile(
    r"^(?:hi|hello|hey|yo|sup|hiya|good (?:morning|afternoon|evening|day)|greetings|dear (?:sir|madam|team|support))"
    r"(?: (?:there|all|everyone|team|again|sir or madam|or madam|sir|madam|ma'am|guys|folks|dear))*"
    r"(?:\s?[,.!\n-]\s*(?=\S+\s+\S+\s+\S)"
    r"|\s+(?!how (?:are|is) (?:you|it)\b|(?:is|are) (?:any(?:one|body)|you) (?:there|here)\b|i (?:have"
    r"|had) (?:a|some) questions?\W*$)"
    r"(?=(?:so|i|i'm|i'd|im|what|how|who|why|where|when|can|could|do|does|did|is|are|will|would|please|my|we|you|just)"
    r"\s+\S+\s+\S))",
    re.IGNORECASE,
)
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def asks_by_order(text: str) -> bool:
    """Whether the last sentence of an English text asks by the order of its words ("do you sell my data"), with its
    mark or without. What begins with "can you" is a wish by its form, and not among them."""
    last = _LAST.search(text.replace("’", "'").rstrip(" ?"))
    if last is None or _OTHER_SCRIPT.search(text):
        return False
    said = last["said"].strip()
    if _NO_QUESTION.search(said) or (_POLITE_WISH.match(said) and not text.rstrip().endswith("?")):
        return False
    return _ASKS.match(said) is not None


def written_out(masked: MaskedText) -> MaskedText:
    """An English text without the greeting that more follows, and with the mark of a question at its end; any other
    text as it is."""
    text = masked.strip()
    if _OTHER_SCRIPT.search(text):
        return masked
    told = _GREETING.sub("", text, count=1)
    if asks_by_order(told) and not told.endswith("?"):
        told = f"{told}?"
    return masked if told == text else MaskedText(told)
