"""Questions that a clause answers only with, or only without, a few of its words."""

from collections import Counter
from pathlib import Path

import pytest

from knowledge.training.edits import BadEdit, Edit, load_edits
from knowledge.training.texts import TrainingClause, TrainingPolicy, load_policies

POLICIES = [
    TrainingPolicy(
        "ひなげし商店",
        (
            TrainingClause("1 目的\n発送に使います。", ()),
            TrainingClause("2 カメラ\n映像は30日間保存します。店内の映像です。", ("映像はいつ消える？",)),
        ),
        (),
    )
]


def written(
    folder: Path, *, policy: str = "ひなげし商店", section: str = "2 カメラ", **edit: str
) -> list[Edit]:
    edit = {"kind": "cut", "question": "何日残る？", "old": "30日間", "new": "一定の期間", **edit}
    body = "".join(f"    {name}: '{value}'\n" for name, value in edit.items()).replace("    ", "  - ", 1)
    text = f"- policy: '{policy}'\n  section: '{section}'\n  edits:\n{body}"
    (folder / "a.yml").write_text(text, encoding="utf-8")
    return load_edits(POLICIES, folder)


def test_an_edit_is_the_clause_with_its_heading_and_other_words(tmp_path: Path) -> None:
    assert written(tmp_path) == [
        Edit(
            "ひなげし商店",
            1,
            "何日残る？",
            "2 カメラ\n映像は一定の期間保存します。店内の映像です。",
            cut=True,
        )
    ]
    assert [edit.cut for edit in written(tmp_path, kind="add")] == [False]


def test_edits_of_policies_on_the_other_side_are_passed_over(tmp_path: Path) -> None:
    assert written(tmp_path, policy="別の会社") == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"section": "3 電話"}, "no clause 3 電話 in ひなげし商店"),
        ({"kind": "swap"}, "kind is cut or add, not swap"),
        ({"old": "90日間"}, "must stand there once and change: 90日間"),
        ({"old": "映像"}, "must stand there once and change: 映像"),
        ({"new": "30日間"}, "must stand there once and change: 30日間"),
        ({"old": "カメラ"}, "must stand there once and change: カメラ"),
    ],
)
def test_an_edit_that_fits_no_clause_is_refused(tmp_path: Path, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(BadEdit, match=said):
        written(tmp_path, **wrong)


@pytest.mark.slow
def test_the_edits_fit_the_invented_policies_and_ask_nothing_twice_of_a_clause() -> None:
    policies = load_policies()
    edits = load_edits(policies)
    kinds = Counter(edit.cut for edit in edits)
    assert kinds[True] >= 900 and kinds[False] >= 2400
    assert max(Counter((e.policy, e.clause, e.question) for e in edits).values()) == 1
    assert len({edit.policy for edit in edits}) >= 90
    held_out = {policy.name for policy in policies if policy.held_out}
    assert sum(edit.policy in held_out for edit in edits) >= 190, "progress is shown on these"


@pytest.mark.slow
def test_both_sides_of_an_edit_are_learnt_from_in_one_step() -> None:
    import random

    import numpy as np
    import torch

    from knowledge.training.reader import BATCH, Asked, Encoded, Sampler, told_edits

    # Clause 0 answers question 0; clause 1 is clause 0 without the words that do.
    said, unsaid = Asked(0, 0, (0, 2, 3), "said", 0), Asked(0, None, (1, 2, 3), "unsaid", 1)
    own, none = Asked(1, 2, (0, 2, 3), "own"), Asked(2, None, (0, 2, 3), "not_stated")
    vectors = np.eye(4, dtype=np.float32)
    encoded = Encoded([torch.zeros(1)] * 3, vectors[:3], [torch.zeros(1)] * 4, vectors)
    asked = [said, unsaid, own, none, Asked(2, None, (0, 2, 3), "out_of_scope")]
    batch = Sampler(asked, encoded, random.Random(1), edited=2).batch()
    assert len(batch) == BATCH
    sides = [(one.kind, numbers[0], right) for one, numbers, right in batch if one.edited is not None]
    assert sides == [("said", 0, 0), ("unsaid", 1, None)] * 2
    assert not any(one.edited is not None for one, _, _ in Sampler(asked, encoded, random.Random(1)).batch())
    alone = Sampler(asked[2:], encoded, random.Random(1), edited=2).batch()
    assert len(alone) == BATCH and all(one.edited is None for one, _, _ in alone)
    assert told_edits([0.9, 0.2], [0.1, 0.3]) == ", edits 0.750, of two sides 0.500"
