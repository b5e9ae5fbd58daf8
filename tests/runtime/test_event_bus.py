"""Each subscriber by itself: one that fails takes nobody with it."""

import pytest

from chat_desktop.runtime.event_bus import EventBus


def test_subscribers_are_told_in_their_order_and_only_of_what_they_asked_for() -> None:
    told: list[tuple[str, object]] = []
    bus = EventBus()
    bus.subscribe("numbers", lambda event: told.append(("numbers", event)), int)
    bus.subscribe("all", lambda event: told.append(("all", event)))
    bus.publish([1, "a"])
    assert told == [("numbers", 1), ("all", 1), ("all", "a")]


def test_one_that_fails_is_logged_and_takes_nobody_along(caplog: pytest.LogCaptureFixture) -> None:
    told: list[object] = []

    def fail(event: object) -> None:
        raise ZeroDivisionError

    bus = EventBus()
    bus.subscribe("the broken", fail)
    bus.subscribe("the others", told.append)
    bus.publish([1, 2])
    assert told == [1, 2]
    assert caplog.text.count("Telling the broken of int failed") == 2
