"""A new program gets an office in its window: `python -m tests.desktop.programs.receiving_office NAME DATA`.

FIRST_URL and FIRST_COOKIES are those of the owner of the office that another host has, which is the process FIRST_PID.
"""

import faulthandler
import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from chat_desktop.operations.standby import settings as kept
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.program import Program
from tests.support.hosts.http_browser import Browser

HANGS_SECONDS = 110
RECEIVE = "Move an office here from another computer"
ENROL = "Make this computer a stand-by of an office"
GONE_MS = 120_000
ASK = """fetch('/api/receive/ask', { method: 'POST', headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ token: location.hash.slice(1) }) }).then((a) => a.json()).then((a) => { window.state = a })"""


def arrives(program: Program) -> None:
    """Another host sends its office here; the window shows the code, and then the office."""
    wait_until(lambda: program.shows(RECEIVE))
    program.press(RECEIVE)
    wait_until(lambda: program.value("document.querySelector('.receiving-code') !== null"))
    program.script(ASK)
    wait_until(lambda: bool(program.value("window.state?.code")))
    program.seen["code"] = program.value("document.querySelector('.receiving-code').textContent")
    first = Browser(os.environ["FIRST_URL"])
    first.cookies = json.loads(os.environ["FIRST_COOKIES"])
    place = {"address": f"127.0.0.1:{int(program.value('window.state.port'))}", "code": program.seen["code"]}
    first.post("/api/move", place).expect()
    wait_until(program.in_general, 60)
    user = program.get("/api/hello")["user"]
    program.seen["person"] = f"{user['name']}, {user['role']}"
    program.seen["title"] = program.title_with("General")
    # It is told there once the other host has confirmed it.
    wait_until(lambda: "moved" in first.get("/api/move").expect())
    program.seen["moved_to"] = first.get("/api/move").json["moved"]["at"]
    program.seen["own_address"] = program.value("location.origin")


def takes_over(program: Program) -> None:
    """The window becomes a stand-by of another host's office; that host is killed, and two clicks open it here."""
    wait_until(lambda: program.shows(ENROL))
    program.press(ENROL)
    wait_until(lambda: program.value("document.querySelector('.receiving-code') !== null"))
    program.script(ASK.replace("/api/receive/ask", "/api/kept-copies/ask"))
    wait_until(lambda: bool(program.value("window.state?.enrolling?.code")))
    first = Browser(os.environ["FIRST_URL"])
    first.cookies = json.loads(os.environ["FIRST_COOKIES"])
    place = f"127.0.0.1:{int(program.value('window.state.enrolling.port'))}"
    code = program.value("document.querySelector('.receiving-code').textContent")
    first.post("/api/standbys", {"address": place, "code": code}).expect()
    wait_until(lambda: program.shows("The host answers."), 60)
    program.seen["offered_early"] = program.shows("Take over")
    os.kill(int(os.environ["FIRST_PID"]), signal.SIGKILL)
    ((folder, _),) = kept.all_in(program.data)
    silent = time.time_ns() // 1_000_000 - GONE_MS
    kept.write_state(folder, replace(kept.read_state(folder), seen_at=silent))
    program.press("Renew the copy now")
    wait_until(lambda: program.shows("The host does not answer."), 60)
    program.press("Take over")
    wait_until(lambda: program.shows("is not in the copy"))
    program.press("Take over")
    wait_until(program.in_general, 60)
    user = program.get("/api/hello")["user"]
    program.seen["person"] = f"{user['name']}, {user['role']}"
    program.seen["title"] = program.title_with("General")


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    sys.exit(Program(Path(sys.argv[2])).play(globals()[sys.argv[1]]))
