"""`madoguchi ask` over the real index."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


def _ask(*words: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "api.cli", "ask", "--company", "oni", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_json_for_programs_quotes_the_policy_exactly() -> None:
    code, output = _ask("--json", "--limit", "3", "開示等の請求に必要な本人確認書類は何ですか")
    found: dict[str, Any] = json.loads(output)
    assert code == (0 if found["answerable"] else 3)
    assert 0 <= found["confidence"] <= 1
    assert [passage["rank"] for passage in found["passages"]] == [1, 2, 3]
    text = (ROOT / "knowledge" / "policies" / "oni" / "policy.txt").read_bytes().decode("utf-8")
    cited = [*found["passages"], *(found["answer"]["citations"] if found["answer"] else [])]
    for one in cited:
        assert one["company"] == "oni"
        assert text[one["start"] : one["end"]] == one["quote"]


def test_people_see_answer_confidence_and_clauses() -> None:
    code, output = _ask("--limit", "2", "開示等の請求に必要な本人確認書類は何ですか")
    assert code in (0, 3)
    assert "confidence 0." in output or "confidence 1." in output
    assert "[1]" in output
    assert "[2]" in output
