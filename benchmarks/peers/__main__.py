"""`python -m benchmarks.peers JOB RESULT`: put the questions of a job file to each framework that is installed."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers.job import Job, as_data, run
from knowledge.encoding import FloatArray, OnnxEncoder

FRAMEWORKS = {
    "haystack-ai": "benchmarks.peers.haystack_hybrid",
    "llama-index-core": "benchmarks.peers.llama_index_fusion",
}


class SharedEncoder(OnnxEncoder):
    """Remembers passages: several systems search the same clauses, and embedding them is most of the work."""

    def __init__(self, model: Path) -> None:
        super().__init__(model, threads=1)
        self._passages: dict[str, FloatArray] = {}

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """One at a time, so that a vector does not depend on what else is in the batch."""
        for text in texts:
            if text not in self._passages:
                self._passages[text] = super().encode_passages([text])[0]
        return np.array([self._passages[text] for text in texts], dtype=np.float32).reshape(-1, self.dim)


def main(arguments: Sequence[str]) -> int:
    """The command line. A framework that cannot be imported or fails is named in the result, with the kind of error."""
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    source, target = map(Path, arguments)
    job = Job.read(source)
    encoder = SharedEncoder(Path(job.model))
    result: dict[str, Any] = {"versions": {}, "found": {}, "failed": {}}
    for package, module in FRAMEWORKS.items():
        try:
            systems = importlib.import_module(module).systems(encoder)
            result["versions"][package] = version(package)
        except ImportError as error:
            result["failed"][package] = f"{type(error).__name__}: {error}"
            continue
        for system in systems:
            try:
                result["found"][system.name] = as_data(run(system, job))
            except Exception as error:
                result["failed"][system.name] = f"{type(error).__name__}: {error}"
    target.write_text(json.dumps(result), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
