"""The dialogue model is trained again when a module changes that the bot's components import, at whatever remove."""

import ast
from collections.abc import Iterator
from pathlib import Path

from ops.build import Build
from ops.layout import Layout

ROOT = Path(__file__).resolve().parents[3]


def named(path: Path) -> Iterator[str]:
    """Every module of `knowledge` that a file's import statements may mean, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import is not followed here"
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "knowledge":
                yield from (".".join(parts[:length]) for length in range(1, len(parts) + 1))


def imported(starts: list[Path]) -> set[Path]:
    """The files of `knowledge` that these files import, and those that they import in turn."""
    found: set[Path] = set()
    open_ends = list(starts)
    while open_ends:
        for name in named(open_ends.pop()):
            place = ROOT.joinpath(*name.split("."))
            for path in (place.with_suffix(".py"), place / "__init__.py"):
                if path.is_file() and path not in found:
                    found.add(path)
                    open_ends.append(path)
    return found


def test_the_dialogue_step_depends_on_just_what_the_components_import() -> None:
    (step,) = (step for step in Build(Layout.of(ROOT, {}), {}).steps() if step.name == "dialogue")
    topics = {ROOT / "knowledge" / "topics" / name for name in ("topics", "examples")}
    assert topics <= set(step.inputs), "bot/topic_questions.py reads them"
    ours = {path for path in step.inputs if path.is_relative_to(ROOT / "knowledge")} - topics
    assert ours == imported(sorted((ROOT / "bot" / "components").glob("**/*.py")))
    assert ROOT / "knowledge" / "gazetteer.py" in ours, "imported by knowledge.places only"


def test_what_talks_to_the_trained_model_does_not_train_it_again() -> None:
    (step,) = (step for step in Build(Layout.of(ROOT, {}), {}).steps() if step.name == "dialogue")
    assert ROOT / "bot" / "data" in step.inputs
    assert not {ROOT / "bot" / name for name in ("README.md", "endpoints.yml", "evaluate_nlu.py")} & {
        *step.inputs
    }
