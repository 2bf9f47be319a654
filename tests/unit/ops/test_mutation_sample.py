"""`make mutation-sample`: every mutant of whole folders has the same chance, and no test's failure is taken for more than
it is."""

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.layout import Layout
from ops.mutation import near
from ops.mutation.__main__ import Workshop
from ops.mutation.asking import KILLED, PASSED, TIMED_OUT, UNCLEAR, ask_all
from ops.mutation.plan import Guarded, RunProblem
from ops.mutation.shares import Mutant, Sample, Tried, report, wilson
from ops.mutation.whole import Kept, Step, Trial, drawn, halves, steps_for

ROOT = Path(__file__).resolve().parents[3]
DIFF = "--- a\n+++ b\n@@ -1 +1 @@\n-LIMIT = 10\n+LIMIT = 11\n"
MUTANT = Mutant("desk/x.py", "core/NumberReplacer", 1, DIFF, "LIMIT = 11\n")


@contextlib.contextmanager
def answering(path: Path, answers: dict[str, bytes | None]) -> Iterator[list[str]]:
    """Somebody who answers a run by its first word; None: never. Yields what was asked."""
    asked: list[str] = []
    kept: list[socket.socket] = []
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                (word, *_) = json.loads(connection.makefile().readline())
                asked.append(word)
                answer = answers[word]
                if answer is None:
                    kept.append(connection)
                else:
                    with contextlib.suppress(BrokenPipeError):  # the other run has settled it
                        connection.sendall(answer)
                    connection.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield asked
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(30)
            for one in kept:
                one.close()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("passes",), PASSED),
        (("passes", "passes"), PASSED),
        (("passes", "only slow tests"), PASSED),
        (("passes", "fails"), KILLED),
        (("never ends", "fails"), KILLED),
        (("unreadable", "passes"), KILLED),
        (("passes", "died"), UNCLEAR),
        (("passes", "pytest broke"), UNCLEAR),
        (("passes", "gone"), UNCLEAR),
    ],
)
def test_a_mutant_is_killed_where_one_run_says_so_and_never_because_a_run_could_not_be_made(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    answers = {
        "passes": b"0",
        "fails": b"1",
        "unreadable": b"2",
        "pytest broke": b"3",
        "only slow tests": b"5",
        "died": b"-9",
        "gone": b"",
        "never ends": None,
    }
    with answering(tmp_path / "s", answers):
        assert ask_all(str(tmp_path / "s"), tuple((word,) for word in words), 30) == told


def test_a_run_without_an_end_is_given_up(tmp_path: Path) -> None:
    with answering(tmp_path / "s", {"never": None}):
        assert ask_all(str(tmp_path / "s"), (("never",),), 0.05) == TIMED_OUT


def test_that_nobody_runs_the_tests_is_no_verdict(tmp_path: Path) -> None:
    with pytest.raises(RunProblem, match="has gone"):
        ask_all(str(tmp_path / "nobody"), (("x",),), 1)


def test_a_module_is_near_the_tests_that_import_or_name_it(tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "unit" / "desk"
    folder.mkdir(parents=True)
    for name, text in {
        "from": "from desk.calendar.dues import due",
        "import": "import desk.calendar.dues",
        "package": "from desk.calendar import dues",
        "inside": "def test_it():\n    from desk.calendar.dues import due",
        "path": "PAGE = 'desk/calendar/dues.py'",
        "patched": 'monkeypatch.setattr("desk.calendar.dues.today", 1)',
        "sibling": "from desk.calendar.duebook import book",
        "other": "from knowledge.dues import due",
        "package alone": "from desk import calendar",
        "words": "# the dues of desk",
        "longer": "from desk.calendar.dues_later import due",
        "prefix": "PAGE = 'desk/calendar/dues.pyi.txt'.removesuffix('dues')",
    }.items():
        (folder / f"test_{name}.py").write_text(text + "\n")
    (folder / "helpers.py").write_text("from desk.calendar.dues import due\n")
    found = near.tests_near(["desk/calendar/dues.py", "desk/nobody.py"], tmp_path)
    names = [Path(one).stem.removeprefix("test_") for one in found["desk/calendar/dues.py"]]
    assert names == ["from", "import", "inside", "package", "patched", "path"]
    assert found["desk/nobody.py"] == ()


def test_every_unit_test_is_in_one_of_the_halves() -> None:
    words = [name for half in halves(ROOT) for name in half]
    assert len(words) == len(set(words))
    files = [one.relative_to(ROOT).as_posix() for one in (ROOT / "tests/unit").rglob("test_*.py")]
    assert [one for one in files if not one.startswith(tuple(f"{name}/" for name in words))] == []


def test_guards_come_first_and_all_unit_tests_last() -> None:
    guarded = Guarded("desk/x.py", ("guard.py",), 5, ())
    assert [one.name for one in steps_for(guarded, ("near.py",), (("a",), ("b",)))] == [
        "guards",
        "near",
        "all",
    ]
    assert [one.name for one in steps_for(None, (), (("a",), ("b",)))] == ["all"]
    (everything,) = steps_for(None, (), (("a",), ("b",)))
    assert [words[-1] for words in everything.runs] == ["a", "b"]


def trial(tmp_path: Path, *names: str) -> Trial:
    """One module, and steps of a word each."""
    shop = Workshop(Layout.of(tmp_path, {}), tmp_path, tmp_path / "s")
    (shop.tree / "desk").mkdir(parents=True)
    (shop.tree / "desk/x.py").write_text("LIMIT = 10\n")
    return Trial(shop, {"desk/x.py": [Step("near", ((name,),)) for name in names]})


class Runs:
    """Runs of tests that read the module as it is in the tree: `notices` fails on the mutant, `broken` always."""

    def __init__(self, one: Trial) -> None:
        self.file, self.ran = one.shop.tree / "desk/x.py", list[str]()

    def __call__(self, address: str, runs: tuple[tuple[str, ...], ...], patience: float) -> str:
        ((word,),) = runs
        self.ran.append(word)
        mutated = "11" in self.file.read_text()
        said = {"notices": KILLED, "hangs": TIMED_OUT, "dies": UNCLEAR}
        return KILLED if word == "broken" else said.get(word, PASSED) if mutated else PASSED


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        (("notices", "passes"), "killed"),
        (("passes", "notices"), "killed"),
        (("passes", "hangs"), "timed out"),
        (("passes", "passes"), "survived"),
        (("passes", "broken"), "unclear"),
        (("broken", "passes"), "survived"),
        (("broken", "notices"), "killed"),
        (("passes", "dies"), "unclear"),
        (("dies", "notices"), "killed"),
    ],
)
def test_a_failure_counts_only_where_the_same_tests_pass_on_the_code_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: tuple[str, ...], outcome: str
) -> None:
    one = trial(tmp_path, *steps)
    monkeypatch.setattr("ops.mutation.whole.ask_all", Runs(one))
    found, _ = one.outcome(MUTANT, last=False)
    if found == "open":
        found, _ = one.outcome(MUTANT, last=True)
    assert found == outcome
    assert (tmp_path / "tree/desk/x.py").read_text() == "LIMIT = 10\n"


def test_what_kills_one_mutant_is_run_without_a_mutant_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = trial(tmp_path, "notices", "never reached")
    tests = Runs(one)
    monkeypatch.setattr("ops.mutation.whole.ask_all", tests)
    assert [one.outcome(MUTANT, last=False) for _ in range(2)] == [("killed", "near")] * 2
    assert tests.ran == ["notices"] * 3


def test_a_folder_without_modules_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunProblem, match="dsek"):
        drawn(trial(tmp_path).shop, ["dsek"], 5)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.278),
        (10, 10, 0.722, 1.0),
        (5, 10, 0.237, 0.763),
        (80, 100, 0.711, 0.867),
    ],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=0.001)


def test_the_table_goes_by_top_folder_and_leaves_out_what_says_nothing() -> None:
    def tried(module: str, outcome: str, step: str = "near") -> Tried:
        return Tried(Mutant(module, "core/X", 1, DIFF, ""), outcome, step)

    outcomes = ["killed", "timed out", "killed", "same", "unclear", "survived"]
    sample = Sample(
        {"desk/x.py": 70, "desk/a/y.py": 0, "knowledge/z.py": 5},
        [tried("desk/x.py", one) for one in outcomes],
    )
    sample.tried.append(tried("knowledge/z.py", "killed", "all"))
    told = report(sample)
    assert "survived: desk/x.py:1 core/X\n  - LIMIT = 10\n  + LIMIT = 11\n" in told
    assert "unclear: desk/x.py:1" in told
    assert "killed: " not in told
    assert "| desk | 70 | 6 | 2 | 1 | 1 | 1 | 1 | 75% | 30% to 95% |" in told
    assert "| knowledge | 5 | 1 | 1 | 0 | 0 | 0 | 0 | 100% | 21% to 100% |" in told
    assert "| together | 75 | 7 | 3 | 1 | 1 | 1 | 1 | 80% | 38% to 96% |" in told
    assert "Noticed by: guards 0, near 3, all 1\n" in told
    assert told.endswith("Guards and near tests alone, on 5 mutants: 3 noticed, 60% (23% to 88%)\n")
    assert "| desk | 70 | 0 | 0 | 0 | 0 | 0 | 0 |  |  |" in report(Sample({"desk/x.py": 70}))


def test_the_table_ends_before_the_first_that_was_not_tried_on_all_tests() -> None:
    """Beyond it those that the quick steps noticed would count, and the others would not."""
    outcomes = ["killed", "survived", "open", "killed", "killed"]
    told = report(
        Sample({"desk/x.py": 9}, [Tried(MUTANT, one, "all" if one == "open" else "near") for one in outcomes])
    )
    assert "| together | 9 | 2 | 1 | 0 | 0 | 0 | 1 | 50% | 9% to 91% |" in told
    assert "on 5 mutants: 3 noticed, 60%" in told


def test_a_later_run_goes_on_where_an_earlier_one_of_the_same_sample_ended(tmp_path: Path) -> None:
    other = Mutant("desk/y.py", "core/X", 2, DIFF, "")
    Kept(tmp_path / "kept", True).write([Tried(MUTANT, "killed", "near"), Tried(MUTANT, "open", "all")])
    found = Kept(tmp_path / "kept", True).earlier([MUTANT, MUTANT, other])
    assert [(one.outcome, one.step) for one in found] == [("killed", "near"), ("open", "all")]
    assert Kept(tmp_path / "kept", False).earlier([MUTANT, MUTANT]) == [], "begins anew"
    assert Kept(tmp_path / "nothing", True).earlier([MUTANT]) == []
    for sample in ([MUTANT, other], [other, MUTANT], [MUTANT]):
        with pytest.raises(RunProblem, match="begin anew"):
            Kept(tmp_path / "kept", True).earlier(sample)
