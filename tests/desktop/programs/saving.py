"""What is done with files in a real window, one scenario a process.

`python -m tests.desktop.programs.saving NAME DATA`.

Prints what was seen, as one line of JSON; the tests judge it.
"""

import faulthandler
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chat_desktop.desktop.downloads import place, rules, settings
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.saver import Saver
from tests.desktop.servers.file_server import SLOW_BYTES

HANGS_SECONDS = 110


def names(saver: Saver) -> None:
    """Saves files of one name, of names that deceive, and looks what can be done with them."""
    (saver.folder).mkdir()
    (saver.folder / "notes.txt").write_text("mine")
    # What no office has sent is not saved.
    saver.get_refused("data:text/plain,made%20up", "made up.txt")
    for path in ("/files/1", "/files/1", "/files/up", "/files/bidi", "/files/tags"):
        saver.get_row(path)
    wait_until(lambda: saver.done() == 5)
    saver.seen["saved"] = sorted(saver.saved())
    saver.seen["mine"] = (saver.folder / "notes.txt").read_text()
    saver.seen["buttons"] = {row: saver.buttons(row) for row in ("notes (2).txt", "_img", "invoice")}
    saver.seen["browsed_before"] = list(saver.browsed)
    saver.press("Open", "notes (2).txt")
    wait_until(lambda: len(saver.browsed) == 1)
    saver.press("Show in folder", "_img")
    wait_until(lambda: len(saver.browsed) == 2)
    saver.seen["browsed"] = [Path(each).name for each in saver.browsed]
    _many(saver)


def _many(saver: Saver) -> None:
    """The page saves more files by itself than are saved unasked: six here, of which five are there."""
    for number in range(2, 5):
        saver.get_row(f"/files/{number}")
    assert len(saver.rows()) == 8
    wait_until(lambda: saver.done() == 6)
    saver.holds(*saver.seen["saved"], "notes (4).txt")
    saver.seen["unasked"] = len(saver.saved())
    saver.press("Don’t save", "notes.txt: Many")
    wait_until(lambda: len(saver.rows()) == 7)
    saver.press("Save", "notes.txt: Many")
    wait_until(lambda: saver.done() == 7)
    saver.seen["agreed"] = len(saver.saved())


def slow(saver: Saver) -> None:
    """Cancels a file on its way, loses the link to it, and saves it at last."""
    saver.get("/files/slow")
    saver.says("slow.bin: 500 kB of 2.0 MB")
    saver.seen["meanwhile"] = saver.saved()
    saver.colours(saver.data / "slow.png")
    saver.press("Cancel")
    wait_until(lambda: not saver.rows() and not saver.saved())
    saver.get("/files/slow")
    saver.says("slow.bin: 500 kB of 2.0 MB")
    saver.server.cut.set()
    saver.says("The connection was lost.")
    saver.server.cut.clear()
    saver.server.go.set()
    saver.press("Try again")
    saver.finished("slow.bin")
    saver.seen["saved"] = saver.saved()
    saver.get("/files/gone", "plan.txt")
    saver.says("The office has no such file any more.")
    saver.holds("slow.bin")
    _no_room(saver)


def _no_room(saver: Saver) -> None:
    """The disk is full before and during a download."""
    saver.server.go.clear()
    usage = type(shutil.disk_usage("/"))
    free = SLOW_BYTES + place.KEPT_FREE_BYTES - 1
    shutil.disk_usage = lambda _: usage(10**9, 0, free)  # type: ignore[assignment]
    saver.get("/files/slow")
    saver.says("The disk is full.")
    saver.holds("slow.bin")
    free = 10**9
    saver.press("Try again", "slow (2).bin")
    saver.says("500 kB of 2.0 MB")
    free = place.KEPT_FREE_BYTES - 1
    saver.says("The disk is full.")
    saver.holds("slow.bin")
    free = 10**9
    saver.server.go.set()
    saver.press("Try again", "slow (2).bin")
    saver.finished("slow (2).bin")
    saver.seen["after"] = saver.saved()


def close_meanwhile(saver: Saver) -> None:
    """The window is closed while a file is on its way."""
    saver.get("/files/slow")
    saver.says("slow.bin: 500 kB of 2.0 MB")
    saver.close()
    saver.answer("Close the office")
    saver.seen["asked"] = [saver.answer("Keep it open")]
    saver.says("slow.bin: 500 kB of 2.0 MB")
    saver.close()
    saver.answer("Close the office")
    saver.seen["asked"].append(saver.answer("Close the window"))
    wait_until(lambda: not saver.open())


def choose_where(saver: Saver) -> None:
    """The folder is on a stick that is not plugged in. Then another is chosen, and then to be asked each time."""
    from qtpy.QtWidgets import QFileDialog

    stick, other = saver.data / "stick", saver.data / "other"
    other.mkdir()
    saver.get("/files/0")
    saver.says(f"The folder {stick} is not there.")
    saver.seen["made"] = stick.exists()
    stick.mkdir()
    saver.press("Try again")
    saver.finished("notes.txt")
    saver.seen["elsewhere"] = saver.folder.exists()
    saver.press("Remove from list")
    saver.seen["on_the_stick"] = [file.name for file in stick.iterdir()]
    QFileDialog.getExistingDirectory = lambda *_: str(other)
    saver.choose_in_menu("Choose a folder\N{HORIZONTAL ELLIPSIS}")
    saver.get("/files/1")
    saver.finished("notes.txt")
    saver.folder = other
    saver.seen["saved"] = saver.saved()
    target = saver.data / "as I like.txt"
    chosen = [str(target), ""]

    def choose(parent: Any, title: str, suggested: str) -> tuple[str, str]:
        saver.seen["asked"] = Path(suggested).name
        return chosen.pop(0), ""

    QFileDialog.getSaveFileName = choose
    saver.choose_in_menu("Ask where to save each file")
    saver.get("/files/2")
    saver.finished("as I like.txt")
    saver.seen["chosen"] = target.stat().st_size
    saver.get("/files/3")
    wait_until(lambda: not chosen and len(saver.rows()) == 2)
    saver.seen["rows"] = saver.rows()
    saver.seen["says"] = saver.on_gui(lambda: saver.head().accessibleName())


def document(saver: Saver) -> None:
    """A PDF is shown in a window of its own, which ends with the window of the office."""
    from qtpy.QtWidgets import QApplication

    from chat_desktop.desktop.window import qt_document

    qt_document.MOST_WINDOWS = 2

    def documents() -> list[Any]:
        return [each for each in QApplication.topLevelWidgets() if hasattr(each, "document") and each.isVisible()]

    tab = "target: '_blank', rel: 'noopener noreferrer'"
    link = f"Object.assign(document.createElement('a'), {{{{ href: '{{}}', {tab} }}}}).click()"
    for number in range(4):
        saver.script(link.format(f"/files/{number}/plan.pdf?as=view"))
    wait_until(lambda: len(saver.on_gui(documents)) == 2)
    saver.seen["titles"] = sorted(set(saver.on_gui(lambda: [each.windowTitle() for each in documents()])))
    saver.seen["still_at"] = saver.where()
    first = saver.on_gui(documents)[0]
    wait_until(lambda: saver.on_gui(lambda: first.grab().toImage().pixelColor(600, 20).lightness()) < 120)
    saver.on_gui(lambda: first.grab().save(str(saver.data / "document.png")))
    saver.seen["bridge"] = _value(saver, first, "typeof window.pywebview + typeof window.qt")
    saver.seen["loaded"] = [
        _went(saver, first, url) for url in (f"{saver.server.url}/?elsewhere", "http://127.0.0.2:9/")
    ]
    saver.seen["document_at"] = saver.on_gui(lambda: first.page().url().path())


def print_document(saver: Saver) -> None:
    """By the key and by the button of Chromium's bar, and a document that asks for it again and again."""
    from qtpy.QtGui import QShortcut
    from qtpy.QtWidgets import QApplication

    def documents() -> list[Any]:
        return [each for each in QApplication.topLevelWidgets() if hasattr(each, "document") and each.isVisible()]

    tab = "target: '_blank', rel: 'noopener noreferrer'"
    saver.script(f"Object.assign(document.createElement('a'), {{ href: '/files/1/plan.pdf?as=view', {tab} }}).click()")
    wait_until(lambda: len(saver.on_gui(documents)) == 1)
    view = saver.on_gui(documents)[0]
    saver.on_gui(view.findChild(QShortcut).activated.emit)
    saver.finished("plan.pdf")
    wait_until(lambda: len(saver.browsed) == 1)
    saver.seen["opened"] = Path(saver.browsed[0]).name
    saver.seen["is_pdf"] = Path(saver.browsed[0]).read_bytes()[:5].decode()
    for number in range(2, 6):
        saver.on_gui(view.page().printRequested.emit)
        if number <= 3:
            wait_until(lambda number=number: len(saver.browsed) == number)  # type: ignore[misc]
    saver.get_row("/files/notes")
    saver.finished("notes")
    saver.seen["browsed"] = len(saver.browsed)


def _went(saver: Saver, view: Any, url: str) -> bool:
    """Whether a window goes to URL."""
    from qtpy.QtCore import QUrl

    ended: list[bool] = []

    def go() -> None:
        view.page().loadFinished.connect(ended.append)
        view.page().setUrl(QUrl(url))

    saver.on_gui(go)
    wait_until(lambda: bool(ended))
    return ended[0]


def _value(saver: Saver, view: Any, code: str) -> Any:
    found: list[Any] = []

    def take(value: Any) -> None:
        found.append(value)

    saver.on_gui(lambda: view.page().runJavaScript(code, 0, take))
    wait_until(lambda: bool(found))
    return found[0]


BEFORE: dict[str, Callable[[Path], None]] = {
    "choose_where": lambda data: settings.save(data, settings.DownloadSettings(str(data / "stick"))),
    "names": lambda _: setattr(rules, "UNASKED_FILES", 6),
}

if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    data = Path(sys.argv[2])
    if sys.argv[1] in BEFORE:
        BEFORE[sys.argv[1]](data)
    Saver(data).play(globals()[sys.argv[1]])
