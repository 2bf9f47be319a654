"""Answers over other policies than this installation's, with an index of their own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.answering import Answerer, load_answerer
from knowledge.paths import model_dir
from knowledge.topics.classifier import artefact_path


@contextmanager
def policies_at(folder: Path, var: Path) -> Iterator[Answerer]:
    """An answerer over the policies of another folder, indexed in `var`, with this installation's models."""
    before = {name: os.environ.get(name) for name in ("MADOGUCHI_POLICIES_DIR", "MADOGUCHI_VAR_DIR")}
    models = model_dir().parent.resolve()
    var.mkdir(parents=True, exist_ok=True)
    for name, place in (("models", models), ("topics", artefact_path().parent.resolve())):
        if not (var / name).exists() and place.exists():
            (var / name).symlink_to(place)
    os.environ |= {"MADOGUCHI_POLICIES_DIR": str(folder), "MADOGUCHI_VAR_DIR": str(var)}
    try:
        yield load_answerer()
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
