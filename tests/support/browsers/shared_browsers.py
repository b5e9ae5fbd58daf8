"""Keeps one Playwright and its browsers for all test modules of a worker: to start both costs 1.2 s of CPU each time.

Playwright's synchronous interface runs an event loop in a greenlet of the thread of the tests, so asyncio takes that
loop for the running one as long as Playwright lives. Other tests run loops of their own in this thread. Therefore the
loop is shown to asyncio only while a module holds a browser; meanwhile nothing else runs it.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, Playwright, sync_playwright

Launch = Callable[[Playwright, Sequence[str]], Browser]


class SharedBrowsers:
    """`launch` starts a browser of one of some names. `close` ends everything."""

    def __init__(self, launch: Launch) -> None:
        self._launch = launch
        self._stack = ExitStack()
        self._playwright: Playwright | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browsers: dict[tuple[str, ...], Browser] = {}
        self._holders = 0

    @contextmanager
    def held(self, names: Sequence[str]) -> Iterator[Browser]:
        """The browser, which is started when there is none or it has died. Others use it too: close what you open."""
        self._holders += 1
        self._show_loop()
        try:
            yield self._browser(tuple(names))
        finally:
            self._holders -= 1
            if not self._holders:
                asyncio._set_running_loop(None)

    def close(self) -> None:
        if self._playwright is not None:
            self._show_loop()
            self._stack.close()
            asyncio._set_running_loop(None)

    def _show_loop(self) -> None:
        if self._playwright is None:
            self._playwright = self._stack.enter_context(sync_playwright())
            self._loop = asyncio.get_running_loop()
        asyncio._set_running_loop(self._loop)

    def _browser(self, names: tuple[str, ...]) -> Browser:
        found = self._browsers.get(names)
        if found is None or not found.is_connected():
            assert self._playwright is not None
            found = self._browsers[names] = self._launch(self._playwright, names)
            self._stack.callback(found.close)
        return found
