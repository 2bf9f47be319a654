"""The app as it describes itself, without anything behind it."""

from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Any

from fastapi import FastAPI

from api.app import create_app


@cache
def described_app() -> FastAPI:
    """The app with all its routes; to be looked at, not to be started."""

    def unused() -> AbstractAsyncContextManager[Any]:
        raise AssertionError("the app is only looked at")

    return create_app(unused)
