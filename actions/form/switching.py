"""Another request than the one that is open: one instead of it, or one more besides. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from actions.case import FAIRLY_SURE, SURE, Case, Heard
from actions.vocabulary import AMBIGUOUS_REMOVE, REMOVALS, REMOVE
from actions.words.own_words import names_one_more_kind
from actions.words.phrases import adds_to_what_is_open
from actions.words.removing import removes_without_a_word
from actions.words.wishes import added, request_word, same, waiting, wanted_by
from desk.chat.said import Params
from knowledge.citations import Citation
from knowledge.vocabulary import RequestType, Subject


@dataclass(frozen=True)
class Note:
    """Something to say before the form asks on: a wording key with parameters."""

    key: str
    params: Params = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()


def one_at_a_time(first: str | None, others: Sequence[str]) -> Note:
    """Two requests at once: the one that goes on, and when the others can be made."""
    return Note(
        "request.one_at_a_time",
        {
            "first": request_word(first),
            "others": [request_word(one) for one in others],
        },
    )


def unguessed(case: Case, heard: Heard) -> Heard:
    """A request that is only guessed, or named as not wanted, is none while another is open ("me", taken for 開示 at
    .48; "leave it", for a removal at .93)."""
    wish = wanted_by(heard.intent)
    sure = heard.pressed or heard.named or any(part.joined for part in heard.parts)
    sure = sure or (heard.confidence >= SURE and not removes_without_a_word(heard.intent, heard.text))
    sure = sure and wish not in heard.declined  # 「本人です。利用停止は無しで」
    if case.request_type is None or wish is None or sure or same(wish, case.request_type):
        return heard
    values = {name: value for name, value in heard.values.items() if name != "request_type"}
    return replace(heard, intent="inform", values=values)


def adds_a_subject(case: Case, heard: Heard) -> Heard:
    """「名前も追加したい」, said while another request is filled in: more data for it, and no request for 追加. Nor is
    「やっぱり氏名も」 the name instead of what was told."""
    told = heard.answering("subject").values.get("subject")
    one_more = case.subject is not None and names_one_more_kind(heard.text)
    if told is None or not (
        one_more or (heard.intent == "request_addition" and adds_to_what_is_open(heard.text))
    ):
        return heard
    if case.request_type in (None, RequestType.ADDITION):
        return heard
    values = {name: value for name, value in heard.values.items() if name != "request_type"}
    values["subject"] = str(_with_one_more(case.subject, told))
    return replace(heard, intent="inform", values=values, named=(), further=False)


def _with_one_more(before: str | None, told: str) -> str:
    """The kind of both together: a form knows one, and `other` holds what its details name."""
    if before in (None, told):
        return told
    return Subject.ALL if before == Subject.ALL else Subject.OTHER


def wished_for(
    case: Case, heard: Heard, asked: str | None, wish: str | None, *, answered: bool
) -> tuple[Case, tuple[Note, ...]]:
    """What a message wishes for: the request, another one instead, or one more besides."""
    named_before = case.request_type
    wanted = wish is not None and not _answers(heard, asked)
    more = added(case, heard) if answered else []
    if wanted and heard.further and case.request_type not in (None, wish):
        more = [str(wish)]
    if more:
        return waiting(case, more), (one_at_a_time(case.request_type, more),)
    if wanted:
        case, notes = _wish(case, str(wish))
        others = [] if heard.further else [one for one in heard.named if one not in (wish, named_before)]
        return (waiting(case, others), (*notes, one_at_a_time(wish, others))) if others else (case, notes)
    if heard.intent == AMBIGUOUS_REMOVE and case.request_type not in (None, *REMOVALS):
        if heard.further:
            return waiting(case, [REMOVE]), (one_at_a_time(case.request_type, [REMOVE]),)
        return switched(case, None)
    if heard.intent == AMBIGUOUS_REMOVE and case.request_type is None:
        case = case.with_(ambiguous=AMBIGUOUS_REMOVE)
    return case, ()


def _answers(heard: Heard, asked: str | None) -> bool:
    """Whether an unsure request intent is rather the answer to what was asked (「メールアドレスを消して」).

    Who names a right is taken at their word sooner.
    """
    sure = SURE if heard.named else FAIRLY_SURE
    return asked in heard.values and asked != "request_type" and heard.confidence < sure


def _wish(case: Case, wish: str) -> tuple[Case, tuple[Note, ...]]:
    """A request type was named: the first one, the same one, or another one (「やっぱり利用停止で」)."""
    if case.request_type is None:
        return case.with_(request_type=wish, ambiguous=None), ()
    if same(wish, case.request_type):
        return case, ()
    return switched(case, wish)


def switched(case: Case, wish: str | None) -> tuple[Case, tuple[Note, ...]]:
    """Another request instead of the open one; None: that something is removed in some way."""
    ambiguous = AMBIGUOUS_REMOVE if wish is None else None
    changed = case.with_(
        request_type=wish, ambiguous=ambiguous, confirm=None, changing=None, change_target=None
    )
    if wish is None:
        return changed, (Note("request.switched_open"),)
    return changed, (Note("request.switched", {"to": {"key": f"request_type.{wish}"}}),)
