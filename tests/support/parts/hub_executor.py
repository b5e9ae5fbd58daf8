"""An executor over the file of a test's office, on a hub of its own."""

from collections.abc import Callable

from chat_desktop.runtime.executor import Executor
from tests.support.parts.gevent_hub import on_a_hub
from tests.support.parts.rules_office import RulesOffice


def with_executor(office: RulesOffice, use: Callable[[Executor], None]) -> None:
    """Runs `use` on the hub with an executor that has started, and stops that afterwards."""

    def work() -> None:
        executor = Executor(office.database, office.make_work, office.make_reading)
        executor.start()
        try:
            use(executor)
        finally:
            executor.stop()

    on_a_hub(work)
