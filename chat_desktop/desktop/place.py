"""Where the window was and how large, from one start to the next."""

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from chat_desktop import json_file
from chat_desktop.atomic_write import write_whole

log = logging.getLogger(__name__)

FILE = "window.json"
SMALLEST = (360, 480)
# So much of the title bar must be on a screen for a hand to reach it: a monitor may be gone since.
_REACH = 80
_LARGEST = 20_000


@dataclass(frozen=True, slots=True)
class Screen:
    """One monitor, in the same coordinates as the place."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Place:
    """In logical pixels, of the window when it is not maximised; without x and y the system chooses."""

    width: int = 1180
    height: int = 780
    x: int | None = None
    y: int | None = None
    maximized: bool = False


def load(data: Path) -> Place:
    """The place of the last time; the first one when there is none or it makes no sense."""
    try:
        place = Place(**(json_file.read(data / FILE) or {}))
        numbers = (place.width, place.height, place.x or 0, place.y or 0)
        sane = all(type(n) is int and abs(n) <= _LARGEST for n in numbers) and type(place.maximized) is bool
    except TypeError:
        return Place()
    if not sane:
        return Place()
    return replace(place, width=max(place.width, SMALLEST[0]), height=max(place.height, SMALLEST[1]))


def save(data: Path, place: Place) -> None:
    """A place that cannot be kept is no reason to trouble anybody."""
    try:
        write_whole(data / FILE, json.dumps(asdict(place)))
    except OSError as problem:
        log.warning("The window's place could not be kept: %s.", problem.strerror)


def fitted(place: Place, screens: Iterable[Screen]) -> Place:
    """The place with a size that a screen can hold, and without a position that no screen shows."""
    screens = list(screens)
    if not screens:
        return place
    width = min(place.width, max(screen.width for screen in screens))
    height = min(place.height, max(screen.height for screen in screens))
    fitting = replace(place, width=width, height=height)
    if any(_reachable(fitting, screen) for screen in screens):
        return fitting
    return replace(fitting, x=None, y=None)


def _reachable(place: Place, screen: Screen) -> bool:
    if place.x is None or place.y is None:
        return False
    across = min(place.x + place.width, screen.x + screen.width) - max(place.x, screen.x)
    return across >= _REACH and screen.y <= place.y <= screen.y + screen.height - _REACH
