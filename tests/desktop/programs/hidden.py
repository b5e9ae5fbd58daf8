"""The program as it starts at sign-in, without its window: `python -m tests.desktop.programs.hidden NAME DATA`."""

import faulthandler
import subprocess
import sys
from pathlib import Path

from chat_desktop.desktop.autostart.linux import autostart_folder
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.program import HANGS_SECONDS, Program, set_up

TURN = """fetch('/api/host/program/autostart', { method: 'PUT', body: JSON.stringify({ on: %s }),
  headers: { 'Content-Type': 'application/json' } }).then((a) => a.json()).then((a) => { window.told = a.autostart })"""


def again(program: Program, *arguments: str) -> int:
    """Starts the program once more. Returns its exit status."""
    command = [sys.executable, "-m", "chat_desktop", *arguments, "--data", str(program.data)]
    return subprocess.run(command, timeout=HANGS_SECONDS, stdout=subprocess.DEVNULL, check=False).returncode


def is_shown(program: Program) -> bool:
    return bool(program.on_gui(program.native.isVisible))


def comes_by_a_second_start(program: Program) -> None:
    wait_until(lambda: program.shows("Name of the office"))
    program.seen["at_first"] = is_shown(program)
    program.seen["second_hidden"] = again(program, "run", "--hidden"), is_shown(program)
    program.seen["second"] = again(program, "run")
    wait_until(lambda: is_shown(program))
    program.seen["stopped"] = again(program, "stop")
    wait_until(lambda: not program.open())


def goes_on_without_a_tray(program: Program) -> None:
    """The offscreen platform has no tray. It is asked each time, and the office serves while the window is away."""
    set_up(program)
    for answer, shown in (("Cancel", True), ("Keep it running", False)):
        program.close()
        program.seen["asked"] = program.answer(answer)
        wait_until(lambda shown=shown: is_shown(program) is shown)  # type: ignore[misc]
    program.seen["serves"] = again(program, "status")
    program.seen["second"] = again(program)
    wait_until(lambda: is_shown(program))
    program.close()
    program.answer("Close the office")
    wait_until(lambda: not program.open())


def is_turned_on_in_its_page(program: Program) -> None:
    set_up(program)
    entries = autostart_folder()
    for on in (True, False):
        program.script(f"window.told = null; {TURN % str(on).lower()}")
        wait_until(lambda on=on: program.value("window.told") is on)  # type: ignore[misc]
        program.seen["on" if on else "off"] = [each.read_text() for each in entries.glob("*.desktop")]


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    options = ("run", "--hidden") if sys.argv[1] == "comes_by_a_second_start" else ()
    sys.exit(Program(Path(sys.argv[2]), options).play(globals()[sys.argv[1]]))
