"""Slack's settings: whole, or none at all; what is missing or unknown is named."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.settings import Settings
from api.slack.building import build_slack
from api.slack.door import SlackSetupIncomplete

WHOLE = {"slack_team": "T1", "slack_bot_token": "xoxb-secret", "slack_signing_secret": "also secret"}


def built(**given: Any) -> Any:
    nothing, companies = cast(Any, None), cast(Any, SimpleNamespace(ids=("ocs", "oni")))
    settings = Settings(_env_file=None, **{**dict.fromkeys(WHOLE), **given})
    return build_slack(nothing, companies, nothing, {}, settings)


def test_without_settings_there_is_no_slack() -> None:
    assert built() is None


@pytest.mark.parametrize("missing", WHOLE)
def test_what_is_missing_is_named_and_what_is_there_is_not_told(missing: str) -> None:
    given = {name: value for name, value in WHOLE.items() if name != missing}
    with pytest.raises(SlackSetupIncomplete) as refused:
        built(**given)
    assert f"MADOGUCHI_{missing.upper()} is missing" in str(refused.value)
    assert not [value for value in given.values() if value in str(refused.value)]


def test_a_channel_of_a_company_that_is_not_served_is_named_with_those_that_are() -> None:
    with pytest.raises(SlackSetupIncomplete, match=r"names nobody; there are: ocs, oni\."):
        built(**WHOLE, slack_channels={"oni": "C1", "nobody": "C2"})
