"""Carries files into the real page of the window and out of it, as a person does: drop, paste, choose, save, look."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.office_page import OfficePage
from tests.support.files.sample_files import samples

TILES = (
    "JSON.stringify([...document.querySelectorAll('.tray [data-key]')].map((tile) => tile.getAttribute('aria-label')))"
)
DONE = "document.querySelectorAll('.tray [data-key][data-state=done]').length"
IN_MESSAGE = "document.querySelectorAll('article .file, article .picture').length"
SPOT = """(() => { const at = document.querySelector(%s)?.getBoundingClientRect();
  return at && at.width ? `${at.left + at.width / 2} ${at.top + at.height / 2}` : '' })()"""
MARK_FILES = """(() => {
  const found = [...document.querySelectorAll('.menu button')].find((each) => each.textContent.trim() === 'Files');
  if (found) found.id = 'add-files';
  return Boolean(found);
})()"""
# Whether the page takes files: it says so to a drag that brings one.
TAKES_FILES = """(() => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["x"], "x.txt"));
  const event = (type) => new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
  const takes = !document.querySelector('.room').dispatchEvent(event("dragover"));
  document.querySelector('.room').dispatchEvent(event("dragleave"));
  return takes;
})()"""


def carry(window: OfficePage, home: Path) -> None:
    """Sends four files in one message, saves one of them, and looks at the PDF."""
    seen: dict[str, Any] = window.seen  # type: ignore[attr-defined]
    for name, content in {
        "Übersicht é.txt": b"dropped",
        "copied.txt": b"pasted",
        "plan.pdf": samples()["a.pdf"],
    }.items():
        (home / name).write_bytes(content)
    wait_until(lambda: bool(window.value(SPOT % json.dumps(".composer textarea")) and window.value(TAKES_FILES)))
    drop(window, home / "Übersicht é.txt")
    _tiles(window, 1)
    _paste(window, _picture)
    _tiles(window, 2)
    _paste(window, lambda mime: mime.setUrls([_url(home / "copied.txt")]))
    _tiles(window, 3)
    _choose(window, home / "plan.pdf")
    seen["tray"] = _tiles(window, 4)
    window.on_gui(_clear_clipboard)
    window.await_value(f"{DONE} === 4")
    window.press_in(".composer .send")
    window.await_value(f"{IN_MESSAGE} === 4")
    _save_and_look(window, home, seen)


def _save_and_look(window: OfficePage, home: Path, seen: dict[str, Any]) -> None:
    from qtpy.QtWidgets import QApplication

    # Of what is still on its way there is no link to the host.
    window.press_in("article[data-id] a[download='Übersicht é.txt']")
    saved = home / "Downloads" / "Übersicht é.txt"
    wait_until(lambda: saved.exists() and saved.stat().st_size > 0)
    seen["saved"] = saved.read_text()
    window.press_in('article[data-id] a.file-name[href$="as=view"]')

    def titles() -> list[str]:
        return [each.windowTitle() for each in QApplication.topLevelWidgets() if hasattr(each, "document")]

    wait_until(lambda: bool(window.on_gui(titles)))
    seen["document"] = window.on_gui(titles)
    seen["still_at"] = window.value("location.pathname")


def _tiles(window: OfficePage, count: int) -> list[str]:
    """The files of the tray, once there are so many."""
    wait_until(lambda: len(json.loads(window.value(TILES) or "[]")) == count)
    return [label.rsplit(",", 1)[0] for label in json.loads(window.value(TILES))]


def drop(window: OfficePage, *paths: Path) -> None:
    """Drags files from outside over the messages, and lets them go."""
    from qtpy.QtCore import QMimeData, QPointF, Qt
    from qtpy.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
    from qtpy.QtWidgets import QApplication

    x, y = (float(part) for part in window.value(SPOT % json.dumps(".room")).split())

    def drag() -> None:
        mime = QMimeData()
        mime.setUrls([_url(path) for path in paths])
        held = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        for event in (QDragEnterEvent, QDragMoveEvent):
            QApplication.sendEvent(window.native.webview, event(QPointF(x, y).toPoint(), *held))
        QApplication.sendEvent(window.native.webview, QDropEvent(QPointF(x, y), *held))

    window.on_gui(drag)


def _paste(window: OfficePage, fill: Callable[[Any], None]) -> None:
    """Pastes into the composer what a program has put on the clipboard."""
    from qtpy.QtCore import QMimeData
    from qtpy.QtWebEngineCore import QWebEnginePage
    from qtpy.QtWidgets import QApplication

    window.script("document.querySelector('.composer textarea').focus()")

    def paste() -> None:
        mime = QMimeData()
        fill(mime)
        QApplication.clipboard().setMimeData(mime)
        window.native.webview.page().triggerAction(QWebEnginePage.WebAction.Paste)

    window.on_gui(paste)


def _clear_clipboard() -> None:
    """Otherwise Qt would end what was made here after Python has ended, and crash."""
    from qtpy.QtWidgets import QApplication

    QApplication.clipboard().clear()


def _choose(window: OfficePage, path: Path) -> None:
    """Opens the toolkit's dialog by a click in the menu "Add", and chooses a file in it."""
    from qtpy.QtCore import QPoint, Qt
    from qtpy.QtTest import QTest
    from qtpy.QtWidgets import QApplication, QFileDialog, QLineEdit

    window.press_in(".composer [aria-haspopup=dialog][aria-label=Add]")
    window.await_value(MARK_FILES)
    x, y = _resting_spot(window, "#add-files")
    spot = QPoint(round(x), round(y))

    def click() -> None:
        QTest.mouseClick(
            window.native.webview.focusProxy(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot
        )

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        dialog.accept()

    window.on_gui(click)
    wait_until(lambda: isinstance(window.on_gui(QApplication.activeModalWidget), QFileDialog))
    window.on_gui(choose)


def _resting_spot(window: OfficePage, selector: str) -> tuple[float, float]:
    """The middle of something, once it has stopped moving."""
    seen = ["", ""]

    def rests() -> bool:
        seen[:] = [seen[1], str(window.value(SPOT % json.dumps(selector)))]
        return bool(seen[1]) and seen[0] == seen[1]

    wait_until(rests)
    x, y = (float(part) for part in seen[1].split())
    return x, y


def _picture(mime: Any) -> None:
    from qtpy.QtGui import QImage

    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0x40A060)
    mime.setImageData(image)


def _url(path: Path) -> Any:
    from qtpy.QtCore import QUrl

    return QUrl.fromLocalFile(str(path))
