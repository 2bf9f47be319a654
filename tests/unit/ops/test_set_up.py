"""The real list of steps, with fake tools in place of Python, uv, pip and Rasa."""

import os
import shutil
from pathlib import Path

import pytest

from ops.build import Build, browser_step, find_browser
from ops.environments import Environments, needs_cuda, works
from ops.layout import Layout
from ops.problems import SetupError
from ops.setup import all_steps, main, needed_for
from ops.steps import run_steps

pytestmark = pytest.mark.slow  # each sets a machine of fake tools up

ROOT = Path(__file__).resolve().parents[3]

# Stands for every python of the story: it notes how it was called and leaves behind what the real one would.
FAKE_PYTHON = """#!/bin/sh
echo "$(basename "$(dirname "$(dirname "$0")")") $*" >> "$CALLS"
case "$*" in
  -c*) echo {version} ;;
  "-m venv "*)
    mkdir -p "$3/bin" "$3/lib/python3.11/site-packages"; cp "$0" "$3/bin/python"; cp "$UV" "$3/bin/uv" ;;
  *torch-cpu.txt) [ -z "$NO_CPU_WHEEL" ] && mkdir -p "$(dirname "$0")/../lib/python3.11/site-packages/torch" ;;
  "-m pip install"*) mkdir -p "$(dirname "$0")/../lib/python3.11/site-packages/torch" ;;
  "-m pip download"*) touch "$VAR/wheels/a.whl" "$VAR/wheels/b.whl" ;;
  "-m knowledge.modelbuild"*) mkdir -p "$VAR/models/e5-small"; touch "$VAR/models/e5-small/model.json" ;;
  "-m ops.tasks index") mkdir -p "$VAR/index"; touch "$VAR/index/manifest.json" ;;
  "-m ops.tasks topics") mkdir -p "$VAR/topics" ;;
  "-m ops.tasks database") mkdir -p "$VAR/db"; touch "$VAR/db/madoguchi.sqlite3" ;;
  "-m rasa train"*) mkdir -p "$VAR/rasa/training"; touch "$VAR/rasa/training/model.tar.gz" ;;
esac
"""
FAKE_UV = """#!/bin/sh
echo "uv $*" >> "$CALLS"
case "$*" in
  "venv "*)
    mkdir -p "$4/bin" "$4/lib/python3.10/site-packages"; cp "$3" "$4/bin/python" ;;
  *peers.txt)
    [ -z "$NO_PEERS" ] || { echo "error: no such package" >&2; exit 1; }
    mkdir -p "$ROOT/.venv-peers/lib/python3.11/site-packages/haystack"
    mkdir -p "$ROOT/.venv-peers/lib/python3.11/site-packages/llama_index" ;;
  *docs.txt) mkdir -p "$ROOT/.venv-docs/lib/python3.11/site-packages/material" ;;
  *mutation.txt) mkdir -p "$ROOT/.venv-mutation/lib/python3.11/site-packages/cosmic_ray" ;;
  *torch-gpu*) ;;
  *app.txt) mkdir -p "$ROOT/.venv/lib/python3.11/site-packages/fastapi" ;;
  *--editable*) touch "$ROOT/.venv/bin/madoguchi" ;;
  *rasa.txt) mkdir -p "$ROOT/.venv-rasa/lib/python3.10/site-packages/rasa" ;;
esac
"""


class Machine:
    """A machine in a folder: fake tools on PATH, a repository with small files."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "repository"
        self.bin = folder / "bin"
        self.calls = folder / "calls"
        for name in (
            "knowledge/policies/ocs",
            "desk/storage",
            "bot/data",
            "bot/domain",
            "bot/tests",
            "requirements",
        ):
            (self.root / name).mkdir(parents=True)
        for lock in ("tools", "torch", "torch-cpu", "torch-gpu", "app", "rasa", "model", "peers", "docs"):
            self.write(f"requirements/{lock}.txt", lock)
        self.write("pyproject.toml", "[project]")
        self.write("config.yml", "pipeline:")
        self.write("knowledge/policies/ocs/policy.txt", "policy")
        self.write("knowledge/answering.py", "")
        self.bin.mkdir()
        for version in ("3.10", "3.11"):
            self._tool(f"python{version}", FAKE_PYTHON.replace("{version}", version))
        self._tool("uv.real", FAKE_UV)
        for name in ("basename", "dirname", "mkdir", "cp", "touch"):
            (self.bin / name).symlink_to(str(shutil.which(name)))
        self.environ = {
            "PATH": str(self.bin),
            "HOME": str(folder),
            "CALLS": str(self.calls),
            "UV": str(self.bin / "uv.real"),
            "VAR": str(self.root / "var"),
            "ROOT": str(self.root),
        }
        self.layout = Layout.of(self.root, self.environ)

    def _tool(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text)

    def set_up(self, *only: str) -> list[str]:
        steps = all_steps(self.layout, self.environ, peers=bool(only), docs=bool(only), mutation=bool(only))
        return run_steps(
            needed_for(steps, only) if only else steps,
            root=self.root,
            stamps=self.layout.stamps,
            logs=self.layout.logs,
            environ=self.environ,
        )


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr("ops.steps.require_space", lambda *_: None)
    made = Machine(tmp_path)
    for name, value in made.environ.items():
        monkeypatch.setenv(name, value)
    return made


EVERYTHING = [
    *("tools", "rasa-env", "app-env", "torch", "app-packages", "project", "rasa-packages"),
    *("model-files", "model", "facts", "index", "topics", "dialogue", "database"),
]


def test_everything_is_made_once_and_then_left_alone(machine: Machine) -> None:
    assert machine.set_up() == EVERYTHING
    assert machine.set_up() == []
    assert machine.layout.rasa_model.is_file()
    assert not (machine.layout.rasa_model.parent / "training").exists()


def test_every_installation_checks_hashes_and_resolves_nothing(machine: Machine) -> None:
    machine.set_up()
    installs = [
        line for line in machine.calls.read_text().splitlines() if "pip install" in line or "download" in line
    ]
    assert len(installs) == 6
    for line in installs:
        assert "--require-hashes" in line or "--editable" in line
        assert "--no-deps" in line or "tools.txt" in line
    (torch,) = (line for line in installs if "torch" in line)
    assert "-m pip install" in torch, "pip finds the CPU wheel, uv does not look where it lies"
    assert torch.endswith("torch-cpu.txt")


def test_where_there_is_no_cpu_wheel_the_indexs_own_torch_is_taken(machine: Machine) -> None:
    machine.environ["NO_CPU_WHEEL"] = "yes"
    machine.set_up()
    installs = [line.rsplit("/", 1)[1] for line in machine.calls.read_text().splitlines() if "torch" in line]
    assert installs == ["torch-cpu.txt", "torch.txt"]


def test_the_peers_are_installed_when_asked_for_and_with_what_they_need_only(machine: Machine) -> None:
    assert machine.set_up("peers-packages") == ["tools", "peers-env", "peers-packages"]
    assert machine.set_up("peers-packages") == []
    (install,) = (line for line in machine.calls.read_text().splitlines() if "peers.txt" in line)
    assert "--no-deps --link-mode copy --require-hashes" in install
    assert "peers-packages" not in machine.set_up()


def test_what_makes_the_documentation_is_installed_when_asked_for_only(machine: Machine) -> None:
    assert machine.set_up("docs-packages") == ["tools", "docs-env", "docs-packages"]
    assert machine.set_up("docs-packages") == []
    assert "docs-packages" not in machine.set_up()


def test_what_makes_mutants_is_installed_when_asked_for_only(machine: Machine) -> None:
    assert machine.set_up("mutation-packages") == ["tools", "mutation-env", "mutation-packages"]
    assert machine.set_up("mutation-packages") == []
    assert "mutation-packages" not in machine.set_up()


def test_peers_that_cannot_be_installed_end_their_own_set_up_only(machine: Machine) -> None:
    machine.environ["NO_PEERS"] = "yes"
    with pytest.raises(SetupError):
        machine.set_up("peers-packages")
    assert "database" in machine.set_up()


def test_a_changed_policy_rebuilds_what_reads_it_and_trains_nothing_of_rasa(machine: Machine) -> None:
    machine.set_up()
    machine.write("knowledge/policies/ocs/policy.txt", "changed")
    assert machine.set_up() == ["facts", "index", "topics"]


def test_changed_training_data_train_the_dialogue_only(machine: Machine) -> None:
    machine.set_up()
    machine.write("bot/data/nlu.yml", "nlu:")
    assert machine.set_up() == ["dialogue"]
    machine.write("bot/tests/test_stories.yml", "stories:")
    machine.write("bot/endpoints.yml", "x:")
    assert machine.set_up() == []


@pytest.mark.parametrize("name", ["model", "index", "topics", "dialogue", "model-files"])
def test_each_step_that_leaves_files_in_var_notes_them_all(machine: Machine, name: str) -> None:
    (step,) = [one for one in all_steps(machine.layout, machine.environ) if one.name == name]
    assert step.makes


def test_a_changed_lock_of_the_app_leaves_rasa_and_the_model_alone(machine: Machine) -> None:
    machine.set_up()
    machine.write("requirements/app.txt", "newer")
    assert machine.set_up() == ["app-packages", "project", "facts", "index", "topics", "database"]


def test_a_missing_python_3_10_stops_before_anything_big_is_installed(machine: Machine) -> None:
    (machine.bin / "python3.10").unlink()
    with pytest.raises(SetupError, match=r"Python 3\.10 is missing"):
        machine.set_up()
    assert not machine.layout.app_env.exists()


def test_an_environment_whose_python_was_removed_is_made_again(machine: Machine) -> None:
    machine.set_up()
    machine.layout.app_python.unlink()
    machine.layout.app_python.symlink_to("/nowhere/python3.11")
    assert "app-env" in machine.set_up()
    assert works(machine.layout.app_python, "3.11")


def test_cuda_libraries_are_installed_only_for_a_torch_that_asks_for_them(tmp_path: Path) -> None:
    metadata = tmp_path / "torch-2.13.0.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Name: torch\nRequires-Dist: sympy\n")
    assert not needs_cuda(tmp_path)
    metadata.write_text('Name: torch\nRequires-Dist: nvidia-cudnn-cu13==9.20; platform_system == "Linux"\n')
    assert needs_cuda(tmp_path)


def test_each_step_depends_only_on_steps_before_it() -> None:
    steps = all_steps(Layout.of(ROOT, {}), {"HOME": "/nowhere"}, browser=True, peers=True)
    seen: set[str] = set()
    for step in steps:
        assert seen.issuperset(step.after), step.name
        seen.add(step.name)


def test_each_step_names_inputs_that_exist_in_this_repository() -> None:
    layout = Layout.of(ROOT, {})
    environments = Environments(layout, {})
    for step in [*environments.steps(), *environments.peers_steps(), *Build(layout, {}).steps()]:
        for path in step.inputs:
            assert path.exists(), f"{step.name}: {path}"


def test_one_step_can_be_asked_for_with_what_it_needs() -> None:
    steps = all_steps(Layout.of(ROOT, {}), {"HOME": "/nowhere"}, browser=False)
    assert [step.name for step in needed_for(steps, ["rasa-packages"])] == [
        "tools",
        "rasa-env",
        "rasa-packages",
    ]
    with pytest.raises(SetupError, match="there is no step 'nonsense'; the steps are: tools"):
        needed_for(steps, ["nonsense"])


def test_the_browser_is_looked_for_and_else_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environ = {"PATH": str(tmp_path)}
    assert find_browser(environ) is None
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError, match="apt-get install chromium"):
        run_steps(
            [browser_step(environ)], root=tmp_path, stamps=tmp_path / "s", logs=tmp_path, environ=environ
        )
    (tmp_path / "chromium").write_text("#!/bin/sh\n")
    (tmp_path / "chromium").chmod(0o755)
    assert find_browser(environ) == str(tmp_path / "chromium")


def test_root_gets_the_browser_from_the_distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    apt.chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    environ = {"PATH": str(tmp_path)}
    run_steps(
        [browser_step(environ)], root=tmp_path, stamps=tmp_path / "s", logs=tmp_path / "l", environ=environ
    )
    assert (
        (tmp_path / "asked")
        .read_text()
        .splitlines()[1]
        .startswith("install -y --no-install-recommends chromium")
    )


def test_a_bad_port_is_told_before_the_set_up_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("MADOGUCHI_PORT", "http")
    monkeypatch.setenv("MADOGUCHI_VAR_DIR", str(tmp_path))
    assert main(["--check-port"]) == 1
    assert (
        capsys.readouterr().err
        == "Set-up stopped: MADOGUCHI_PORT is 'http': it must be a number from 1 to 65535\n"
    )


def test_the_modules_of_the_set_up_need_the_standard_library_only() -> None:
    """They run before any environment exists: `python -S -E` with an empty path must import them."""
    import subprocess
    import sys

    script = "import sys; sys.path.insert(0, sys.argv[1]); import ops.setup; print('imported')"
    python = shutil.which("python3") or sys.executable
    done = subprocess.run(
        [python, "-S", "-E", "-c", script, str(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "imported\n", done.stderr
