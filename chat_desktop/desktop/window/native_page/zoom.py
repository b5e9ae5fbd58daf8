"""How much larger than usual the page is, on Windows and macOS: as remembered, and as the person has made it."""

from collections.abc import Callable

from chat_desktop.desktop.window.window_geometry import ZOOM_RANGE

STEP = 1.1


class Zoom:
    """The factor of one window. `apply` sets it in the engine."""

    def __init__(self, factor: float, apply: Callable[[float], None]) -> None:
        self.factor = factor
        self._apply = apply

    def set(self, factor: float) -> None:
        """Enlarges the page by FACTOR, within the range."""
        self.note(factor)
        self._apply(self.factor)

    def note(self, factor: float) -> None:
        """Remembers what the engine has done by itself, by its keys or the wheel."""
        self.factor = round(min(max(factor, ZOOM_RANGE[0]), ZOOM_RANGE[1]), 3)

    def again(self) -> None:
        """Sets the factor again, after a navigation."""
        self._apply(self.factor)
