"""The browsers that test modules share: one start for all of them, and no event loop in between."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.support.browsers.pages import WHOLE_BROWSERS, WITHOUT_WINDOWS, launch
from tests.support.browsers.shared_browsers import SharedBrowsers

NAMES = (WITHOUT_WINDOWS, *WHOLE_BROWSERS)


@pytest.fixture
def own() -> Iterator[SharedBrowsers]:
    shared = SharedBrowsers(launch)
    yield shared
    shared.close()


async def answer() -> int:
    await asyncio.sleep(0)
    return 42


def test_between_two_modules_other_loops_run_and_the_browser_is_the_same(own: SharedBrowsers) -> None:
    with own.held(NAMES) as first:
        assert first.new_page().evaluate("40 + 2") == 42
    assert asyncio.run(answer()) == 42
    with own.held(NAMES) as second:
        assert second is first
        assert second.new_page().evaluate("40 + 2") == 42


def test_a_browser_that_has_died_is_started_again(own: SharedBrowsers) -> None:
    with own.held(NAMES) as first:
        first.close()
    with own.held(NAMES) as second:
        assert second.new_page().evaluate("40 + 2") == 42
