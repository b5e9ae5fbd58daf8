"""A window whose page links to files, and what a person does and sees there; `saving.py` plays scenarios with it."""

import json
import logging
import threading
from pathlib import Path
from typing import Any

from chat_desktop.desktop.window import qt_downloads
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.scenarios import Stage
from tests.desktop.servers.file_server import FileServer


class Saver(Stage):
    """A window whose page links to files."""

    server: FileServer

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.server = FileServer()
        self.host.url = self.server.url
        self.folder = Path.home() / "Downloads"

    def get(self, path: str, name: str = "") -> None:
        """Clicks a link of the page that downloads."""
        made = (
            f"Object.assign(document.createElement('a'), {{ href: {json.dumps(path)}, download: {json.dumps(name)} }})"
        )
        self.script(f"{{ const a = {made}; document.body.append(a); a.click(); a.remove() }}")

    def get_row(self, path: str) -> None:
        """Clicks such a link and waits until the file is in the list: a link that is clicked in the same moment as
        another may take its place in the browser."""
        before = len(self.rows())
        self.get(path)
        wait_until(lambda: len(self.rows()) > before)

    def get_refused(self, path: str, name: str) -> None:
        """Clicks such a link and waits until it was refused."""
        refused = threading.Event()

        class Told(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                refused.set()

        log, handler = logging.getLogger(qt_downloads.__name__), Told()
        log.addHandler(handler)
        self.get(path, name)
        wait_until(refused.is_set)
        log.removeHandler(handler)

    def rows(self) -> list[str]:
        """What the list of downloads says, the newest first."""

        def read() -> list[str]:
            rows = sorted(self._rows(), key=lambda row: row.y())
            return [row.accessibleName() for row in rows]

        found: list[str] = self.on_gui(read)
        return found

    def buttons(self, row: str) -> list[str]:
        """The buttons of a row that begins so."""
        found: list[str] = self.on_gui(lambda: [each.text() for each in self._buttons(row)])
        return found

    def press(self, button: str, row: str = "") -> None:
        wait_until(lambda: button in self.buttons(row))
        self.on_gui(lambda: next(each for each in self._buttons(row) if each.text() == button).click())

    def says(self, *words: str) -> None:
        """Waits until some row says all of this."""
        wait_until(lambda: any(all(word in row for word in words) for row in self.rows()))

    def finished(self, *begins: str) -> None:
        """Waits until the rows that begin so tell that their files are there."""
        for begin in begins:
            wait_until(lambda begin=begin: "Show in folder" in self.buttons(begin))  # type: ignore[misc]

    def done(self) -> int:
        """The number of files that are there."""
        rows = self.on_gui(lambda: [row.accessibleName() for row in self._rows()])
        return sum("Show in folder" in self.buttons(row) for row in set(rows))

    def saved(self) -> dict[str, int]:
        """The files of the folder and their sizes."""
        return {file.name: file.stat().st_size for file in sorted(self.folder.iterdir())}

    def holds(self, *names: str) -> None:
        """Waits until the folder has these files and no others. Chromium removes unfinished ones a moment later."""
        try:
            wait_until(lambda: sorted(self.saved()) == sorted(names))
        except AssertionError:
            raise AssertionError(f"the folder has {self.saved()} and the rows are {self.rows()}") from None

    def head(self) -> Any:
        """The line that says where files are saved."""
        from qtpy.QtWidgets import QLabel

        return self.native.findChild(QLabel, "download-place")

    def choose_in_menu(self, words: str) -> None:
        """Chooses in the menu of the list."""
        from qtpy.QtGui import QAction

        self.on_gui(lambda: next(each for each in self.native.findChildren(QAction) if each.text() == words).trigger())

    def _rows(self) -> list[Any]:
        from qtpy.QtWidgets import QWidget

        return [each for each in self.native.findChildren(QWidget, "download") if each.isVisible()]

    def _buttons(self, begin: str) -> list[Any]:
        from qtpy.QtWidgets import QPushButton

        rows = [each for each in self._rows() if each.accessibleName().startswith(begin)]
        return [each for row in rows[:1] for each in row.findChildren(QPushButton) if each.isVisible()]
