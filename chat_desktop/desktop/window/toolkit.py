"""Defines the interface of the toolkits that implement the window."""

from collections.abc import Callable
from typing import Any, Protocol

from chat_desktop.desktop.tray.tray import Tray, TrayActions
from chat_desktop.desktop.window.external_links import NavigationPolicy
from chat_desktop.desktop.window.window_geometry import WindowGeometry
from chat_desktop.runtime.program.crash import Crash


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

    def choose(self, question: str, keep: str, close: str) -> str | None:
        """Asks the person with the texts of two buttons; called on the GUI thread.

        Returns the text of the button, or None when the person does neither."""

    def make_tray(self, actions: TrayActions) -> Tray:
        """Returns the icon in the tray of the system, which follows the title of the page."""

    def hide(self) -> None:
        """Hides the window, whose page goes on; called on the GUI thread."""

    def stop_asking(self) -> None:
        """Closes the question while `ask` or `choose` waits for its answer; called on the GUI thread."""

    def geometry(self) -> WindowGeometry:
        """Returns the current geometry of the window; called on the GUI thread."""

    def tell_crash(self, crash: Crash) -> None:
        """Tells the person that the server has ended; called on any thread."""

    def notify(self, title: str, body: str) -> None:
        """Shows a notification of the program itself, whose click shows the window; called on any thread."""

    def unfinished_downloads(self) -> int:
        """Returns how many files are being saved; called on the GUI thread."""

    def release(self) -> None:
        """Ends what belongs to the window: its downloads and its other windows; called on the GUI thread."""

    def bring_to_front(self) -> None:
        """Shows the window in front of all others; called on any thread."""
