"""Stamps: a step runs when something it depends on has changed, and only then."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ops.problems import SetupError
from ops.steps import Progress, Shell, Step, only_one, run_steps

pytestmark = pytest.mark.slow

Run = Callable[[list[Step]], list[str]]


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def run(tmp_path: Path, output: io.StringIO) -> Run:
    def run_them(steps: list[Step]) -> list[str]:
        return run_steps(
            steps,
            root=tmp_path,
            stamps=tmp_path / "stamps",
            logs=tmp_path / "log",
            progress=Progress(output),
            environ={"PATH": "/usr/bin:/bin"},
        )

    return run_them


def _step(name: str, **more: object) -> Step:
    return Step(name, f"the {name}", lambda shell: None, **more)  # type: ignore[arg-type]


def test_a_finished_step_is_skipped_until_its_input_changes(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_text("one")
    steps = [_step("build", inputs=[source])]
    assert run(steps) == ["build"]
    assert run(steps) == []
    (source / "a.txt").write_text("two")
    assert run(steps) == ["build"]
    (source / "b.txt").write_text("new file")
    assert run(steps) == ["build"]
    (source / "b.txt").unlink()
    assert run(steps) == ["build"]


@pytest.mark.parametrize("name", ["model.json", "onnx/model.onnx"])
@pytest.mark.parametrize("fault", ["gone", "cut off"])
def test_a_file_that_a_step_made_and_that_is_gone_or_cut_off_has_it_run_again(
    run: Run, tmp_path: Path, name: str, fault: str
) -> None:
    model = tmp_path / "var" / "model"

    def make(shell: Shell) -> None:
        (model / "onnx").mkdir(parents=True, exist_ok=True)
        (model / "model.json").write_text("{}")
        (model / "onnx" / "model.onnx").write_text("weights")

    steps = [Step("model", "the model", make, makes=[model])]
    assert run(steps) == ["model"]
    (model / "a file of somebody else's").write_text("x")
    assert run(steps) == []
    if fault == "gone":
        (model / name).unlink()
    else:
        (model / name).write_text("")
    assert run(steps) == ["model"]
    assert run(steps) == []


def test_a_stamp_that_noted_no_files_is_believed(run: Run, tmp_path: Path) -> None:
    steps = [_step("model")]
    run(steps)
    (tmp_path / "model.json").write_text("{}")
    assert run([_step("model", makes=[tmp_path / "model.json"])]) == []


def test_caches_are_no_input(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "__pycache__").mkdir(parents=True)
    steps = [_step("build", inputs=[source])]
    run(steps)
    (source / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert run(steps) == []


def test_a_change_reaches_the_steps_that_come_after_and_no_others(run: Run, tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("one")
    steps = [_step("packages", inputs=[lock]), _step("model", after=["packages"]), _step("facts")]
    assert run(steps) == ["packages", "model", "facts"]
    lock.write_text("two")
    assert run(steps) == ["packages", "model"]


def test_a_changed_value_runs_the_step(run: Run) -> None:
    assert run([_step("index", values=["e5"])]) == ["index"]
    assert run([_step("index", values=["e5"])]) == []
    assert run([_step("index", values=["other"])]) == ["index"]


def test_a_lost_result_is_made_again(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "made"
    step = Step("build", "it", lambda shell: made.touch(), present=made.exists)
    assert run([step]) == ["build"]
    assert run([step]) == []
    made.unlink()
    assert run([step]) == ["build"]


def test_an_interrupted_step_runs_again_and_the_finished_ones_before_it_do_not(run: Run) -> None:
    def interrupt(shell: Shell) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([_step("first"), Step("second", "it", interrupt), _step("third")])
    assert run([_step("first"), _step("second"), _step("third")]) == ["second", "third"]


def test_a_step_that_fails_after_a_change_does_not_count_as_done_when_the_change_is_undone(
    run: Run, tmp_path: Path
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("one")
    run([_step("build", inputs=[source])])
    source.write_text("broken")
    with pytest.raises(SetupError):
        run([Step("build", "it", lambda shell: shell.command("false"), inputs=[source])])
    source.write_text("one")
    assert run([_step("build", inputs=[source])]) == ["build"]


def test_a_damaged_stamp_is_no_stamp(run: Run, tmp_path: Path) -> None:
    run([_step("build")])
    (tmp_path / "stamps" / "build").write_text("{")
    assert run([_step("build")]) == ["build"]


def test_progress_says_what_how_far_and_how_long(run: Run, output: io.StringIO, tmp_path: Path) -> None:
    run([_step("one"), _step("two")])
    assert "[1/2] the one" in output.getvalue()
    assert "[2/2] the two: done in 0.0 s" in output.getvalue()
    stamp = json.loads((tmp_path / "stamps" / "two").read_text())
    assert stamp["seconds"] >= 0


def test_a_long_step_gives_signs_of_life() -> None:
    now = [0.0]
    stream = io.StringIO()
    progress = Progress(stream, clock=lambda: now[0])
    progress.begin(3, 9, "training", 120.0)
    for second in range(50):
        now[0] = float(second)
        progress.tick(f"epoch {second}")
    lines = stream.getvalue().splitlines()
    assert lines[0] == "[3/9] training (took 120 s last time) ..."
    assert lines[1:] == ["[3/9] training ... 20 s  epoch 20", "[3/9] training ... 40 s  epoch 40"]


def test_a_failed_command_is_explained_in_one_line(run: Run) -> None:
    def install(shell: Shell) -> None:
        shell.command("sh", "-c", "echo 'cause: dns error' >&2; exit 2")

    with pytest.raises(
        SetupError, match=r"^packages: the package index cannot be reached: .*\(details: .*\)$"
    ):
        run([Step("packages", "packages", install)])


def test_an_unknown_failure_shows_the_end_of_the_output(run: Run, output: io.StringIO) -> None:
    def train(shell: Shell) -> None:
        shell.command("sh", "-c", "echo intent greet has no examples; exit 3")

    with pytest.raises(SetupError, match=r"training failed \(exit code 3\)"):
        run([Step("dialogue", "training", train)])
    assert "    intent greet has no examples" in output.getvalue()


def test_an_old_failure_in_the_log_does_not_explain_a_new_one(run: Run) -> None:
    with pytest.raises(SetupError, match="cannot be reached"):
        run([Step("a", "a", lambda shell: shell.command("sh", "-c", "echo dns error; exit 1"))])
    with pytest.raises(SetupError, match="exit code 1"):
        run([Step("a", "a", lambda shell: shell.command("false"))])


def test_a_program_that_is_not_there_is_named(run: Run) -> None:
    with pytest.raises(SetupError, match="cannot run no-such-program"):
        run([Step("a", "a", lambda shell: shell.command("no-such-program"))])


def test_a_full_disk_in_this_process_is_one_line(run: Run) -> None:
    def fill(shell: Shell) -> None:
        raise OSError(28, "No space left on device", "var/index")

    with pytest.raises(SetupError, match="var/index: the disk is full"):
        run([Step("a", "a", fill)])


def test_a_step_does_not_begin_without_the_space_it_needs(run: Run) -> None:
    with pytest.raises(SetupError, match="GiB are free"):
        run([_step("huge", gibibytes=10.0**9)])


def test_two_set_ups_of_one_folder_do_not_mix(run: Run, tmp_path: Path) -> None:
    with (
        only_one(tmp_path / "stamps", SetupError("not free")),
        pytest.raises(SetupError, match="another set-up"),
    ):
        run([_step("a")])
    assert run([_step("a")]) == ["a"]
