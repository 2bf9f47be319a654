"""Customers and staff of the running system."""

from collections.abc import Iterator

import httpx
import pytest

from evaluation.stack import PASSWORD, USERNAME, Stack
from tests.integration.http.talk import Clerk, add_account
from tests.promised import Promised


@pytest.fixture(scope="session")
def http(running: Stack) -> Iterator[httpx.Client]:
    """A client of the running system, to which nothing is answered that the OpenAPI document does not promise."""
    with httpx.Client(base_url=running.url, timeout=60, trust_env=False) as client:
        client.event_hooks["response"] = [Promised(client.get("/openapi.json").json()).check]
        yield client


@pytest.fixture(scope="session")
def clerk(http: httpx.Client) -> Clerk:
    """The account made at the start, for all companies."""
    return Clerk.log_in(http, USERNAME, PASSWORD)


@pytest.fixture(scope="session")
def colleague(running: Stack, http: httpx.Client) -> Clerk:
    """A second member of the desk."""
    return Clerk.log_in(http, *add_account(running, "鈴木", "desk"))


@pytest.fixture(scope="session")
def agent(running: Stack, http: httpx.Client) -> Clerk:
    """A call-centre agent, who looks things up and sees no cases."""
    return Clerk.log_in(http, *add_account(running, "案内係", "look_up"))


@pytest.fixture(scope="session")
def opt_only(running: Stack, http: httpx.Client) -> Clerk:
    """A member of the desk who works for Opt alone."""
    return Clerk.log_in(http, *add_account(running, "田中", "desk", "opt"))
