"""Defines the interface of the toolkits that implement the window."""

from collections.abc import Callable
from typing import Any, Protocol

from chat_desktop.desktop.window.external_links import NavigationPolicy
from chat_desktop.desktop.window.window_geometry import WindowGeometry


class Toolkit(Protocol):
    """The toolkit of the window. `gui` is its name in pywebview."""

    gui: str

    def prepare(self) -> None:
        """Prepares the toolkit before pywebview starts; called on the main thread.

        Raises WindowError when the toolkit cannot be loaded."""

    def configure(self, window: Any, policy: NavigationPolicy, geometry: WindowGeometry) -> None:
        """Configures the native window before it is shown; called on the GUI thread."""

    def ask(self, question: str, button: str, agreed: Callable[[], None]) -> bool:
        """Asks the person whether to close, with the text of the BUTTON that closes; called on the GUI thread.

        Returns True to close. After False, `agreed` is called if the person agrees later."""

    def stop_asking(self) -> None:
        """Closes the question while `ask` waits for its answer; called on the GUI thread."""

    def geometry(self) -> WindowGeometry:
        """Returns the current geometry of the window; called on the GUI thread."""

    def unfinished_downloads(self) -> int:
        """Returns how many files are being saved; called on the GUI thread."""

    def release(self) -> None:
        """Ends what belongs to the window: its downloads and its other windows; called on the GUI thread."""

    def bring_to_front(self) -> None:
        """Shows the window in front of all others; called on any thread."""
