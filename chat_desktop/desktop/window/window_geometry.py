"""Stores the position, the size and the zoom of the window, and fits them to the screens."""

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically

log = logging.getLogger(__name__)

FILE = "window.json"
MIN_SIZE = (360, 480)
ZOOM_RANGE = (0.5, 3.0)
# This many pixels of the title bar must be on a screen, so that the person can move the window.
_MIN_VISIBLE_PIXELS = 80
_MAX_PIXELS = 20_000
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

    Without x and y, the system chooses the position. `zoom` is the factor by which the page is enlarged."""

    width: int = 1180
    height: int = 780
    x: int | None = None
    y: int | None = None
    maximized: bool = False
    zoom: float = 1.0


def load(data: Path) -> WindowGeometry:
    """Returns the stored geometry, or the default when there is none or it is invalid."""
    try:
        geometry = WindowGeometry(**(json_file.read(data / FILE) or {}))
        numbers = (geometry.width, geometry.height, geometry.x or 0, geometry.y or 0)
        sane = all(type(n) is int and abs(n) <= _MAX_PIXELS for n in numbers) and type(geometry.maximized) is bool
        sane = sane and type(geometry.zoom) in (int, float) and ZOOM_RANGE[0] <= geometry.zoom <= ZOOM_RANGE[1]
    except TypeError:
        return WindowGeometry()
    if not sane:
        return WindowGeometry()
    return replace(geometry, width=max(geometry.width, MIN_SIZE[0]), height=max(geometry.height, MIN_SIZE[1]))


def save(data: Path, geometry: WindowGeometry) -> None:
    """Stores the geometry. A failure is logged only."""
    try:
        write_atomically(data / FILE, json.dumps(asdict(geometry)))
    except OSError as problem:
        log.warning("The window's position could not be saved: %s.", problem.strerror)


def fit_to_screens(geometry: WindowGeometry, screens: Iterable[Screen]) -> WindowGeometry:
    """Returns the geometry changed so that the whole window is visible.

    A window that is on no screen is moved to the middle of the first one. SCREENS are the areas without panels, the
    main screen first."""
    screens = list(screens)
    if not screens:
        return geometry
    screen = next((screen for screen in screens if _reachable(geometry, screen)), None)
    if screen is None:
        return _center(_limit_size(geometry, screens[:1], screens[0].height), screens[0])
    limited = _limit_size(geometry, screens, screen.height)
    lowest = screen.y + screen.height - TITLE_BAR - limited.height
    return replace(limited, y=max(min(limited.y or 0, lowest), screen.y))


def is_reachable(geometry: WindowGeometry, screens: Iterable[Screen]) -> bool:
    """Returns whether a person can take hold of the title bar on one of the screens."""
    return any(_reachable(geometry, screen) for screen in screens)


def _limit_size(geometry: WindowGeometry, screens: list[Screen], height: int) -> WindowGeometry:
    """Returns the geometry with its size limited to the screens. A window may span two screens side by side."""
    width = min(geometry.width, max(screen.width for screen in screens))
    return replace(geometry, width=width, height=min(geometry.height, height - TITLE_BAR))


def _center(geometry: WindowGeometry, screen: Screen) -> WindowGeometry:
    x = screen.x + (screen.width - geometry.width) // 2
    return replace(geometry, x=x, y=screen.y + (screen.height - TITLE_BAR - geometry.height) // 2)


def _reachable(geometry: WindowGeometry, screen: Screen) -> bool:
    if geometry.x is None or geometry.y is None:
        return False
    across = min(geometry.x + geometry.width, screen.x + screen.width) - max(geometry.x, screen.x)
    return across >= _MIN_VISIBLE_PIXELS and screen.y <= geometry.y <= screen.y + screen.height - _MIN_VISIBLE_PIXELS
