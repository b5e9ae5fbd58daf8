"""Serves an office without a window, and prints its address, join link and QR code in the terminal."""

import contextlib
import signal
import socket
import sys
from types import FrameType

from chat_desktop import garbage_collector, terminal
from chat_desktop.config import Config
from chat_desktop.network.addressing import links
from chat_desktop.runtime.host import Host
from chat_desktop.runtime.program.crash import Crash
from chat_desktop.runtime.program.restarts import Restarts
from chat_desktop.signals import stop_signals


def run(config: Config) -> int:
    """Serves until SIGTERM, SIGINT or SIGHUP and returns the exit status 0. Raises StartError if it cannot start.

    The exit status is GAVE_UP when the server has ended by errors again and again."""
    stop = Stop()
    host = Host(config)
    # Before the start, because others can ask for the end as soon as the host serves, and its server can end.
    host.close_window = stop.ask
    host.tell_crash = lambda crash: tell(crash, stop)
    restarts = Restarts(host)
    restarts.start()
    garbage_collector.resume()
    try:
        serve(host, stop)
    finally:
        restarts.stop()
    return restarts.status


def tell(crash: Crash, stop: "Stop") -> None:
    """Prints what has happened to the server, and lets the program end when it is not started again."""
    terminal.print_error(crash.sentence)
    if not crash.is_restarted:
        stop.ask()


def serve(host: Host, stop: "Stop", first_line: str = "") -> None:
    """Prints where the office can be reached, and waits until `stop` is set. `first_line` is printed before."""
    if first_line:
        terminal.print_line(first_line)
    say(host)
    stop.wait()


class Stop:
    """Is set by the signals that stop the host. Create it before the host starts, so that no signal is lost."""

    def __init__(self) -> None:
        self._is_asked = False
        self._waker: socket.socket | None = None
        for number in stop_signals():
            signal.signal(number, self._ask)

    def asked(self) -> bool:
        """Returns whether a signal has arrived."""
        return self._is_asked

    def wait(self) -> None:
        """Blocks the main thread until a signal arrives. Each signal writes a byte to a socket that is read here.

        A lock would not be reliable: it is not released by a signal that arrives just before the thread waits for it,
        or that the system delivers to another thread.
        """
        woken, waker = socket.socketpair()
        waker.setblocking(False)
        self._waker = waker
        before = signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        try:
            while not self._is_asked:
                woken.recv(1)
        finally:
            signal.set_wakeup_fd(before)
            self._waker = None
            woken.close()
            waker.close()

    def ask(self) -> None:
        """Asks the program to stop, as a signal does; called on any thread."""
        self._is_asked = True
        if (waker := self._waker) is not None:
            with contextlib.suppress(OSError):
                waker.send(b"\0")

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._is_asked = True


def say(host: Host) -> None:
    """Prints what a person needs to open the office and to invite colleagues."""
    if host.newer is not None:
        terminal.print_line(f"{host.newer.sentence} To use this copy instead, run chat-desktop make-current.")
        return
    lines = [f"The office “{host.office_name}” is open.", "", f"  On this computer  {host.url}"]
    lines += [f"  On the network    {url}" for url in host.lan_urls]
    if host.setup_url:
        # This computer may have no browser.
        elsewhere = [f"  {url}{host.setup_url.removeprefix(host.url)}" for url in host.lan_urls[:1]]
        asked = "Set it up first, on this computer or on another one:" if elsewhere else "Set it up first:"
        lines += ["", asked, f"  {host.setup_url}", *elsewhere]
    lines += ["", "Colleagues join with this link, or with a phone's camera:", f"  {host.join_url}", ""]
    if host.fingerprint_numbers:
        lines += ["Secure mode is on. Before a device trusts this office, compare these numbers with those it shows:"]
        lines += [f"  {' '.join(host.fingerprint_numbers)}", ""]
    if not host.lan_urls:
        lines += ["(No network found. Until there is one, only this computer can join.)", ""]
    terminal.print_line("\n".join(lines))
    if sys.stdout is not None and sys.stdout.isatty():  # nobody scans a log, and drawing needs 5 MB of memory
        terminal.print_line(links.qr_terminal(host.join_url))
    terminal.print_line("Stop it with Ctrl+C.")
