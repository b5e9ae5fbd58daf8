"""Serving without a screen: the address, the join link and a QR code in the terminal, until it is told to stop."""

import signal
import socket
from types import FrameType

from chat_desktop import collector, terminal
from chat_desktop.config import Config
from chat_desktop.network.addressing import links
from chat_desktop.runtime.host import Host
from chat_desktop.signals import stop_signals


def run(config: Config) -> int:
    """Serves until SIGTERM, SIGINT or SIGHUP; exit status 0. Raises StartError."""
    stop = Stop()
    host = Host(config)
    host.start()
    collector.settle()
    try:
        serve(host, stop)
    finally:
        host.stop()
    return 0


def serve(host: Host, stop: "Stop", first_line: str = "") -> None:
    """Says where the office is, and waits."""
    if first_line:
        terminal.say(first_line)
    say(host)
    stop.wait()


class Stop:
    """Set by the signals to stop. Made before the host starts: a signal in between must not be lost."""

    def __init__(self) -> None:
        self._is_asked = False
        for number in stop_signals():
            signal.signal(number, self._ask)

    def asked(self) -> bool:
        return self._is_asked

    def wait(self) -> None:
        """On the main thread. Each signal sends a byte that ends the waiting for it.

        A lock would not do: a signal that comes just before the thread sleeps on it, or that the system gives to
        another thread, does not wake it.
        """
        woken, waker = socket.socketpair()
        waker.setblocking(False)
        before = signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        try:
            while not self._is_asked:
                woken.recv(1)
        finally:
            signal.set_wakeup_fd(before)
            woken.close()
            waker.close()

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._is_asked = True


def say(host: Host) -> None:
    """What a person needs to get in and to let colleagues in."""
    lines = [f"The office “{host.office_name}” is open.", "", f"  On this computer  {host.url}"]
    lines += [f"  On the network    {url}" for url in host.lan_urls]
    if host.setup_url:
        lines += ["", "Set it up first:", f"  {host.setup_url}"]
    lines += ["", "Colleagues join with this link, or with a phone's camera:", f"  {host.join_url}", ""]
    if host.fingerprint_words:
        lines += ["Secure mode is on. Before a device trusts this office, compare these words with those it shows:"]
        lines += [f"  {' '.join(host.fingerprint_words)}", ""]
    if not host.lan_urls:
        lines += ["(No network found. Until there is one, only this computer can join.)", ""]
    terminal.say("\n".join(lines))
    terminal.say(links.qr_terminal(host.join_url))
    terminal.say("Stop it with Ctrl+C.")
