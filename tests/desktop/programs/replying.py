"""Messages that reach the window as notifications: `python -m tests.desktop.programs.replying NAME DATA`."""

import faulthandler
import sys
import time
from pathlib import Path
from typing import Any

from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.program import HANGS_SECONDS, Program, set_up
from tests.desktop.servers.notification_service import NotificationService
from tests.support.cast import ANA, BEN
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.socket_client import SocketClient

REPLY = 'At five, <b>"really"</b> \N{ROCKET} \N{ARABIC LETTER MEEM}'


class Colleague:
    """Ben, who writes to Ana."""

    def __init__(self, program: Program) -> None:
        link, _, code = str(program.get("/api/invite")["join_url"]).partition("/join#")
        browser = Browser(link).join(code, BEN)
        self.room = browser.home()
        self.socket: SocketClient = browser.connect_socket()
        self.socket.post(self.room, "Good morning")
        # The page knows who Ben is.
        wait_until(lambda: program.shows("Good morning") and program.shows(BEN))

    def mention(self, words: str) -> float:
        """Returns the moment at which the message was stored."""
        self.socket.post(self.room, f"@{ANA} {words}")
        return time.monotonic()


def pauses() -> Any:
    from chat_desktop.desktop.tray import qt_tray

    assert qt_tray.QtTray.shown is not None
    return qt_tray.QtTray.shown._actions.pause


def reply(program: Program) -> None:
    set_up(program)
    program.title_with("General")
    colleague = Colleague(program)
    with NotificationService("body", "actions", "inline-reply") as service:
        program.on_gui(program.native.hide)
        wait_until(lambda: program.value("document.visibilityState") == "hidden")
        stored = colleague.mention("when?")
        wait_until(lambda: len(service.shown) == 1)
        program.seen["after_ms"] = round((service.shown[0].at - stored) * 1000)
        program.seen["shown"] = service.shown[0]
        service.reply(service.shown[0].number, REPLY)
        program.seen["replied"] = colleague.socket.until("message:posted", lambda it: "five" in it["message"]["body"])[
            "message"
        ]["body"]


def covered(program: Program) -> None:
    """Another window of the screen is in use, and this one is still drawn."""
    from qtpy.QtWidgets import QWidget

    set_up(program)
    program.title_with("General")
    colleague = Colleague(program)
    other: list[Any] = []

    def cover() -> None:
        other.append(QWidget())
        other[0].show()
        other[0].activateWindow()

    with NotificationService("body") as service:
        program.on_gui(cover)
        wait_until(lambda: program.value("document.documentElement.dataset.window") == "behind")
        program.seen["visible"] = program.value("document.visibilityState")
        colleague.mention("look")
        wait_until(lambda: len(service.shown) == 1)
        program.seen["actions"] = service.shown[0].actions
        program.on_gui(other[0].close)
        program.on_gui(program.native.activateWindow)
        wait_until(lambda: program.value("document.documentElement.dataset.window") == "")


def paused(program: Program) -> None:
    """What comes in a pause is not shown, and what comes after it is."""
    set_up(program)
    program.title_with("General")
    colleague = Colleague(program)
    with NotificationService("body") as service:
        program.on_gui(program.native.hide)
        wait_until(lambda: program.value("document.visibilityState") == "hidden")
        program.on_gui(lambda: pauses().begin(pauses().in_an_hour()))
        wait_until(lambda: program.value("document.documentElement.dataset.notifications") == "paused")
        colleague.mention("in the pause")
        # The page shows it, so it has judged it soon after.
        wait_until(lambda: program.shows("in the pause"))
        program.script("setTimeout(() => { window.judged = true }, 1000)")
        wait_until(lambda: program.value("window.judged") is True)
        program.on_gui(lambda: pauses().end())
        wait_until(lambda: program.value("document.documentElement.dataset.notifications") == "")
        colleague.mention("after it")
        wait_until(lambda: len(service.shown) > 0)
        program.seen["bodies"] = [each.body for each in service.shown]


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    sys.exit(Program(Path(sys.argv[2])).play(globals()[sys.argv[1]]))
