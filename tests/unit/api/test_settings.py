"""What the desk learns of the app's settings."""

import pytest

from api.settings import Settings, desk_settings


@pytest.mark.parametrize("given", [None, "", "/"])
def test_without_a_public_address_the_desk_has_none_to_put_into_mails(given: str | None) -> None:
    """127.0.0.1 is the reader's own machine: the mail then says that the desk's chat tells how a request stands."""
    assert desk_settings(Settings(_env_file=None, public_url=given)).public_url is None


def test_the_public_address_goes_into_mails_without_a_trailing_slash() -> None:
    settings = Settings(_env_file=None, public_url="https://desk.example/")
    assert desk_settings(settings).public_url == "https://desk.example"
