"""When a connection cannot be let in."""

from typing import Any

import pytest
from socketio.exceptions import ConnectionRefusedError

from chat_desktop.chat.core.records import Identity
from chat_desktop.errors import Internal, NotSignedIn
from chat_desktop.realtime.lifecycle import ConnectionLifecycle

CLEO = Identity("session", "cleo")


class RefusingContext:
    """Notes what is done to a connection; its rules refuse everybody with `problem`."""

    def __init__(self, problem: Exception) -> None:
        self.problem = problem
        self.closed: list[tuple[str, int]] = []
        self.ended_reasons: list[str] = []
        self.rules = self.publisher = self.connections = self

    def add(self, connection: Any) -> None:
        pass

    def write(self, rule: Any, *args: Any) -> None:
        raise self.problem

    def close(self, sid: str, code: int) -> None:
        self.closed.append((sid, code))

    def ended(self, connection: Any, reason: str) -> None:
        self.ended_reasons.append(reason)


def connect(context: RefusingContext, identity: object = CLEO) -> None:
    ConnectionLifecycle(None, context).connect("sid", {"chat.identity": identity}, None)  # type: ignore[arg-type]


def test_a_fault_of_the_hosts_lets_the_page_come_back() -> None:
    """Socket.IO's refusal is a DISCONNECT here, and after that a page stays away for good."""
    context = RefusingContext(Internal())
    connect(context)
    assert (context.closed, context.ended_reasons) == ([("sid", 1013)], [])


def test_a_session_that_ended_on_the_way_in_is_told_so_and_closed() -> None:
    context = RefusingContext(NotSignedIn())
    connect(context)
    assert (context.closed, context.ended_reasons) == ([], ["signed_out"])


@pytest.mark.parametrize("identity", [None, {"session_id": "session", "user_id": "cleo"}, "cleo"])
def test_who_comes_without_the_doors_word_is_refused(identity: object) -> None:
    with pytest.raises(ConnectionRefusedError):
        connect(RefusingContext(Internal()), identity)
