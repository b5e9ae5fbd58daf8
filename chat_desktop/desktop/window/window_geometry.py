"""Stores the position and the size of the window, and fits them to the screens."""

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
# This many pixels of the title bar must be on a screen, so that the person can move the window.
_REACH = 80
_LARGEST = 20_000
# The maximum height of a title bar in logical pixels. The exact height is known only after the window is shown, and a
# correction would then be visible.
TITLE_BAR = 48


@dataclass(frozen=True, slots=True)
class Screen:
    """The free area of one monitor, in the same coordinates as the window geometry."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class WindowGeometry:
    """The geometry of the window when it is not maximised, in logical pixels.

    Without x and y, the system chooses the position."""

    width: int = 1180
    height: int = 780
    x: int | None = None
    y: int | None = None
    maximized: bool = False


def load(data: Path) -> WindowGeometry:
    """Returns the stored geometry, or the default when there is none or it is invalid."""
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
    """Stores the geometry. A failure is logged only."""
    try:
        write_atomically(data / FILE, json.dumps(asdict(place)))
    except OSError as problem:
        log.warning("The window's position could not be saved: %s.", problem.strerror)


def fit_to_screens(place: WindowGeometry, screens: Iterable[Screen]) -> WindowGeometry:
    """Returns the geometry changed so that the whole window is visible.

    A window that is on no screen is moved to the middle of the first one. SCREENS are the areas without panels, the
    main screen first."""
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
    """Returns the geometry with its size limited to the screens. A window may span two screens side by side."""
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
