"""Very many come to a room at once: the page is told a number, and asks for the members of the room that it shows."""

from typing import Any

from tests.webui.conftest import Run
from tests.webui.modules.test_meanwhile import play

# Timers of the page wait until the scene ends them; those of the scene itself have no delay.
MANY = """
const { route } = await import(ui + 'store/route.js');
const { members } = await import(ui + 'store/people.js');
const before = [route.peek(), members.peek()], usualTimer = window.setTimeout.bind(window), later = [];
window.setTimeout = (act, delay = 0, ...more) => delay > 0 ? later.push([act, delay]) : usualTimer(act, delay, ...more);
route.value = { room: 'shown' };
const heard = (room_id) => m.events['membership:changed']({ memberships: [], room_id, count: 900 });
['other', 'shown', 'shown'].forEach(heard);
const delays = later.map(([, delay]) => delay);
const answers = delays.length > 0 ? next() : Promise.resolve(() => null);
later.forEach(([act]) => act());
const answer = await answers;
answer({ members: [{ user_id: 'came', read_seq: 0 }] });
await turns(20);
const found = [delays.length, delays.every((delay) => delay >= 5000 && delay <= 15000), asked.length,
  [...(members.peek().get('shown') ?? new Map()).keys()]];
[route.value, members.value] = before;
window.setTimeout = usualTimer;
return found;
"""


def test_the_members_of_the_shown_room_are_asked_for_once_and_later(run: Run) -> None:
    found: Any = play(run, "sync/events.js", MANY)
    assert found == [1, True, 0, ["came"]]
