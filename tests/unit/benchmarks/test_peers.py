"""The files that go to the peers and back, and what is said where they cannot be asked."""

import json
from pathlib import Path

import pytest

from benchmarks.peers.job import Asked, Chunk, Found, Job, System, as_data, from_data, located, run
from benchmarks.quality.peers import ask

POLICY = "第一条 目的\n\n第二条 開示の手数料は300円です。"
JOB = Job(
    "model",
    10,
    {"acme": POLICY},
    {"acme/": [Chunk(0, 6, "第一条 目的"), Chunk(8, 25, "第二条 開示")]},
    [Asked("q1", "手数料はいくら？", "acme", "acme/"), Asked("q2", "目的は？", "acme", "acme/")],
)


def test_a_job_comes_out_of_its_file_as_it_went_in(tmp_path: Path) -> None:
    JOB.write(tmp_path / "job.json")
    assert Job.read(tmp_path / "job.json") == JOB


def test_a_system_searches_our_clauses_or_its_own_pieces() -> None:
    def last_first(chunks: list[Chunk], depth: int):
        return lambda question: [(number, 1.0 / (9 - number)) for number in reversed(range(len(chunks)))]

    ours = run(System("ours", None, last_first), JOB)
    assert [(one.start, one.end) for one in ours["q1"]] == [(8, 25), (0, 6)]
    own = run(System("own", lambda text: [Chunk(0, len(text), text)], last_first), JOB)
    assert [(one.start, one.end) for one in own["q2"]] == [(0, len(POLICY))]
    assert from_data(json.loads(json.dumps(as_data(ours)))) == ours


def test_no_more_is_taken_than_was_asked_for() -> None:
    few = Job(JOB.model, 1, JOB.policies, JOB.clauses, JOB.questions)
    found = run(System("x", None, lambda chunks, depth: lambda question: [(0, 2.0), (1, 1.0)]), few)
    assert found["q1"] == [Found(0, 6, 2.0)]


def test_pieces_are_found_in_the_policy_or_refused() -> None:
    assert located("abcabc", ["abc", "bc"], [3, None]) == [Chunk(3, 6, "abc"), Chunk(1, 3, "bc")]
    with pytest.raises(ValueError, match="not a piece of its policy"):
        located("abc", ["a c"], [0])


def test_a_missing_environment_is_a_line(tmp_path: Path) -> None:
    result = ask(JOB, tmp_path / "bin" / "python")
    assert result.found == {}
    assert result.missing == ("Haystack and LlamaIndex: left out, their environment is not made",)


def python_that(folder: Path, script: str) -> Path:
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_an_environment_that_does_not_work_is_a_line_with_its_last_word(tmp_path: Path) -> None:
    python = python_that(tmp_path, "echo first >&2; echo 'ModuleNotFoundError: numpy' >&2; exit 1")
    result = ask(JOB, python)
    assert result.missing == (
        "Haystack and LlamaIndex: left out, they did not run (ModuleNotFoundError: numpy)",
    )


def test_one_framework_that_fails_does_not_take_the_other_with_it(tmp_path: Path) -> None:
    answer = {
        "versions": {"haystack-ai": "3"},
        "found": {"Haystack": {"q1": [[0, 6, 0.5]], "q2": []}},
        "failed": {"llama-index-core": "ImportError: no"},
    }
    (tmp_path / "answer.json").write_text(json.dumps(answer))
    result = ask(JOB, python_that(tmp_path, f'cp {tmp_path}/answer.json "$4"'))
    assert result.found == {"Haystack": {"q1": [Found(0, 6, 0.5)], "q2": []}}
    assert result.versions == {"haystack-ai": "3"}
    assert result.missing == ("llama-index-core: left out (ImportError: no)",)
