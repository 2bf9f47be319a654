"""A fresh installation starts with the settings that it was made with."""

import json
from pathlib import Path

import pytest

from api.settings import Settings, desk_settings, get_settings
from desk.bootstrap import build
from ops.build import Build
from ops.layout import Layout
from ops.staff_account import StaffAccount
from ops.steps import fingerprint
from ops.supervisor import action_url, app_command, desk_plan, local_url, rasa_command, reloading
from ops.tasks import upgrade_database

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.slow
def test_the_database_is_made_with_the_key_that_the_app_will_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "keys" / "desk.key"
    key.parent.mkdir(mode=0o700)
    monkeypatch.setenv("MADOGUCHI_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("MADOGUCHI_SECRET_KEY_FILE", str(key))
    get_settings.cache_clear()
    try:
        assert upgrade_database() == 0
        build(desk_settings(Settings())).dispose()
    finally:
        get_settings.cache_clear()
    assert key.is_file()
    assert not (tmp_path / "var" / "secret.key").exists()


@pytest.mark.parametrize("name", ["MADOGUCHI_SECRET_KEY", "MADOGUCHI_SECRET_KEY_FILE"])
def test_another_key_looks_at_the_database_again(tmp_path: Path, name: str) -> None:
    def digest(environ: dict[str, str]) -> str:
        steps = {step.name: step for step in Build(Layout.of(ROOT, environ), environ).steps()}
        return fingerprint(steps["database"], dict.fromkeys(steps, "") | {"app-packages": ""}, ROOT)

    assert digest({name: "a"}) != digest({name: "b"})
    assert digest({name: "a"}) == digest({name: "a"})


def test_rasa_alone_is_told_where_the_actions_are_and_its_log_is_not(tmp_path: Path) -> None:
    layout = Layout.of(tmp_path, {})
    url = action_url(local_url("192.0.2.7", 8080), "secret-word")
    assert url == "http://192.0.2.7:8080/rasa/actions/secret-word"
    rasa = rasa_command(layout, 5005, url, "secret-word")
    assert rasa.env["MADOGUCHI_ACTION_URL"] == url
    app = app_command(layout, "192.0.2.7", 8080, "http://127.0.0.1:5005", "secret-word", {})
    assert app.env["MADOGUCHI_ACTION_TOKEN"] == "secret-word"
    assert "secret-word" not in " ".join([*rasa.argv, *app.argv]), "arguments are everybody's to see"
    record = json.dumps({"event": "failed", "level": "error", "url": url})
    for line in (f"Couldn't connect to {url}", record):
        assert "secret-word" not in rasa.scrub(line)


def test_in_dev_the_app_starts_again_for_its_code_wording_and_policies_and_rasa_does_not(
    tmp_path: Path,
) -> None:
    layout = Layout.of(tmp_path, {})
    words = reloading(layout, tmp_path / "policies")
    app = app_command(layout, "127.0.0.1", 8080, "http://127.0.0.1:5005", "x", {}, words).argv
    watched = {app[at + 1] for at, word in enumerate(app) if word == "--reload-dir"}
    assert {str(tmp_path / name) for name in ("desk", "api", "policies")} <= watched
    assert str(tmp_path / "bot") not in watched
    assert {"*.py", "*.yml", "*.txt"} <= set(app)
    assert "--no-access-log" in app
    plain = app_command(layout, "127.0.0.1", 8080, "http://127.0.0.1:5005", "x", {}).argv
    assert "--reload" not in plain
    assert "--reload" not in rasa_command(layout, 5005, "http://x", "x").argv


def test_in_dev_what_takes_webhooks_in_starts_again_for_what_the_app_does(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, intake_port=8081, policies_dir=tmp_path / "policies")
    account = StaffAccount("clerk", "a password", chosen=True)
    rasa, app, intake = desk_plan(Layout.of(tmp_path, {}), settings, account, dev=True).children
    assert app.argv[app.argv.index("--reload") :] == intake.argv[intake.argv.index("--reload") :]
    assert "--reload" not in rasa.argv


def test_an_address_of_ipv6_is_written_as_one() -> None:
    assert local_url("::1", 8080) == "http://[::1]:8080"
    assert local_url("0.0.0.0", 8080) == "http://127.0.0.1:8080"


@pytest.mark.parametrize("intake", [None, 8081])
def test_with_a_port_for_it_a_process_takes_webhooks_in(tmp_path: Path, intake: int | None) -> None:
    settings = Settings(_env_file=None, host="0.0.0.0", intake_port=intake)
    plan = desk_plan(Layout.of(tmp_path, {}), settings, StaffAccount("clerk", "a password", chosen=True))
    names = ["rasa", "app", *([] if intake is None else ["intake"])]
    assert [one.name for one in plan.children] == list(plan.ready_urls) == names
    if intake is not None:
        child = plan.children[-1]
        assert "api.intake:app" in child.argv
        assert child.argv[child.argv.index("--port") + 1] == "8081"
        assert not {"MADOGUCHI_ACTION_TOKEN", "MADOGUCHI_STAFF_PASSWORD"} & set(child.env), "it needs neither"
        assert plan.ready_urls["intake"] == "http://127.0.0.1:8081/readyz"
        assert any("http://127.0.0.1:8081/channels/" in line for line in plan.greeting)
