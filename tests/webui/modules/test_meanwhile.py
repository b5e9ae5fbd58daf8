"""An answer of the host may be older than what was heard while it was on its way, and does not undo that."""

from typing import Any

from tests.webui.conftest import Run

# The host, which the test plays: it answers when the scene says so.
PLAYED = """
const usual = window.fetch, asked = [];
const said = (more) => new Response(JSON.stringify({ ok: true, ...more }));
window.fetch = () => new Promise((done) => asked.push((more) => done(said(more))));
const turns = async (many) => { for (let n = 0; n < many; n += 1) await new Promise((done) => setTimeout(done)); };
const next = async () => { while (asked.length === 0) await turns(1); return asked.shift(); };
try { %s } finally { window.fetch = usual; }
"""

MEMBERS = """
const { loadMembers } = await import(ui + 'sync/history.js');
const loading = loadMembers('room'), answer = await next();
m.membershipChanged({ room_id: 'room', user_id: 'came' });
m.membershipChanged({ room_id: 'room', user_id: 'went', left: true });
m.readBy({ room_id: 'room', user_id: 'reads', read_seq: 7 });
answer({ members: [{ user_id: 'went', read_seq: 0 }, { user_id: 'reads', read_seq: 3 }] });
await loading;
return [...m.members.peek().get('room')].map(([id, { read_seq }]) => [id, read_seq]).sort();
"""

USERS = """
const before = [m.users.peek(), m.presence.peek(), m.usersRev.peek()];
const loading = m.askUsers(() => fetch('/api/users').then((found) => found.json())), answer = await next();
m.usersChanged([{ id: 'new', name: 'New', presence: 'offline' }]);
m.presenceChanged([{ id: 'old', presence: 'online' }]);
answer({ users: [{ id: 'old', name: 'Old', presence: 'offline' }], users_rev: 3 });
await loading;
const found = [[...m.users.peek().keys()].sort(), [...m.presence.peek()].sort(), m.usersRev.peek()];
[m.users.value, m.presence.value, m.usersRev.value] = before;
return found;
"""

KNOCKS = """
const { knocks } = await import(ui + 'store/joining/invite.js');
const { connectionState, isAdmin, joinMethods, me } = await import(ui + 'store/session.js');
const before = [me.peek(), joinMethods.peek(), connectionState.peek()];
me.value = { id: 'ana', role: 'owner' };
joinMethods.value = ['knock'];
connectionState.value = 'up';
m.followInvite();
const answer = await next();
m.knocksChanged({ knocks: [{ id: 'somebody' }] });
answer({ knocks: [] });
await turns(20);
const found = knocks.peek().map(({ id }) => id);
joinMethods.value = [];
[me.value, joinMethods.value, connectionState.value] = before;
return found;
"""

ROOMS = """
const { rooms } = await import(ui + 'store/rooms.js');
const before = rooms.peek(), read = (at) => ({ id: 'known', name: 'Known', last_seq: 5, last_rev: 5, read_seq: at });
rooms.value = new Map([['known', read(2)]]);
m.events['membership:changed']({ memberships: [{ room_id: 'new', user_id: '' }] });
const answer = await next();
m.events['read:changed']({ room_id: 'known', user_id: '', read_seq: 5 });
answer({ rooms: [read(2), { id: 'new', name: 'New', last_seq: 0, last_rev: 0, read_seq: 0 }] });
await turns(20);
const found = [...rooms.peek().values()].map(({ id, read_seq }) => [id, read_seq]);
rooms.value = before;
return found;
"""

COUNTED = """
const { rooms } = await import(ui + 'store/rooms.js');
const { loadMembers } = await import(ui + 'sync/history.js');
const before = rooms.peek(), found = [], count = () => found.push(rooms.peek().get('hall').member_count);
rooms.value = new Map([['hall', { id: 'hall', name: 'Hall', last_seq: 0, last_rev: 0, read_seq: 0, member_count: 1 }]]);
const loading = loadMembers('hall'), answer = await next();
answer({ members: [{ user_id: 'ana', read_seq: 0 }, { user_id: 'ben', read_seq: 0 }] });
await loading;
count();
for (const change of [{ user_id: 'eve' }, { user_id: 'ben', involvement: 'nothing' }, { user_id: 'ben', left: true }]) {
  m.membershipChanged({ room_id: 'hall', ...change });
  count();
}
rooms.value = before;
return found;
"""


def play(run: Run, module: str, scene: str) -> Any:
    return run(module, PLAYED % scene)


def test_who_comes_to_a_room_while_its_members_are_asked_for_is_listed(run: Run) -> None:
    assert play(run, "store/people.js", MEMBERS) == [["came", 0], ["reads", 7]]


def test_who_comes_to_the_office_while_its_people_are_asked_for_is_there(run: Run) -> None:
    assert play(run, "store/people.js", USERS) == [["new", "old"], [["new", "offline"], ["old", "online"]], 3]


def test_a_knock_that_is_heard_while_the_list_is_asked_for_stays(run: Run) -> None:
    assert play(run, "sync/invite.js", KNOCKS) == ["somebody"]


def test_a_room_that_was_read_while_a_new_one_is_asked_for_stays_read(run: Run) -> None:
    assert play(run, "sync/events.js", ROOMS) == [["known", 5], ["new", 0]]


def test_a_room_counts_its_members_as_they_come_and_go(run: Run) -> None:
    assert play(run, "store/people.js", COUNTED) == [2, 3, 3, 2]
