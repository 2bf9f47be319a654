"""Answers of the desk that a browser does not get until a test lets them go."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import APIResponse, Page, Route


def held_back(
    page: Page, url: str, only: Callable[[APIResponse], bool] = lambda _: True, most: int = 1
) -> list[tuple[Route, APIResponse]]:
    """The desk's first answers to what matches, carried out and not yet told to the page. (Not `times` of a route: with
    the last one used up the browser lets go of what is held.)"""
    held: list[tuple[Route, APIResponse]] = []

    def carried_out(route: Route) -> None:
        answer = route.fetch()
        if len(held) < most and only(answer):
            held.append((route, answer))
        else:
            route.fulfill(response=answer)

    page.route(re.compile(url), carried_out)
    return held


def let_go(page: Page, held: list[Any], most: int = 1) -> list[tuple[Route, APIResponse]]:
    """Those answers, by their address, once they are all there."""
    while len(held) < most:
        page.wait_for_timeout(50)
    return sorted(held, key=lambda one: str(one[0].request.url))
