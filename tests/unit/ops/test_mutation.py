"""`make mutation`: its plan fits the tree, its figures are counted rightly, and its runs of pytest can be relied on."""

import contextlib
import fcntl
import importlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from ops.layout import Layout
from ops.mutation.__main__ import Workshop, workshop
from ops.mutation.client import main as ask
from ops.mutation.plan import Equivalent, Guarded, PlanProblem, RunProblem, chosen, read_plan
from ops.mutation.table import Figures, counted, survivors, table

ROOT = Path(__file__).resolve().parents[3]
DATABASE, ITEM = ("WorkDB", "use_db"), ("WorkerOutcome", "WorkItem", "WorkResult")
"""What is taken from Cosmic Ray."""
DIFF = (
    "--- mutation diff ---\n--- a/desk/x.py\n+++ b/desk/x.py\n@@ -1,3 +1,3 @@\n def f(a):\n-    return a < 1\n"
    "+    return a <= 1\n"
)


def test_every_module_and_test_of_the_plan_is_there() -> None:
    plan = read_plan()
    assert len(plan) > 20
    missing = [name for one in plan for name in (one.module, *one.tests) if not (ROOT / name).is_file()]
    assert missing == []


def test_the_documents_say_how_many_modules_are_mutated() -> None:
    """How many there are of the packages that are named is told to the ten, so that each new one is no error."""
    page = (ROOT / "docs/explanation/how-it-is-tested.md").read_text(encoding="utf-8")
    said = re.search(r"`guards\.yml` has (\d+) of some (\d+) modules of ((?:`\w+`(?:, | and )?)+)", page)
    assert said is not None
    packages = re.findall(r"\w+", said[3].replace(" and ", " "))
    assert {one.module.split("/")[0] for one in read_plan()} == set(packages)
    there = [file for name in packages for file in (ROOT / name).rglob("*.py") if file.name != "__init__.py"]
    assert int(said[1]) == len(read_plan())
    assert abs(int(said[2]) - len(there)) <= 10


def test_an_equivalent_names_a_line_that_is_still_there() -> None:
    stale = []
    for one in read_plan():
        lines = {line.strip() for line in (ROOT / one.module).read_text(encoding="utf-8").splitlines()}
        stale += [f"{one.module}: {same.was}" for same in one.equivalents if same.was not in lines]
    assert stale == []


def test_an_equivalent_of_a_module_that_is_not_mutated_is_named(tmp_path: Path) -> None:
    file = tmp_path / "guards.yml"
    same = "{a.py: [{was: x, becomes: y, why: z}]}"
    file.write_text(f"sample: 3\nmodules:\n  b.py: [t.py]\nequivalent: {same}\n")
    with pytest.raises(PlanProblem, match=r"a\.py"):
        read_plan(file)


def test_what_wants_a_database_is_tested_with_its_fixtures(tmp_path: Path) -> None:
    file = tmp_path / "guards.yml"
    text = "sample: 3\nfixtures: [tests.x, tests.y]\nmodules:\n  a.py: [t.py]\n  b.py: [t.py]\ndatabase: [b.py]\n"
    file.write_text(text)
    assert [one.words for one in read_plan(file)] == [
        ["t.py"],
        ["-p", "tests.x", "-p", "tests.y", "-k", "not postgresql", "t.py"],
    ]
    file.write_text(text.replace("[b.py]", "[c.py]"))
    with pytest.raises(PlanProblem, match=r"c\.py"):
        read_plan(file)


def test_modules_are_asked_for_by_either_end_of_their_path() -> None:
    plan = [Guarded(name, ("t.py",), 5, ()) for name in ("desk/calendar/dues.py", "knowledge/places.py")]
    assert chosen(plan, []) == plan
    assert chosen(plan, ["dues.py"]) == plan[:1]
    assert chosen(plan, ["knowledge/"]) == plan[1:]
    with pytest.raises(PlanProblem, match="nothing-like-it"):
        chosen(plan, ["dues.py", "nothing-like-it"])


def result(outcome: str) -> dict[str, str | int]:
    return {"outcome": outcome, "operator": "core/X", "line": 2, "diff": DIFF}


def test_what_is_known_to_be_the_same_is_no_survivor_and_does_not_count() -> None:
    outcomes = [result(one) for one in ("killed", "timeout", "survived", "killed")]
    guarded = Guarded("desk/x.py", ("t.py",), 4, ())
    found = counted(guarded, {"mutants": 9, "tried": 4}, outcomes)
    assert (found.killed, found.timed_out, found.same, len(found.survivors)) == (2, 1, 0, 1)
    assert found.share == 0.75
    assert survivors([found]) == "desk/x.py:2 core/X\n  - return a < 1\n  + return a <= 1\n"
    known = Guarded("desk/x.py", ("t.py",), 4, (Equivalent("return a < 1", "return a <= 1", "why not"),))
    found = counted(known, {"mutants": 9, "tried": 4}, outcomes)
    assert (found.same, found.survivors, found.share) == (1, [], 1.0)
    assert "| desk/x.py | 9 | 4 | 2 | 1 | 1 | 0 | 100% |" in table([found])


def test_a_mutant_that_could_not_be_tried_is_no_success() -> None:
    with pytest.raises(RunProblem, match=r"desk/x\.py:2"):
        counted(Guarded("desk/x.py", ("t.py",), 4, ()), {"mutants": 1, "tried": 1}, [result("incompetent")])


def test_a_table_says_where_the_time_was_up_and_adds_up() -> None:
    cut = Figures("desk/x.py", mutants=50, due=40, killed=10)
    whole = Figures("desk/y.py", mutants=5, due=5, killed=4, timed_out=1)
    told = table([cut, whole])
    assert "| desk/x.py | 50 | 10 of 40 | 10 | 0 | 0 | 0 | 100% |" in told
    assert "| desk/z.py | 50 | 0 of 40 | 0 | 0 | 0 | 0 |  |" in table([Figures("desk/z.py", 50, 40)])
    assert "| together | 55 | 15 of 45 | 14 | 1 | 0 | 0 | 100% |" in told


class Result:
    """As Cosmic Ray keeps what came of a mutant."""

    def __init__(self, outcome: str | None, output: str | None) -> None:
        self.test_outcome = None if outcome is None else SimpleNamespace(value=outcome)
        self.output = output


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module that runs in the environment of Cosmic Ray, which is not in this one."""
    for name, words in {
        "cosmic_ray": (),
        "cosmic_ray.ast": ("ast_nodes", "get_ast"),
        "cosmic_ray.mutating": ("mutate_code",),
        "cosmic_ray.plugins": ("get_operator", "operator_names"),
        "cosmic_ray.work_db": DATABASE,
        "cosmic_ray.work_item": ITEM,
    }.items():
        module = ModuleType(name)
        vars(module).update(dict.fromkeys(words, object))
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "ops.mutation.session", raising=False)
    found = importlib.import_module("ops.mutation.session")
    monkeypatch.delitem(sys.modules, "ops.mutation.session")
    return found


@pytest.mark.parametrize(
    ("outcome", "output", "told"),
    [
        ("killed", "verdict 1\n", "killed"),
        ("killed", "verdict 2\n", "killed"),
        ("killed", "timeout", "timeout"),
        ("survived", "verdict 0\n", "survived"),
        ("killed", "no verdict: 70\n", "incompetent"),
        ("killed", "", "incompetent"),
        ("killed", None, "incompetent"),
        (None, "verdict 1\n", "incompetent"),
    ],
)
def test_a_mutant_is_killed_only_where_the_tests_said_so(
    session: Any, outcome: str | None, output: str | None, told: str
) -> None:
    assert session.outcome_of(Result(outcome, output)) == told


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("fork")
    (folder / "broken_fixtures.py").write_text("1 / 0\n")
    path = str(folder / "socket")
    command = [sys.executable, "-m", "ops.mutation.forking", path]
    pipe, environ = subprocess.PIPE, {**os.environ, "PYTHONPATH": str(folder)}
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdin=pipe, stdout=pipe) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        assert server.stdout.readline() == b"ready\n"
        yield path
        server.stdin.close()  # as when the command that started it has gone
        assert server.wait(60) == 0


@pytest.mark.slow
def test_the_codes_of_pytest_come_through_and_a_changed_module_is_read_anew(
    address: str, tmp_path: Path
) -> None:
    module = tmp_path / "rule_of_mine.py"
    test = tmp_path / "test_it.py"
    test.write_text("from rule_of_mine import LIMIT\n\ndef test_limit() -> None:\n    assert LIMIT == 10\n")
    words = [address, "-q", "-p", "no:cacheprovider", "-c", "/dev/null", f"--rootdir={tmp_path}", str(test)]
    for value, code in (("10", 0), ("11", 1), ("10", 0), ("12", 1)):
        module.write_text(f"LIMIT = {value}\n")
        assert ask(words) == code


@pytest.mark.slow
def test_who_hangs_up_ends_the_run(address: str, tmp_path: Path) -> None:
    began, test = tmp_path / "began", tmp_path / "test_long.py"
    test.write_text(
        "import os, pathlib, time\n\ndef test_long() -> None:\n"
        f"    pathlib.Path({str(began)!r}).write_text(str(os.getpid()))\n    time.sleep(600)\n"
    )
    words = ["-q", "-p", "no:cacheprovider", "-c", "/dev/null", str(test)]
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        connection.sendall(json.dumps(words).encode() + b"\n")
        while not (began.is_file() and began.read_text()):
            time.sleep(0.05)
    run = Path(f"/proc/{began.read_text()}")
    while run.exists():
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("line", "tried"), [("except OSError:", True), ("except (OSError, re.error) as error:", False)]
)
def test_an_exception_that_cosmic_ray_cannot_replace_is_not_tried(
    session: Any, line: str, tried: bool
) -> None:
    assert session.says_something("core/ExceptionReplacer", (1, 8), [line], []) is tried


def test_a_sample_of_the_whole_gives_each_mutant_of_each_module_the_same_chance(
    session: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sizes = {"large.py": 60, "small.py": 20, "none.py": 0}
    sources = [str(tmp_path / name) for name in sizes]
    for name in sizes:
        (tmp_path / name).write_text(f"{name}\n")
    monkeypatch.setattr(
        session, "every_mutant", lambda text: [("core/X", n, 1) for n in range(sizes[text.strip()])]
    )
    monkeypatch.setattr(session, "get_operator", lambda name: object)
    monkeypatch.setattr(session, "mutate_code", lambda text, operator, occurrence: f"mutant {occurrence}\n")
    told, *everything = session.draw(sources, 1000, "seed")
    assert told == dict(zip(sources, sizes.values(), strict=True))
    assert len({(one["module"], one["source"]) for one in everything}) == 80
    assert {one["module"] for one in everything[:40]} == set(sources[:2])  # not one module after the other
    drawn = [one["module"] for seed in range(200) for one in list(session.draw(sources, 8, str(seed)))[1:]]
    assert len(drawn) == 1600
    assert 0.7 < drawn.count(sources[0]) / len(drawn) < 0.8
    assert list(session.draw(sources, 8, "7")) == list(session.draw(sources, 8, "7"))
    assert "-large.py\n+mutant" in next(one["diff"] for one in everything if one["module"] == sources[0])


@pytest.mark.slow
def test_what_pytest_itself_could_not_do_is_no_verdict_on_a_mutant(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [address, "-q", "-p", "no:cacheprovider", "-c", "/dev/null", f"--rootdir={tmp_path}"]
    test = tmp_path / "test_it.py"
    for text, more, code, said in (
        ("def test_it() -> None:\n    assert 0\n", [], 1, "verdict 1\n"),
        ("import not_there\n", [], 2, "verdict 2\n"),  # what a mutant that breaks an import looks like
        ("def test_it() -> None: ...\n", ["-p", "broken_fixtures"], 2, "verdict 2\n"),
        ("def test_it() -> None: ...\n", ["--no-such-option"], 4, "no verdict: 4\n"),
        ("", [], 5, "no verdict: 5\n"),
        ("import os\n\ndef test_it() -> None:\n    os.kill(os.getpid(), 9)\n", [], -9, "no verdict: -9\n"),
    ):
        test.write_text(text)
        assert ask([*words, *more, str(test)]) == code
        assert capsys.readouterr().out == said


@pytest.fixture
def shop(address: str, tmp_path: Path) -> Workshop:
    """A tree with one test, and the process that runs tests of this one."""
    layout = Layout.of(tmp_path, {"MADOGUCHI_APP_ENV": str(Path(sys.executable).parents[1])})
    made = Workshop(layout, tmp_path, Path(address))
    made.tree.mkdir()
    (made.tree / "ops").symlink_to(ROOT / "ops")  # has the plugin
    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("True", None),
        ("False", "fail without a mutant"),
        (
            'os.environ.get("OF_THE_COMMAND")',
            "pass, but not in the process that mutants are tested in: verdict 1",
        ),
    ],
)
def test_tests_that_fail_without_a_mutant_try_none(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch, condition: str, problem: str | None
) -> None:
    test = shop.tree / "test_it.py"
    test.write_text(f"import os\n\ndef test_it() -> None:\n    assert {condition}\n")
    guarded = Guarded("desk/x.py", (str(test),), 4, ())
    monkeypatch.setenv("OF_THE_COMMAND", "yes")  # the process that forks was started without it
    if problem is None:
        assert shop.unbroken(guarded) > 0
    else:
        with pytest.raises(RunProblem, match=problem):
            shop.unbroken(guarded)


def test_a_server_that_has_gone_is_no_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask([str(tmp_path / "nobody"), "x"]) == 70
    assert capsys.readouterr().out == "no verdict: 70\n"


def test_where_nobody_runs_the_tests_the_client_does_not_say_that_they_passed(tmp_path: Path) -> None:
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        words = [sys.executable, "-I", "-S", str(ROOT / "ops/mutation/client.py"), path, "x"]
        with subprocess.Popen(words) as client:
            connection, _ = listener.accept()
            with contextlib.closing(connection):
                connection.makefile().readline()
            assert client.wait(60) == 70


def test_a_second_run_in_the_same_tree_does_not_take_the_firsts_copy_away(tmp_path: Path) -> None:
    layout = Layout.of(tmp_path, {})
    tool = layout.mutation_env / "bin" / "cosmic-ray"
    tool.parent.mkdir(parents=True)
    tool.touch()
    copied = layout.var / "mutation" / "tree" / "desk.py"
    copied.parent.mkdir(parents=True)
    copied.write_text("at work")
    with (layout.var / "mutation" / ".lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        with pytest.raises(RunProblem, match="wait until it has ended"), workshop(layout):
            pass
    assert copied.read_text() == "at work"


def test_who_starts_the_module_without_its_environment_is_told_the_command_that_makes_it(
    tmp_path: Path,
) -> None:
    with pytest.raises(RunProblem, match="make mutation"), workshop(Layout.of(tmp_path, {})):
        pass
