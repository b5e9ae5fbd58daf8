"""A page whose process dies, in a real window.

`python -m tests.desktop.programs.crashing NAME DATA`. Prints what was seen.
"""

import faulthandler
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.desktop.programs.driving import Driver, wait_until
from tests.desktop.programs.scenarios import HANGS_SECONDS, Stage


def crash(stage: Stage) -> None:
    from qtpy.QtWidgets import QFileDialog

    saved = stage.data / "saved report.txt"
    QFileDialog.getSaveFileName = lambda *_: (str(saved), "")
    os.kill(stage.on_gui(stage.native.webview.page().renderProcessPid), signal.SIGKILL)
    stage.seen["again"] = stage.server.hear()["path"]
    wait_until(lambda: bool(notices(stage)))
    stage.seen["told"] = stage.on_gui(notices(stage)[0].text)
    press(stage, "Save the report\N{HORIZONTAL ELLIPSIS}")
    wait_until(lambda: saved.exists() and bool(saved.read_bytes()))
    stage.seen["report"] = saved.read_text("utf-8")


def crash_again_and_again(stage: Stage) -> None:
    """After three reloads in a minute, which is longer here, the person decides."""
    from chat_desktop.desktop.window import qt_crash

    qt_crash._RELOADS_SECONDS = 3_600.0
    for _ in range(4):
        before = stage.on_gui(stage.native.webview.page().renderProcessPid)
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: is_given_up(stage) or is_back(stage))
    stage.seen["given_up"] = is_given_up(stage)
    press(stage, "Load the page again")
    wait_until(lambda: is_back(stage))
    stage.seen["reports"] = len(list((stage.data / "logs").glob("report-*.txt")))


def is_back(stage: Stage) -> bool:
    """Whether the page has said its name once more since the last look."""
    return not stage.server.said.empty() and bool(stage.server.hear()["path"])


def is_given_up(stage: Stage) -> bool:
    return any("again and again" in stage.on_gui(each.text) for each in notices(stage))


def notices(stage: Driver) -> list[Any]:
    found: list[Any] = stage.on_gui(_visible_boxes)
    return found


def press(stage: Driver, button: str) -> None:
    def click() -> None:
        buttons = [each for box in _visible_boxes() for each in box.buttons()]
        next(each for each in buttons if each.text() == button).click()

    stage.on_gui(click)


def _visible_boxes() -> list[Any]:
    from qtpy.QtWidgets import QApplication, QMessageBox

    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    Stage(Path(sys.argv[2])).play(globals()[sys.argv[1]])
