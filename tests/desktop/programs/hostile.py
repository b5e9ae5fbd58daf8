"""A hostile page in the window of a visitor.

`python -m tests.desktop.programs.hostile NAME DATA`. Prints what was seen.
"""

import faulthandler
import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chat_desktop.desktop.downloads.place import PART_ENDING
from chat_desktop.desktop.downloads.rules import UNASKED_FILES
from chat_desktop.desktop.window.external_links import OwnOfficePolicy
from chat_desktop.desktop.window.window import open_window
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.scenarios import HANGS_SECONDS
from tests.desktop.programs.using_page import Person
from tests.desktop.servers.hostile_office import HostileOffice

SECRET = "the person's own words"
# More than any limit. With some hundred windows Chromium's process of the page is busy for a minute.
MANY = 26
IS_OPEN = "Boolean(window.opened && !window.opened.closed)"


class VisitedPolicy(OwnOfficePolicy):
    """Another's office: it may show its pages, and no more."""

    is_own_office = False


class Visitor(Person):
    """A window that shows a hostile office."""

    server: HostileOffice  # type: ignore[assignment]

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.server = HostileOffice()
        self.host.url = self.server.url

    def play(self, scenario: Callable[[Any], None]) -> None:
        driver = threading.Thread(target=self._drive, args=(lambda _: self._begin(scenario),))
        driver.start()
        open_window(self.host, self.data, policy=VisitedPolicy(self.host.url))
        driver.join()
        print(json.dumps(self.seen), flush=True)

    def _begin(self, scenario: Callable[[Any], None]) -> None:
        # There is no window manager on the screen of the tests that would give the focus to a new window.
        self.on_gui(self.native.activateWindow)
        wait_until(lambda: bool(self.value("document.hasFocus()")))
        scenario(self)

    def by_click(self, code: str) -> None:
        """Has the page do something while the person clicks on its button, which it may take for a consent."""
        self.value(f"window.clicked = () => {{ window.clicked = null; {code} }}; true")
        self.click("button")
        wait_until(lambda: bool(self.value("window.clicked === null")))

    def rows(self) -> int:
        """How many downloads the window shows."""
        from qtpy.QtWidgets import QWidget

        return len(self.on_gui(lambda: self.native.findChildren(QWidget, "download")))

    def dialogs(self) -> int:
        """How many windows and dialogs there are beside the window."""
        from qtpy.QtWidgets import QApplication

        shown = self.on_gui(lambda: [each for each in QApplication.topLevelWidgets() if each.isVisible()])
        return len(shown) - 1


def ask_for_all(visitor: Visitor) -> None:
    """The page asks for everything, by itself and after a click."""
    from qtpy.QtWidgets import QApplication

    clipboard = QApplication.clipboard()
    visitor.on_gui(lambda: clipboard.setText(SECRET))
    # Later than the script that is run from here, which counts as a person's wish.
    visitor.value("setTimeout(() => setTimeout(() => askForAll(), 5500), 0)")
    visitor.seen["unasked"] = visitor.server.hear()
    visitor.by_click("askForAll()")
    visitor.seen["after_click"] = visitor.server.hear()
    visitor.seen["clipboard"] = visitor.on_gui(clipboard.text)
    visitor.seen["dialogs"] = visitor.dialogs()


def lead_away(visitor: Visitor) -> None:
    """The page leads to files, to the browser's own pages, to other programs, and into new windows."""
    places = [
        *("file:///etc/hostname", "chrome://version", "chrome://kill", "qrc:/", "view-source:file:///etc/hostname"),
        *("ms-msdt:/id PCWDiagnostic", "smb://127.0.0.2/share", "data:text/html,<h1>gone"),
    ]
    for place in places:
        visitor.value(f"location.href = {json.dumps(place)}; true")
        visitor.by_click(f"window.opened = window.open({json.dumps(place)})")
        # A window for another program is there until the program would have been asked.
        wait_until(lambda: not visitor.value(IS_OPEN))
    visitor.by_click("window.opened = window.open(''); window.opened?.alert('from a hidden window')")
    # It is closed a moment later, like the ones above.
    wait_until(lambda: not visitor.value(IS_OPEN))
    visitor.seen["blank"] = visitor.value(IS_OPEN)
    frame = "Object.assign(document.createElement('iframe'), { src: 'file:///etc/hostname' })"
    visitor.value(f"document.body.append({frame}); true")
    visitor.seen["still_at"] = visitor.where()
    visitor.seen["words"] = visitor.value("document.body.innerText.slice(0, 12)")
    visitor.seen["dialogs"], visitor.seen["browsed"] = visitor.dialogs(), visitor.browsed


def flood(visitor: Visitor) -> None:
    """The page opens links, windows and prints in loops, and has a title of a million letters."""
    from qtpy.QtWidgets import QFileDialog

    from chat_desktop.desktop.window import qt_page

    asked: list[str] = []

    def choose(parent: Any, title: str, suggested: str) -> tuple[str, str]:
        asked.append(suggested)
        return "", ""

    QFileDialog.getSaveFileName = choose
    visitor.value(f"for (let i = 0; i < {MANY}; i += 1) window.open('http://127.0.0.2:9/' + i); true")
    visitor.value(f"for (let i = 0; i < {MANY}; i += 1) location.href = 'mailto:' + i; true")
    prints = "for (let i = 0; i < 8; i += 1) { print(); await fetch('/') }"
    visitor.value(f"(async () => {{ {prints}; document.title = 'x'.repeat(1_000_000) }})(); true")
    wait_until(lambda: "xxx" in visitor.on_gui(visitor.native.windowTitle))
    wait_until(lambda: len(visitor.browsed) >= qt_page._MOST_LINKS)  # each is opened in a thread
    visitor.seen["title"] = len(visitor.on_gui(visitor.native.windowTitle))
    visitor.seen["still_at"] = visitor.where()
    visitor.seen["prints"], visitor.seen["links"] = len(asked), len(visitor.browsed)


def save_many(visitor: Visitor) -> None:
    """The page saves more files by itself than are saved unasked."""
    # Chromium drops all but ten such clicks in a second, and of two in the same moment the first.
    save = "Object.assign(document.createElement('a'), { href: `/files/${i}`, download: '' }).click()"
    rest = "await new Promise((done) => setTimeout(done, 150))"
    visitor.value(f"(async () => {{ for (let i = 0; i < {2 * UNASKED_FILES}; i += 1) {{ {save}; {rest} }} }})(); true")
    wait_until(lambda: visitor.rows() >= UNASKED_FILES + 2)
    visitor.seen["saved"] = len(names())


def names() -> list[str]:
    """The files that are saved or on their way."""
    files = (Path.home() / "Downloads").glob("*")
    return [file.name for file in files if file.suffix != PART_ENDING]


def port(visitor: Visitor) -> None:
    """Looks for the port by which developers can look into every page, and act in it."""
    with socket.socket() as tried:
        visitor.seen["answers"] = tried.connect_ex(("127.0.0.1", int(os.environ["TRIED_PORT"]))) == 0


def hold(visitor: Visitor) -> None:
    """The page asks in loops, and wants to keep the window by its question on leaving."""
    loop = f"for (let i = 0; i < {MANY}; i += 1) {{ alert('stay'); confirm('stay?'); prompt('stay') }}"
    visitor.by_click(f"{loop}; addEventListener('beforeunload', (event) => event.preventDefault())")
    visitor.seen["prompt"] = visitor.value("String(prompt('password?'))")
    visitor.seen["dialogs"] = visitor.dialogs()
    visitor.press_key("F5")
    visitor.seen["again"] = visitor.server.hear()["path"]
    visitor.by_click("addEventListener('beforeunload', (event) => event.preventDefault())")
    visitor.close()
    wait_until(lambda: not visitor.open())


def drop(visitor: Visitor) -> None:
    """The person lets go of a file over the page, which takes no files."""
    from qtpy.QtCore import QMimeData, QPointF, Qt, QUrl
    from qtpy.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
    from qtpy.QtWidgets import QApplication

    file = visitor.data / "mine.html"
    file.write_text("<title>mine</title>")

    def let_go() -> None:
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(file))])
        held = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        for event in (QDragEnterEvent, QDragMoveEvent):
            QApplication.sendEvent(visitor.native.webview, event(QPointF(200, 200).toPoint(), *held))
        QApplication.sendEvent(visitor.native.webview, QDropEvent(QPointF(200, 200), *held))

    visitor.on_gui(let_go)
    visitor.seen["still_at"] = visitor.where()
    visitor.seen["title"] = visitor.value("document.title")
    visitor.seen["browsed"] = visitor.browsed


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    Visitor(Path(sys.argv[2])).play(globals()[sys.argv[1]])
