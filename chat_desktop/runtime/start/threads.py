"""Runs functions in threads, for greenlets of the hub."""

from collections.abc import Callable
from typing import Any

from gevent.threadpool import ThreadPool


def run(apply: Callable[..., Any], function: Callable[..., Any], *args: Any) -> Any:
    """Runs a function by APPLY, which runs one in a thread. Raises what the function raises.

    Its error is brought back as a result, because gevent would print it."""
    result, error = apply(_enclosed, function, *args)
    if error is None:
        return result
    try:
        raise error
    finally:
        del error  # it holds this frame, which holds it


def in_pool(pool: ThreadPool, function: Callable[..., Any], *args: Any) -> Any:
    """Runs a function in a thread of POOL, and blocks the calling greenlet only. Raises what the function raises."""
    return run(lambda called, *given: pool.apply(called, given), function, *args)


def _enclosed(function: Callable[..., Any], *args: Any) -> tuple[Any, BaseException | None]:
    try:
        return function(*args), None
    except Exception as problem:
        return None, problem
