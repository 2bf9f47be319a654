"""`python -m benchmarks`: how long a turn, a look-up and an embedding take on this machine.

The machines are noisy: read the ratios to one query embedding, measured in the same run.
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

from evaluation.client import Desk
from evaluation.stack import PASSWORD, USERNAME, stack
from knowledge.encoding import OnnxEncoder
from knowledge.paths import model_dir

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
    rows: list[tuple[str, list[float]]] = [("query embedding (1 thread)", _embedding(rounds))]
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as folder, stack(Path(folder)) as running:
        desk = Desk(running.url, USERNAME, PASSWORD)
        _turns(desk, 1)
        rows.append(("look-up over HTTP", _lookups(desk, rounds)))
        rows.append(("turn, questions and small talk", _turns(desk, rounds)))
        rows.append(("turn inside a request", _requests(desk, rounds)))
    _print(rows)
    return 0


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def _embedding(rounds: int) -> list[float]:
    encoder = OnnxEncoder(model_dir(), threads=1)
    encoder.encode_queries(["温める"])
    # A number makes each text new: the encoder remembers the last ones.
    return [_timed(partial(encoder.encode_queries, [f"{q} {n}"])) for n in range(rounds) for q in QUESTIONS]


def _lookups(desk: Desk, rounds: int) -> list[float]:
    return [_timed(partial(desk.lookup, f"{q} {n}", "oni", None)) for n in range(rounds) for q in QUESTIONS]


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


def _print(rows: list[tuple[str, list[float]]]) -> None:
    base = statistics.median(rows[0][1])
    table = Table(title="Milliseconds")
    for heading in ("what", "n", "p50", "p95", "p50 / query embedding"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for name, times in rows:
        ordered = sorted(times)
        p50, p95 = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
        table.add_row(name, str(len(times)), f"{p50:.1f}", f"{p95:.1f}", f"{p50 / base:.1f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    raise SystemExit(main())
