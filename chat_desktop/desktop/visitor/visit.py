"""Implements `chat-desktop visit URL`: shows an office of someone else in a window, without a host."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chat_desktop import background, child_processes, terminal
from chat_desktop import log as logs
from chat_desktop.desktop import own_program, single_instance
from chat_desktop.desktop.texts import text
from chat_desktop.desktop.visitor import visits
from chat_desktop.desktop.visitor.finder import Finder
from chat_desktop.desktop.visitor.visits import Visited
from chat_desktop.desktop.visitor.waiting_page import WaitingPage
from chat_desktop.desktop.window import display, window
from chat_desktop.desktop.window.display import WindowError
from chat_desktop.desktop.window.window_check import WindowCheck
from chat_desktop.errors import StartError
from chat_desktop.network.addressing import office_url, untrusted_text
from chat_desktop.runtime.program.crash import Crash
from chat_desktop.storage import folder_lock

log = logging.getLogger(__name__)


def run(data: Path, url: str, office_id: str | None = None) -> int:
    """Shows the office at URL until its window is closed. Returns the exit status 0.

    If the office already has a window, that window is shown instead. If no window is possible, the browser opens the
    office. Raises StartError when URL is not an office's address, or when neither window nor browser is possible.
    """
    origin = office_url.origin(url)
    if origin is None:
        raise StartError("not_an_office_address", {"url": url})
    if reason := display.why_no_window():
        return open_in_browser(origin, reason)
    folder = visits.folder_for(data, origin, office_url.office_id(office_id))
    return show(lambda: Visitor(data, folder, _known(folder, origin, office_id)), folder, origin, WindowCheck(data))


def show(visitor: "Callable[[], Visitor]", folder: Path, url: str, check: WindowCheck) -> int:
    """Shows the office of the visitor that VISITOR makes until its window is closed. Returns the exit status 0.

    FOLDER is where its window keeps its data. If a window uses it, that one is shown instead. If no window is possible,
    the browser opens URL. Raises StartError when neither is possible.
    """
    try:
        held = folder_lock.hold(folder)
    except folder_lock.AlreadyHeld as first:
        if single_instance.raise_first(first, url=url).raised:
            return 0
        raise
    logs.set_up(folder, libraries_too=True)
    try:
        if reason := check.why_no_window() or _show(visitor(), folder, held, check):
            return open_in_browser(url, reason)
    finally:
        held.release()
    return 0


def open_in_browser(url: str, reason: WindowError) -> int:
    """Opens the office in the browser, because of REASON. Raises StartError when there is no screen or no browser."""
    at = urlsplit(url)
    origin = f"{at.scheme}://{at.netloc}"  # the rest may contain a secret
    if not display.has_screen() or not child_processes.open_by_system(url):
        raise StartError("open_in_browser_instead", {"reason": reason, "url": origin})
    log.info("%s %s opens in the browser instead.", reason, origin)
    terminal.print_line(f"{reason} {origin} opens in the browser instead.")
    return 0


def _known(folder: Path, origin: str, office_id: str | None) -> Visited:
    """Returns what is stored about the office, with the current address."""
    before = visits.load(folder)
    if before is None:
        return Visited(origin, office_url.office_id(office_id) or "")
    return Visited(origin, before.office_id, before.name, before.key, before.seen_at)


def _show(visitor: "Visitor", folder: Path, held: folder_lock.FolderLock, check: WindowCheck) -> WindowError | None:
    """Shows the window until it is closed. Returns None, or why there is no window."""
    visitor.start()
    held.publish(visitor.waiting.port, visitor.waiting.secret)
    try:
        window.open_window(visitor, folder, policy=VisitPolicy(visitor), menu=visitor.menu, shown=check.shown)
    except WindowError as problem:
        return problem
    finally:
        visitor.stop()
    return None


class Visitor:
    """Provides what the visiting window needs: the search for the office, and the waiting page."""

    # The clipboard may contain a password, and the page belongs to someone else.
    is_own_office = False

    def __init__(self, data: Path, folder: Path, visited: Visited) -> None:
        self.raise_window: Callable[[], bool] = lambda: True  # it is about to come
        self.close_window: Callable[[], None] = lambda: None
        self.tell_crash: Callable[[Crash], None] = lambda crash: None
        self.show: Callable[[str], None] = lambda url: None
        self._data = data
        self.finder = Finder(folder, visited)
        actions = {"begin": self._begin, "state": self._state, "own": lambda _: self._host_own()}
        self.waiting = WaitingPage(
            actions, lambda: (self.office_name, self.finder.visited.address), self._bring_to_front
        )
        actions_of_menu: dict[str, Callable[[], None]] = {
            text("visit.open_again"): self._open_again,
            text("visit.host_own"): lambda: _nothing(self._host_own()),
        }
        self.menu = (text("visit.menu"), actions_of_menu)

    def start(self) -> None:
        """Starts the search and the waiting page."""
        self.finder.start()
        self.waiting.start()

    def stop(self) -> None:
        """Stops the search and the waiting page."""
        self.waiting.stop()
        self.finder.stop()

    @property
    def url(self) -> str:
        """The URL of the waiting page."""
        return self.waiting.url

    @property
    def office_name(self) -> str:
        """The name of the office, or its address."""
        return self.finder.visited.shown

    def window_url(self) -> str:
        """Returns the first URL of the window."""
        return self.waiting.url

    def people_connected(self) -> int:
        """Returns 0, because closing this window closes no office."""
        return 0

    def _begin(self, _: dict[str, Any]) -> dict[str, Any]:
        self.finder.begin()
        return {}

    def _state(self, _: dict[str, Any]) -> dict[str, Any]:
        return self.finder.state()

    def _open_again(self) -> None:
        self.show(self.waiting.url)

    def _host_own(self) -> dict[str, Any]:
        try:
            process = own_program.start("run", "--own", "--data", str(self._data))
        except OSError as problem:
            log.warning("Your own office could not be opened: %s.", problem.strerror)
            return {"started": False}
        background.start("own office", process.wait)
        return {"started": True}

    def _bring_to_front(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Shows the window at a second start. If the office is not found yet, it is searched at the new URL."""
        url = office_url.origin(str(asked.get("url", "")))
        if url and url != self.finder.visited.url and not self.finder.is_ready:
            self.finder.begin(url)
        return {"raised": self.raise_window()}


class VisitPolicy:
    """Allows the pages of the visited office at its current address, and the waiting page."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self.is_own_office = visitor.is_own_office

    @property
    def url(self) -> str:
        """The URL of the waiting page."""
        return self._visitor.waiting.url

    def contains(self, url: str) -> bool:
        """Returns whether the window may show URL."""
        # Both http and https are allowed, because an office in secure mode serves both at one port.
        at = urlsplit(url)
        return url.startswith(self.url) or (
            at.scheme in ("http", "https") and at.netloc == urlsplit(self._visitor.finder.visited.url).netloc
        )

    def admits_after_check(self, url: str) -> bool:
        """Returns whether URL is a new address of the same office, to which an open page may move by itself.

        Only local addresses are requested."""
        origin = office_url.origin(url)
        return origin is not None and untrusted_text.is_local_origin(origin) and self._visitor.finder.adopt(origin)


def _nothing(_: object) -> None:
    """Discards a result, because the action of a menu returns nothing."""
