"""Read marks in memory: acked at once, committed soon, never lost in between."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop.chat.core.commands import MarkRead
from chat_desktop.chat.core.events import ReadChanged
from chat_desktop.chat.core.records import Identity, Room
from chat_desktop.chat.rooms import read_receipts, rooms
from chat_desktop.errors import Internal
from chat_desktop.realtime.handlers.reading import unmark_read
from chat_desktop.realtime.read_marks import ReadMarks, keep_marks
from tests.support.parts.rules_office import RulesOffice


def room(read_seq: int, last_seq: int = 10) -> Room:
    return Room("r", "open", "R", False, "", last_seq, last_seq, 2, read_seq, "everything", 0, None, None)


@pytest.fixture
def marks() -> ReadMarks:
    marks = ReadMarks()
    marks.load("ana", [room(3)])
    return marks


class Disk:
    """An office that keeps marks, or has a full disk."""

    def __init__(self) -> None:
        self.kept: list[dict[tuple[str, str], int]] = []
        self.full = False

    def write(self, rule: Any, marks: Any) -> None:
        if self.full:
            raise Internal
        self.kept.append(marks)


def test_a_mark_only_raises_and_is_cut_to_the_last_message(marks: ReadMarks) -> None:
    assert marks.mark("ana", "r", 5) == (5, True)
    assert marks.mark("ana", "r", 4) == (5, False)
    assert marks.mark("ana", "r", 10**30) == (10, True)
    assert marks.mark("ana", "r", -1) == (10, False)
    marks.advance("r", 11)
    assert marks.mark("ana", "r", 99) == (11, True)


def test_what_moved_is_handed_over_once(marks: ReadMarks) -> None:
    marks.mark("ana", "r", 5)
    assert marks.take_dirty() == marks.take_moved() == {("ana", "r"): 5}
    assert marks.take_dirty() == marks.take_moved() == {}


def test_a_second_connection_does_not_lower_what_memory_knows_better(marks: ReadMarks) -> None:
    marks.mark("ana", "r", 7)
    marks.load("ana", [room(3)])
    assert marks.of("ana", "r") == 7


def test_what_the_database_says_of_a_post_or_an_unmark_wins(marks: ReadMarks) -> None:
    marks.mark("ana", "r", 7)
    marks.set("ana", "r", 2)
    assert marks.of("ana", "r") == 2
    assert marks.take_dirty() == {}, "or the commit would raise it again"


def test_a_page_that_comes_back_before_the_commit_finds_its_mark(marks: ReadMarks) -> None:
    marks.mark("ana", "r", 7)
    marks.leave("ana")
    marks.forget_gone()
    marks.load("ana", [room(3)])
    assert marks.of("ana", "r") == 7


def test_who_has_gone_is_forgotten_once_all_is_committed(marks: ReadMarks) -> None:
    marks.mark("ana", "r", 7)
    marks.leave("ana")
    marks.take_dirty()
    marks.forget_gone()
    assert marks.of("ana", "r") is None
    marks.load("ana", [room(8)])
    assert marks.of("ana", "r") == 8


def test_who_is_back_is_not_forgotten(marks: ReadMarks) -> None:
    marks.leave("ana")
    marks.load("ana", [room(3)])
    marks.forget_gone()
    assert marks.of("ana", "r") == 3


def test_leaving_a_room_drops_its_mark(marks: ReadMarks) -> None:
    marks.mark("ana", "r", 7)
    marks.drop("ana", "r")
    assert (marks.of("ana", "r"), marks.take_dirty(), marks.take_moved()) == (None, {}, {})


def test_a_full_disk_loses_no_mark(marks: ReadMarks) -> None:
    disk = Disk()
    disk.full = True
    marks.mark("ana", "r", 7)
    with pytest.raises(Internal):
        keep_marks(disk, marks)  # type: ignore[arg-type]
    disk.full = False
    keep_marks(disk, marks)  # type: ignore[arg-type]
    keep_marks(disk, marks)  # type: ignore[arg-type]
    assert disk.kept == [{("ana", "r"): 7}]


def test_what_comes_back_does_not_undo_what_came_after(marks: ReadMarks) -> None:
    marks.mark("ana", "r", 7)
    taken = marks.take_dirty()
    marks.set("ana", "r", 2)
    marks.give_back(taken)
    assert marks.take_dirty() == {}


def test_what_is_held_back_stays_dirty_until_it_is_let_go(marks: ReadMarks) -> None:
    marks.mark("ana", "r", 7)
    with marks.held_back("ana", "r"), marks.held_back("ana", "r"):
        assert marks.take_dirty() == {}
        assert marks.of("ana", "r") == 7
    assert marks.take_dirty() == {("ana", "r"): 7}


class Meanwhile:
    """While a mark is lowered, another tab reads on and the ticker stores marks."""

    def __init__(self, office: RulesOffice, marks: ReadMarks) -> None:
        self._office, self._marks = office, marks

    def write(self, rule: Any, *args: Any) -> Any:
        if rule is not read_receipts.lower:
            return self._office.write(rule, *args)
        job = self._office.submit(rule, *args)
        self._marks.mark(self._office.cleo.user_id, self._office.home, 8)
        keep_marks(self._office, self._marks)
        result = self._office.outcome(job)
        for event in self._office.events:
            if isinstance(event, ReadChanged):
                self._marks.set(event.user_id, event.room_id, event.read_seq)
        return result


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[RulesOffice]:
    """The rules over a real file; beside the sockets `office` is another."""
    made = RulesOffice(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("read_before", [0, 5])
def test_a_mark_that_is_lowered_while_others_rise_is_the_same_in_memory_and_on_disk(
    inside: RulesOffice, read_before: int
) -> None:
    cleo, place = inside.cleo, (inside.cleo.user_id, inside.home)
    for _ in range(8):
        inside.post(inside.ana, "x")
    marks = ReadMarks()
    marks.load(cleo.user_id, inside.read(rooms.list_own, cleo.session_id))
    marks.mark(*place, read_before)
    desk: Any = SimpleNamespace(rules=Meanwhile(inside, marks), marks=marks)
    connection: Any = SimpleNamespace(identity=Identity(cleo.session_id, cleo.user_id))
    answer = unmark_read(desk, connection, MarkRead(room_id=inside.home, seq=2))
    keep_marks(inside, marks)
    stored = inside.read(rooms.list_own, cleo.session_id)[0].read_seq
    assert answer["read_seq"] == marks.of(*place) == stored == min(2, read_before)


def test_a_mark_that_memory_alone_has_is_lowered_to_what_was_asked(inside: RulesOffice) -> None:
    """The database is behind: 0 there, 7 here. Lowered to 5 it is 5, not 0."""
    for _ in range(8):
        inside.post(inside.ana, "x")
    cleo = inside.cleo
    assert inside.write(read_receipts.lower, cleo.session_id, inside.home, 5, 7) == 5
    assert inside.read(rooms.list_own, cleo.session_id)[0].read_seq == 5
