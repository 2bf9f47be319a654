"""Puts the questions to Haystack and LlamaIndex, which run in an environment of their own (`.venv-peers`)."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peers.job import Asked, Chunk, Found, Job, from_data
from benchmarks.quality.baselines import embedded
from knowledge.evaluation.questions import Question
from knowledge.index import Index
from knowledge.search import visible

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class PeerResults:
    """By system and question what was found; the frameworks' versions; a line for each that could not be asked."""

    found: dict[str, dict[str, list[Found]]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def peers_python() -> Path:
    """The interpreter of their environment: below `MADOGUCHI_PEERS_ENV`, or `.venv-peers`."""
    return _ROOT / (os.environ.get("MADOGUCHI_PEERS_ENV") or ".venv-peers") / "bin" / "python"


def make_job(index: Index, questions: Sequence[Question], model: Path, depth: int) -> Job:
    """The questions, the whole policies, and for each company and region the clauses that a customer may be told."""
    clauses: dict[str, list[Chunk]] = {}
    asked = []
    for question in questions:
        part = index.companies[question.company]
        told = f"{question.company}/{question.region or ''}"
        if told not in clauses:
            clauses[told] = [
                Chunk(one.start, one.end, embedded(one))
                for one in part.clauses
                if visible(one, question.region, part.regions)
            ]
        asked.append(Asked(question.id, question.question, question.company, told))
    policies: dict[str, str] = {one.company: index.companies[one.company].text for one in questions}
    return Job(str(model.resolve()), depth, policies, clauses, asked)


def ask(job: Job, python: Path | None = None) -> PeerResults:
    """Run the job. Where the environment is missing or does not work, the result says so and holds nothing."""
    python = python or peers_python()
    if not python.exists():
        return PeerResults(missing=("Haystack and LlamaIndex: left out, their environment is not made",))
    with tempfile.TemporaryDirectory(prefix="madoguchi-peers-") as folder:
        source, target = Path(folder) / "job.json", Path(folder) / "result.json"
        job.write(source)
        command = [str(python), "-m", "benchmarks.peers", str(source), str(target)]
        done = subprocess.run(
            command, cwd=_ROOT, env=_environment(folder), capture_output=True, text=True, check=False
        )
        if done.returncode or not target.exists():
            last = next(iter(done.stderr.strip().splitlines()[-1:]), "no message")
            return PeerResults(missing=(f"Haystack and LlamaIndex: left out, they did not run ({last})",))
        data = json.loads(target.read_text(encoding="utf-8"))
    missing = tuple(f"{name}: left out ({reason})" for name, reason in data["failed"].items())
    found = {name: from_data(one) for name, one in data["found"].items()}
    return PeerResults(found, data["versions"], missing)


def _environment(folder: str) -> dict[str, str]:
    """Nothing is reported home, and caches go to a folder that is thrown away. An encoder of ours needs no more."""
    silent = {"HAYSTACK_TELEMETRY_ENABLED": "False", "ANONYMIZED_TELEMETRY": "False", "DO_NOT_TRACK": "1"}
    return {**os.environ, **silent, "PYTHONPATH": str(_ROOT), "LLAMA_INDEX_CACHE_DIR": folder}
