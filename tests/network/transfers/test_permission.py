"""How soon a transfer that is under way learns that the right to it has ended."""

import pytest

from chat_desktop.errors import NotFound
from chat_desktop.network.transfers import permission
from chat_desktop.network.transfers.permission import Permission

MOST_SECONDS = 2.0  # what the page and the documents promise
STEP_SECONDS = 0.125


class Clock:
    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(permission, "time", found)
    return found


def seconds_until_it_ends(clock: Clock, held: Permission) -> float:
    """Looks as a transfer does that moves bytes all the time."""
    begun = clock.now
    while held.holds() and clock.now - begun < 10 * MOST_SECONDS:
        clock.now += STEP_SECONDS
    return clock.now - begun


@pytest.mark.parametrize("ends_by", ["answer", "error"])
def test_a_transfer_ends_within_two_seconds_after_the_right_to_it(clock: Clock, ends_by: str) -> None:
    rights = [True]

    def is_allowed() -> bool:
        if not rights[0] and ends_by == "error":
            raise NotFound
        return rights[0]

    # The right ends at any moment between two questions.
    for step in range(int(MOST_SECONDS / STEP_SECONDS)):
        rights[0] = True
        held = Permission(is_allowed)
        for _ in range(step):
            clock.now += STEP_SECONDS
            assert held.holds()
        rights[0] = False
        assert seconds_until_it_ends(clock, held) <= MOST_SECONDS


def test_the_right_is_not_asked_for_at_every_piece(clock: Clock) -> None:
    asked: list[float] = []

    def is_allowed() -> bool:
        asked.append(clock.now)
        return True

    held = Permission(is_allowed)
    for _ in range(80):
        clock.now += STEP_SECONDS
        assert held.holds()
    assert 5 <= len(asked) <= 10
