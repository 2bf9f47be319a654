"""`python -m benchmarks.channels`: a thousand webhook events in thirty seconds, against the real desk and a small LINE.

Each event is a question; each customer asks two, half of the time apart. Measured from outside: how long each
acknowledgement takes, whether all were acknowledged, and whether each customer read the greeting and the answers, once
and in the order of the questions. What there is to read is asked before the rush, with time after each answer: in the
rush each must read the same objects, no more and no fewer; an apology is no answer. It fails where an event was not
acknowledged or not answered exactly once, and where the acknowledgements' p99 misses the aim. The bot needs longer than
thirty seconds for a thousand turns; that it is behind must not be seen in the acknowledgements.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import yaml
from rich.console import Console
from rich.table import Table

from evaluation.fake_line import FakeLine, Sent, serving
from evaluation.stack import stack

COMPANY = "oni"
QUESTIONS = (
    "個人情報を何に使いますか",
    "本人確認の書類は何点必要ですか",
    "第三者に渡すことはありますか",
    "こんにちは",
    "手数料はかかりますか",
)
WORDING = Path(__file__).resolve().parents[1] / "desk" / "wording" / "ja.yml"
_SAID = yaml.safe_load(WORDING.read_text(encoding="utf-8"))["system"]
APOLOGIES = (str(_SAID["bot_down"]), str(_SAID["handoff_without_bot"]))
"""What is said where the bot could not answer."""
P99 = 200.0
"""Milliseconds: the aim for an acknowledgement while the bot is behind (docs/channels.md, Measured)."""
WARMINGS = 3
Asked = tuple[str, str]
"""A customer and a question."""
Read = tuple[tuple[str, str], ...]
"""What a customer reads, in order: of each object its type and its words."""


@dataclass
class Measured:
    """What came of it. Times in milliseconds."""

    acknowledgements: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    """How much later than it wanted this program itself went on, now and then: that much of an acknowledgement's time
    may be its own. It shares the machine with the desk, and its interpreter with the small LINE."""
    refused: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    behind: float = 0.0
    loads: list[float] = field(default_factory=list)
    """Load of the machine (one minute) before the rush, after it, and after the last answer."""
    wrong: list[str] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    """What reached the phones of those who asked in the rush."""


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where an event was not acknowledged in time, or was not answered exactly once."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.channels", description=__doc__)
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--each", type=int, default=2, help="questions of one customer")
    parser.add_argument("--seconds", type=float, default=30.0, help="in which they come")
    parser.add_argument(
        "--alone", action="store_true", help="without the process for webhooks: the app takes them"
    )
    parser.add_argument("--patience", type=float, default=3600.0, help="seconds to wait for the last answer")
    parser.add_argument(
        "--p99",
        type=float,
        default=P99,
        help="milliseconds that the p99 of the acknowledgements must stay below",
    )
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as name, serving(FakeLine()) as line:
        folder = Path(name)
        channels = _credentials(folder / "channels", line)
        settings = {"MADOGUCHI_CHANNELS_DIR": str(channels), "MADOGUCHI_LINE_API_URL": line.url}
        with stack(folder, intake=not given.alone, **settings) as running:
            url = f"{running.webhooks}/channels/line/{COMPANY}"
            asked = questions(given.events // given.each, given.each)
            measured = held(
                url, line, asked, given.each, given.seconds, given.patience, tell=_print_acknowledgements
            )
    _print_answers(measured)
    missed = failures(measured, given.p99)
    for one in missed:
        Console().print(f"Failed: {one}")
    return int(bool(missed))


def held(
    url: str,
    line: FakeLine,
    asked: Sequence[Asked],
    each: int,
    seconds: float,
    patience: float,
    tell: Callable[[Measured, int], None] = lambda *_: None,
) -> Measured:
    """Let these events come within `seconds`, and wait for their answers. `tell` hears of the acknowledgements before
    the long wait: it may be given up."""
    expected = _asked_before(url, line, each, patience)
    users = customers(asked)
    measured = Measured(loads=[os.getloadavg()[0]])
    asyncio.run(_rush(url, line, measured, asked, seconds))
    measured.loads.append(os.getloadavg()[0])
    tell(measured, len(asked))
    started = time.monotonic()
    _wait(line, {user: len(expected[number % len(expected)]) for number, user in enumerate(users)}, patience)
    measured.behind = time.monotonic() - started
    measured.loads.append(os.getloadavg()[0])
    time.sleep(5)  # what would be said twice has had its time
    measured.sent = [one for one in list(line.sent) if one.user in set(users)]
    measured.wrong = wrong_of(measured.sent, users, expected)
    return measured


def failures(measured: Measured, p99: float) -> list[str]:
    """What of it was not as it must be. `p99`: milliseconds."""
    found = [f"{count} events were not acknowledged ({kind})" for kind, count in measured.refused.items()]
    if measured.wrong:
        found.append(f"{len(measured.wrong)} customers were not answered exactly once")
    if (slow := part(measured.acknowledgements, 0.99)) >= p99:
        found.append(f"the p99 of the acknowledgements is {slow:.0f} ms, not below {p99:.0f} ms")
    return found


def part(times: Sequence[float], below: float) -> float:
    """The time that this part of them is below."""
    return sorted(times)[int(len(times) * below)] if times else 0.0


def _credentials(folder: Path, line: FakeLine) -> Path:
    path = folder / "line" / f"{COMPANY}.yml"
    path.parent.mkdir(parents=True)
    path.touch(mode=0o600)
    path.write_text(f"channel_secret: {line.secret}\nchannel_access_token: {line.token}\n", encoding="utf-8")
    return folder


def questions(people: int, each: int, group: int = 0) -> list[Asked]:
    """Who asks what, in order: everybody once, then everybody again. The people of another group are others."""
    return [
        (f"U{group:08x}{number:024x}", QUESTIONS[(number + round_) % len(QUESTIONS)])
        for round_ in range(each)
        for number in range(people)
    ]


def customers(asked: Sequence[Asked]) -> list[str]:
    """Each of them once."""
    return list(dict.fromkeys(user for user, _ in asked))


async def _rush(url: str, line: FakeLine, measured: Measured, asked: Sequence[Asked], seconds: float) -> None:
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=100)
    async with httpx.AsyncClient(trust_env=False, timeout=60, limits=limits) as client:
        begin = time.monotonic()
        watching = asyncio.create_task(_own_delays(measured.own))

        async def post(user: str, text: str) -> None:
            body, headers = line.webhook(line.text(text, user))
            start = time.perf_counter()
            try:
                answer = await client.post(url, content=body, headers=headers)
                kind = "" if answer.status_code == 200 else f"http_{answer.status_code}"
            except httpx.HTTPError as exc:
                kind = type(exc).__name__
            measured.acknowledgements.append((time.perf_counter() - start) * 1000)
            if kind:
                measured.refused[kind] += 1

        tasks = []
        for number, one in enumerate(asked):
            await asyncio.sleep(max(0.0, begin + number * seconds / len(asked) - time.monotonic()))
            tasks.append(asyncio.create_task(post(*one)))
        await asyncio.gather(*tasks)
        measured.seconds = time.monotonic() - begin
        watching.cancel()


async def _own_delays(found: list[float]) -> None:
    pause = 0.02
    while True:
        start = time.perf_counter()
        await asyncio.sleep(pause)
        found.append((time.perf_counter() - start - pause) * 1000)


def _asked_before(url: str, line: FakeLine, each: int, patience: float) -> tuple[Read, ...]:
    """What there is to read for each first question and those after it. It also warms everything up: a first answer
    may time out, so what is apologised for is asked again, by others. Raises RuntimeError: there is nothing to compare
    with."""
    people = len(QUESTIONS)
    for attempt in range(WARMINGS):
        asked = questions(people, each, group=attempt + 1)
        least = dict.fromkeys(customers(asked), 1)  # the greeting
        for begin in range(0, len(asked), people):
            least = {
                user: max(len(read_by(line.sent).get(user, ())), known) + 1 for user, known in least.items()
            }
            asyncio.run(_rush(url, line, Measured(), asked[begin : begin + people], 1.0))
            _wait(line, least, min(patience, 120))
            time.sleep(5)  # an answer of several calls is whole by then
        read = read_by(line.sent)
        found = tuple(read.get(user, ()) for user in least)
        if all(
            len(one) >= least[user] and not _apologised(one) for user, one in zip(least, found, strict=True)
        ):
            return found
    raise RuntimeError("the questions were not answered before the rush")


def read_by(sent: Sequence[Sent]) -> dict[str, Read]:
    """What each customer has read."""
    found: dict[str, Read] = {}
    for one in list(sent):
        words = one.body.get("text") or one.body.get("altText") or ""
        found[one.user] = (*found.get(one.user, ()), (str(one.body["type"]), str(words)))
    return found


def _wait(line: FakeLine, least: Mapping[str, int], seconds: float) -> None:
    """Until each customer has read so many objects, or the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        read = read_by(line.sent)
        if all(len(read.get(user, ())) >= needed for user, needed in least.items()):
            return
        time.sleep(0.5)


def wrong_of(sent: Sequence[Sent], users: Sequence[str], expected: Sequence[Read]) -> list[str]:
    """A line for each customer who was not answered exactly once and in order."""
    wrong, read_of = list[str](), read_by(sent)
    for number, user in enumerate(users):
        read, right = read_of.get(user, ()), expected[number % len(expected)]
        if _apologised(read):
            wrong.append(f"customer {number} read an apology")
        elif len(read) != len(right):
            wrong.append(f"customer {number} read {len(read)} objects instead of {len(right)}")
        elif read != right and sorted(read) == sorted(right):
            wrong.append(f"customer {number} read the answers in another order")
        elif read != right:
            wrong.append(f"customer {number} read something else than the one before the rush")
    return wrong


def _apologised(read: Read) -> bool:
    return any(words in APOLOGIES for _, words in read)


def _print_acknowledgements(measured: Measured, events: int) -> None:
    times, own = sorted(measured.acknowledgements), sorted(measured.own)
    _table(
        f"{events} events in {measured.seconds:.1f} s",
        {
            "acknowledged": f"{len(times) - measured.refused.total()} of {events}",
            "acknowledgement, median (ms)": f"{statistics.median(times):.0f}",
            "acknowledgement, p95 (ms)": f"{part(times, 0.95):.0f}",
            "acknowledgement, p99 (ms)": f"{part(times, 0.99):.0f}",
            "acknowledgement, longest (ms)": f"{times[-1]:.0f}",
            "this program's own delays, median / p99 (ms)": f"{statistics.median(own):.0f} / "
            f"{part(own, 0.99):.0f}",
            "load before / after the rush": " / ".join(f"{load:.1f}" for load in measured.loads),
            **{f"refused: {kind}": str(count) for kind, count in measured.refused.items()},
        },
    )


def _print_answers(measured: Measured) -> None:
    via = Counter(one.via for one in measured.sent)
    _table(
        "Answers",
        {
            "last answer after the last event (s)": f"{measured.behind:.0f}",
            "load by then": f"{measured.loads[-1]:.1f}",
            "not answered exactly once": str(len(measured.wrong)),
            "objects by reply / by push": f"{via['reply']} / {via['push']}",
        },
    )
    for wrong in measured.wrong[:20]:
        Console().print(wrong)


def _table(title: str, values: Mapping[str, str]) -> None:
    table = Table(title=title)
    table.add_column("what")
    table.add_column("value", justify="right")
    for name, value in values.items():
        table.add_row(name, value)
    Console().print(table)


if __name__ == "__main__":
    raise SystemExit(main())
