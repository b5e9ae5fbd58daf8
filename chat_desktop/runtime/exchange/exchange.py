"""The imports and exports of an office."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.runtime.exchange.exports import Exports
from chat_desktop.runtime.exchange.import_run import Run
from chat_desktop.runtime.exchange.imports import Imports
from chat_desktop.runtime.file_uploads import FileUploads


class HostExchange:
    """Implements Exchange (web/services.py). It is used on the hub."""

    def __init__(self, rules: RuleExecutor, uploads: FileUploads, run: Run, data: str | Path) -> None:
        """RUN runs a function in a thread."""
        run = partial(_run, run)
        self.imports = Imports(rules, uploads, run, Path(data), _now_ms)
        self.exports = Exports(rules, uploads, run, Path(data), _now_ms)

    def stop(self) -> None:
        """Ends what is under way, because the host stops."""
        self.imports.stop()
        self.exports.stop()


def _run(run: Run, function: Callable[..., Any], *args: Any) -> Any:
    """Runs a function in a thread. Its error is brought back as a result, because gevent would print it."""
    result, error = run(_enclosed, function, *args)
    if error is None:
        return result
    try:
        raise error
    finally:
        del error  # it holds this frame, which holds it


def _enclosed(function: Callable[..., Any], *args: Any) -> tuple[Any, BaseException | None]:
    try:
        return function(*args), None
    except Exception as problem:
        return None, problem


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
