"""Where the window was and how large, from one start to the next."""

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically

log = logging.getLogger(__name__)

FILE = "window.json"
SMALLEST = (360, 480)
# So much of the title bar must be on a screen for a hand to reach it: a monitor may be gone since.
_REACH = 80
_LARGEST = 20_000
# What a title bar takes above the window's own height at most, in logical pixels. The window manager tells the true
# figure only when the window is on the screen, and then it would jump.
TITLE_BAR = 48


@dataclass(frozen=True, slots=True)
class Screen:
    """One monitor, in the same coordinates as the place."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class WindowGeometry:
    """In logical pixels, of the window when it is not maximised; without x and y the system chooses."""

    width: int = 1180
    height: int = 780
    x: int | None = None
    y: int | None = None
    maximized: bool = False


def load(data: Path) -> WindowGeometry:
    """The place of the last time; the first one when there is none or it makes no sense."""
    try:
        place = WindowGeometry(**(json_file.read(data / FILE) or {}))
        numbers = (place.width, place.height, place.x or 0, place.y or 0)
        sane = all(type(n) is int and abs(n) <= _LARGEST for n in numbers) and type(place.maximized) is bool
    except TypeError:
        return WindowGeometry()
    if not sane:
        return WindowGeometry()
    return replace(place, width=max(place.width, SMALLEST[0]), height=max(place.height, SMALLEST[1]))


def save(data: Path, place: WindowGeometry) -> None:
    """A place that cannot be kept is no reason to trouble anybody."""
    try:
        write_atomically(data / FILE, json.dumps(asdict(place)))
    except OSError as problem:
        log.warning("The window's position could not be saved: %s.", problem.strerror)


def fit_to_screens(place: WindowGeometry, screens: Iterable[Screen]) -> WindowGeometry:
    """The place with a size that a screen can hold, visible down to its foot; in the first screen's middle where no
    screen shows it. SCREENS are what panels leave free, the main one first."""
    screens = list(screens)
    if not screens:
        return place
    screen = next((screen for screen in screens if _reachable(place, screen)), None)
    if screen is None:
        return _middle(_held(place, screens[:1], screens[0].height), screens[0])
    held = _held(place, screens, screen.height)
    lowest = screen.y + screen.height - TITLE_BAR - held.height
    return replace(held, y=max(min(held.y or 0, lowest), screen.y))


def _held(place: WindowGeometry, screens: list[Screen], height: int) -> WindowGeometry:
    """As large as it is, or as a screen can hold with its title bar. It may stand across two screens side by side."""
    width = min(place.width, max(screen.width for screen in screens))
    return replace(place, width=width, height=min(place.height, height - TITLE_BAR))


def _middle(place: WindowGeometry, screen: Screen) -> WindowGeometry:
    x = screen.x + (screen.width - place.width) // 2
    return replace(place, x=x, y=screen.y + (screen.height - TITLE_BAR - place.height) // 2)


def _reachable(place: WindowGeometry, screen: Screen) -> bool:
    if place.x is None or place.y is None:
        return False
    across = min(place.x + place.width, screen.x + screen.width) - max(place.x, screen.x)
    return across >= _REACH and screen.y <= place.y <= screen.y + screen.height - _REACH
