"""The server dies or hangs while its window is open: `python -m tests.desktop.programs.server_crash NAME DATA`."""

import faulthandler
import sys
from pathlib import Path

from chat_desktop.desktop import start
from tests.desktop.programs.crashing import notices, press
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.program import HANGS_SECONDS, Program, set_up
from tests.support.hosts.dying_host import KnownHost, hang_server, hosts, kill_server


def told(program: Program, words: str) -> bool:
    return any(words in program.on_gui(each.text) for each in notices(program))


def dies_again_and_again(program: Program) -> None:
    set_up(program)
    program.script("window.marker = 'the same page'")
    for _ in range(3):
        port = hosts[-1].port
        kill_server(hosts[-1])
        wait_until(lambda: told(program, "was started again"))
        program.seen["same_port"] = hosts[-1].port == port
        press(program, "Close")
    wait_until(lambda: program.value("navigator.onLine && document.querySelector('.offline') === null"))
    program.seen["marker"] = program.value("window.marker")
    kill_server(hosts[-1])
    wait_until(lambda: told(program, "it was not started again"))
    press(program, "Start the office again")
    program.script("window.healthy = false")
    wait_until(lambda: is_back(program))
    program.seen["reports"] = len(list((program.data / "logs").glob("report-*.txt")))
    kill_server(hosts[-1])
    wait_until(lambda: told(program, "was started again"))


def hangs(program: Program) -> None:
    """The window stays as it was, and its page is connected again."""
    set_up(program)
    program.script("window.marker = 'the same page'")
    hang_server(hosts[-1])
    wait_until(lambda: told(program, "was started again"))
    program.script("window.healthy = false")
    wait_until(lambda: is_back(program))
    program.seen["marker"] = program.value("window.marker")
    (report,) = (program.data / "logs").glob("report-*.txt")
    program.seen["report"] = report.read_text("utf-8").partition("\n")[0]
    press(program, "Close")
    close_office(program)


def gives_up(program: Program) -> None:
    """The window can be closed although no host answers."""
    set_up(program)
    for _ in range(4):
        kill_server(hosts[-1])
        wait_until(lambda: bool(notices(program)))
        if told(program, "was started again"):
            press(program, "Close")
    program.seen["given_up"] = told(program, "it was not started again")
    close_office(program)


def close_office(program: Program) -> None:
    """Closes the window, which asks first, as there is no tray here."""
    program.close()
    program.seen["asked"] = program.answer("Close the office")
    wait_until(lambda: not program.open())
    program.seen["closed"] = True


def is_back(program: Program) -> bool:
    """Whether the host answers the page again."""
    program.script("fetch('/healthz').then((a) => { window.healthy = a.ok })")
    return program.value("window.healthy") is True


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    vars(start)["Host"] = KnownHost
    name = sys.argv[1]
    status = Program(Path(sys.argv[2])).play(globals()[name])
    sys.exit(0 if status == (3 if name == "gives_up" else 0) else 1)
