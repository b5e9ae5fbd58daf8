"""Starts the host and shows its window, or runs it without a window where none is possible."""

import time
from collections.abc import Callable

from chat_desktop import garbage_collector
from chat_desktop.config import Config
from chat_desktop.desktop import single_instance
from chat_desktop.desktop.autostart import system
from chat_desktop.desktop.single_instance import NO_ANSWER, FirstAnswer
from chat_desktop.desktop.visitor import own_office, visit
from chat_desktop.desktop.visitor.launcher import Launcher
from chat_desktop.desktop.window import display, external_links
from chat_desktop.desktop.window.display import WindowError
from chat_desktop.desktop.window.window_check import WindowCheck
from chat_desktop.runtime import headless
from chat_desktop.runtime.host import Host
from chat_desktop.runtime.program.restarts import Restarts
from chat_desktop.storage.folder_lock import AlreadyHeld

FIRST_SECONDS = 15.0  # for a first process that starts or ends
RAISE_SECONDS = 3.0
PAUSE_SECONDS = 0.1
_RUNS = "The office runs without a window."


def run(config: Config, hidden: bool = False) -> int:
    """Runs until the window is closed or a signal arrives. Returns the exit status: 0, or GAVE_UP after many errors.

    With `hidden`, the window is not shown until the next start. When another host serves the office, its window is
    shown, or a window onto it; with `hidden`, nothing is. Raises StartError when the host cannot start, and
    AlreadyHeld when the other host does not answer."""
    reason = display.why_no_window()
    # The check runs in parallel to the start of the host, because each takes a part of a second.
    check = WindowCheck(config.data) if reason is None else None
    host, stop, visibility = Host(config), headless.Stop(), Visibility(hidden)
    host.close_window = stop.ask
    host.autostart = system.of_office(config.data)
    if reason is None:
        host.raise_window = visibility.show  # the window is about to come
    restarts = Restarts(host)
    if (first := _start(restarts.start, hidden)) is not None:
        return _show_running_office(config, first, check, reason)
    garbage_collector.resume()
    try:
        if check is not None:
            reason = check.why_no_window() or _show(host, stop, check, visibility)
        if reason is not None:
            host.raise_window = lambda: False
            host.tell_crash = lambda crash: headless.tell(crash, stop)
            opened = _RUNS if visibility.is_hidden else _open_browser(host)
            headless.serve(host, stop, f"{reason} {opened}")
    finally:
        restarts.stop()
    return restarts.status


class Visibility:
    """Whether the window is shown when it opens. `show` may be called on any thread."""

    def __init__(self, is_hidden: bool) -> None:
        self.is_hidden = is_hidden

    def show(self) -> bool:
        """Shows the window when it opens. Returns True."""
        self.is_hidden = False
        return True


def _start(start: Callable[[], None], hidden: bool) -> FirstAnswer | None:
    """Starts the host by START. Returns None, or what the host answers that serves the office already.

    Tries again for FIRST_SECONDS, because the first process may be starting or about to end. Raises StartError,
    AlreadyHeld."""
    deadline = time.monotonic() + FIRST_SECONDS
    while True:
        try:
            start()
            return None
        except AlreadyHeld as held:
            if hidden and single_instance.serves(held):
                return FirstAnswer(raised=True)
            answer = NO_ANSWER if hidden else single_instance.raise_first(held, RAISE_SECONDS)
            if answer != NO_ANSWER:
                return answer
            if time.monotonic() >= deadline:
                raise
        time.sleep(PAUSE_SECONDS)


def _show_running_office(
    config: Config, answer: FirstAnswer, check: WindowCheck | None, reason: WindowError | None
) -> int:
    """Opens a window onto the host that gave ANSWER, unless that host has shown its own."""
    if answer.raised:
        return 0
    if check is None:
        assert reason is not None
        return visit.open_in_browser(answer.window_url, reason)
    return own_office.run(config.data, answer, check)


def _open_browser(host: Host) -> str:
    """Opens the office in the browser if there is a screen, signed in as in the window.

    Returns a sentence that says what happens instead of the window."""
    if not display.has_screen():
        return _RUNS
    external_links.open_in_browser(host.window_url())
    return "The office opens in the browser instead."


def _show(host: Host, stop: headless.Stop, check: WindowCheck, visibility: Visibility) -> WindowError | None:
    """Shows the window until it is closed. Returns None, or why there is no window."""
    # Imported late, because loading the window's libraries takes longer than the start of the host.
    from chat_desktop.desktop.window import window

    copies = host.incoming.kept_copies
    host.visit = Launcher(host.config.data, lambda: None if copies.is_keeping else host.close_window())
    hidden = lambda: visibility.is_hidden  # noqa: E731 - a second start may change it
    try:
        window.open_window(
            host, host.config.data, stop.asked, shown=check.shown, has_tray=True, hidden=hidden, missed=copies.missed
        )
    except WindowError as problem:
        return problem
    return None
