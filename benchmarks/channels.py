"""`python -m benchmarks.channels`: a thousand webhook events in thirty seconds, against the real desk and a small LINE.

Each event is a question of another customer. Measured from outside: how long each acknowledgement takes, whether all
were acknowledged, and whether each customer read the greeting and one answer, once. The bot needs longer than thirty
seconds for a thousand turns; that it is behind must not be seen in the acknowledgements.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from evaluation.fake_line import FakeLine, serving
from evaluation.stack import stack

COMPANY = "oni"
QUESTIONS = (
    "個人情報を何に使いますか",
    "本人確認の書類は何点必要ですか",
    "第三者に渡すことはありますか",
    "こんにちは",
    "手数料はかかりますか",
)


@dataclass
class Measured:
    """What came of it. Times in milliseconds."""

    acknowledgements: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    behind: float = 0.0
    wrong: list[str] = field(default_factory=list)


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where an event was not acknowledged, or was not answered exactly once."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.channels", description=__doc__)
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=30.0, help="in which they come")
    parser.add_argument("--patience", type=float, default=3600.0, help="seconds to wait for the last answer")
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as name, serving(FakeLine()) as line:
        folder = Path(name)
        channels = _credentials(folder / "channels", line)
        settings = {"MADOGUCHI_CHANNELS_DIR": str(channels), "MADOGUCHI_LINE_API_URL": line.url}
        with stack(folder, **settings) as running:
            url = f"{running.url}/channels/line/{COMPANY}"
            asyncio.run(_rush(url, line, Measured(), 5, 1.0))  # warm
            _wait(line, 5, 120)
            line.sent.clear()
            measured = Measured()
            asyncio.run(_rush(url, line, measured, given.events, given.seconds))
            _print_acknowledgements(measured, given.events)  # before the long wait: it may be given up
            started = time.monotonic()
            _wait(line, given.events, given.patience)
            measured.behind = time.monotonic() - started
            time.sleep(5)  # what would be said twice has had its time
            _judge(line, given.events, measured)
    _print_answers(measured, line)
    return int(bool(measured.refused or measured.wrong))


def _credentials(folder: Path, line: FakeLine) -> Path:
    path = folder / "line" / f"{COMPANY}.yml"
    path.parent.mkdir(parents=True)
    path.touch(mode=0o600)
    path.write_text(f"channel_secret: {line.secret}\nchannel_access_token: {line.token}\n", encoding="utf-8")
    return folder


def _user(number: int, of: int) -> str:
    return f"U{of:08x}{number:024x}"


async def _rush(url: str, line: FakeLine, measured: Measured, events: int, seconds: float) -> None:
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=100)
    async with httpx.AsyncClient(trust_env=False, timeout=60, limits=limits) as client:
        begin = time.monotonic()

        async def post(number: int) -> None:
            text = QUESTIONS[number % len(QUESTIONS)]
            body, headers = line.webhook(line.text(text, _user(number, events)))
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
        for number in range(events):
            await asyncio.sleep(max(0.0, begin + number * seconds / events - time.monotonic()))
            tasks.append(asyncio.create_task(post(number)))
        await asyncio.gather(*tasks)
        measured.seconds = time.monotonic() - begin


def _answered(line: FakeLine) -> Counter[str]:
    """How many texts each customer has read."""
    return Counter(one.user for one in list(line.sent) if one.body["type"] == "text")


def _wait(line: FakeLine, events: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if sum(count >= 2 for count in _answered(line).values()) >= events:
            return
        time.sleep(0.5)


def _judge(line: FakeLine, events: int, measured: Measured) -> None:
    for number in range(events):
        user = _user(number, events)
        texts = [one.body["text"] for one in line.sent if one.user == user and one.body["type"] == "text"]
        if len(texts) < 2:
            measured.wrong.append(f"customer {number} read {len(texts)} texts")
        if len(set(texts)) != len(texts):
            measured.wrong.append(f"customer {number} read something twice")


def _print_acknowledgements(measured: Measured, events: int) -> None:
    times = sorted(measured.acknowledgements)
    _table(
        f"{events} events in {measured.seconds:.1f} s",
        {
            "acknowledged": f"{len(times) - measured.refused.total()} of {events}",
            "acknowledgement, median (ms)": f"{statistics.median(times):.0f}",
            "acknowledgement, p95 (ms)": f"{times[int(len(times) * 0.95)]:.0f}",
            "acknowledgement, p99 (ms)": f"{times[int(len(times) * 0.99)]:.0f}",
            "acknowledgement, longest (ms)": f"{times[-1]:.0f}",
            **{f"refused: {kind}": str(count) for kind, count in measured.refused.items()},
        },
    )


def _print_answers(measured: Measured, line: FakeLine) -> None:
    via = Counter(one.via for one in line.sent)
    _table(
        "Answers",
        {
            "last answer after the last event (s)": f"{measured.behind:.0f}",
            "not answered exactly once": str(len(measured.wrong)),
            "objects by reply / by push": f"{via['reply']} / {via['push']}",
        },
    )
    for wrong in measured.wrong[:20]:
        Console().print(wrong)


def _table(title: str, values: dict[str, str]) -> None:
    table = Table(title=title)
    table.add_column("what")
    table.add_column("value", justify="right")
    for name, value in values.items():
        table.add_row(name, value)
    Console().print(table)


if __name__ == "__main__":
    raise SystemExit(main())
