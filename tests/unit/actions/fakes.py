"""Collaborators for tests of the actions: a small desk book, canned answers, fixed hours, and a tracker."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from actions.executor import ActionServer, build_server
from actions.ports import Closure, OpenState, Question, Reply, Stated, Steps
from desk.calendar.hours import DeskState
from knowledge.citations import Citation
from knowledge.vocabulary import CompanyId, MessageKind, Region, ReplyMethod, RequestType


def cite(quote: str, company: str = "acme") -> Citation:
    return Citation(CompanyId(company), "プライバシーポリシー", "0" * 12, "第1章", quote, 0, len(quote))


def stated(text: str) -> Stated:
    return Stated(text, (cite(text),))


class Book:
    """`acme` has no regions, `globe` has three, `gone` has closed, `agency` holds clients' data."""

    def names(self) -> dict[CompanyId, tuple[str, str]]:
        said = {"acme": ("株式会社アクメ", "アクメ"), "globe": ("株式会社オプト", "オプト")}
        said["oni"] = ("岡山ネットワーク株式会社", "oni")
        said["gone"] = ("株式会社ヘイマク", "ヘイマク")
        return {CompanyId(company): names for company, names in said.items()}

    def regions(self, company: str) -> tuple[Region, ...]:
        return (Region.JP, Region.CALIFORNIA, Region.EEA_UK) if company == "globe" else ()

    def offered(self, company: str, region: Region | None) -> tuple[RequestType, ...]:
        return tuple(RequestType(kind) for kind in self._offered(company, region))

    def _offered(self, company: str, region: str | None) -> tuple[str, ...]:
        if company == "globe":
            by_region = {
                "jp": ("disclosure", "deletion", "erasure", "use_stop"),
                "eea_uk": ("disclosure", "deletion", "portability", "restriction"),
                "california": ("access_ccpa", "deletion"),
            }
            everything = tuple(dict.fromkeys(kind for kinds in by_region.values() for kind in kinds))
            return by_region[region] if region else everything
        return ("disclosure", "correction", "deletion", "use_stop", "erasure")

    def meant(
        self, company: str, region: Region | None, candidates: Sequence[RequestType]
    ) -> tuple[RequestType, ...]:
        offered = self.offered(company, region)
        names = [
            RequestType.ACCESS_CCPA if c == "disclosure" and region == "california" else c for c in candidates
        ]
        return tuple(dict.fromkeys(name for name in names if name in offered))

    def steps(self, company: str, region: str | None, request_type: str, requester: str | None) -> Steps:
        choice = request_type in ("disclosure", "access_ccpa")
        return Steps(
            forms=(stated("「請求書」"),),
            papers=(stated("書類のコピー1点"),),
            papers_open=requester == "voluntary_agent",
            fee=stated("無料") if company == "globe" else None,
            send_to=stated("〒100-0001 東京都千代田区1-1 窓口"),
            reply_methods=(ReplyMethod.POST, ReplyMethod.EMAIL) if choice else (ReplyMethod.POST,),
            reply=stated("書面またはメールで回答します"),
        )

    def closure(self, company: str) -> Closure | None:
        return Closure("2023-06-30", "後継社", (cite("閉鎖しました"),)) if company == "gone" else None

    def held_for_client(self, company: str) -> Stated | None:
        return stated("委託元の情報の場合") if company == "agency" else None

    def one_per_form(self, company: str) -> Stated | None:
        return stated("1名のみです") if company == "agency" else None

    def who_may_ask(self, company: str, region: str | None) -> Stated | None:
        return stated("代理人に限ります") if company == "agency" else None

    def ways_of_asking(
        self, company: str, region: str | None, *, first_contact: bool = False
    ) -> tuple[str, ...]:
        if first_contact:
            return ("post", "phone") if company == "agency" else ()
        ways = {"acme": ("post",), "agency": ("post",), "oni": ("direct", "in_person"), "globe": ("post",)}
        return ("post", "phone") if region == "california" else ways.get(company, ())

    def agents_may(self, company: str, region: str | None) -> Stated | None:
        return stated("ご本人様もしくはその代理人からの請求") if company == "agency" else None

    def minors(self, company: str, region: str | None) -> Stated | None:
        return stated("16歳未満は保護者の同意") if company == "agency" else None

    def stated(self, company: str, region: str | None, key: str) -> Stated | None:
        said = {
            ("globe", "eea_uk", "marketing.stop"): "宣伝への異議には応じます",
            ("agency", None, "compensation"): "損害は賠償します",
            ("globe", "eea_uk", "compensation"): "損害の賠償を求められます",
            ("globe", "eea_uk", "complaint.body"): "監督官庁に申し立てられます",
            ("acme", None, "channels.request"): "書類を郵送してください",
            ("agency", None, "channels.request"): "郵送によりご請求ください",
            ("oni", None, "channels.request"): "直接ご請求下さい",
            ("globe", None, "channels.request"): "ご郵送ください",
            ("globe", "california", "channels.request"): "郵送または電話で",
        }
        return stated(said[company, region, key]) if (company, region, key) in said else None


def reply_of(kind: str, **more: Any) -> Reply:
    """A reply to what was surely a question about its topic, unless a test says otherwise."""
    return Reply(MessageKind(kind), **{"on_topic": 0.9, **more})


class Answers:
    """Answers with what it was given, and remembers what it was asked."""

    def __init__(self, reply: Reply | None = None) -> None:
        self.reply = reply or reply_of("not_stated")
        self.asked: list[tuple[str, str | None, str]] = []

    def answer(self, asked: Question) -> Reply:
        self.asked.append((asked.company, asked.region, asked.text))
        self.last = asked
        return self.reply


class Hours:
    def __init__(self, state: DeskState = "open") -> None:
        self._state = state

    def state(self, company: str) -> OpenState:
        opens = datetime(2026, 11, 24, 0, 0, tzinfo=UTC) if self._state == "out_of_hours" else None
        return OpenState(self._state, opens)


_REMOVALS = frozenset({"request_remove", "request_deletion", "request_erasure", "request_use_stop"})


class _OfTheTalk:
    """The answers and hours of the talk that speaks: they stand for both collaborators of one action server."""

    answers: Answers
    hours: Hours

    def answer(self, asked: Question) -> Reply:
        return self.answers.answer(asked)

    def state(self, company: str) -> OpenState:
        return self.hours.state(company)


_HANDED = _OfTheTalk()


@cache
def _server() -> ActionServer:
    """One for all talks: it keeps nothing, and to register each action anew takes longer than what a test says."""
    return build_server(book=Book(), answers=_HANDED, hours=_HANDED)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One for all talks, with its thread for look-ups. No `asyncio.Runner`: it sets the answer to Ctrl-C anew at each run,
    a tenth of what an action takes."""
    return asyncio.new_event_loop()


class Talk:
    """Runs single actions against slots and a last message."""

    def __init__(self, answers: Answers | None = None, hours: Hours | None = None, **slots: Any) -> None:
        self.answers, self._hours = answers or Answers(), hours or Hours()
        self.server = _server()
        self.slots: dict[str, Any] = {"company": "acme", **slots}

    def run(
        self,
        action: str,
        intent: str = "inform",
        *,
        text: str | None = None,
        confidence: float = 0.9,
        form: bool = False,
        after: Sequence[str] = (),
        certain: bool = True,
        named: Sequence[str] = (),
        named_ends: Sequence[int] = (),
        further: bool = False,
        parts: Sequence[tuple[str, bool, dict[str, str]]] = (),
        ranked: Sequence[tuple[str, float]] = (),
        earlier: Sequence[dict[str, Any]] = (),
        **aspects: str,
    ) -> "Said":
        """One action after one user message; slots are kept as Rasa would keep them. `earlier`:
        events of the turns before. `parts`: of the message, each with its intent, whether it is joined, what it says."""
        text = text or ("消して" if intent in _REMOVALS else "text")
        entities: list[dict[str, Any]] = [
            {"entity": name, "value": value, "confidence_entity": 0.9, "certain": certain}
            for name, value in aspects.items()
        ]
        entities += _named(named, named_ends)
        entities += [{"entity": "further", "value": "も併せて"}] if further else []
        entities += [
            {"entity": "part", "value": value, "joined": joined, "says": says}
            for value, joined, says in parts
        ]
        latest = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "entities": entities,
            "intent_ranking": [{"name": name, "confidence": value} for name, value in ranked],
        }
        events: list[dict[str, Any]] = [
            *earlier,
            {"event": "action", "name": "action_listen"},
            {"event": "user", "text": text},
        ]
        events += [{"event": "action", "name": name} for name in after]
        call = {
            "next_action": action,
            "domain": {"forms": {"request_form": {"required_slots": ["request_type", "confirm"]}}},
            "tracker": {
                "sender_id": "t",
                "slots": dict(self.slots),
                "latest_message": latest,
                "events": events,
                "active_loop": {"name": "request_form"} if form else {},
                "latest_action_name": "action_listen",
            },
        }
        _HANDED.answers, _HANDED.hours = self.answers, self._hours
        status, body = _loop().run_until_complete(self.server.run(call))
        assert status == 200, body
        self.slots.update({e["name"]: e["value"] for e in body["events"] if e["event"] == "slot"})
        return Said(body)


def _named(types: Sequence[str], ends: Sequence[int]) -> list[dict[str, Any]]:
    """The entities of rights that a message names; where each ends in it, if that matters."""
    return [
        {"entity": "named_type", "value": value, "end": end}
        for value, end in zip(types, ends or (None,) * len(types), strict=True)
    ]


class Said:
    """What an action said and did."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.events: list[dict[str, Any]] = body["events"]
        self.messages: list[dict[str, Any]] = [r["custom"] for r in body["responses"]]

    @property
    def keys(self) -> list[str]:
        return [m["utterance"] for m in self.messages if "utterance" in m]

    @property
    def effects(self) -> list[str]:
        return [m["effect"] for m in self.messages if "effect" in m]

    @property
    def next(self) -> list[str]:
        return [e["name"] for e in self.events if e["event"] == "followup"]

    @property
    def rejected(self) -> bool:
        return any(e["event"] == "action_execution_rejected" for e in self.events)

    def values(self, number: int = -1) -> list[str]:
        return [c["value"] for c in self.messages[number]["choices"]]

    def citations(self) -> list[str]:
        return [c["quote"] for m in self.messages for c in m.get("citations", [])]


def validate(talk: Talk, intent: str = "inform", **more: Any) -> Said:
    """A message while the form is open."""
    return talk.run("validate_request_form", intent, form=True, **more)


def requested(said: Said) -> Any:
    """The slot that is asked for next; "unset" where that was left as it is."""
    found = [e["value"] for e in said.events if e["event"] == "slot" and e["name"] == "requested_slot"]
    return found[-1] if found else "unset"
