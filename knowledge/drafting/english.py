"""Facts from a policy in English: fewer than from a Japanese one, each by a narrow rule over one sentence or line."""

import re
from collections.abc import Iterator, Sequence

from knowledge.drafting.material import Material, Sentence
from knowledge.drafting.people import people
from knowledge.drafting.proposals import Proposal, derived, stated, words_of
from knowledge.facts.english_rules import MONEY
from knowledge.facts.rules import RULES
from knowledge.vocabulary import RequestType

_AS_IN_JAPANESE = ("company.name", "policy.dates", "desk.email", "desk.phone", "desk.fax")
"""What the rules for Japanese policies find by its form alone."""
_REQUESTS = re.compile(
    r"\brights?\b|\brequests?\b|\basking\b|\byour (?:information|data|choices)\b|\bfees?\b", re.IGNORECASE
)
_ASKED = re.compile(
    r"\b(?:you|persons?|individuals?|members?|customers?) (?:may|can)\b.*?\b(?:ask|request)|\bright to\b|\bask to see\b"
    r"|\brequest for\b",
    re.IGNORECASE,
)
_TYPES: tuple[tuple[RequestType, str], ...] = (
    (
        RequestType.DISCLOSURE,
        r"\b(?:a )?copy\b(?! of (?:a|an)\b)|\baccess to\b|\bdisclosure\b|\bto see the information\b",
    ),
    (RequestType.CORRECTION, r"\bcorrect(?:ion|ed)?\b"),
    (RequestType.ADDITION, r"\baddition\b"),
    (RequestType.DELETION, r"\bdelet(?:e|ed|ion)\b"),
    (RequestType.ERASURE, r"\beras(?:e|ed|ure)\b"),
    (RequestType.USE_STOP, r"\bstop using it\b|\bsuspension of use\b|\bstop its processing\b"),
    (RequestType.RESTRICTION, r"\brestrict(?:ion)?\b(?= (?:or stop )?(?:its|of|the) )"),
    (RequestType.PORTABILITY, r"\bmachine-readable\b|\bportability\b"),
)
_PROOF = (
    r"\b(?:passport|driv(?:er['’]?s|ing) licen[cs]e|student card|residence card|identity (?:document|card)"
    r"|proof of identity)\b"
)
_MANDATE = (
    r"\b(?:letter of (?:authority|attorney)|power of attorney|(?:signed|written) "
    r"(?:permission|authori[sz]ation))\b"
)
# Who writes: Mihon Credit Union Limited ("the Credit Union", "we"), Mihon University (hereinafter "the University").
_WRITES = re.compile(
    r"(?:^|\bhow )(?:The )?(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z&][\w.'’-]*|of|and|for))*) \("
    r"(?:hereinafter (?:referred to as )?)?(?:the )?[\"“](?:(?:we|us|our|[Tt]he \w+(?: \w+)?|Company|University)\b"
    r"|[^\"”()]{1,30}[\"”],? (?:or )?[\"“](?:we|us|our)\b)"
)
_OPENING = 6
_CONDITION = re.compile(
    r"\b(?:do|does|did|may|can|will|shall|must) not\b|\bcannot\b"
    r"|\bnever\b|\bno (?:need|right)\b|\bnot required\b|\brefuse\b",
    re.IGNORECASE,
)
_BUT_NOT = re.compile(r"\b(?:but )?not (?:for |to |the |its |their |your )*\w+", re.IGNORECASE)
"""What is left out of the things that may be asked for."""
_WHO_ASKS = r"(?:you|persons?|individuals?|parents?|users?|members?|customers?|requesters?)"
# An answer of somebody else: what the customer, or a member, has to send.
_THEIRS = re.compile(rf"^Please\b|\b{_WHO_ASKS} (?:must|should|shall|need|have to|can|may)\b", re.IGNORECASE)
_SPAN = (
    r"(?:\d+|one|two|three|six|thirty|forty) (?:business |working |calendar )?(?:days?|weeks?|months?|years?)"
)
_REPLY_TIME = re.compile(rf"\b(?:within|in) {_SPAN}\b", re.IGNORECASE)
_KEPT = re.compile(
    rf"\b(?:keep|kept|retain(?:ed)?|delete[ds]?|destroy(?:ed)?|stored)\b[^.]*?\b{_SPAN}\b|\bkept permanently\b",
    re.IGNORECASE,
)
_EXTENDED = r"\b(?:period|time|deadline|limit|this|it|days?|months?)\b[^.]* (?:may|can) be extended\b"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?"
_HOURS = re.compile(
    rf"(?=\d{{1,2}}(?:[:.]\d|\s?[ap]\.?m)){_CLOCK}\s?(?:to|[-–—~])\s?{_CLOCK}(?![\d-])", re.IGNORECASE
)
_DAYS = re.compile(
    r"\b(?:weekdays?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|daily)\b|hours:", re.IGNORECASE
)
_PHONE = re.compile(r"(?:\b(?:Tel(?:ephone)?|Phone|TEL)\b\.?:?\s*)(\+?\d[\d ()-]{6,18}\d)")
_FAX = re.compile(r"\bfax\b\.?:?\s*(\+?\d[\d ()-]{6,18}\d)", re.IGNORECASE)
_STREET = re.compile(
    r"(?=.*\d)(?!.*(?:@|\bTel|\bPhone|\bFax|\bw?are\b|\bis\b|\bwe\b|\byour?\b))(?:\S.*\b(?:Street|St\.|Road|Rd\.|Lane|Avenue|Ave\.|Quay|Square|Building)\b.*"
    r"|\S.*-(?:machi|cho|ku|shi|ken)\b.*)$",
    re.IGNORECASE,
)
_POSTAL = re.compile(r"\b(?:\d{3}-\d{4}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b")
_TEXTS: tuple[tuple[str, str], ...] = (
    (
        "policy.change",
        r"\b(?:change|update|amend|revise)s?\b[^.]* (?:this|to this) (?:policy|notice|statement)"
        r"|^We will post changes\b",
    ),
    ("policy.language", r"\bJapanese version\b[^.]*\b(?:prevails?|shall prevail|controls?)\b"),
    ("sale", r"\b(?:do not|never|not) sell\b"),
    (
        "recording",
        r"\brecordings? of (?:telephone |phone )?calls\b|\bcalls (?:are|may be) recorded\b"
        r"|\brecord (?:telephone |phone )?calls\b",
    ),
)


def english(material: Material) -> Iterator[Proposal | None]:
    """Proposals from a policy in English."""
    found = [one for one in people(material) if one is not None and one.key in _AS_IN_JAPANESE]
    for one in material.sentences[:_OPENING]:
        if writes := _WRITES.search(one.text):
            yield stated("company.name", one, writes["name"])
            break
    yield from _desk(material)
    yield from found
    yield from _types(material)
    yield from _requests(material)
    for key, pattern in _TEXTS:
        yield stated(key, _first(material.sentences, pattern))
    kept = [one for one in material.sentences if _is_kept(one)][:4]
    if kept:
        yield Proposal("retention.period", [words_of(one) for one in kept], tuple(kept))
    ours = [one for one in material.sentences if not _THEIRS.search(one.text)]
    notified = _first(ours, r"\bbreach\b.*\bnotify\b|\bnotify\b.*\bbreach\b")
    if notified:
        yield Proposal("breach.notice", [words_of(notified)], (notified,))
    minors = [
        one
        for one in material.sentences
        if re.search(r"\b(?:parent|guardian)", one.text) and "consent" in one.text
    ]
    yield derived("minors", "age", minors)


def _first(sentences: Sequence[Sentence], pattern: str) -> Sentence | None:
    found = (one for one in sentences if not one.heading and re.search(pattern, one.text, re.IGNORECASE))
    return next(found, None)


def _about(sentence: Sentence) -> bool:
    return bool(_REQUESTS.search(sentence.section))


def _is_kept(one: Sentence) -> bool:
    """How long something is kept, in a sentence, or on a line below a heading that says so."""
    if one.heading or re.search(r"\b(?:breach|notify|consent)\b", one.text):
        return False
    headed = re.search(r"\bkeep\b|\bkept\b|retention", one.section.rsplit(" > ", 1)[-1], re.IGNORECASE)
    labelled = headed and re.search(rf"^[^:]{{3,60}}: [^:]*\b{_SPAN}\b", one.text, re.IGNORECASE)
    return bool(labelled or _KEPT.search(one.text))


def _types(material: Material) -> Iterator[Proposal | None]:
    """The kinds of request that the sentences on what may be asked for name."""
    asked = [
        one
        for one in material.sentences
        if not one.heading and _ASKED.search(one.text) and not _CONDITION.search(one.text)
    ]
    for kind, form in _TYPES:
        for one in asked:
            if found := re.search(form, _BUT_NOT.sub("", one.text), re.IGNORECASE):
                yield stated(f"types.{kind.value}", one, found.group())
                break


def _requests(material: Material) -> Iterator[Proposal | None]:
    about = [one for one in material.sentences if _about(one) and not one.heading]
    fees = [one for one in about if re.search(r"\bfees?\b|\bcharges?\b|\bfree\b", one.text, re.IGNORECASE)]
    charged = [(one, RULES["charge"](one.plain)) for one in fees]
    costs = [one for one, told in charged if told == "yes"]
    # Where something costs money, what is free is only a part of it.
    part = rf"{_spaced(MONEY)}|\bfree of charge\b|\bcosts?\b|\bcharged\b"
    partly = any(re.search(part, one.text) for one in about if RULES["charge"](one.plain) != "no")
    yield derived("fee.charged", "charge", costs or ([] if partly else fees))
    amounts = [(one, found) for one in costs if (found := re.search(_spaced(MONEY), one.text))]
    if amounts:
        yield stated("fee.amount", amounts[0][0], amounts[0][1].group())
    pays = r"\bpay(?:able)?\b.*\bby (?:cheque|check|bank transfer|card)\b|\bpaid (?:in|by) "
    yield stated("fee.payment", _first(about, pays))
    yield stated(
        "fee.excessive", _first(about, r"\b(?:excessive|unfounded|repeated?)\b.*\b(?:fee|charged?)\b")
    )
    yield from _papers(about)
    form = next(
        ((one, found) for one in about if (found := re.search(r"\b(?:[A-Z][a-z]+ ){1,4}Form\b", one.text))),
        None,
    )
    if form:
        yield Proposal("form", {"name": form[1].group()}, (form[0],))
    yield derived("form.source", "form_source", about)
    for one in about:
        url = re.search(r"(?:https?://|www\.)[\w./?=&%~#-]*\w", one.text)
        if url and re.search(r"\bform\b", one.text, re.IGNORECASE):
            yield stated("form.url", one, url.group())
            break
    ways = [
        one
        for one in about
        if re.search(r"\b(?:requests?|form)\b.*\b(?:made|submit|sent|send)|\bsubmitting\b", one.text)
    ]
    yield derived("channels.request", "channels", [one for one in ways if "decision" not in one.text])
    yield stated("channels.online", _first(about, r"\bonline form\b|\buse the form at\b|\bSettings >"))
    replies = [
        one
        for one in about
        if re.search(r"\b(?:reply|answer(?:ed)?|respond|notify)\b", one.text)
        and not _THEIRS.search(one.text)
        and not re.search(r"\bbreach\b|\b(?:do|will|can) ?not\b|\bnever\b", one.text, re.IGNORECASE)
    ]
    for one in replies:
        if found := _REPLY_TIME.search(one.text):
            yield stated("reply.time", one, found.group())
            break
    yield stated("reply.extension", _first(about, _EXTENDED))
    yield derived("reply.way", "reply", replies)
    yield derived("refusal.reasons", "reasons", about)
    ours = [one for one in about if not _THEIRS.search(one.text)]
    refused = _first(ours, r"\b(?:may|can) (?:refuse|decline)\b.*\b(?:where|when|if)\b")
    if refused:
        yield Proposal("refusal.grounds", [words_of(refused)], (refused,))


def _spaced(pattern: str) -> str:
    return pattern.replace("(?:yen", " ?(?:yen")


def _papers(about: list[Sentence]) -> Iterator[Proposal | None]:
    wanted = [one for one in about if not _CONDITION.search(one.text)]
    mandates = [one for one in wanted if re.search(_MANDATE, one.text, re.IGNORECASE)]
    proofs = [
        one
        for one in wanted
        if re.search(_PROOF, one.text, re.IGNORECASE)
        and one not in mandates
        and re.search(r"\bcop(?:y|ies)\b|\benclose|\battach", one.text, re.IGNORECASE)
    ]
    for who, found in (("self", proofs), ("voluntary_agent", mandates)):
        if found:
            yield Proposal(f"papers.{who}", [{"label": words_of(one)} for one in found[:4]], tuple(found[:4]))


def _desk(material: Material) -> Iterator[Proposal | None]:
    for key, pattern in (("desk.phone", _PHONE), ("desk.fax", _FAX)):
        for one in material.sentences:
            if found := pattern.search(one.text):
                yield stated(key, one, found.group(1).strip())
                break
    for one in material.sentences:
        if _HOURS.search(one.text) and _DAYS.search(one.text):
            inside = next(
                (part for part in re.findall(r"\(([^()]+)\)", one.text) if _HOURS.search(part)), None
            )
            outside = re.sub(r"\([^()]*\)", "", one.text)
            yield stated("desk.hours", one, inside if not _HOURS.search(outside) else None)
            break
    for one in material.sentences:
        contact = re.search(r"\bcontact", one.section, re.IGNORECASE)
        if contact and not one.heading and len(one.text) < 90 and _STREET.match(one.text):
            yield stated("company.address", one, one.text)
            above = material.sentences[max(0, one.number - 2) : one.number]
            named = [near for near in above if _names_desk(near) and near.section == one.section]
            if named:
                value = {"address": one.text, "addressee": " ".join(near.text for near in named)}
                if postal := _POSTAL.search(one.text):
                    value["postal_code"] = postal.group()
                yield Proposal("send_to", value, (*named, one))
            return


def _names_desk(sentence: Sentence) -> bool:
    """A line of who is written to: short, no sentence, no number."""
    text = sentence.text
    return (
        len(text) < 70
        and not sentence.heading
        and not re.search(r"\d|@|[.!?]$(?<!K\.K\.)(?<!Inc\.)(?<!Ltd\.)", text)
    )
