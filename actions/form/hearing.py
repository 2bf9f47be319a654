"""What a message means while the form is open: an answer, a change, or something else. Pure."""

import re
from dataclasses import replace

from actions.case import FAIRLY_SURE, SURE, Case, Heard
from actions.form.by_what_way import of_a_way, tells_own_name, without_subject
from actions.form.filling import CERTAIN, NOTHING_NEW, Turn, given, same_wish, taken, understood
from actions.form.going_on import described
from actions.form.keeping import removal_open, stays
from actions.form.mandates import made_it_themself, of_a_mandate
from actions.form.no_standing import without_look_up
from actions.form.putting_right import (
    at_the_summary,
    puts_answer_right,
    puts_earlier_answer_right,
    tells_subject,
)
from actions.form.replies import possible_reply
from actions.form.switching import Note, adds_a_subject, unguessed
from actions.ports import DeskBook
from actions.vocabulary import (
    CANCEL,
    DECEASED,
    GIVEN_UP,
    NLU_FALLBACK,
    REMOVING,
    REQUEST_INTENTS,
)
from actions.words.agents import GUARDIANS_PAPERS, cannot_ask_for_themself, of_the_represented
from actions.words.awaiting import awaits_answer
from actions.words.deceased import concerns_the_dead
from actions.words.kept_from import KEPT_FROM, is_to_be_kept_from
from actions.words.kin import says_kin
from actions.words.names import kind_named
from actions.words.other_words import asks_in_other_words, complains_outside, in_other_words
from actions.words.own_use import without_own_use
from actions.words.own_words import (
    asks_for_a_relative,
    may_name_data,
    names_a_relative,
    reply_told,
    requester_told,
    says_some_agent,
    several_kinds,
    subject_told,
    tells_agency,
)
from actions.words.phrases import is_a_parent, tells_anothers_age
from actions.words.plainly import gives_it_up
from actions.words.preferring import declines_removal, puts_off_removal
from actions.words.questions import asking, asks_of_a_procedure, asks_of_meanings, has_question_word
from actions.words.wanting_nothing import wants_nothing
from actions.words.ways import way_of_asking
from actions.words.what_becomes import asks_what_becomes
from actions.words.where import home_undecided, places_elsewhere
from actions.words.wishes import asked_beside, same, wishes
from desk.chat.english import asks_by_order
from desk.chat.language import asks_for_a_language, unspoken
from knowledge.several import asks, sentences
from knowledge.vocabulary import Requester, Subject

ENDING = frozenset({"handoff", "cancel", "no_authority", "held_for_client"})
"""What ends the form."""

QUESTIONS = frozenset({"ask_question", "ask_price", "ask_status", "give_receipt_missing", "more"})
"""What is always handled by its own action: a word in a question is no answer to ours."""

ASIDES = frozenset(
    {
        "complaint",
        "out_of_scope",
        "chitchat",
        "thanks",
        "goodbye",
        "greet",
        "insult",
        "nonsense",
        "gives_personal_data",
        "bot_challenge",
        "needs_help",
        "this_chat",
        "stop_marketing",
        "leave_service",
        "claim_damages",
        "report_leak",
        "seeks_advice",
        NLU_FALLBACK,
    }
)
"""What is handled by its own action, unless it holds the answer that the form waits for."""

_ADDS_NOTHING = frozenset(
    {"inform", "affirm", "deny", "change_answer", "ask_question", "ask_price", *NOTHING_NEW}
)
"""With a wish for a way of reply that there is not, these say no more; a yes is a yes to that wish."""

_NAMED_IN_QUESTIONS = ("requester", "subject")
"""What an English question names without telling it ("is my address used for advertising?", "can my husband do it")."""

_SURELY_ASKS = 0.9
"""From this confidence on a question is one, though it names a way of reply for sure ("is e-mail safe?")."""


def hear(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn:
    """One message while the form asks for the slot `asked`."""
    apart = stays(case, heard, asked, book) or of_a_way(case, heard, asked, book)
    apart = apart or of_a_mandate(case, heard, asked)
    if apart is not None:
        return apart
    heard = _read(case, heard, asked)
    for_another = case.requester in (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
    of_another = for_another or asked == "requester" or heard.intent == "no_authority"
    if concerns_the_dead(heard.text, of_another=of_another):
        return Turn(case.with_(outcome=DECEASED))
    beside = _no_answer_of_note(case, heard, asked)
    if beside is not None:
        return beside
    if heard.intent in ENDING and not _rather_asks(heard):
        return Turn(case, aside=True)
    if _gives_up(case, heard):
        return Turn(case.with_(outcome=GIVEN_UP))
    if _only_asks(heard, asked):
        return Turn(case, question=heard.text)
    question = asked_beside(heard, case.request_type)
    if heard.intent not in QUESTIONS or asked == "reply_method":
        heard = heard.answering(asked)
    holds_answer = asked in heard.values and asked != "request_type"
    if holds_answer and asked in _NAMED_IN_QUESTIONS and not heard.pressed and asks_by_order(heard.text):
        return Turn(case, aside=True) if heard.intent in QUESTIONS else Turn(case, question=heard.text)
    wished = holds_answer and asked == "reply_method" and heard.intent == "ask_question" and question is None
    # "can you send it by e-mail?": surely a way of reply, and not surely a question.
    told = wished and heard.certainty.get("reply_method", 0.0) >= CERTAIN and heard.confidence < _SURELY_ASKS
    wished = wished and not told
    if heard.intent in QUESTIONS and not (
        wished or told or (holds_answer and (heard.confidence < SURE or question is not None))
    ):
        return Turn(case, aside=True)
    if heard.intent in ASIDES and not holds_answer:
        return Turn(case, aside=True)
    if heard.intent in ENDING:
        return Turn(case, question=heard.text)
    return replace(_answered(case, heard, asked, book, question), wished=wished)


def _no_answer_of_note(case: Case, heard: Heard, asked: str | None) -> Turn | None:
    """What is no answer, and has something said to it that helps to give one; None for all others."""
    if not heard.pressed and cannot_ask_for_themself(heard.text):
        return Turn(case, (Note("talk.guardian"),), question=GUARDIANS_PAPERS)
    other_tongue = unspoken(heard.text) or asks_for_a_language(heard.text)
    if not heard.pressed and other_tongue and not (asked == "region" and "region" in heard.values):
        return Turn(case.with_(misses=int(case.misses or 0) + 1), (Note("talk.languages"),))
    if not heard.pressed and awaits_answer(heard.text):
        return Turn(case, (Note("status.in_form"),))
    if not heard.pressed and is_to_be_kept_from(heard.text):
        return Turn(case, matters=(KEPT_FROM,))
    if not heard.pressed and case.request_type not in (None, *REMOVING) and declines_removal(heard.text):
        return Turn(case, (Note("request.nothing_removed_by_it"),))
    way = way_of_asking(heard.text)
    if asked == "reply_method" and way == "not_post" and not heard.pressed:
        return understood(case)  # of the reply, whose ways stand in the question
    whole = complains_outside(heard.text) is not None or way is not None
    otherwise = heard.intent in ASIDES and in_other_words(heard.text) is not None
    if not heard.pressed and (whole or otherwise):
        return Turn(case, question=heard.text)
    of_another = "requester" not in heard.values and tells_anothers_age(heard.text)
    of_another = of_another and not heard.of_grown_up_child
    if asked == "requester" and not heard.pressed and (of_another or names_a_relative(heard)):
        return understood(case, (Note("request.relative"),))
    of_whom = _says_only_whose(case, heard, asked)
    if of_whom is not None:
        return understood(case, (of_whom,))
    if asked == "region" and _lives_nowhere_told(heard):
        agent = case.requester in (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
        undecided = home_undecided(heard.text, for_another=agent)
        key = "request.where_exactly" if undecided else "request.where_lived"
        return Turn(case.with_(misses=int(case.misses or 0) + 1), (Note(key),))
    acts = says_some_agent(heard) or asks_for_a_relative(heard)
    if asked != "requester" and case.requester == Requester.SELF and acts:
        return understood(case.with_(requester=None, confirm=None), (Note("request.relative"),))
    return None


def answered_besides(case: Case, heard: Heard, asked: str | None) -> Case:
    """The case after a message about another company's data: nothing it wishes for is taken up, but where they
    live or who they are, if that is asked, may stand in a sentence of its own (「本人です。ANAの情報も消して」)."""
    if asked not in ("region", "requester") or asked not in heard.values or len(sentences(heard.text)) < _TWO:
        return case
    return case.with_(**{asked: heard.values[asked]})


_TWO = 2


def _read(case: Case, heard: Heard, asked: str | None) -> Heard:
    """The message as it is meant where the form stands, whatever it was taken for by itself."""
    heard = at_the_summary(tells_subject(without_own_use(without_look_up(case, heard))), asked)
    heard = _meant_as(case, puts_answer_right(case, heard), asked)
    if asked != "subject":
        heard = _without_subject_unnamed(case, heard)
    heard = puts_earlier_answer_right(case, heard, asked)
    if asked == "request_type":
        heard = _of_the_kind_named(heard)
    if asked == "reply_method":
        heard = reply_told(heard)
    if asked == "subject" and tells_own_name(case, heard):
        heard = without_subject(heard)
    elif asked == "subject":
        heard = subject_told(described(case, heard))
    elif "subject" in heard.values and several_kinds(heard.text):
        heard = replace(heard, values={**heard.values, "subject": str(Subject.OTHER)})
    if _is_the_one_represented(case, heard, asked):
        heard = _without_requester(heard)
    elif not _confirms_who_asks(case, heard, asked):
        heard = requester_told(made_it_themself(case, heard))
    return adds_a_subject(case, unguessed(case, heard))


def _meant_as(case: Case, heard: Heard, asked: str | None) -> Heard:
    """The message with the intent that it has where the form stands."""
    if _of_the_person_represented(case, heard, asked) or (asked == "requester" and tells_agency(heard)):
        heard = replace(heard, intent="inform")
    if asked == "region" and _tells_where_after_all(heard):
        heard = replace(heard, intent="inform")
    if heard.for_own_minor and heard.intent == "no_authority":
        heard = replace(heard, intent="inform")
    if case.minor and case.requester is None and is_a_parent(heard.text):
        heard = replace(
            heard, intent="inform", values={**heard.values, "requester": Requester.STATUTORY_AGENT}
        )
    if _tells_the_reply_ahead(heard):
        heard = replace(heard, intent="inform")
    return heard


def _without_subject_unnamed(case: Case, heard: Heard) -> Heard:
    """Without some `other` kind of data where a kind is known and no data is named ("by the post", "confirm")."""
    other = heard.values.get("subject") == Subject.OTHER and case.subject is not None
    if heard.pressed or not other or may_name_data(heard.text):
        return heard
    return replace(heard, values={name: value for name, value in heard.values.items() if name != "subject"})


def _of_the_kind_named(heard: Heard) -> Heard:
    """An answer to which request it is to be that is one's bare name (「披露」, "correction"), whatever the dialogue
    model takes it for."""
    kind = None if heard.pressed else kind_named(heard.text.strip(" 。.!！、"))
    if kind is None or "request_type" in heard.values:
        return heard
    return replace(heard, intent="inform", values={**heard.values, "request_type": str(kind)})


def _tells_the_reply_ahead(heard: Heard) -> bool:
    """Whether the way of reply is told where something else is asked ("can i get it by email"): by itself the dialogue
    model makes nothing of it."""
    sure = "reply_method" in heard.values and heard.certainty.get("reply_method", 0.0) >= CERTAIN
    return heard.intent == NLU_FALLBACK and sure and not asks_by_order(heard.text)


_NO_ANSWER = frozenset(
    {"inform", "no_authority", "out_of_scope", "chitchat", "nonsense", "goodbye", NLU_FALLBACK}
)
"""What a place that is nobody's home is taken for (「パリの店で買いました」, 「母がパリに住んでいます」)."""


def _lives_nowhere_told(heard: Heard) -> bool:
    """Whether a place is all that is told, and no home of the person concerned (`actions.words.where`)."""
    if heard.pressed or "region" in heard.values or heard.intent not in _NO_ANSWER or asking(heard.text):
        return False
    says_more = given(heard) or heard.named or wishes(heard).any
    return not says_more and places_elsewhere(heard.text)


def _tells_where_after_all(heard: Heard) -> bool:
    """Whether a home is told in what as a whole sounds like an end of it all (「カリフォルニアです。去年旅行で…」), and
    no part of it ends anything."""
    if heard.intent not in ENDING or heard.pressed or "region" not in heard.values:
        return False
    return bool(heard.parts) and not any(part.intent in ENDING for part in heard.parts)


_THEIRS = re.compile(r"(?:本人|当人)の(?:分|やつ|もの)?(?:です|だ)?[。！!\s]*$")


def _is_the_one_represented(case: Case, heard: Heard, asked: str | None) -> bool:
    """Whether 「本人」 in what an agent says is whom they act for (「本人のものです」, of the data)."""
    agent = case.requester in (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
    theirs = _THEIRS.search(heard.text) is not None or of_the_represented(heard.text)
    return agent and asked != "requester" and theirs and not heard.pressed


def _says_only_whose(case: Case, heard: Heard, asked: str | None) -> Note | None:
    """What is said to who tells only whose data it is, or whose relative they are, and nothing that was asked."""
    if case.requester is None and not heard.pressed and says_kin(heard.text):
        return Note("request.noted")
    only_whose = _is_the_one_represented(case, heard, asked) and of_the_represented(heard.text)
    return Note("request.of_the_represented") if only_whose else None


def _without_requester(heard: Heard) -> Heard:
    return replace(
        heard,
        values={name: value for name, value in heard.values.items() if name != "requester"},
        hints={name: value for name, value in heard.hints.items() if name != "requester"},
    )


def _confirms_who_asks(case: Case, heard: Heard, asked: str | None) -> bool:
    """Whether a yes to the summary says once more who asks (「はい、本人です」)."""
    return asked != "requester" and case.requester == Requester.SELF and heard.intent == "affirm"


def _answered(case: Case, heard: Heard, asked: str | None, book: DeskBook, question: str | None) -> Turn:
    """What is no aside."""
    if _rather_asks_than_changes(heard):
        return Turn(case, question=heard.text)
    heard, about = possible_reply(case, heard, book)
    if about is not None and not given(heard) and heard.intent in _ADDS_NOTHING:
        return understood(case, (about,))
    turn = taken(case, heard, asked, book)
    notes = tuple(one for one in turn.notes if one.key != "request.not_understood")
    if about is not None:
        turn = replace(turn, notes=(about, *notes))
    elif heard.of_grown_up_child and turn.case.requester is None:
        turn = replace(turn, notes=(Note("request.grown_up_child"), *notes))
    if turn.aside:
        return turn
    return replace(turn, question=question, matters=wishes(heard).matters)


def _of_the_person_represented(case: Case, heard: Heard, asked: str | None) -> bool:
    """An agent's answer names whom they act for (「娘の住所です」): nobody who asks without authority."""
    agent = case.requester in (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
    return heard.intent == "no_authority" and agent and asked in heard.answering(asked).values


def _gives_up(case: Case, heard: Heard) -> bool:
    """「じゃあいいや、消去の話はなしで」: named once more, to say that it is not wanted."""
    wish = heard.values.get("request_type")
    another = heard.named or (wish is not None and not same(wish, str(case.request_type)))
    if removal_open(case) and declines_removal(heard.text) and not puts_off_removal(heard.text):
        return True
    if not heard.pressed and (gives_it_up(heard.text) or wants_nothing(heard.text)):
        return True
    if case.request_type is None or asks(heard.text):
        return False
    declined = any(same(one, case.request_type) for one in heard.declined)
    return (declined and not another and heard.intent != "change_answer") or _taken_back(case, heard)


def _taken_back(case: Case, heard: Heard) -> bool:
    """「消去しようと思ったけど、やめておきます」: the wish, and at the end that nothing is to come of it."""
    last = heard.parts[-1] if heard.parts else None
    ends_so = last is not None and last.intent == CANCEL and (last.joined or heard.likely(CANCEL))
    return ends_so and same_wish(case, heard)


def _only_asks(heard: Heard, asked: str | None) -> bool:
    """「何に使ってるの」: taken for a request, and neither a wish nor an answer to what was asked. Nor is
    「訂正するときの書類は」 a wish for a correction."""
    asks_of_it = asks_of_a_procedure(heard.text) or asks_of_meanings(heard.text)
    if not heard.pressed and asks_of_it and heard.intent in REQUEST_INTENTS:
        return True
    if not heard.pressed and heard.intent in REQUEST_INTENTS and asks_in_other_words(heard.text):
        return True
    if asked == "request_type" and not has_question_word(heard.text) and not asks(heard.text):
        return False  # 「利用目的」, where the kind is asked for, is one of them
    answers = asked != "request_type" and asked in heard.answering(asked).values
    best = max(heard.ranked, key=lambda one: heard.ranked[one], default=heard.intent)
    wish = heard.intent in REQUEST_INTENTS or (heard.intent == "inform" and best in REQUEST_INTENTS)
    return wish and heard.only_asks and not heard.named and not answers


def _rather_asks(heard: Heard) -> bool:
    """「電話番号を教えて」: perhaps somebody else's, and perhaps the desk's. A guess does not end the form, nor does a
    guess that asks (「那重新申请一个行不」, taken for an end; 「对了你们公司在哪」, for a client's data; "can he
    ask", for somebody else's). However sure it sounds, who asks what an end would mean has not made one."""
    if heard.intent == CANCEL and not heard.pressed and asks_what_becomes(heard.text):
        return True
    asks_it = asks(heard.text)
    guessed_end = heard.intent == CANCEL and heard.confidence < SURE and asks_it
    asks_it = asks_it or has_question_word(heard.text)
    guessed_end = guessed_end or (
        heard.intent in ("held_for_client", "no_authority") and heard.confidence < FAIRLY_SURE and asks_it
    )
    of_staff = heard.intent == "handoff" and heard.asks_about_staff
    return heard.unsure_of_authority_that_asks or of_staff or (guessed_end and not heard.pressed)


def _rather_asks_than_changes(heard: Heard) -> bool:
    """「さっきの書類って何でしたっけ」: taken for a change, though it names nothing to change, and asks."""
    names_it = "change_target" in heard.values or given(heard) or heard.named or heard.pressed
    if heard.intent != "change_answer" or names_it:
        return False
    return heard.confidence < SURE or (heard.confidence < FAIRLY_SURE and asking(heard.text))
