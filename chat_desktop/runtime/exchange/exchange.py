"""The imports and exports of an office."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.runtime.exchange.exports import Exports
from chat_desktop.runtime.exchange.imports import Imports
from chat_desktop.runtime.file_uploads import FileUploads


class HostExchange:
    """Implements Exchange (web/services.py). It is used on the hub."""

    def __init__(self, rules: RuleExecutor, uploads: FileUploads, run: Callable[..., Any], data: str | Path) -> None:
        """RUN runs a function in a thread, and raises what it raises."""
        self.imports = Imports(rules, uploads, run, Path(data), _now_ms)
        self.exports = Exports(rules, uploads, run, Path(data), _now_ms)

    def stop(self) -> None:
        """Ends what is under way, because the host stops."""
        self.imports.stop()
        self.exports.stop()


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
