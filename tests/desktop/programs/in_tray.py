"""What is done with a window and its icon in a tray.

`python -m tests.desktop.programs.in_tray NAME DATA`. See scenarios.py.
"""

import faulthandler
import sys
from pathlib import Path
from typing import Any

from qtpy.QtWidgets import QApplication, QSystemTrayIcon

from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.scenarios import HANGS_SECONDS, Stage


def icon() -> Any:
    """The icon of this process: Qt does not list icons, but the menu knows whose it is."""
    from chat_desktop.desktop.tray import qt_tray

    return qt_tray.QtTray.shown


def entries(stage: Stage) -> dict[str, Any]:
    """The entries of the menu as a person sees them when it opens."""
    menu = icon().menu
    stage.on_gui(menu.aboutToShow.emit)
    return {each.text(): each for each in stage.on_gui(menu.actions) if each.text()}


def shown(stage: Stage) -> bool:
    return bool(stage.on_gui(stage.native.isVisible))


def run_on(stage: Stage) -> None:
    wait_until(lambda: bool(stage.on_gui(QSystemTrayIcon.isSystemTrayAvailable)))
    stage.host.people = 2
    stage.close()
    stage.seen["asked"] = stage.answer("Cancel")
    stage.seen["after_cancel"] = shown(stage)
    stage.close()
    stage.answer("Keep it running")
    wait_until(lambda: not shown(stage))
    # The page goes on while it is hidden, and its title leads to the badge.
    stage.script("document.title = '(12) Acme'")
    wait_until(lambda: "12 unread" in stage.on_gui(icon().icon.toolTip))
    stage.seen["colours"] = stage.on_gui(badge_colours)
    stage.script("document.title = 'Acme'")
    wait_until(lambda: stage.on_gui(icon().icon.toolTip) == "Acme")
    stage.seen["colours_when_read"] = stage.on_gui(badge_colours)
    stage.seen["entries"] = list(entries(stage))
    stage.on_gui(lambda: icon().icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger))
    wait_until(lambda: shown(stage))
    # The person is not asked again.
    stage.close()
    wait_until(lambda: not shown(stage))
    stage.on_gui(entries(stage)["Open Chat Desktop"].trigger)
    wait_until(lambda: shown(stage))
    stage.on_gui(entries(stage)["Invite people"].trigger)
    stage.seen["invited"] = stage.server.hear()["path"]
    stage.close()
    wait_until(lambda: not shown(stage))
    quit_by(stage)
    stage.seen["question"] = stage.answer("Close the office")
    wait_until(lambda: not stage.open())


def badge_colours() -> list[str]:
    image = icon().icon.icon().pixmap(24, 24).toImage()
    return sorted({image.pixelColor(x, y).name() for x in range(24) for y in range(24)})


def quit_by(stage: Stage) -> None:
    """Chooses Quit without waiting, because a question follows."""
    action = entries(stage)["Quit"]
    stage.native.create_window_trigger.emit(action.trigger)


def close_for_good(stage: Stage) -> None:
    wait_until(lambda: bool(stage.on_gui(QSystemTrayIcon.isSystemTrayAvailable)))
    stage.host.people = 1
    stage.close()
    stage.seen["asked"] = stage.answer("Close the office")
    wait_until(lambda: not stage.open())


def leave_while_asking(stage: Stage) -> None:
    wait_until(lambda: bool(stage.on_gui(QSystemTrayIcon.isSystemTrayAvailable)))
    stage.close()
    wait_until(lambda: stage.on_gui(QApplication.activeModalWidget) is not None)


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    Stage(Path(sys.argv[2])).play(globals()[sys.argv[1]])
