"""`python -m api.cli.starting`: what keeps the app from starting, in a line. The supervisor asks it where the app does
not come up, in a process of its own: it opens what the app opens, and is gone with it."""

import sys

import typer

from api.cli.opening import fail, in_a_line, open_desk


def hindrance() -> int:
    """Tell it on stderr. Returns the exit code; 0 where none of it hinders."""
    try:
        with in_a_line():
            _open_everything()
    except typer.Exit as ended:
        return ended.exit_code
    return 0


def _open_everything() -> None:
    from api.channels.line.accounts import AccountProblem, load_accounts
    from api.library import load_companies
    from api.settings import get_settings
    from api.slack.building import digest_time
    from api.slack.door import SlackSetupIncomplete, workspace_of
    from knowledge.archive import PolicyArchive

    settings = get_settings()
    with open_desk(new=True):
        companies = load_companies(settings.policies_dir, PolicyArchive(settings.var_dir / "policies"))
    try:
        load_accounts(settings.channels_folder / "line", companies)
        if workspace_of(settings, companies) is not None:
            digest_time(settings.slack_digest_at)
    except (AccountProblem, SlackSetupIncomplete) as problem:
        raise fail(str(problem)) from None


if __name__ == "__main__":
    sys.exit(hindrance())
