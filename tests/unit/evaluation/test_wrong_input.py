"""What would end an evaluation after minutes is told at once."""

from pathlib import Path

import httpx
import pytest

from evaluation import __main__ as evaluating
from evaluation.__main__ import main


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    assert ended.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


def test_a_folder_without_questions_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert f"--set: there is no questions.jsonl in {tmp_path}" in refused(capsys, "--set", str(tmp_path))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "nowhere", "http://desk:port"])
def test_where_no_desk_answers_is_told(capsys: pytest.CaptureFixture[str], url: str) -> None:
    assert f"--url: no desk answers at {url}" in refused(capsys, "--url", url)


def test_an_account_that_is_refused_is_told_and_its_password_is_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def log_in(url: str, username: str, password: str) -> None:
        answer = httpx.Response(401, request=httpx.Request("POST", url))
        answer.raise_for_status()

    monkeypatch.setattr(evaluating, "Desk", log_in)
    said = refused(capsys, "--url", "http://desk", "--password", "hunter2")
    assert "refuses this account (HTTP 401)" in said and "hunter2" not in said
