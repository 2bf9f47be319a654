"""Credentials of LINE accounts: files for their owner alone, and mistakes in them that are said without a value."""

from pathlib import Path

import pytest

from api.channels.line.accounts import AccountProblem, load_accounts
from knowledge.vocabulary import CompanyId

OCS, ONI = CompanyId("ocs"), CompanyId("oni")


def write(folder: Path, company: str, text: str, mode: int = 0o600) -> None:
    path = folder / f"{company}.yml"
    path.write_text(text)
    path.chmod(mode)


def test_where_there_is_no_folder_there_is_no_account(tmp_path: Path) -> None:
    assert load_accounts(tmp_path / "none", [OCS]) == {}


GOOD = "channel_secret: secret-value\nchannel_access_token: token-value\n"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o610, 0o620, 0o666])
def test_a_file_that_others_may_read_or_write_is_not_used(tmp_path: Path, mode: int) -> None:
    write(tmp_path, "ocs", GOOD, mode)
    with pytest.raises(AccountProblem, match="chmod 600"):
        load_accounts(tmp_path, [OCS])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (GOOD.replace("channel_secret", "secret"), "channel_secret"),
        (GOOD + "monthly_push_limit: -1\n", "monthly_push_limit"),
        (GOOD.replace("secret-value", '""'), "channel_secret"),
        (GOOD.replace("token-value", '""'), "channel_access_token"),
        ("secret-value", "the file"),
        ("{secret-value", "not YAML"),
    ],
)
def test_a_file_of_another_shape_is_said_without_its_values(tmp_path: Path, text: str, named: str) -> None:
    write(tmp_path, "ocs", text)
    with pytest.raises(AccountProblem, match=named) as problem:
        load_accounts(tmp_path, [OCS])
    assert "secret-value" not in str(problem.value)


def test_a_limit_of_none_is_no_messages_and_no_limit_is_any_number(tmp_path: Path) -> None:
    write(tmp_path, "ocs", GOOD + "monthly_push_limit: 0\n")
    write(tmp_path, "oni", GOOD)
    found = load_accounts(tmp_path, [OCS, ONI])
    assert (found[OCS].monthly_push_limit, found[ONI].monthly_push_limit) == (0, None)


def test_a_file_of_a_company_that_is_not_served_is_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, "opt", GOOD)
    with pytest.raises(AccountProblem, match="allowed: ocs, oni"):
        load_accounts(tmp_path, [ONI, OCS])
