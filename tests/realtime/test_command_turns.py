"""One person with many connections: six of their commands are handled at a time, and nobody else waits for them."""

from types import SimpleNamespace
from typing import Any

import gevent
import pytest
from gevent.event import Event

from chat_desktop.chat.core import commands
from chat_desktop.chat.core.records import Identity
from chat_desktop.realtime import dispatch
from chat_desktop.realtime.command_turns import MOST_AT_ONCE, CommandTurns
from chat_desktop.realtime.connection_registry import Connection, ConnectionRegistry
from tests.support.parts.gevent_hub import on_a_hub, soon


class Host:
    """A dispatch whose only command waits for `gate`. `running` has whose commands are being handled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gate, self.running, self.most = Event(), list[str](), 0
        self.connections = ConnectionRegistry()
        monkeypatch.setattr(dispatch, "HANDLERS", {"wait": (commands.HandOver, self.wait)})
        context: Any = SimpleNamespace(connections=self.connections)
        self.dispatch = dispatch.Dispatch(context)

    def send(self, who: str, sid: str) -> gevent.Greenlet:
        self.connections.add(Connection(sid, Identity(f"session of {who}", who)))
        return gevent.spawn(self.dispatch, "wait", sid, {})

    def wait(self, context: Any, connection: Connection, asked: Any) -> dict[str, Any]:
        self.running.append(connection.identity.user_id)
        self.most = max(self.most, self.running.count("mallory"))
        self.gate.wait()
        self.running.remove(connection.identity.user_id)
        return {"ok": True}


def test_others_do_not_wait_for_the_commands_of_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    def use() -> None:
        host = Host(monkeypatch)
        sent = [host.send("mallory", f"m{number}") for number in range(40)]
        sent.append(host.send("ana", "a"))
        soon(lambda: "ana" in host.running)
        assert host.running.count("mallory") == MOST_AT_ONCE
        host.connections.remove("m39")
        host.gate.set()
        answers = [each.get() for each in sent]
        assert [answer["ok"] for answer in answers] == [True] * 39 + [False, True]
        assert host.most == MOST_AT_ONCE
        assert len(host.dispatch._turns) == 0

    on_a_hub(use)


def test_a_command_that_ends_while_it_waits_holds_nobody_up() -> None:
    def use() -> None:
        turns, gate, done = CommandTurns(1), Event(), list[int]()

        def run(number: int) -> None:
            with turns.hold("ana"):
                gate.wait()
                done.append(number)

        first, second, third = (gevent.spawn(run, number) for number in range(3))
        gevent.sleep(0)
        second.kill()
        gate.set()
        gevent.joinall([first, third])
        assert (done, len(turns), turns._permits) == ([0, 2], 0, {})

    on_a_hub(use)
