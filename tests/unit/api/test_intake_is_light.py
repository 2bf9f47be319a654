"""The process that takes webhooks in has neither index nor models: it starts beside an app that is at work."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
HEAVY = (
    "torch", "transformers", "onnxruntime", "faiss", "bm25s", "sklearn", "numpy", "rasa_sdk", "dbos", "matplotlib",
    "linebot", "knowledge.answering", "knowledge.index", "actions",
)  # fmt: skip


@pytest.mark.slow
def test_the_intake_process_loads_neither_index_nor_models() -> None:
    asked = f"import sys, api.intake; print([one for one in {HEAVY!r} if one in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True, timeout=280
    )
    assert done.stdout.strip() == "[]"
