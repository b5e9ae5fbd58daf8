"""The frozen window in a language that nobody speaks: no English is left in it, its menus, its icon and its questions.

What is read is what Qt tells to assistive technology, and the icon to its panel (desktop_bus.py).
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.packaging.desktop_bus import DesktopBus
from tests.packaging.office import PATIENCE, FrozenOffice, Person
from tests.packaging.screen import VirtualScreen, until
from tests.support.browsers import pseudo_language
from tests.support.browsers.pseudo_language import OPEN, pseudo

pytestmark = [pytest.mark.frozen, pytest.mark.screen, pytest.mark.timeout(300)]

BACKGROUND, FIRST_FIELD = (60, 500), (632, 212)  # of the set-up page, in pixels of the screen
# The names of the program and of the office, and the names of the program for other programs.
_NO_WORDS = re.compile(r"Chat Desktop|Atelier Nord|chatdesktop|/.*/chat-desktop|ana|ben")


SLOW = 3 * PATIENCE  # assistive technology makes the page and the window say much more


@pytest.fixture
def speaking(program: Path) -> Iterator[Path]:
    """The frozen program with the pseudo-language in the place of English. Its other files are those of the first."""
    with TemporaryDirectory(dir=program.parent.parent) as folder:  # on the disk of the first
        made = Path(folder) / program.parent.name
        shutil.copytree(program.parent, made, copy_function=os.link, symlinks=True)
        pseudo_language.put_into(made)
        yield made / program.name


class SpeakingOffice(FrozenOffice):
    patience = SLOW


class Reader:
    """Gathers what is left of English, by the state in which it was first read."""

    def __init__(self, bus: DesktopBus) -> None:
        self._bus = bus
        self.read: set[str] = set()
        self.left: dict[str, list[str]] = {}

    def at(self, state: str, *expected: str) -> None:
        """Reads a state when all of these texts are in the window or the menu of the icon."""
        wanted = {pseudo(words) for words in expected}

        def has_all() -> bool:
            self._now = {words for told in (self._bus.words(), self._bus.tray()) for words in told}
            return wanted <= self._now

        until(has_all, SLOW, f"{state} has {expected}")
        self._note(state, self._now)

    def title(self, state: str, titles: Callable[[], list[str]]) -> None:
        """Reads the titles of windows and the words at the icon, when the page has given its own."""
        until(lambda: any(OPEN in title for title in titles()), SLOW, f"{state} has a title")
        self._note(f"titles of {state}", {*titles(), self._bus.tool_tip()})

    def _note(self, state: str, words: set[str]) -> None:
        new = {one for text in words - self.read for one in text.splitlines() if _is_english(one)}
        self.read |= words
        if new:
            self.left[state] = sorted(new)


def _is_english(words: str) -> bool:
    return bool(re.search("[A-Za-z]{3,}", words)) and OPEN not in words and not _NO_WORDS.fullmatch(words)


def test_no_english_is_left_in_the_frozen_window(speaking: Path, screen: VirtualScreen, tmp_path: Path) -> None:
    with (
        DesktopBus(tmp_path) as bus,
        SpeakingOffice(speaking, tmp_path, screen.display, LANG="C.UTF-8", **bus.environment) as office,
    ):
        reader = Reader(bus)
        read_before_the_set_up(reader, screen)
        with Person(office.url) as ana, Person(office.url) as ben:
            ana.set_up(office.ready["setup_url"].split("#")[1])
            invitation = ana.http.get(f"{office.url}/api/invite", timeout=PATIENCE).json()["join_url"]
            ben.join(invitation.partition("#")[2], "ben")
            ben.connect()
            read_with_a_colleague(reader, screen, bus)
        assert reader.left == {}
        assert office.stop() == 0, office.output


def read_before_the_set_up(reader: Reader, screen: VirtualScreen) -> None:
    reader.at("set-up page", "Open the office", "Name of the office", "Open Chat Desktop")
    reader.title("set-up page", screen.titles)
    screen.focus()
    screen.keys("ctrl+j", "space")
    opened(screen, "Down")
    reader.at("list of downloads", "Change where files are saved", "Choose a folder…", "Ask where to save each file")
    closed(screen)
    screen.keys("ctrl+f", "z", "z", "z")
    reader.at("find bar", "Find on this page", "Not found")
    screen.keys("Escape")
    for place, state, words in (
        (BACKGROUND, "menu of the page", ("Select all", "Find…", "Print…")),
        (FIRST_FIELD, "menu of a field", ("Paste", "Paste without formatting", "Spelling")),
    ):
        screen.click_right(*place)
        opened(screen, "Down")
        reader.at(state, *words)
        closed(screen)


def read_with_a_colleague(reader: Reader, screen: VirtualScreen, bus: DesktopBus) -> None:
    reader.at("icon's menu", "Quit", "Keep running when the window is closed")
    bus.choose(pseudo("Pause notifications for 1 hour"))
    reader.at("icon's menu in a pause", "Turn notifications on")
    reader.title("pause", screen.titles)
    bus.choose(pseudo("Quit"))
    opened(screen)
    reader.at("question on closing", "Close the office", "Keep it open")
    closed(screen)
    screen.close_window()
    opened(screen)
    reader.at("question on running on", "Keep it running", "Close the office", "Cancel")
    closed(screen)


def opened(screen: VirtualScreen, *keys: str) -> None:
    """Waits for a menu or a question, and goes to its first entry: only what has the focus tells of a menu."""
    until(lambda: screen.windows() == 2, SLOW, "it opens")
    if keys:
        screen.keys(*keys)


def closed(screen: VirtualScreen) -> None:
    screen.keys("Escape")
    until(lambda: screen.windows() == 1, SLOW, "it closes")
