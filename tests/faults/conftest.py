"""Provides the fixtures of the fault tests: hosts with or without a defence, and recorded figures."""

import asyncio
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.faults.support import figures
from tests.faults.support.fault_site import Site, site

T = TypeVar("T")

OpenSite = Callable[..., Site]
Figure = Callable[[int, str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not sys.platform.startswith("linux"):
        for item in items:
            if "faults" in item.path.parts:
                item.add_marker(pytest.mark.skip(reason="signals, preloaded libraries and /proc are Linux's"))


@pytest.fixture
def open_site(tmp_path: Path) -> Iterator[OpenSite]:
    """`open_site(people, without="defence")`, or with `started=False`; all are ended after the test."""
    with ExitStack() as stack:

        def start(people: int, *, folder: str = "site", **options: Any) -> Site:
            return stack.enter_context(site(tmp_path / folder, people, **options))

        yield start


@pytest.fixture
def is_long(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--long"))


@pytest.fixture
def figure(request: pytest.FixtureRequest, is_long: bool) -> Figure:
    """`figure(row, text)` keeps what was measured for the table of docs/reliability.md."""
    name = request.node.name.removeprefix("test_")

    def keep(row: int, text: str) -> None:
        figures.note(row, name, text, long=is_long)

    return keep


def run(work: Coroutine[Any, Any, T], bound_s: float = 900.0) -> T:
    """Runs a coroutine in a thread of its own and returns its result. Raises TimeoutError after `bound_s` seconds.

    The main thread may hold the event loop of a browser, and must be free to end a test that hangs.
    """
    done: Future[T] = Future()

    def begin() -> None:
        try:
            done.set_result(asyncio.run(work))
        except BaseException as problem:
            done.set_exception(problem)

    threading.Thread(target=begin, daemon=True).start()
    return done.result(bound_s)
