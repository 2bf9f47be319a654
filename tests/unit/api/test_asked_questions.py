"""What a turn of Rasa says about the question that it answered, for the figures."""

from api.turns.dialogue import DialogueState
from api.turns.interpreting import _asked
from api.turns.rasa_client import RasaTurn
from desk.asked import Asked
from desk.chat.said import About, HandOver, Said, Utterance
from knowledge.vocabulary import MessageKind

X = About("x", 0.5)


def turn(*outputs: Said) -> RasaTurn:
    return RasaTurn(outputs=outputs, state=DialogueState())


def said(kind: MessageKind, about: About | None = None) -> Utterance:
    return Utterance("answer.quoted", kind=kind, about=about)


def test_the_first_message_that_says_what_it_is_about_counts() -> None:
    first = said(MessageKind.NOT_STATED, About("fee_whether", 0.25))
    found = _asked(turn(said(MessageKind.NOTICE), first, said(MessageKind.ANSWER, X)))
    assert found == Asked("not_stated", "fee_whether", 0.25)


def test_reading_on_and_what_is_no_answer_are_no_questions() -> None:
    assert _asked(turn(said(MessageKind.ANSWER))) is None
    assert _asked(turn(said(MessageKind.PROMPT, X), HandOver("asked"))) is None
    assert _asked(turn()) is None


def test_a_question_may_have_no_topic() -> None:
    found = _asked(turn(said(MessageKind.OUT_OF_SCOPE, About(None, 0.0))))
    assert found == Asked("out_of_scope", None, 0.0)
