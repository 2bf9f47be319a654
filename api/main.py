"""The composition root: the one module that knows every part. `uvicorn api.main:app` serves."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from starlette.concurrency import run_in_threadpool

from actions.choices import to_payload
from actions.executor import ActionServer, build_actions
from api.app import create_app
from api.background import end
from api.channels.bells import listening
from api.channels.building import build_channels
from api.chores import Chore, each_by_itself
from api.companies import Companies, Company
from api.context import Context
from api.library import load_companies
from api.metrics import PARTS
from api.pace import all_built, give_way_early, one_heap
from api.settings import Settings, desk_settings, get_settings
from api.slack.building import build_slack
from api.turns.gateway import Gateway
from api.turns.interpreting import Interpreter
from api.turns.rasa_client import RasaClient
from api.turns.rasa_health import RasaHealth
from desk.bootstrap import Desk, build, later_handlers
from desk.calendar.rulebook import company_rules
from desk.channels.bell import bell_of
from desk.chat.masking import masker_of
from desk.jobs.replicas import ReplicaName
from desk.jobs.runner import Runner
from desk.slack.threads import SLACK
from desk.wording import read_all, render
from knowledge.answering import Answerer, load_answerer
from knowledge.archive import PolicyArchive

log = logging.getLogger(__name__)

HOUSEKEEPING_SECONDS = 30.0
"""How often claims of absent staff are ended, and those who wait out of hours are told. What happens at a time of its
own is the runner's."""


@asynccontextmanager
async def make_context(settings: Settings | None = None) -> AsyncIterator[Context]:
    """Build everything, let it work while the app answers, and close it again."""
    settings = settings or get_settings()
    give_way_early()
    one_heap()
    await run_in_threadpool(read_all)
    own = desk_settings(settings)
    desk = await run_in_threadpool(build, own)
    name = ReplicaName(own.database_url, own.replica)
    await run_in_threadpool(name.take)  # before anything is taken for left over by this process
    archive = PolicyArchive(settings.var_dir / "policies")
    loaded = await run_in_threadpool(load_companies, settings.policies_dir, archive)
    answerer = await run_in_threadpool(load_answerer)
    companies = Companies(loaded, desk)
    _put_rules(desk, loaded.values())
    papers = desk.papers(companies.desks, settings.policies_dir)
    actions: ActionServer = build_actions(answerer=answerer, desks=companies.facts, state=companies.state)
    rasa = RasaClient(settings.rasa_url, timeout=settings.rasa_timeout)
    health = RasaHealth(rasa, companies.ids)
    interpreter = Interpreter(
        desk=desk,
        companies=companies,
        to_payload=to_payload,
        form_ttl=timedelta(minutes=settings.form_ttl_minutes),
    )
    maskers = {c.id: masker_of(c.policy.text) for c in loaded.values()}
    gateway = Gateway(interpreter, rasa, maskers)

    slack = build_slack(desk, companies, answerer, maskers, settings)
    of_staff = {SLACK: slack.channel} if slack is not None else {}
    channels = build_channels(desk, companies, gateway, settings, of_staff)

    async def not_ready() -> list[str]:
        return await _not_ready(desk, answerer, health)

    context = Context(
        settings=settings,
        desk=desk,
        companies=companies,
        gateway=gateway,
        rasa=rasa,
        answerer=answerer,
        archive=archive,
        papers=papers,
        channels=channels,
        slack=slack,
        run_action=actions.run,
        not_ready=not_ready,
    )
    await run_in_threadpool(_staff_account, desk, settings, own.replica)
    handlers = {**later_handlers(desk, own), **(slack.later if slack is not None else {})}
    bell = bell_of(own.database_url, settings.var_dir)
    with listening(bell, desk.notifier):
        async with _at_work(context, Runner(desk.database, own, handlers, name=name), name):
            try:
                with all_built():
                    yield context
            finally:
                await health.close()


def _put_rules(desk: Desk, companies: Iterable[Company]) -> None:
    """What each company has settled with the operator, for whatever the desk does for it."""
    for one in companies:
        desk.rulebook.put(one.id, company_rules(one.name, one.hours, one.settings, one.closed))


@asynccontextmanager
async def _at_work(context: Context, runner: Runner, name: ReplicaName) -> AsyncIterator[None]:
    """What happens beside the answering of calls; at the end everything is closed, in the order of who needs whom."""
    desk, gateway, rasa = context.desk, context.gateway, context.rasa
    await run_in_threadpool(runner.start)
    await context.channels.start()
    background = [
        asyncio.create_task(_housekeeping(desk, context.companies, gateway, rasa, name)),
        asyncio.create_task(_recover(gateway, rasa)),
    ]
    if context.slack is not None:
        background.append(asyncio.create_task(context.slack.follow()))
    try:
        yield
    finally:
        await end(background)
        await context.channels.stop()
        await rasa.close()
        await run_in_threadpool(runner.stop)
        name.release()
        desk.dispose()


async def _not_ready(desk: Desk, answerer: Answerer, rasa: RasaHealth) -> list[str]:
    answers = (answerer.ready(), await run_in_threadpool(desk.ready), await rasa.ready())
    return [part for part, there in zip(PARTS, answers, strict=True) if not there]


def _staff_account(desk: Desk, settings: Settings, replica: str) -> None:
    if settings.staff_username and settings.staff_password:
        alias = render("system.staff_alias", "ja", {})
        desk.staff.ensure(settings.staff_username, settings.staff_password, alias, replica)


async def _recover(gateway: Gateway, rasa: RasaClient) -> None:
    """Once Rasa answers, process what was accepted before the last end."""
    while not await rasa.ready():
        await asyncio.sleep(1.0)
    count = await gateway.recover()
    if count:
        log.warning("Answered %d accepted messages that had no reply", count)


async def _housekeeping(
    desk: Desk, companies: Companies, gateway: Gateway, rasa: RasaClient, name: ReplicaName
) -> None:
    """What stands in the database and only has to be looked at now and then (docs/decisions/0064)."""

    async def where_rasa_is(work: Callable[[], Awaitable[int]]) -> None:
        if await rasa.ready():
            await work()

    state = companies.state_of_any
    chores: tuple[Chore, ...] = (
        partial(run_in_threadpool, name.keep),
        partial(run_in_threadpool, desk.handoffs.expire_claims),
        partial(run_in_threadpool, desk.live.after_hours.tell, state),
        partial(run_in_threadpool, desk.live.after_hours.reassure, state),
        partial(where_rasa_is, gateway.recover),  # what a failure left without a reply
        partial(where_rasa_is, gateway.wipe_trackers),
    )
    while True:
        await each_by_itself(chores)
        await asyncio.sleep(HOUSEKEEPING_SECONDS)


app = create_app(make_context)
