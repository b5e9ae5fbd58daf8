"""Each subscriber by itself, in a stated order: one that fails takes nobody with it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast, get_args

import pytest

from chat_desktop.chat.attachments.readable_files import ReadableFiles
from chat_desktop.chat.core import events
from chat_desktop.realtime import Realtime
from chat_desktop.realtime.lifecycle import SnapshotSent
from chat_desktop.realtime.personal_publisher import PersonalPublisher
from chat_desktop.realtime.publisher import Publisher
from chat_desktop.realtime.urgent_publisher import UrgentPublisher
from chat_desktop.runtime.assembly import make_bus
from chat_desktop.runtime.event_bus import EventBus


def listener(told: list[Any], name: str) -> Callable[[Any], None]:
    return lambda event: told.append((name, event))


def publisher() -> Publisher:
    """Over parts that do nothing: who subscribes to what is asked, not what is sent."""
    nothing = cast(Any, SimpleNamespace())
    return Publisher(nothing, nothing, nothing, nothing, print, print)


def test_subscribers_are_told_in_their_order_and_only_of_what_they_asked_for() -> None:
    told: list[Any] = []
    bus = EventBus()
    bus.on(int, listener(told, "first"))
    bus.on(str, listener(told, "words"))
    bus.on(int, listener(told, "second"))
    bus.publish([1, "a", 2.0])
    assert told == [("first", 1), ("second", 1), ("words", "a")]


def test_one_that_fails_is_logged_and_takes_nobody_along(caplog: pytest.LogCaptureFixture) -> None:
    told: list[Any] = []

    def broken(event: object) -> None:
        raise ZeroDivisionError

    bus = EventBus()
    bus.on(int, broken)
    bus.on(int, told.append)
    bus.publish([1, 2])
    assert told == [1, 2]
    assert caplog.text.count("broken on int failed") == 2


def test_an_event_costs_its_own_subscribers_and_no_look_at_the_others() -> None:
    """A post pays for every event: the look-up is by the event's type, however many others have subscribed."""

    class CountedType(type):
        asked = 0

        def __instancecheck__(cls, instance: object) -> bool:
            CountedType.asked += 1
            return super().__instancecheck__(instance)

    told: list[Any] = []
    bus = EventBus()
    for number in range(20):
        bus.on(CountedType(f"Kind{number}", (), {}), listener(told, "another"))
    bus.on(int, told.append)
    bus.publish([1])
    assert (told, CountedType.asked) == ([1], 0)


def test_the_caches_hear_of_an_end_before_the_sockets_and_the_host_last(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    files = ReadableFiles(cast(Any, None), lambda: 0.0)
    monkeypatch.setattr(files, "forget", lambda event: told.append("files"))
    ended = events.SessionsEnded(("s1",), "signed_out")
    owner = SimpleNamespace(role="owner", name="Ana")
    renamed = events.UserChanged(cast(Any, owner), 1)

    def subscribe(on: Any) -> None:
        for kind in (events.SessionsEnded, events.UserChanged):
            on(kind, lambda event: told.append("sockets"))

    identities = SimpleNamespace(forget=lambda event: told.append("session cache"))
    host = SimpleNamespace(owner_changed=lambda name: told.append("host"), secure_mode_changed=None)
    bus = make_bus(cast(Any, identities), files, cast(Any, SimpleNamespace(subscribe=subscribe)), cast(Any, host))
    bus.publish([ended, renamed])
    assert told == [*["session cache", "files", "sockets"] * 2, "host"]


def test_the_sockets_ask_for_every_event_of_the_rules_and_for_snapshots() -> None:
    asked: list[type] = []
    nothing, after = cast(Any, SimpleNamespace()), publisher().after_messages
    sockets = SimpleNamespace(
        publisher=publisher(),
        _urgent_publisher=UrgentPublisher(nothing, after),
        _personal_publisher=PersonalPublisher(nothing, after),
    )
    Realtime.subscribe(cast(Any, sockets), lambda kind, handler: asked.append(kind))
    assert set(asked) == {*get_args(events.Event), SnapshotSent} - {
        events.RuleScheduled,
        events.FilesUnused,
        events.PicturesWanted,
    }
    assert len(asked) == len(set(asked))


def test_everything_but_a_message_follows_the_messages_that_were_published_before_it() -> None:
    """The frames of a batch are joined: an event between two messages leaves between them."""
    one, order = publisher(), list[str]()
    one._message_posted = lambda event: order.append("message")  # type: ignore[method-assign]
    one._send_gathered = lambda: order.append("sent")  # type: ignore[method-assign]
    one._handlers = lambda: {events.InviteChanged: lambda event: order.append("ways")}  # type: ignore[method-assign]
    bus = EventBus()
    one.subscribe(bus.on)
    bus.publish([events.MessagePosted(cast(Any, None)), events.InviteChanged(())])
    assert order == ["message", "sent", "ways"]
