"""Who sees figures and examples of questions, of which companies, and that looking at customers' words is recorded."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert, update

from desk.errors import Forbidden
from desk.ids import ConversationId
from desk.reports.insights import EXAMPLES, Insights
from desk.roles import Role
from desk.storage import board_tables as bt
from desk.storage import customer_tables as c
from desk.storage import tables as t
from desk.upkeep.keeping import Keeping, Rule
from knowledge.vocabulary import CompanyId
from tests.unit.desk.queue.queue_world import member
from tests.unit.desk.reports import reports_world
from tests.unit.desk.reports.reports_world import DAY, FIRST, LITTLE, NOON, NOVEMBER, OCS, ONI
from tests.unit.desk.small_store import Sealing, SmallDatabase, transaction

LEAD = member("lead", "lead")
TABLES = (
    bt.turn_facts, t.audit, *reports_world.OF_REQUESTS, t.conversations, t.messages, t.forms, c.ratings,
    c.paper_questions, c.incidents, c.incident_questions, c.incident_requests,
)  # fmt: skip


class World(reports_world.World):
    """Chats are kept for ten days, records for a hundred."""

    def __init__(self) -> None:
        super().__init__()
        self.tx = transaction(*TABLES, now=NOON)
        self.conn = self.tx.conn
        context: Any = SimpleNamespace(
            db=SmallDatabase(self.tx), keys=Sealing(), render=lambda *_: "", watchers=[]
        )
        self.it = Insights(context, lambda _: Keeping(Rule(days=100), timedelta(days=10)))
        self._said = 0

    def asked(
        self,
        text: str,
        topic: str | None = "purposes",
        kind: str = "not_stated",
        *,
        sender: str = "customer",
        company: CompanyId = OCS,
        **more: Any,
    ) -> None:
        """A question of a conversation of its own."""
        self._said += 1
        chat, message = f"c{self._said}", f"m{self._said}"
        self.turn(chat, kind, topic, company=company, **more)
        self.conn.execute(
            insert(t.conversations).values(
                id=chat, company=company, locale="ja", channel="web", owner="bot", token_mac=b"", state_enc=b"",
                state_version=1, last_seq=1, created_at=NOON, updated_at=NOON, purged=False,
            )
        )  # fmt: skip
        body = Sealing().seal_json(
            {"text": text, "params": {}, "form_token": None}, f"messages.body_enc:{message}"
        )
        self.conn.execute(
            insert(t.messages).values(
                id=message, conversation_id=chat, seq=self._said, sender=sender, body_enc=body, citations=[],
                choices=[], inbound_id=f"i{self._turns}", created_at=NOON,
                kind=None if sender == "customer" else "notice",
            )
        )  # fmt: skip

    def purged(self, chat: ConversationId) -> None:
        self.conn.execute(update(t.conversations).where(t.conversations.c.id == chat).values(purged=True))


@pytest.fixture
def world() -> World:
    return World()


def examples(world: World, company: CompanyId | None = None, by: Any = LEAD) -> dict[str | None, Any]:
    return dict(world.it.unanswered(by, company, NOVEMBER))


# ---------------------------------------------------------------------- figures


def test_figures_are_of_the_companies_that_one_works_for(world: World) -> None:
    for company in (OCS, ONI, ONI):
        world.asked("質問", company=company)
        world.request(f"R{world._turns}", company=company)

    def counted(companies: Any = (), company: CompanyId | None = None) -> tuple[int, int]:
        found = world.it.figures(member("lead", "lead", *companies), company, NOVEMBER)
        assert (found.company, found.period, found.at) == (company, NOVEMBER, NOON)
        return found.chat.questions, found.requests.opened

    assert counted() == counted((OCS, ONI)) == (3, 3)
    assert counted((ONI,)) == counted((), ONI) == (2, 2)
    assert counted((OCS,)) == (1, 1)


@pytest.mark.parametrize(("role", "companies"), [("look_up", ()), ("desk", ()), ("lead", (ONI,))])
def test_who_may_not_see_figures_sees_none_and_no_example(
    world: World, role: Role, companies: tuple[CompanyId, ...]
) -> None:
    for act in (world.it.figures, world.it.unanswered):
        with pytest.raises(Forbidden):
            act(member("x", role, *companies), OCS, NOVEMBER)
    assert world.tx.entries == []


def test_the_report_of_a_company_is_of_it_alone_and_says_what_may_be_missing(world: World) -> None:
    world.asked("質問", at=FIRST)
    world.asked("質問", company=ONI)
    found = world.it.figures_for_report(OCS, NOVEMBER)
    assert (found.company, found.chat.questions, found.customers.ratings) == (OCS, 1, 0)
    assert (found.since, found.records_gone) == ((NOON - 9 * DAY).date(), False)
    world.tx.now = FIRST + 101 * DAY
    assert world.it.figures_for_report(OCS, NOVEMBER).records_gone
    assert world.it.figures_for_report(ONI, NOVEMBER).since == (FIRST + 92 * DAY).date()


# ---------------------------------------------------------------------- examples


def test_examples_are_the_newest_questions_of_each_topic_that_the_policy_is_silent_on(world: World) -> None:
    for number in range(EXAMPLES + 1):
        world.asked(f"質問{number}", at=NOON - number * DAY)
    world.asked("ほか", "fees")
    world.asked("何か", None)
    world.asked("答えた", kind="answer")
    world.asked("関係ない", kind="out_of_scope")
    world.asked("返事", sender="bot")
    assert examples(world) == {
        "purposes": ("質問0", "質問1", "質問2"),
        "fees": ("ほか",),
        None: ("何か",),
    }
    assert [(one.actor, one.action, one.subject, one.detail) for one in world.tx.entries] == [
        ("lead", "insights.examples", "all", "2026-11-01..2026-11-30 n=5")
    ]


def test_examples_are_of_the_company_the_time_and_what_is_still_there(world: World) -> None:
    world.asked("質問")
    world.asked("よそ", company=ONI)
    world.asked("前", at=FIRST - LITTLE)
    world.asked("消えた")
    world.purged(ConversationId("c4"))
    assert (
        examples(world, OCS) == examples(world, None, member("lead", "lead", OCS)) == {"purposes": ("質問",)}
    )
    assert examples(world, ONI) == {"purposes": ("よそ",)}
    assert [one.subject for one in world.tx.entries] == ["ocs", "all", "oni"]
