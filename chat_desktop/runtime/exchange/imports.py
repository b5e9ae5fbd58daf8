"""The import of this office: one at a time. It is read first, then the owner sees what would be done, then it runs."""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gevent

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.errors import ChatError, Invalid
from chat_desktop.languages.system_words import system_words
from chat_desktop.lazy_module import LazyModule
from chat_desktop.operations.exchange.left_out import reason_told
from chat_desktop.operations.exchange.refused import Cancelled, ExchangeRefused
from chat_desktop.runtime.file_uploads import FileUploads
from chat_desktop.start_error import ToldError

if TYPE_CHECKING:
    from chat_desktop.chat.importing import people, rooms
    from chat_desktop.operations.exchange import survey as surveys
    from chat_desktop.runtime.exchange import import_run
else:
    people = LazyModule("chat_desktop.chat.importing.people")
    rooms = LazyModule("chat_desktop.chat.importing.rooms")
    surveys = LazyModule("chat_desktop.operations.exchange.survey")
    import_run = LazyModule("chat_desktop.runtime.exchange.import_run")

log = logging.getLogger(__name__)

FOLDER, REPORT = "imports", "last-report.json"
SURVEY_STEP = 500  # records that are read before others come first
MOST_SHOWN = 300  # people and rooms of the list before an import
BUSY = "another_import_under_way_wait"
FAILED = ToldError("import_broke")


class Imports:
    """Lives on the hub. Its methods return at once but for `choose`, `begin` and `close`."""

    def __init__(
        self, rules: RuleExecutor, uploads: FileUploads, run: "import_run.Run", data: Path, now_ms: Callable[[], int]
    ) -> None:
        self._rules, self._uploads, self._run, self._now_ms = rules, uploads, run, now_ms
        self._path = data / FOLDER / REPORT
        self._survey: surveys.Survey | None = None
        self._import: import_run.ImportRun | None = None
        self._greenlet: gevent.Greenlet | None = None
        self._stage, self._name = "none", ""
        self._problem: ToldError | None = None
        self._is_cancelled = False
        self._matches: dict[str, people.Match] = {}
        self._targets: dict[str, rooms.Target] = {}

    def choose(self, session: str, path: Path, name: str) -> None:
        """Begins to read a file that is to be imported. Raises Invalid while another import runs."""
        self._check_idle()
        self._forget()
        self._stage, self._problem, self._name, self._is_cancelled = "reading", None, name, False
        self._spawn(self._look, session, path)

    def begin(self, actor: tuple[str, str], chosen: Mapping[str, str | None]) -> None:
        """Begins to import what was read, or goes on with it. ACTOR are the ids of a session and its person."""
        self._check_idle()
        if self._survey is None:
            raise Invalid("import", "choose_file_import_first")
        self._stage, self._problem, self._is_cancelled = "running", None, False
        self._import = import_run.ImportRun(self._rules, self._uploads, self._run, self._survey, actor)
        self._spawn(self._go, self._import, chosen)

    def cancel(self) -> None:
        """Ends what is under way, after its present step. Otherwise forgets what was read."""
        self._is_cancelled = True
        if self._import is not None:
            self._import.is_cancelled = True
        if not self._is_busy():
            self._forget()
            self._stage = "none"

    def stop(self) -> None:
        """Ends what is under way, because the host stops. What was imported stays."""
        if self._greenlet is not None:
            self._greenlet.kill()
        self._forget()

    def state(self) -> dict[str, Any]:
        """Returns how far the import is, what it would do, and the report of the last one."""
        found: dict[str, Any] = {"stage": self._stage, "name": self._name}
        if self._problem:
            found |= {"problem": str(self._problem), **self._problem.payload("problem_")}
        if self._survey is not None:
            found |= {"progress": self._progress(self._survey), "plan": self._plan(self._survey)}
        return found

    def report(self) -> dict[str, Any] | None:
        """Returns the report of the last import."""
        return json_file.read(self._path)

    def _look(self, session: str, path: Path) -> None:
        survey = self._survey = self._run(surveys.Survey, path)
        while self._run(survey.step, SURVEY_STEP):
            gevent.sleep(0)
            if self._is_cancelled:
                raise Cancelled
        self._matches = self._rules.read(people.match, session, list(survey.people.values()), {})
        known = {each: one.user_id or each for each, one in self._matches.items()}
        for room in list(survey.rooms.values())[:MOST_SHOWN]:
            self._targets[room.id] = self._rules.read(rooms.find, session, room, known)
        self._stage = "ready"

    def _go(self, run: "import_run.ImportRun", chosen: Mapping[str, str | None]) -> None:
        try:
            run.run(chosen)
            self._stage = "done"
        finally:
            self._run(self._write_report, run)
        self._forget()

    def _write_report(self, run: "import_run.ImportRun") -> None:
        assert self._survey is not None
        for one in self._survey.left_out.told():
            run.left_out.add(one["reason_key"], count=one["count"])
            for example in one["examples"]:
                run.left_out.add(one["reason_key"], example, 0)
        told = {"at": self._now_ms(), "name": self._name, "source": self._survey.format.name}
        told |= {"is_whole": self._stage == "done", **run.counts, "left_out": run.left_out.told()}
        with suppress(OSError):  # a full disk; the state is told all the same
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            write_atomically(self._path, json.dumps(told, ensure_ascii=False))

    def _spawn(self, act: Callable[..., None], *args: Any) -> None:
        def guarded() -> None:
            try:
                act(*args)
            except Cancelled:
                self._stop_at("cancelled", None)
            except (ExchangeRefused, ChatError) as problem:
                self._stop_at("failed", problem)
            except OSError as problem:
                self._stop_at("failed", ToldError("import_stopped", {"why": system_words(problem)}))
            except Exception:
                log.exception("The import has failed")
                self._stop_at("failed", FAILED)

        self._greenlet = gevent.spawn(guarded)

    def _stop_at(self, stage: str, problem: ToldError | None) -> None:
        """A run that was broken off can go on; what could not be read is forgotten."""
        if self._stage == "reading":
            self._forget()
        self._stage, self._problem = stage, problem

    def _check_idle(self) -> None:
        if self._is_busy():
            raise Invalid("import", BUSY)

    def _is_busy(self) -> bool:
        return self._greenlet is not None and not self._greenlet.dead

    def _forget(self) -> None:
        if self._survey is not None:
            self._survey.close()
        self._survey = self._import = None
        self._matches, self._targets = {}, {}

    def _progress(self, survey: "surveys.Survey") -> dict[str, int]:
        if self._stage == "reading" or self._import is None:
            return {"done": survey.messages, "files": survey.files}
        return {"done": self._import.done, "total": survey.messages, "files": self._import.counts["files"]}

    def _plan(self, survey: "surveys.Survey") -> dict[str, Any]:
        found: dict[str, Any] = {"source": survey.format.name, "messages": survey.messages, "files": survey.files}
        found |= {"file_bytes": survey.file_bytes, "left_out": survey.left_out.told()}
        order = sorted(self._matches, key=lambda each: (self._matches[each].how == "id", -survey.written.get(each, 0)))
        found["people_count"], found["room_count"] = len(survey.people), len(survey.rooms)
        found["people"] = [self._person(survey, each) for each in order[:MOST_SHOWN]]
        found["rooms"] = [
            {"id": each, "kind": survey.rooms[each].kind, "messages": survey.sizes.get(each, 0), **_told(target)}
            for each, target in self._targets.items()
        ]
        return found

    def _person(self, survey: "surveys.Survey", person_id: str) -> dict[str, Any]:
        one, names = self._matches[person_id], survey.people[person_id].names
        told = {"id": person_id, "name": names[0] if names else person_id, "messages": survey.written.get(person_id, 0)}
        return {**told, "how": one.how, "user_id": one.user_id, "here": one.name}


def _told(target: "rooms.Target") -> dict[str, Any]:
    return {"into": target.into, "name": target.name, **(reason_told(target.reason) if target.reason else {})}
