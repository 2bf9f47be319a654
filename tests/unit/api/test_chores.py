"""What the app looks after every half minute."""

import asyncio
import logging

import pytest

from api.chores import each_by_itself


def test_a_chore_that_fails_holds_up_no_other_and_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    async def first() -> None:
        done.append("claims")

    async def broken() -> None:
        done.append("notices")
        raise OSError("taro@example.jp was not found")

    async def last() -> None:
        done.append("wipes")

    with caplog.at_level(logging.ERROR):
        for _ in range(2):
            assert asyncio.run(each_by_itself((first, broken, last))) == 1
    assert done == ["claims", "notices", "wipes"] * 2
    assert "OSError" in caplog.text
    assert "taro" not in caplog.text


def test_the_end_of_the_app_ends_a_round() -> None:
    async def stopped() -> None:
        raise asyncio.CancelledError

    async def never() -> None:
        raise AssertionError("nothing is begun after the end")

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(each_by_itself((stopped, never)))
