"""What is done with notifications of the page.

`python -m tests.desktop.programs.notifying NAME DATA`. See scenarios.py.
"""

import faulthandler
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.scenarios import HANGS_SECONDS, Stage

NOTIFY = """(() => {
  const notice = new Notification(%s, { body: %s, tag: 'room' });
  notice.onclick = () => { say({ clicked: notice.title }); notice.close(); };
})()"""
OFFICE = "Harbour <b>Street</b>"
TITLE, BODY = "Ben in General", "<b>3</b> & <img src=x> \N{ROCKET}"


def notify(stage: Stage, title: str) -> None:
    stage.script(NOTIFY % (json.dumps(title), json.dumps(BODY)))


def dunst(*words: str) -> str:
    return subprocess.run(["dunstctl", *words], capture_output=True, text=True, check=True, timeout=20).stdout


def count(kind: str) -> int:
    return int(dunst("count", kind).strip() or 0)


def history() -> list[dict[str, Any]]:
    return [{name: value["data"] for name, value in each.items()} for each in json.loads(dunst("history"))["data"][0]]


def click(stage: Stage) -> None:
    stage.seen["permission"] = stage.value("Notification.permission")
    stage.on_gui(stage.native.hide)
    notify(stage, TITLE)
    wait_until(lambda: count("displayed") == 1)
    dunst("action", "0")
    stage.seen["clicked"] = stage.server.hear()["clicked"]
    wait_until(lambda: bool(stage.on_gui(stage.native.isVisible)))
    wait_until(lambda: len(history()) == 1)
    stage.seen["history"] = history()


def misses_a_host(stage: Stage) -> None:
    """The window of a stand-by is hidden when the host is gone; the menu of its icon says so as well."""
    from chat_desktop.desktop.tray.qt_tray import QtTray

    stage.on_gui(stage.native.hide)
    told = {"office_id": "1", "office": OFFICE, "may_take_over": True}
    stage.missed.note(told, True)
    wait_until(lambda: count("displayed") == 1)
    shown = QtTray.shown
    assert shown is not None
    stage.on_gui(shown.menu.aboutToShow.emit)
    stage.seen["menu"] = stage.on_gui(lambda: [each.text() for each in shown.menu.actions()])
    dunst("action", "0")
    wait_until(lambda: bool(stage.on_gui(stage.native.isVisible)))
    wait_until(lambda: len(history()) == 1)
    stage.seen["history"] = history()


def without_a_bus(stage: Stage) -> None:
    notify(stage, TITLE)
    stage.seen["still_at"] = stage.where()


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    Stage(Path(sys.argv[2])).play(globals()[sys.argv[1]])
