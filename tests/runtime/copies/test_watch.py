"""What a host concludes from what answers at other addresses, and what makes it ask there."""

import errno
import re
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.chat.office.copies import Copy
from chat_desktop.errors import Moved
from chat_desktop.network.addressing.lan_addresses import Network
from chat_desktop.network.office_proof.verify_office import Asker, Hello
from chat_desktop.runtime.copies.standing import Standing
from chat_desktop.runtime.copies.watch import MOST_WAITING, CopyWatch, Own, is_near
from chat_desktop.storage import newer_copy
from chat_desktop.storage.newer_copy import NewerCopy

KEY, OFFICE = "ab" * 32, "of1"
THERE, ELSEWHERE = "http://192.168.1.9:8765", "http://192.168.1.7:8765"
HOME = Network((), frozenset(), frozenset({ip_network("192.168.1.0/24")}))


class World:
    """`answers` says who answers at an origin, `asked` which were asked, `told` what pages were told."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.standing = Standing(data, 3)
        self.answers: dict[str, Hello] = {}
        self.asked: list[tuple[str, Asker | None]] = []
        self.told: list[NewerCopy] = []
        own = Own(OFFICE, lambda: KEY, lambda: [THERE], lambda: Asker(3, 8765), lambda: HOME, run)
        self.watch = CopyWatch(self.standing, own, self.ask)
        self.watch.on_stopped = self.told.append

    def ask(self, origin: str, timeout: float, asker: Asker | None) -> Hello | None:
        self.asked.append((origin, asker))
        return self.answers.get(origin)

    def hears(self, copy: Copy | None, key: str = KEY, office: str = OFFICE, moved_to: tuple[str, ...] = ()) -> bool:
        """Whether this copy is stopped after such an answer."""
        self.answers[THERE] = Hello(office, "Office", key, copy, moved_to)
        self.watch.look_now()
        return self.standing.newer is not None


def run(function: Callable[..., Any], *args: Any) -> Any:
    return function(*args)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_a_copy_with_a_higher_term_stops_this_one_for_good(world: World) -> None:
    assert world.hears(Copy(4, "other", 1))
    assert world.told == [newer_copy.read(world.data)]
    assert Standing(world.data, 3).newer == world.told[0]
    with pytest.raises(
        Moved, match=re.escape("This office is now at http://192.168.1.9:8765. Nothing is stored here any more.")
    ):
        world.standing.check()
    assert not world.standing.own().serves


def test_nothing_stops_it_that_the_key_of_the_office_has_not_signed(world: World) -> None:
    assert not world.hears(Copy(9, "other", 1), key="")
    assert not world.hears(Copy(9, "other", 1), key="cd" * 32)
    assert not world.hears(Copy(9, "other", 1), office="of2")
    assert not world.hears(None)
    assert not world.hears(Copy(2, "other", 1))
    world.standing.check()
    assert newer_copy.read(world.data) is None


def test_a_copy_that_has_stopped_too_tells_where_to_look(world: World) -> None:
    assert world.hears(Copy(4, "other", 1, serves=False), moved_to=(ELSEWHERE, "javascript:alert(1)"))
    assert world.told[-1].origins == ()
    with pytest.raises(Moved, match=r"This office is now on another computer\."):
        world.standing.check()
    world.answers[THERE] = Hello(OFFICE, "Office", KEY, Copy(5, "third", 1))
    world.watch.look_now()
    assert newer_copy.read(world.data) == world.told[-1]
    assert world.told[-1].place == THERE


def test_the_address_of_the_copy_that_serves_is_kept_up_to_date(world: World) -> None:
    world.standing.stop_for(NewerCopy(4, (ELSEWHERE,)))
    assert world.hears(Copy(4, "other", 1))
    assert world.told[-1].origins == (THERE,)
    world.watch.look_now()
    assert len(world.told) == 1


def test_it_says_that_it_serves_only_while_it_does(world: World) -> None:
    world.watch.look_now()
    world.standing.stop_for(NewerCopy(4))
    world.watch.look_now()
    assert world.asked == [(THERE, Asker(3, 8765)), (THERE, None)]


def test_a_full_disk_stops_this_copy_all_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(newer_copy, "write", full)
        assert world.hears(Copy(4, "other", 1))
    assert newer_copy.read(world.data) is None
    world.standing.store_again()
    assert newer_copy.read(world.data) == world.standing.newer


def test_a_damaged_note_stops_this_copy(tmp_path: Path) -> None:
    (tmp_path / newer_copy.NAME).write_text("{")
    assert Standing(tmp_path, 3).newer == NewerCopy(0)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (THERE, True),
        ("https://192.168.1.9", True),
        ("http://10.0.0.1:8765", True),
        ("http://10.0.0.2:8765", False),
        ("http://8.8.8.8", False),
        ("http://127.0.0.1:8765", False),
        ("http://router.lan", False),
        ("http://192.168.1.9/path", False),
        ("http://user@192.168.1.9", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_a_hint_leads_only_to_the_own_networks_and_to_its_sender(origin: str, expected: bool) -> None:
    assert is_near(origin, "10.0.0.1", HOME) is expected


def test_many_hints_are_not_followed(world: World) -> None:
    for number in range(100):
        world.watch.hinted(f"http://192.168.1.{number}:8765", "192.168.1.1")
    assert len(world.watch._waiting) == MOST_WAITING
