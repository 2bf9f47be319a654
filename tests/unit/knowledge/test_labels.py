"""The topics of the invented policies' clauses and questions: complete, checked, and none of a held-out policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import knowledge.training.labels as labels_module
from knowledge.training.labels import LABELS, BadLabels, Labelled, Labels, load_labels
from knowledge.training.texts import split
from tests.topic_map import invented_policies, topic_map


@pytest.fixture(scope="module")
def known() -> Iterator[frozenset[str]]:
    """The topics there are; while they are asked for, the policies are read once."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(labels_module, "load_policies", lambda: list(invented_policies()))
        yield frozenset(topic_map().ids)


def written(folder: Path, *lines: str) -> Path:
    path = folder / "labels.tsv"
    path.write_text("# a remark\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def learnt_policy() -> str:
    return next(p.name for p in split(invented_policies())[0] if p.clauses[0].questions)


def test_every_clause_is_labelled_once() -> None:
    rows = [line.split("\t")[:2] for line in LABELS.read_text("utf-8").splitlines() if line[0] != "#"]
    clauses = [[p.name, str(number)] for p in invented_policies() for number in range(len(p.clauses))]
    assert sorted(rows) == sorted(clauses)


def test_nothing_is_learnt_from_policies_that_are_held_out(known: frozenset[str]) -> None:
    labels = load_labels(known)
    held_out = {clause.text for policy in split(invented_policies())[1] for clause in policy.clauses}
    assert held_out and held_out.isdisjoint(one.text for one in labels.clauses)
    assert len(labels.questions) > 8000 and len(labels.clauses) > 1300
    assert all(set(one.topics) <= known and one.topics for one in (*labels.questions, *labels.clauses))


def test_a_question_on_another_topic_than_its_clause_is_told_apart(
    known: frozenset[str], tmp_path: Path
) -> None:
    name = learnt_policy()
    clause = next(p for p in invented_policies() if p.name == name).clauses[0]
    path = written(tmp_path, f"{name}\t0\tpurposes,data_source\t0=fee_amount 1=-")
    labels = load_labels(known, path)
    topics = {one.text: one.topics for one in labels.questions}
    assert topics[clause.questions[0]] == ("fee_amount",)
    assert clause.questions[1] not in topics, "- fits no topic"
    assert topics[clause.questions[2]] == ("purposes", "data_source")
    assert labels.clauses[0].topics == ("purposes", "data_source")


def test_the_digest_changes_with_a_text_and_with_a_topic() -> None:
    one = Labels((Labelled("問い", ("purposes",)),), (Labelled("条文", ("purposes",)),))
    others = (
        Labels((Labelled("別の問い", ("purposes",)),), one.clauses),
        Labels((Labelled("問い", ("data_source",)),), one.clauses),
        Labels(one.questions, (Labelled("別の条文", ("purposes",)),)),
        Labels((*one.questions, *one.clauses), ()),
        Labels(),
    )
    assert len({one.digest, *(other.digest for other in others)}) == 1 + len(others)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nobody\t0\tpurposes\t", "KeyError"),
        ("{name}\t999\tpurposes\t", "IndexError"),
        ("{name}\t0\tno_such_topic\t", "no_such_topic"),
        ("{name}\t0\tpurposes\t0=no_such_topic", "no_such_topic"),
        ("{name}\t0\tpurposes\t999=fee_amount", "IndexError"),
        ("{name}\t0", "ValueError"),
    ],
)
def test_a_label_that_fits_nothing_is_named_with_its_line(
    known: frozenset[str], tmp_path: Path, line: str, told: str
) -> None:
    with pytest.raises(BadLabels, match=f"line 2.*{told}"):
        load_labels(known, written(tmp_path, line.format(name=learnt_policy())))
