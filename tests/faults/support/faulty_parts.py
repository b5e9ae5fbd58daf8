"""Makes a component of the host fail, to test that the others go on."""

from typing import Any

from tests.faults.support.weaknesses import replace, weakness

POISON = "this one cannot be sent"
HANG = "hang"  # a file of this name in the data folder blocks the writer


@weakness
def broadcasts_without_fault() -> None:
    """A message whose body is POISON cannot be sent to its room."""
    from chat_desktop.realtime.transport.manager import Manager

    send = Manager.emit_all

    def break_at(self: Any, event: str, bodies: list[Any], room: str) -> None:
        if any(POISON in bytes(body["message"]).decode() for body in bodies):
            raise RuntimeError("a broken broadcast")
        send(self, event, bodies, room)

    replace(Manager, emit_all=break_at)


@weakness
def news_of_people_without_fault() -> None:
    """Publishing changed users fails each time."""
    from chat_desktop.realtime.publisher import Publisher

    def fail(self: Any) -> None:
        raise RuntimeError("broken news of people")

    replace(Publisher, _tell_users=fail)


@weakness
def ends_without_fault() -> None:
    """The first connection whose session ends cannot be sent `session:ended`."""
    from chat_desktop.realtime.publisher import Publisher

    told, failed = Publisher.ended, list[Any]()

    def fail_once(self: Any, connection: Any, reason: str) -> None:
        if not failed:
            failed.append(connection)
            raise RuntimeError("a broken connection")
        told(self, connection, reason)

    replace(Publisher, ended=fail_once)


@weakness
def a_writer_without_fault() -> None:
    """The writer is blocked as long as the file HANG exists."""
    import time

    from chat_desktop.storage.writer import Writer

    commit = Writer._commit

    def hang(self: Any, connection: Any, jobs: list[Any]) -> None:
        while (self._database.path.parent / HANG).exists():
            time.sleep(0.01)
        commit(self, connection, jobs)

    replace(Writer, _commit=hang)


@weakness
def presence_by_name() -> None:
    """Changes of presence are published as a count, as in an office of thousands."""
    from chat_desktop.realtime import presence_publisher

    replace(presence_publisher, LISTED_MOST=-1)
