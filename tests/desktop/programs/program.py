"""The whole program in its window, driven.

`python -m tests.desktop.programs.program NAME DATA`. Prints what was seen.
"""

import faulthandler
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from chat_desktop.__main__ import main
from chat_desktop.storage.folder_lock import info
from tests.desktop.programs import carrying, opening
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.office_page import OfficePage
from tests.support.cast import ANA, BEN, OFFICE, PASSWORD
from tests.support.hosts.http_browser import Browser

HANGS_SECONDS = 110
HEADING = "[...document.querySelectorAll('h1, h2')].map((each) => each.textContent).join()"


class Program(OfficePage):
    """The program, what drives it, and what was seen."""

    def __init__(self, data: Path, options: Sequence[str] = ()) -> None:
        self.data, self._options = data, options
        self.seen: dict[str, Any] = {}

    def play(self, scenario: Callable[["Program"], None]) -> int:
        driver = threading.Thread(target=self._drive, args=(scenario,))
        driver.start()
        status = main(
            [*self._options, "--data", str(self.data), "--host", "127.0.0.1", "--port", "0", "--no-discovery"]
        )
        driver.join()
        self.raise_problem()
        self.seen["card_left"] = info(self.data) is not None
        print(json.dumps(self.seen), flush=True)
        return status

    def in_general(self) -> bool:
        return "General" in (self.value(HEADING) or "")

    def _drive(self, scenario: Callable[["Program"], None]) -> None:
        import webview

        wait_until(self.open, 60)
        assert webview.windows[0].events.shown.wait(60)
        self.drive(lambda: scenario(self))


def set_up(program: Program) -> None:
    wait_until(lambda: program.shows("Name of the office"))
    program.seen["first"] = program.value("location.pathname")
    for label, text in (("Name of the office", OFFICE), ("Your name", ANA), ("Password", PASSWORD)):
        program.fill(label, text)
    program.press("Open the office")
    wait_until(program.in_general)


def first_day(program: Program) -> None:
    set_up(program)
    wait_until(lambda: len(program.colours()) > 20)
    program.seen["title"] = program.title_with("General")
    program.seen["colours"] = len(program.colours(program.data / "first-day.png"))
    _close_on_ben(program)


def _close_on_ben(program: Program) -> None:
    link, _, code = str(program.get("/api/invite")["join_url"]).partition("/join#")
    client = Browser(link).join(code, BEN).connect_socket()
    program.close()
    program.seen["asked"] = program.answer("Close the office")
    program.seen["told"] = client.until("host:stopping")["reason"]


def second_day(program: Program) -> None:
    wait_until(program.in_general)
    program.seen["hash"] = program.value("location.hash")
    program.seen["title"] = program.title_with("General")
    second = [sys.executable, "-m", "chat_desktop", "--data", str(program.data)]
    program.seen["second_start"] = subprocess.run(second, timeout=HANGS_SECONDS, check=False).returncode


def files(program: Program) -> None:
    set_up(program)
    home = Path.home()
    carrying.carry(program, home)
    dropped = opening.write_files(home)
    program.seen["said"] = opening.send_over_a_cut_link(program, lambda: carrying.drop(program, *dropped))
    program.seen["opened"] = opening.open_each(program, home)


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    sys.exit(Program(Path(sys.argv[2])).play(globals()[sys.argv[1]]))
