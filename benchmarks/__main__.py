"""`python -m benchmarks`: how long a turn, a look-up and an embedding take on this machine, and the app's memory.

The machines are noisy: read the ratios to one query embedding. It is measured in the same run, in turn with the
look-ups, with the encoder that the app uses.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.memory import Memory, memory_of
from evaluation.client import Desk
from evaluation.stack import PASSWORD, USERNAME, stack
from knowledge.answering import Answerer, load_answerer
from knowledge.vocabulary import CompanyId

ONI = CompanyId("oni")

QUESTIONS = (
    "個人情報を何に使いますか",
    "本人確認の書類は何点必要ですか",
    "電話番号を教えてください",
    "第三者に渡すことはありますか",
    "漏えいしたら知らせてもらえますか",
    "クッキーは拒否できますか",
)
SENTENCES = ("こんにちは", "ありがとうございます", "手数料はかかりますか", "書類はどこに送ればいいですか")
REQUEST = ("登録されている電話番号を訂正してください", "本人です", "電話番号です", "郵送でお願いします")


def main(argv: list[str] | None = None) -> int:
    """Measure and print a table; nothing is judged."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="how often each thing is done")
    rounds = parser.parse_args(argv).rounds
    answerer = load_answerer()
    embedding = "query embedding (as the app embeds)"
    rows: dict[str, list[float]] = {embedding: []}
    rows["look-up in one process"] = _lookups_in_process(answerer, rounds, rows[embedding])
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as folder, stack(Path(folder)) as running:
        memory = [("ready", memory_of(running.app.pid))]
        desk = Desk(running.url, USERNAME, PASSWORD)
        _turns(desk, 1)
        rows["look-up over HTTP"] = _lookups(desk, answerer, rounds, rows[embedding])
        rows["turn, questions and small talk"] = _turns(desk, rounds)
        rows["turn inside a request"] = _requests(desk, rounds)
        memory.append(("after all of this", memory_of(running.app.pid)))
    _print(rows, embedding, memory)
    return 0


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


# A number makes each text new: the encoder remembers the last ones.


def _lookups_in_process(answerer: Answerer, rounds: int, embedding: list[float]) -> list[float]:
    """Question to ranked, cited passages; `embedding` takes the times of the embeddings in between."""
    answerer.lookup("温める", company=ONI)
    return _in_turn(answerer, rounds, embedding, "()", lambda text: answerer.lookup(text, company=ONI))


def _lookups(desk: Desk, answerer: Answerer, rounds: int, embedding: list[float]) -> list[float]:
    """The same over HTTP, by the app in its own process."""
    return _in_turn(answerer, rounds, embedding, "[]", lambda text: desk.lookup(text, "oni", None))


def _in_turn(
    answerer: Answerer, rounds: int, embedding: list[float], marks: str, look_up: Callable[[str], object]
) -> list[float]:
    """Look-ups and embeddings one after the other, and each as often first: what a busy machine takes away is taken
    from both."""
    encode = answerer.ranker.searcher.encoder.encode_queries
    times: list[float] = []
    for n in range(rounds):
        for number, question in enumerate(QUESTIONS):
            text = f"{question} {marks[0]}{n}{marks[1]}"
            both: list[tuple[list[float], Callable[[], object]]] = [
                (times, partial(look_up, f"{question} {n}")),
                (embedding, partial(encode, [text])),
            ]
            for kept, action in both if (n + number) % 2 else reversed(both):
                kept.append(_timed(action))
    return times


def _turns(desk: Desk, rounds: int) -> list[float]:
    times = []
    for n in range(rounds):
        conversation = desk.open("oni")
        times += [_timed(partial(conversation.say, f"{t} {n}")) for t in SENTENCES]
    return times


def _requests(desk: Desk, rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        conversation = desk.open("oni")
        times += [_timed(partial(conversation.say, t)) for t in REQUEST]
    return times


def percentile(times: list[float], share: float) -> float:
    """The time that this share of all stays within."""
    return sorted(times)[int(share * (len(times) - 1))]


def _print(rows: dict[str, list[float]], base: str, memory: list[tuple[str, Memory]]) -> None:
    unit = statistics.median(rows[base])
    table = Table(title="Milliseconds")
    for heading in ("what", "n", "p50", "p95", "p50 / query embedding", "p95 / query embedding"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for name, times in rows.items():
        p50, p95 = statistics.median(times), percentile(times, 0.95)
        ratios = (f"{p50 / unit:.1f}", f"{p95 / unit:.1f}")
        table.add_row(name, str(len(times)), f"{p50:.1f}", f"{p95:.1f}", *ratios)
    console = Console(width=120)
    console.print(table)
    for when, one in memory:
        console.print(
            f"Memory of the serving app, {when}: {one.resident} MB, {one.files} of them pages of files "
            f"(highest so far {one.peak} MB)"
        )


if __name__ == "__main__":
    raise SystemExit(main())
