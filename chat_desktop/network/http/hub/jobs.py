"""Functions that one thread gives to another to run."""

import logging
import threading
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)


class Job:
    """A function that runs on another thread, and its result."""

    def __init__(self, function: Callable[..., Any], *args: Any) -> None:
        self._function, self._args = function, args
        self._done = threading.Event()
        self._result: Any = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """Runs the function and keeps its result or its exception."""
        try:
            self._result = self._function(*self._args)
        except BaseException as error:
            self._error = error
        self._done.set()

    def fail(self, error: BaseException) -> None:
        """Ends the job with ERROR, unless it is done."""
        if not self._done.is_set():
            self._error = error
            self._done.set()

    def result(self, timeout: float) -> Any:
        """Waits for the result. Raises TimeoutError after TIMEOUT seconds, and the exception of the function."""
        if not self._done.wait(timeout):
            raise TimeoutError
        if self._error is not None:
            raise self._error
        return self._result


def run_logged(function: Callable[..., Any], *args: Any) -> None:
    """Runs a posted function and logs its exception, since no caller waits for it."""
    try:
        function(*args)
    except Exception:
        log.exception("A function that was posted to the server failed")
