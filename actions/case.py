"""What a conversation has settled so far (slots), and what the last message said (intent and aspects)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any

from rasa_sdk import Tracker

from actions.choices import ASKS, CHANGE_TARGETS
from actions.vocabulary import AFFIRM, AMBIGUOUS_REMOVE, NLU_FALLBACK, REQUEST_TYPE_OF_INTENT
from actions.where_asked import asked_where, who_asks
from actions.words.about_the_desk import asks_about_staff
from actions.words.additions import adds_a_request
from actions.words.agents import asks_of_an_agent
from actions.words.by_right import asks_for_themself, meant_by_right, told_right
from actions.words.names import unwanted_by_name, wanted_by_name
from actions.words.phrases import (
    declined_at,
    names_another,
    of_grown_up_child,
    of_own_minor,
    says_yes,
    speaks_of_somebody,
)
from actions.words.plainly import intent_by_words, requester_by_words, take_back_by_words
from actions.words.questions import asking, asks_of_who_has_left, asks_purposes, only_asks
from actions.words.where import home_region, places_elsewhere
from desk.chat.language import unspoken
from desk.locales import Locale
from desk.requests.stages import Stage
from desk.words import known
from knowledge.several import asks, sentences
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType, Subject

_ALLOWED: dict[str, frozenset[str]] = {
    "request_type": frozenset(RequestType),
    "region": frozenset(Region),
    "requester": frozenset(Requester),
    "subject": frozenset(Subject),
    "reply_method": frozenset(ReplyMethod),
    "holder": frozenset({"client"}),
    "several": frozenset({"people", "companies"}),
    "minor": frozenset({"yes"}),
    "change_target": frozenset(CHANGE_TARGETS),
}


@dataclass(frozen=True)
class Part:
    """One of several parts of a message: its intent, what else it surely says; `joined`: a word adds it to the rest."""

    intent: str
    says: Mapping[str, str] = field(default_factory=dict)
    joined: bool = False


SECOND_GUESS = 0.1
"""From this confidence on an intent that is not the likeliest may be meant, where the situation speaks for it."""

FAIRLY_SURE = 0.7
"""Below this confidence an intent that turns somebody away is checked against what the policies know."""

UPSET = 0.25
"""From this confidence on a second guess that somebody complains counts: to be answered lightly then is worse."""

SURE = 0.5
"""Below this confidence an intent is a guess, and does not outweigh an answer to what was asked."""


_WORDS: Mapping[str, type[Enum]] = {
    "stage": Stage,
    "region": Region,
    "request_type": RequestType,
    "requester": Requester,
    "reply_method": ReplyMethod,
}
"""The slots that hold words which the desk and the policies take."""


@dataclass(frozen=True)
class Case:
    """The slots. Everything may be missing but the company."""

    company: CompanyId
    locale: Locale = "ja"
    stage: Stage = Stage.NONE
    region: Region | None = None
    request_type: RequestType | None = None
    requester: Requester | None = None
    subject: str | None = None
    reply_method: ReplyMethod | None = None
    change_target: str | None = None
    confirm: str | None = None
    holder: str | None = None
    several: str | None = None
    minor: str | None = None
    ambiguous: str | None = None
    changing: bool | None = None
    offer: str | None = None
    outcome: str | None = None
    wanted: str | None = None
    unanswered: int | None = None
    misses: int | None = None
    more: list[dict[str, Any]] | None = None
    question: str | None = None
    region_wanted: int | None = None
    later: list[str] | None = None
    opened: bool | None = None

    def __post_init__(self) -> None:
        """Slots are text, in Rasa's tracker and in what `with_` is given: here they become the vocabulary's words, so
        that an answer that is none of them stops at once."""
        for name, words in _WORDS.items():
            object.__setattr__(self, name, known(words, getattr(self, name)))

    @classmethod
    def of(cls, tracker: Tracker) -> "Case":
        """The case of a conversation.

        Raises:
            ValueError: the gateway has not set the company.
        """
        slots: Mapping[str, Any] = tracker.slots
        if not slots.get("company"):
            raise ValueError("slot 'company' is not set: the gateway sets it when a conversation opens")
        known = {f.name: slots[f.name] for f in fields(cls) if slots.get(f.name) is not None}
        return cls(**known)

    def changes(self, later: "Case") -> dict[str, Any]:
        """The slots in which a later case differs."""
        return {
            f.name: getattr(later, f.name)
            for f in fields(self)
            if getattr(self, f.name) != getattr(later, f.name)
        }

    def with_(self, **slots: Any) -> "Case":
        """The case with some slots set."""
        return replace(self, **slots)

    def fresh_request(self) -> "Case":
        """For another request: what was settled is forgotten, but not who asks and from where."""
        return replace(
            self,
            request_type=None,
            subject=None,
            reply_method=None,
            change_target=None,
            confirm=None,
            holder=None,
            several=None,
            ambiguous=None,
            changing=None,
            offer=None,
            outcome=None,
            wanted=None,
            misses=None,
        )


@dataclass(frozen=True)
class Heard:
    """The last message: Rasa's intent, and the aspects that are words of the vocabulary.

    `hints` are aspects that are not certain: they count only as the answer to what was just asked. `named` are the
    rights that the sentence names, in order; `declined`: those that it does not want (「開示とかはいいです」);
    `further`: it asks for something besides (「…も併せて」).
    `ranked` are the likeliest intents with their confidence. `parts` are those that mean something by themselves.
    """

    intent: str
    confidence: float = 1.0
    values: Mapping[str, str] = field(default_factory=dict)
    certainty: Mapping[str, float] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    ranked: Mapping[str, float] = field(default_factory=dict)
    text: str = ""
    topic: str | None = None
    further: bool = False
    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, tracker: Tracker) -> "Heard":
        """The last message of a conversation."""
        heard = cls.of_message(tracker.latest_message)._of_an_agent(tracker.get_slot("requester"))
        return heard._said_where(who_asks(tracker)) if asked_where(tracker) else heard

    @classmethod
    def of_message(cls, latest: Mapping[str, Any]) -> "Heard":
        """A message as Rasa has parsed it."""
        intent = latest.get("intent") or {}
        text = str(latest.get("text") or "")
        agrees = says_yes(text)
        taken_for = str(intent.get("name") or NLU_FALLBACK)
        by_verb = intent_by_words(text, taken_for)
        ranked = {item["name"]: float(item["confidence"]) for item in latest.get("intent_ranking") or []}
        right = told_right(text) if taken_for in ("no_authority", NLU_FALLBACK) else None
        name = AFFIRM if agrees else by_verb or (meant_by_right(ranked) if right else taken_for)
        values: dict[str, str] = {}
        certainty: dict[str, float] = {}
        hints: dict[str, str] = {}
        named: list[str] = []
        declined: list[str] = []
        topic: str | None = None
        further = adds_a_request(text)
        parts: list[Part] = []
        for entity in latest.get("entities") or []:
            aspect, value = str(entity.get("entity")), entity.get("value")
            if aspect == "topic" and value in ASKS:
                topic = str(value)
            further = further or aspect == "further"
            if aspect == "part":
                parts.append(_part(entity))
            if aspect == "named_type" and value in _ALLOWED["request_type"]:
                named.append(str(value))
                unwanted = declined_at(text, int(entity.get("end") or len(text)), entity.get("start"))
                declined = [one for one in declined if one != value] + ([str(value)] if unwanted else [])
            if value not in _ALLOWED.get(aspect, frozenset()):
                continue
            if not entity.get("certain", True):
                hints[aspect] = str(value)
            elif aspect not in values:
                values[aspect] = str(value)
                certainty[aspect] = float(entity.get("confidence_entity") or 1.0)
        declined += [str(one) for one in unwanted_by_name(text) if one not in declined]
        if name == "request_unclear" and (wanted := wanted_by_name(text)) not in (None, *declined):
            name = f"request_{wanted}"
        if name in REQUEST_TYPE_OF_INTENT:
            values.setdefault("request_type", str(REQUEST_TYPE_OF_INTENT[name]))
        for said in (values, hints):
            take_back_by_words(text, said, asks=name in ("ask_question", "ask_price"))
        if (requester := right or requester_by_words(text, values)) is not None:
            values["requester"], certainty["requester"] = str(requester), 1.0
        return cls(
            intent=name,
            confidence=1.0 if agrees or by_verb or right else float(intent.get("confidence") or 0.0),
            values=values,
            certainty=certainty,
            hints=hints,
            named=tuple(one for one in dict.fromkeys(named) if one not in declined),
            declined=tuple(declined),
            ranked=ranked,
            text=text,
            topic=topic,
            further=further,
            parts=tuple(parts),
        )

    def _of_an_agent(self, requester: str | None) -> "Heard":
        """The same message of somebody who asks for another: only their own words make it one for themself
        (「長谷川様のご住所を直していただきたい」 does not)."""
        guessed = self.values.get("requester") == Requester.SELF and not self.pressed
        agent = requester in (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
        if not agent or not guessed or asks_for_themself(self.text):
            return self
        return replace(
            self, values={name: value for name, value in self.values.items() if name != "requester"}
        )

    def _said_where(self, requester: str | None) -> "Heard":
        """The same message as an answer to where somebody lives: any other place in it is none. What
        the desk cannot read may be one."""
        if self.pressed or unspoken(self.text) or not places_elsewhere(self.text):
            return self
        agents = (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
        told = home_region(self.text, for_another=self.values.get("requester", requester) in agents)
        values = {name: value for name, value in self.values.items() if name != "region"}
        return replace(self, values={**values, **({"region": str(told)} if told else {})})

    def answering(self, asked: str | None) -> "Heard":
        """The same message as an answer to `asked`: a hint about just that counts then."""
        if asked is None or asked in self.values or asked not in self.hints:
            return self
        return replace(self, values={**self.values, asked: self.hints[asked]})

    def likely(self, *intents: str) -> bool:
        """Whether one of these intents is a good second guess: where the talk stands may decide for it."""
        return any(self.ranked.get(intent, 0.0) >= SECOND_GUESS for intent in intents)

    @property
    def unsure_complaint_that_asks(self) -> bool:
        """「ほかに苦情を聞いてくれるところは」: it speaks of complaints, and asks something."""
        return self.intent == "complaint" and self.confidence < FAIRLY_SURE and self.likely("ask_question")

    @property
    def unsure_handoff_that_asks(self) -> bool:
        """「苦情を聞いてくれる団体はありますか。電話番号も」: perhaps a person is wanted, perhaps an answer."""
        return (
            self.intent == "handoff"
            and not self.pressed
            and (
                (self.confidence < SURE and self.likely("ask_question"))
                or (self.confidence < FAIRLY_SURE and asks_of_an_agent(self.text))
            )
        )

    @property
    def asks_about_staff(self) -> bool:
        """「担当者の名前は」: about a person of the desk's, who is not wished for."""
        return not self.pressed and asks_about_staff(self.text)

    @property
    def left_already_and_asks(self) -> bool:
        """「退会した後も残ってるの？」: of who has left, or will have; no wish to leave."""
        return self.intent == "leave_service" and not self.pressed and asks_of_who_has_left(self.text)

    @property
    def unsure_matter_that_asks(self) -> bool:
        """「保険証は隠したほうがいいところがありますか」: perhaps advice is sought, perhaps what the policy states."""
        asked = any(part.intent == "ask_question" for part in self.parts)
        perhaps = self.confidence < FAIRLY_SURE or asked or asks_of_an_agent(self.text)
        return perhaps and not self.pressed and asks(self.text)

    @property
    def only_asks(self) -> bool:
        """「何に使ってるの」: a question by its form, in which nothing is wished for."""
        return not self.pressed and only_asks(self.text)

    @property
    def asks_purposes(self) -> bool:
        """「利用目的は何ですか。あと私の情報を開示してください」: a sentence of it asks what data is used for."""
        return not self.pressed and any(asks_purposes(one) for one in sentences(self.text))

    @property
    def unsure_and_asks(self) -> bool:
        """「妻が代わりにやるんだけど何がいるの」: a guess, of what asks something, also without a question's mark."""
        return self.confidence < SURE and not self.pressed and asking(self.text)

    @property
    def of_grown_up_child(self) -> bool:
        """Whether a parent asks for a child who has come of age."""
        return not self.pressed and of_grown_up_child(self.text)

    @property
    def for_own_minor(self) -> bool:
        """Whether a parent wants something done with the data of their child who is under age."""
        wishes = (AMBIGUOUS_REMOVE, *REQUEST_TYPE_OF_INTENT)
        wish = self.named or self.intent in wishes or self.likely(*wishes)
        agent = self.values.get("requester") == Requester.STATUTORY_AGENT
        return not self.pressed and bool(wish) and agent and of_own_minor(self.text) and not asks(self.text)

    @property
    def of_oneself_after_all(self) -> bool:
        """「個人情報消したいけど、まだサービスは使いたい」: a guess that another's data is wanted, where nobody else is
        spoken of."""
        guess = self.intent == "no_authority" and self.confidence < FAIRLY_SURE and not self.pressed
        return (
            guess and self.likely(AMBIGUOUS_REMOVE, *REQUEST_TYPE_OF_INTENT) and not names_another(self.text)
        )

    @property
    def upset(self) -> bool:
        """「ふざけるな、何回言えば分かるんだ」: taken for talk beside the matter, and nearly as likely a complaint."""
        return (
            self.intent in ("chitchat", "nonsense", "out_of_scope")
            and self.confidence < FAIRLY_SURE
            and self.ranked.get("complaint", 0.0) >= UPSET
        )

    @property
    def unsure_of_authority_that_asks(self) -> bool:
        """「責任者の名前を教えて」: it sounds like asking about somebody, and may ask for what the policy states."""
        return (
            self.intent == "no_authority"
            and self.confidence < FAIRLY_SURE
            and not self.pressed
            and self.likely("ask_question")
        )

    @property
    def of_somebody_and_asks(self) -> bool:
        """「家族と相談します。番号だけ教えてください」: taken for asking about somebody, in the form of a question."""
        perhaps = self.confidence < FAIRLY_SURE or not speaks_of_somebody(self.text)
        return self.intent == "no_authority" and perhaps and not self.pressed and asks(self.text)

    @property
    def pressed(self) -> bool:
        """Whether the customer pressed a button (the gateway's payload) instead of typing."""
        return self.text.startswith("/")


def _part(entity: Mapping[str, Any]) -> Part:
    says = {name: str(value) for name, value in (entity.get("says") or {}).items()}
    return Part(str(entity.get("value")), says, bool(entity.get("joined")))
