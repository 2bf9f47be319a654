"""What is said of the form itself while it is open: wait, go on, begin again, where are we, which of its
choices is right, and that one of several requests is to be dropped. Pure, but for the words of the desk.

The dialogue model takes 「一旦保留で」 for a restriction of use, 「中断したい」 for the end of it all, and
「訂正はやめます」, said of a request that waits its turn, for the end of the one that is open. What is lost so has to
be told anew.
"""

import re
from collections.abc import Iterable

from actions.case import Case, Heard
from actions.form.filling import Turn, given, understood
from actions.form.plain_choices import PLAINLY_AFTER
from actions.form.summary import settled_lines
from actions.form.switching import Note, switched
from actions.ports import DeskBook
from actions.vocabulary import ASKED_SLOTS, CANCEL, NLU_FALLBACK, REMOVALS, REMOVE
from actions.words.another_too import also_for, for_oneself_too
from actions.words.closings import all_told_go_on, says_all_is_told
from actions.words.in_pieces import wished_again
from actions.words.names import names
from actions.words.new_value import tells_new_value
from actions.words.pausing import asks_where_it_stands, begins_afresh, pauses, resumes
from actions.words.preferring import puts_off_removal
from actions.words.which_one import asks_which_one
from actions.words.wishes import request_word, same, waiting, wanted_by
from desk.chat.said import Params
from knowledge.several import asks
from knowledge.vocabulary import Requester, RequestType, Subject

_ONE_OF_TWO = re.compile(
    r"片方|一方(?!的)|どちらか|どっちか|(?:一つ|ひとつ|1つ|１つ|一個|1個|一件|1件)(?:だけ|は|を)"
    r"|\b(?:one of (?:them|the two|those|these)|only one)\b|其中(?:一|之一)|一个",
    re.IGNORECASE,
)
_BUT_NOT = r"(?![^。、，]{0,10}(?:ない|ません|なく|どうな))"
_DROPS = (
    r"(?:(?:は|を|も|だけ)?[、\s]{0,2}(?:もう|やっぱり?|一旦|いったん|今回は)?[、\s]{0,2}"
    r"(?:[や止]め(?:る|ます|て(?!い)|たい|とき|にし|で)|取り?消(?!し線)|取り?下げ|キャンセル|中止|見送)"
    rf"{_BUT_NOT}"
    r"|は[、\s]{0,2}(?:もう|やっぱり?|今回は)?[、\s]{0,2}(?:(?:なし|無し)(?:で|に|です|(?=[。！!\s]|$))|いい(?:(?:です|や|わ|から)(?![かね])|(?=[。！!、\s]|$))"
    r"|(?:結構|けっこう)(?=です|だ|よ|[。！!、\s]|$)|不要(?!では|じゃ)|要り?(?:ません|ない)|いら(?:ない|ん)|いりません))"
)
"""Blanks and commas are few: any number of them on both sides of a word that may be missing is tried in every way."""
_DROP = re.compile(
    rf"{_DROPS}|\b(?:cancel|drop|withdraw|forget|skip)\b|(?<!不)(?<!不[要想])(?<!别)取消|不要(?!取消|撤)了?|不用|算了|撤销|撤銷",
    re.IGNORECASE,
)
_KEEPS_EN = re.compile(
    r"(?:\b(?:not|never)|n't) (?:(?:want|wish|mean|need) )?(?:to )?(?:cancel|drop|withdraw|forget|skip)\b",
    re.IGNORECASE,
)
"""\"Don't forget the correction.\""""
_KEEPS = re.compile(
    rf"{_KEEPS_EN.pattern}"
    r"|(?:[や止]め|取り?消さ|取り?下げ|(?:中止|キャンセル)し)(?:ないで(?:ください|下さい|ほしい|ね)?|ません|てい?ません|てい?ないです"
    r"|る(?:つもり|気)は(?:ない|ありません)(?:です)?)[。！!よ\s]*$"
    r"|(?:不要|不想|不用|别)(?:取消|撤销|撤銷)",
    re.IGNORECASE,
)
"""Nothing is to end, although the model hears the end in it (「訂正は取り消さないで」)."""
_OF_IT = r"(?:の(?:ご?請求|お?手続き?|申請|ほう|方|件|分))?"


def said_of_the_form(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn | None:
    """The turn, where a message speaks of the form itself or adds a request to it; None for all others."""
    text = heard.text.strip()
    if heard.pressed:
        return None
    told = _dropped(case, text) or _another_declined(case, heard) or _asked_which(case, text, asked)
    told = told or _all_told(case, text, asked) or _new_value(case, heard)
    if told is not None:
        return told
    again = wished_again(case, heard, asked)
    if again is not None:
        return understood(again, (Note("request.noted"),))
    if heard.intent == CANCEL and not asks(text):
        if _KEEPS.search(text):
            return Turn(case.with_(misses=None))
        if _drops_what_nobody_has_begun(case, text):
            return understood(case, (Note("request.noted"),))
    agent = case.requester in (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
    if also_for(text) is not None or (agent and for_oneself_too(text)):
        return _one_person(case, book)
    if pauses(text) or puts_off_removal(text):
        return understood(case, (Note("talk.goodbye_in_form"),))
    if resumes(text) and not _names_another(case, heard):
        return Turn(case.with_(misses=None))
    if begins_afresh(text):
        fresh = case.fresh_request().with_(
            request_type=case.request_type, ambiguous=case.ambiguous, requester=None, region=None
        )
        return understood(fresh, (Note("request.started_over"),))
    if asks_where_it_stands(text) and not case.opened:
        lines = settled_lines(case, book)
        return understood(case, (Note("request.so_far", {"settled": {"lines": lines}}),)) if lines else None
    return None


def _asked_which(case: Case, text: str, asked: str | None) -> Turn | None:
    """The turn, where it is asked which choice is right: before the question comes again, what can be answered is told
    in plain words."""
    lost = asked in ASKED_SLOTS and asks_which_one(text)
    return Turn(case.with_(misses=PLAINLY_AFTER)) if lost else None


def _all_told(case: Case, text: str, asked: str | None) -> Turn | None:
    """The turn, where nothing more is to be said: at the summary 「以上でお願いします」 is a yes; before it
    something is still to be answered."""
    if case.later or not says_all_is_told(text):
        return None
    yes = asked == "confirm" and all_told_go_on(text)
    return understood(case.with_(confirm="yes")) if yes else understood(case, (Note("request.noted"),))


_NEW_VALUE_HEARD_AS = frozenset(
    {"out_of_scope", "chitchat", "nonsense", "inform", "seeks_advice", "needs_help", NLU_FALLBACK}
)


def _new_value(case: Case, heard: Heard) -> Turn | None:
    """The turn, where it is told what data that is put right is to be: which data it is about is told by that, where no
    kind is known yet."""
    puts_right = case.request_type in (RequestType.CORRECTION, RequestType.ADDITION)
    told = set(given(heard)) - {"subject"}
    if not puts_right or told or heard.intent not in _NEW_VALUE_HEARD_AS or not tells_new_value(heard.text):
        return None
    if case.subject is not None:
        return understood(case, (Note("request.noted"),))
    kind = heard.answering("subject").values.get("subject")
    if kind in (None, Subject.ALL, Subject.OTHER):
        return understood(case.with_(subject=str(Subject.OTHER)), (Note("stuck.subject_other"),))
    return understood(case.with_(subject=kind))


def _another_declined(case: Case, heard: Heard) -> Turn | None:
    """The turn, where a request is only named to say that it is not wanted (「利用停止のほうは無しで」), and another
    one is open: to the dialogue model, a wish for it."""
    wish = wanted_by(heard.intent)
    if case.request_type is None or wish is None or wish not in heard.declined or heard.named:
        return None
    told = {slot for slot in given(heard) if slot != "request_type"}
    if told or same(wish, case.request_type) or asks(heard.text):
        return None
    return understood(case, (Note("request.noted"),))


def _names_another(case: Case, heard: Heard) -> bool:
    """Whether another request than the one that is open is gone on with (「さっきの削除の手続きをお願いします」)."""
    return any(not same(one, str(case.request_type or REMOVE)) for one in heard.named)


def _one_person(case: Case, book: DeskBook) -> Turn:
    """Another person's data is wanted as well: one person after the other, by the policy's rule where there is one."""
    if case.several is None and book.one_per_form(case.company) is not None:
        return Turn(case.with_(several="people", misses=None))  # which is remarked on with the rule
    return understood(case, (Note("request.one_person"),))


def _dropped(case: Case, text: str) -> Turn | None:
    """One of several requests is not wanted any more: that one alone is dropped. Who does not say which is asked."""
    later = [str(one) for one in case.later or ()]
    if not later or asks(text) or _KEEPS_EN.search(text):
        return None
    first = str(case.request_type or REMOVE)
    gone = [one for one in later if _is_dropped(one, text)]
    if gone:
        left = [one for one in later if one not in gone]
        params: Params = {"dropped": [request_word(one) for one in gone], "first": request_word(first)}
        return understood(case.with_(later=left or None), (Note("request.dropped", params),))
    kept = [one for one in later if any(name.casefold() in text.casefold() for name in _called(one))]
    if kept and _is_dropped(first, text):
        wanted = None if kept[0] == REMOVE else kept[0]
        changed, notes = switched(case, wanted)
        return Turn(waiting(changed.with_(subject=None, reply_method=None, misses=None), ()), notes)
    if _ONE_OF_TWO.search(text) and _DROP.search(text):
        which: Params = {"first": request_word(first), "others": [request_word(one) for one in later]}
        return understood(case, (Note("request.drop_which", which),))
    return None


def _drops_what_nobody_has_begun(case: Case, text: str) -> bool:
    """Whether only a request is not wanted that is neither open nor waits: what is open goes on."""
    if case.request_type is None or _is_dropped(str(case.request_type), text):
        return False
    removal = case.request_type in REMOVALS
    others = [
        kind for kind in RequestType if not (same(kind, case.request_type) or (removal and kind in REMOVALS))
    ]
    return any(_is_dropped(str(kind), text) for kind in others)


def _called(wanted: str) -> Iterable[str]:
    """The names of a request, or of a removal of some kind."""
    kinds = (RequestType.DELETION, RequestType.ERASURE) if wanted == REMOVE else (RequestType(wanted),)
    return [name for kind in kinds for name in names(kind)]


def _is_dropped(wanted: str, text: str) -> bool:
    """Whether the text names this request to say that it is not wanted."""
    for name in map(re.escape, _called(wanted)):
        if re.search(
            rf"{name}{_OF_IT}{_DROPS}"
            rf"|\b(?:cancel|drop|withdraw|forget|skip|don't (?:need|want)|do not (?:need|want)|no longer want)"
            rf"(?: about)? (?:the |my )?{name}\b"
            rf"|{name}(?:就|的)?(?:不要(?!取消|撤)|不用(?!取消|撤)|取消|算了)"
            rf"|(?<!不)(?<!不[要想用])(?<!别)(?:取消|不要|不用|撤销|撤銷){name}",
            text,
            re.IGNORECASE,
        ):
            return True
    return False
