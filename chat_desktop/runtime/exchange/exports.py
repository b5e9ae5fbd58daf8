"""Exports to a file that a person then downloads: of rooms, or of their own data. One of a person runs at a time."""

import logging
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gevent

from chat_desktop.chat.core.token_buckets import TokenBucket
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.errors import ChatError, Invalid, RateLimited
from chat_desktop.files import gradual_removal
from chat_desktop.languages.system_words import system_words
from chat_desktop.lazy_module import LazyModule
from chat_desktop.operations.exchange.refused import Cancelled, ExchangeRefused
from chat_desktop.runtime.file_uploads import FileUploads
from chat_desktop.start_error import ToldError
from chat_desktop.web.services import ExportFile, ExportWanted

if TYPE_CHECKING:
    from chat_desktop.runtime.exchange import export_run
else:
    export_run = LazyModule("chat_desktop.runtime.exchange.export_run")

log = logging.getLogger(__name__)

FOLDER = "exports"
KEPT_MS = 24 * 3_600_000
MOST_AT_ONCE = 3
BUSY = "other_exports_under_way_wait"
# Exports of one person: each may write as much to the disk as their files take, and messages wait for the disk too.
BURST, SECONDS = 10, 60.0
FAILED = ToldError("export_broke")


@dataclass
class Export:
    """The export of a person. `path` is its file once it is whole."""

    run: "export_run.ExportRun"
    at: int
    stage: str = "running"
    problem: ToldError | None = None
    path: Path | None = None
    size: int = 0
    greenlet: gevent.Greenlet | None = None


class Exports:
    """Lives on the hub. Its methods return at once."""

    def __init__(
        self,
        rules: RuleExecutor,
        uploads: FileUploads,
        run: "export_run.Run",
        data: Path,
        now_ms: Callable[[], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rules, self._uploads, self._run, self._now_ms, self._clock = rules, uploads, run, now_ms, clock
        self._begun: dict[str, TokenBucket] = {}
        self._folder = data / FOLDER
        self._of: dict[str, Export] = {}
        shutil.rmtree(self._folder, ignore_errors=True)  # of a host that was killed

    def begin(self, user_id: str, asked: ExportWanted, is_limited: bool = True) -> None:
        """Begins an export of a person, in place of their last one. Raises Invalid, RateLimited.

        Without IS_LIMITED, for the owner, it may follow many others: programs export one room after the other.
        """
        self._drop_old()
        before = self._of.get(user_id)
        if before is not None and before.stage == "running":
            raise Invalid("export", "last_export_still_under_way")
        if sum(each.stage == "running" for each in self._of.values()) >= MOST_AT_ONCE:
            raise RateLimited(5.0, BUSY)
        if is_limited:
            self._count(user_id)
        self.cancel(user_id)
        run = export_run.ExportRun(self._rules, self._uploads.store, self._run, asked, user_id)
        export = self._of[user_id] = Export(run, self._now_ms())
        export.greenlet = gevent.spawn(self._go, export)

    def cancel(self, user_id: str) -> None:
        """Ends the export of a person, or removes its file."""
        export = self._of.get(user_id)
        if export is None:
            return
        export.run.is_cancelled = True
        if export.stage != "running":
            self._remove(self._of.pop(user_id))

    def state(self, user_id: str) -> dict[str, Any]:
        """Returns how far the export of a person is; empty without one."""
        self._drop_old()
        export = self._of.get(user_id)
        if export is None:
            return {}
        found: dict[str, Any] = {"stage": export.stage, "what": export.run.asked.what, "at": export.at}
        found |= {"messages": export.run.messages, "total": export.run.total, "files": export.run.files}
        if export.problem:
            found |= {"problem": str(export.problem), **export.problem.payload("problem_")}
        if export.path is not None:
            found |= {"name": export.run.name, "size": export.size, "head": export.run.head}
        return found

    def file(self, user_id: str) -> ExportFile | None:
        """Returns the file of a person."""
        self._drop_old()
        export = self._of.get(user_id)
        if export is None or export.path is None:
            return None
        run = export.run
        return ExportFile(export.path, export.size, run.name, run.media_type, run.asked.what)

    def stop(self) -> None:
        """Ends everything, because the host stops."""
        for export in self._of.values():
            if export.greenlet is not None:
                export.greenlet.kill()
            self._remove(export)

    def _go(self, export: Export) -> None:
        path = self._folder / secrets.token_hex(16)
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            export.run.run(path)
            export.size, export.path, export.stage = path.stat().st_size, path, "done"
        except Cancelled:
            export.stage = "cancelled"
        except (ChatError, ExchangeRefused) as problem:
            export.stage, export.problem = "failed", problem
        except OSError as problem:
            export.stage = "failed"
            export.problem = ToldError("export_stopped", {"why": system_words(problem)})
        except Exception:
            log.exception("An export has failed")
            export.stage, export.problem = "failed", FAILED
        finally:
            if export.path is None:
                with suppress(OSError):
                    gradual_removal.remove(path)

    def _count(self, user_id: str) -> None:
        now = self._clock()
        self._begun = {known: bucket for known, bucket in self._begun.items() if not bucket.is_full(now)}
        wait = self._begun.setdefault(user_id, TokenBucket(1 / SECONDS, BURST)).take(now)
        if wait is not None:
            raise RateLimited(wait, "too_many_exports")

    def _drop_old(self) -> None:
        for user_id, export in list(self._of.items()):
            if export.stage != "running" and self._now_ms() - export.at > KEPT_MS:
                self._remove(self._of.pop(user_id))

    def _remove(self, export: Export) -> None:
        if export.path is not None:
            with suppress(OSError):
                gradual_removal.remove(export.path)
