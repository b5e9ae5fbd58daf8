"""What the browser keeps of chosen files: how much, for how long, whose, and in which tab."""

from tests.webui.conftest import Run

START = """
const usual = { owner: 'ana', room_id: 'r', place: 0, holder: 'one', bytes: 0 };
const hasMark = (owner) => localStorage.getItem('chat-desktop-trays.' + owner) !== null;
const row = (key, more = {}) => ({ ...usual, key, at: Date.now(), chosen: { key }, ...more });
const names = async (owner) => (await m.keptRows(owner)).map(({ key }) => key).join();
await m.forgetTrays('ana');
await m.forgetTrays('ben');
"""
TABS = """
await m.keepFile(row('a'), new File(['plan'], 'plan.txt'));
const [kept] = await m.keptRows('ana');
const found = await Promise.all([m.takeOver(kept, 'two'), m.takeOver(kept, 'three')]);
const [now] = await m.keptRows('ana');
return [found.map((one) => one?.file?.size ?? null), now.holder];
"""
BOUND = """
for (const key of ['a', 'b', 'c', 'd']) await m.keepFile(row(key, { bytes: 100e6 }), { size: 100e6 });
return names('ana');
"""
OLD = """
await m.keepFile(row('old', { at: Date.now() - 25 * 3600e3 }), { size: 1 });
await m.keepFile(row('new', { at: Date.now() - 23 * 3600e3 }), { size: 1 });
await m.keepFile(row('his', { owner: 'ben' }), { size: 1 });
const first = [await names('ana'), await names('ben')];
await m.forgetTrays('ana');
return [...first, await names('ana'), await names('ben'), hasMark('ana'), hasMark('ben')];
"""


def test_of_two_tabs_one_takes_a_file_over(run: Run) -> None:
    sizes, holder = run("sync/personal/kept_trays.js", START + TABS)
    assert sorted(sizes, key=str) == [4, None]
    assert holder == ("two" if sizes[0] else "three")


def test_no_more_than_a_bound_is_kept(run: Run) -> None:
    assert run("sync/personal/kept_trays.js", START + BOUND) == "a,b"


def test_what_is_old_goes_and_everybody_has_their_own(run: Run) -> None:
    found = run("sync/personal/kept_trays.js", START + OLD)
    assert found == ["new", "his", "", "his", False, True]
