"""The app as it describes itself, without anything behind it."""

from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from api.app import create_app


@cache
def described_app() -> FastAPI:
    """The app with all its routes; to be looked at, not to be started."""

    def unused() -> AbstractAsyncContextManager[Any]:
        raise AssertionError("the app is only looked at")

    return create_app(unused)


def all_routes() -> set[str]:
    """Every route, `METHOD /path`, also what the OpenAPI document leaves out: pages, forms, files."""
    return {
        f"{method} {route.path}"
        for route in iter_route_contexts(described_app().routes)
        for method in (getattr(route, "methods", None) or {"GET"})
        if method not in {"HEAD", "OPTIONS"}
    }
