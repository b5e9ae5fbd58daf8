"""What the window needs of the toolkit under it: two toolkits, one seam."""

from collections.abc import Callable
from typing import Any, Protocol

from chat_desktop.desktop.window.external_links import NavigationPolicy
from chat_desktop.desktop.window.window_geometry import WindowGeometry


class Toolkit(Protocol):
    """The native side of the one window. `gui` is pywebview's name of the toolkit."""

    gui: str

    def prepare(self) -> None:
        """Before pywebview starts, on the main thread. Raises WindowError when the toolkit cannot be loaded."""

    def configure(self, window: Any, policy: NavigationPolicy, place: WindowGeometry) -> None:
        """When the native window is made and not yet shown; on the GUI thread."""

    def ask(self, question: str, agreed: Callable[[], None]) -> bool:
        """Asks before closing; on the GUI thread. False may mean "not yet": `agreed` is called on a later yes."""

    def stop_asking(self) -> None:
        """Takes the question away while `ask` waits for its answer; on the GUI thread."""

    def place(self) -> WindowGeometry:
        """Where the window is now; on the GUI thread."""

    def bring_to_front(self) -> None:
        """Shows the window before all others; from any thread."""
