"""The position of a reader in a room, after the room has been left."""

from tests.webui.conftest import Run

LEFT = """
const scroller = document.createElement('div'), column = document.createElement('div');
scroller.append(column);
let told = 0;
const place = new m.ScrollPosition(scroller, column, () => (told += 1));
place.toEnd();
const before = told;
place.release();
place.toEnd();
place.show(column, 0.3);
return [before > 0, told - before];
"""


def test_a_room_that_was_left_tells_nothing_of_its_reader_any_more(run: Run) -> None:
    """What was asked for before it was left comes later: the next room would be taken for read to its end."""
    assert run("lib/scroll.js", LEFT) == [True, 0]
