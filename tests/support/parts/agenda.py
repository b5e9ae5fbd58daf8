"""Rules whose moments are in an office's database, with a scheduler over them and time that a test lets pass."""

from collections.abc import Callable

from chat_desktop.chat.core.events import RuleScheduled
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.errors import NotFound
from chat_desktop.runtime.event_bus import EventBus
from chat_desktop.runtime.executor import Executor
from chat_desktop.runtime.scheduler import Scheduler
from tests.support.clocks.simulated_time import SimulatedTime
from tests.support.parts.gevent_hub import on_a_hub
from tests.support.parts.rules_office import RulesOffice


class Agenda:
    """Rules whose moments are in the office's database, with a scheduler over them. `done`: rule and ms since the
    start of the test. `asked` counts the questions for the next moment."""

    def __init__(self, office: RulesOffice) -> None:
        self.office, self.began = office, office.now
        self.done: list[tuple[str, int]] = []
        self.asked = 0
        self.fails: set[str] = set()
        self.batch = 100
        self.executor = Executor(office.database, office.make_work, office.make_reading)
        self.time = SimulatedTime(self.move)
        self.scheduler = Scheduler(self.executor, lambda: office.now, self.time.clock)
        self.scheduler._changed = self.time
        bus = EventBus()
        bus.on(RuleScheduled, self.scheduler.note)
        self.executor.publish = bus.publish

    def move(self, ms: int) -> None:
        self.office.now += ms

    def add(self, *names: str) -> None:
        for name in names:
            self.scheduler.schedule(name, self.due(name), self.rule(name))

    def due(self, name: str) -> Callable[[Reading], int | None]:
        def due(reading: Reading) -> int | None:
            self.asked += 1
            found: int | None = reading.db.execute("SELECT min(at) FROM moments WHERE rule = ?", (name,)).fetchone()[0]
            return found

        return due

    def rule(self, name: str) -> Callable[[Work], int]:
        def run(work: Work) -> int:
            self.done.append((name, work.now - self.began))
            if name in self.fails:
                raise NotFound
            query = "DELETE FROM moments WHERE n IN (SELECT n FROM moments WHERE rule = ? AND at <= ? LIMIT ?)"
            return work.db.execute(query, (name, work.now, self.batch)).rowcount

        return run

    def plan(self, name: str, after_ms: int, is_told: bool = True) -> None:
        """By a commit, as a command does it."""

        def rule(work: Work) -> None:
            work.db.execute("INSERT INTO moments (rule, at) VALUES (?, ?)", (name, self.began + after_ms))
            if is_told:
                work.record(RuleScheduled(name, self.began + after_ms))

        self.executor.write(rule)


def with_agenda(office: RulesOffice, use: Callable[[Agenda], None], *names: str) -> Agenda:
    """USE starts the scheduler itself."""
    found: list[Agenda] = []

    def work() -> None:
        agenda = Agenda(office)
        found.append(agenda)
        agenda.executor.start()
        agenda.executor.write(
            lambda work: work.db.execute("CREATE TABLE IF NOT EXISTS moments (n INTEGER PRIMARY KEY, rule, at)")
        )
        agenda.add(*names)
        try:
            use(agenda)
        finally:
            agenda.scheduler.stop()
            agenda.executor.stop()

    on_a_hub(work)
    return found[0]
