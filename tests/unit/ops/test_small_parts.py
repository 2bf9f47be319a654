"""Layout, staff account, log scrubbing, locks."""

import json
import stat
from pathlib import Path

import pytest

from ops.layout import Layout, read_dotenv
from ops.lock import split_lock
from ops.problems import SetupError
from ops.scrub import scrub_rasa_line
from ops.staff_account import staff_account

ROOT = Path(__file__).resolve().parents[3]
A, B = "sha256:" + "a" * 64, "sha256:" + "b" * 64


def test_a_dotenv_gives_its_settings_and_passes_over_the_rest(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# a comment\nMADOGUCHI_PORT=9000\nexport NAME='a b'\nEMPTY=\nnonsense\n")
    assert read_dotenv(tmp_path / ".env") == {"MADOGUCHI_PORT": "9000", "NAME": "a b", "EMPTY": ""}
    assert read_dotenv(tmp_path / "absent") == {}


def test_a_dotenv_that_cannot_be_read_ends_with_a_line_that_shows_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("MADOGUCHI_SMTP_PASSWORD=秘密".encode("shift_jis"))
    with pytest.raises(SystemExit) as ended:
        read_dotenv(tmp_path / ".env")
    assert ended.value.code == f"{tmp_path / '.env'}: not UTF-8 (byte 24); save it as UTF-8"


def test_the_environments_and_var_may_lie_elsewhere() -> None:
    plain = Layout.of(Path("/r"), {})
    assert (plain.app_python, plain.rasa_env, plain.var) == (
        Path("/r/.venv/bin/python"),
        Path("/r/.venv-rasa"),
        Path("/r/var"),
    )
    moved = Layout.of(Path("/r"), {"MADOGUCHI_VAR_DIR": "/data", "MADOGUCHI_APP_ENV": "/envs/app"})
    assert (moved.model, moved.uv) == (Path("/data/models/e5-small"), Path("/data/tools/bin/uv"))
    assert moved.app_python == Path("/envs/app/bin/python")
    assert plain.peers_python == Path("/r/.venv-peers/bin/python")
    assert Layout.of(Path("/r"), {"MADOGUCHI_PEERS_ENV": "/envs/p"}).peers_env == Path("/envs/p")
    assert Layout.of(Path("/r"), {"MADOGUCHI_DOCS_ENV": "/envs/d"}).docs_python == Path("/envs/d/bin/python")


def test_the_staff_account_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    first = staff_account(tmp_path / "var", None, None)
    assert len(first.password) >= 16
    assert staff_account(tmp_path / "var", None, None) == first
    assert first.password in first.shown()
    assert first.password not in repr(first)
    mode = stat.S_IMODE((tmp_path / "var" / "staff-account.json").stat().st_mode)
    assert mode == 0o600
    assert staff_account(tmp_path / "other", None, None).password != first.password


def test_a_password_set_beforehand_is_used_and_never_shown_nor_stored(tmp_path: Path) -> None:
    account = staff_account(tmp_path, "yamada", "chosen by the operator")
    assert (account.username, account.password) == ("yamada", "chosen by the operator")
    assert "chosen by" not in account.shown()
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_account_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "staff-account.json").write_text("{}")
    with pytest.raises(SetupError, match="remove it"):
        staff_account(tmp_path, None, None)


def test_rasas_error_records_lose_text_and_local_variables() -> None:
    record = {
        "text": "山田太郎です",
        "event": "rest.message.received.failure",
        "level": "error",
        "exception": [
            {
                "exc_type": "KeyError",
                "exc_value": "'山田太郎です'",
                "frames": [
                    {
                        "filename": "rest.py",
                        "lineno": 172,
                        "name": "receive",
                        "locals": {"text": "山田太郎です"},
                    }
                ],
            }
        ],
    }
    line = scrub_rasa_line(json.dumps(record, ensure_ascii=False))
    assert line == "error rest.message.received.failure KeyError at rest.py:172 receive"


def test_a_record_that_cannot_be_read_is_not_passed_on() -> None:
    assert "山田" not in scrub_rasa_line('{"text": "山田')
    assert scrub_rasa_line("Rasa server is up and running.") == "Rasa server is up and running."


def test_a_lock_is_split_into_its_packages() -> None:
    text = f"one==1.0 \\\n    --hash={A}\ntwo==2.0 ; sys_platform == 'linux' \\\n    --hash={B}\n"
    blocks = split_lock(text)
    assert list(blocks) == ["one", "two"]
    assert "".join(blocks.values()) == text


@pytest.mark.parametrize("name", ["app", "rasa", "torch", "torch-cpu", "torch-gpu", "model", "tools"])
def test_every_locked_package_is_pinned_with_hashes(name: str) -> None:
    for package, block in split_lock((ROOT / "requirements" / f"{name}.txt").read_text()).items():
        assert f"{package}==" in block.splitlines()[0]
        assert "--hash=sha256:" in block


def test_the_apps_lock_leaves_torch_out_but_keeps_what_torch_needs() -> None:
    app = split_lock((ROOT / "requirements" / "app.txt").read_text())
    assert "torch" not in app
    assert {"sympy", "networkx", "sentence-transformers", "fastapi", "pytest"} <= set(app)
    assert not [name for name in app if name.startswith(("nvidia", "cuda", "triton"))]
    for name in ("torch", "torch-cpu"):
        assert list(split_lock((ROOT / "requirements" / f"{name}.txt").read_text())) == ["torch"]
