"""Read marks in memory: acked at once, committed soon, never lost in between."""

from typing import Any

import pytest

from chat_desktop.chat.records import Room
from chat_desktop.errors import Internal
from chat_desktop.realtime.readmarks import ReadMarks, keep_marks


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
