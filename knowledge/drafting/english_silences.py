"""What to search for in an English policy before saying that it does not state something: wide words for each key.

Only where none of them occurs anything is said: of an English text no more is known than its words.
"""

_CALLS = ("record", "recorded", "recording", "call", "telephone", "phone")
_MONEY = (
    "fee",
    "charge",
    "charged",
    "chargeable",
    "cost",
    "free",
    "pay",
    "paid",
    "payment",
    "yen",
    "$",
    "£",
    "€",
)

IF_ABSENT: dict[str, tuple[str, ...]] = {
    "types.access_ccpa": ("CCPA", "California"),
    "types.portability": (
        "portability",
        "portable",
        "machine-readable",
        "transfer",
        "transferred",
        "transmit",
    ),
    "types.objection": ("object", "objected", "objection", "oppose", "opposed", "opt out"),
    "types.restriction": ("restrict", "restricted", "restriction", "limit", "limited", "limitation"),
    "types.consent_withdrawal": ("withdraw", "withdrawn", "withdrawal", "revoke", "revocation", "consent"),
    "papers.returned": ("return", "returned", "send back"),
    "requester.bereaved": (
        "deceased",
        "bereaved",
        "heir",
        "death",
        "dead",
        "died",
        "estate",
        "survivor",
        "inherit",
    ),
    "minors": ("child", "children", "minor", "parent", "guardian", "under", "age", "aged"),
    "fee.charged": _MONEY,
    "fee.amount": _MONEY,
    "desk.fax": ("fax", "facsimile"),
    "recording": _CALLS,
    "recording.retention": _CALLS,
    "compensation": (
        "compensate",
        "compensation",
        "damages",
        "indemnify",
        "indemnity",
        "liable",
        "liability",
    ),
    "privacy_mark": ("PrivacyMark", "Privacy Mark", "JIPDEC"),
    "site.cookies": ("cookie", "tracking", "browser"),
    "site.location": ("location", "GPS", "geolocation"),
    "camera": ("camera", "CCTV", "video", "film", "footage", "surveillance", "photograph"),
    "breach.notice": ("breach", "leak", "leakage", "incident", "loss"),
    "sale": ("sell", "selling", "sale", "sold"),
    "automated_decision": (
        "automated",
        "automatically",
        "profiling",
        "profile",
        "AI",
        "machine learning",
        "algorithm",
    ),
}
