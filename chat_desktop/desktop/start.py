"""Starts the host and shows its window, or runs it without a window where none is possible."""

from chat_desktop import garbage_collector
from chat_desktop.config import Config
from chat_desktop.desktop import single_instance
from chat_desktop.desktop.visitor import own_office, visit
from chat_desktop.desktop.visitor.launcher import Launcher
from chat_desktop.desktop.window import display, external_links
from chat_desktop.desktop.window.window_check import WindowCheck
from chat_desktop.runtime import headless
from chat_desktop.runtime.host import Host
from chat_desktop.storage.folder_lock import AlreadyHeld


def run(config: Config) -> int:
    """Runs until the window is closed or a signal arrives. Returns the exit status 0.

    When another host serves the office, its window is shown, or a window onto it. Raises StartError when the host
    cannot start, and AlreadyHeld when the other host does not answer."""
    reason = display.why_no_window()
    # The check runs in parallel to the start of the host, because each takes a part of a second.
    check = WindowCheck(config.data) if reason is None else None
    host, stop = Host(config), headless.Stop()
    if reason is None:
        host.raise_window = lambda: True  # it is about to come
    try:
        host.start()
    except AlreadyHeld as held:
        return _show_running_office(config, held, check, reason)
    garbage_collector.resume()
    try:
        if check is not None:
            reason = check.why_no_window() or _show(host, stop, check)
        if reason is not None:
            host.raise_window = lambda: False
            headless.serve(host, stop, f"{reason} {_open_browser(host)}")
    finally:
        host.stop()
    return 0


def _show_running_office(config: Config, held: AlreadyHeld, check: WindowCheck | None, reason: str | None) -> int:
    """Shows the window of the host that holds the folder, or opens one onto it. Raises HELD when it does not answer."""
    answer = single_instance.raise_first(held)
    if answer.raised:
        return 0
    if not answer.window_url:
        raise held
    if check is None:
        return visit.open_in_browser(answer.window_url, reason or "")
    return own_office.run(config.data, answer, check)


def _open_browser(host: Host) -> str:
    """Opens the office in the browser if there is a screen, signed in as in the window.

    Returns a sentence that says what happens instead of the window."""
    if not display.has_screen():
        return "The office runs without a window."
    external_links.open_in_browser(host.window_url())
    return "The office opens in the browser instead."


def _show(host: Host, stop: headless.Stop, check: WindowCheck) -> str | None:
    """Shows the window until it is closed. Returns None, or a sentence that says why there is no window."""
    # Imported late, because loading the window's libraries takes longer than the start of the host.
    from chat_desktop.desktop.window import window

    host.visit = Launcher(host.config.data, lambda: host.close_window())
    try:
        window.open_window(host, host.config.data, stop.asked, shown=check.shown, has_tray=True)
    except display.WindowError as problem:
        return str(problem)
    return None
