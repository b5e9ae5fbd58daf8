"""What is done with a real window, one scenario a process: `python -m tests.desktop.scenarios NAME DATA`.

Prints what was seen, as one line of JSON; the tests judge it. A toolkit starts once in a process, and a scenario that
hangs shows where, and ends.
"""

import faulthandler
import json
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chat_desktop.desktop.window import open_window
from tests.desktop.page_server import PageServer

HANGS_SECONDS = 40


class Host:
    """What the window asks of a host, and a test may set."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.office_name = "Acme"
        self.people = 0
        self.raise_window: Callable[[], bool] = lambda: False

    def window_url(self) -> str:
        return f"{self.url}/?first"

    def people_connected(self) -> int:
        return self.people


class Stage:
    """A window, what drives it, and what was seen."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.server = PageServer()
        self.host = Host(self.server.url)
        self.seen: dict[str, Any] = {}
        self.browsed: list[str] = []
        webbrowser.open = self._browse  # type: ignore[assignment]

    def play(self, scenario: Callable[["Stage"], None]) -> None:
        driver = threading.Thread(target=self._drive, args=(scenario,))
        driver.start()
        open_window(self.host, self.data)
        driver.join()
        print(json.dumps(self.seen), flush=True)

    def open(self) -> bool:
        import webview

        return bool(webview.windows)

    @property
    def native(self) -> Any:
        import webview

        return webview.windows[0].native

    def on_gui(self, work: Callable[[], Any]) -> Any:
        """Runs something on the GUI thread and waits for its result."""
        done = threading.Event()
        result: list[Any] = []

        def run() -> None:
            result.append(work())
            done.set()

        self.native.create_window_trigger.emit(run)
        assert done.wait(10), "the GUI thread does not answer"
        return result[0]

    def script(self, code: str) -> None:
        self.on_gui(lambda: self.native.webview.page().runJavaScript(code))

    def where(self) -> str:
        self.script("say({ now: location.pathname + location.search })")
        return str(self.server.hear()["now"])

    def _browse(self, url: str, *_: Any) -> bool:
        self.browsed.append(url)
        return True

    def _drive(self, scenario: Callable[["Stage"], None]) -> None:
        try:
            self.seen["hello"] = self.server.hear()
            scenario(self)
        finally:
            if self.open():
                os.kill(os.getpid(), signal.SIGTERM)


def wait_until(holds: Callable[[], bool]) -> None:
    import time

    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "it did not come true in 10 s"
        time.sleep(0.02)


def paint(stage: Stage) -> None:
    stage.seen["sandbox_off"] = os.environ.get("QTWEBENGINE_DISABLE_SANDBOX")
    wait_until(lambda: bool(stage.on_gui(stage.native.windowTitle) == "(2) Acme"))
    stage.seen["title"] = stage.on_gui(stage.native.windowTitle)

    def colours() -> list[str]:
        image = stage.native.grab().toImage()
        spots = ((x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7))
        return sorted({image.pixelColor(x, y).name() for x, y in spots})

    wait_until(lambda: "#20a040" in stage.on_gui(colours))
    stage.seen["colours"] = stage.on_gui(colours)


def follow_links(stage: Stage) -> None:
    for link in ("same", "new"):
        before = len(stage.browsed)
        stage.script(f"document.getElementById('{link}').click()")
        wait_until(lambda before=before: len(stage.browsed) > before)  # type: ignore[misc]
    stage.script("document.getElementById('file-link').click()")
    stage.seen["still_at"] = stage.where()
    stage.script("document.getElementById('ours').click()")
    stage.seen["ours"] = stage.server.hear()["path"]
    stage.seen["browsed"] = stage.browsed


def download(stage: Stage) -> None:
    from qtpy.QtWidgets import QFileDialog

    target = stage.data / "saved as this.txt"

    def choose(parent: Any, title: str, suggested: str) -> tuple[str, str]:
        stage.seen["suggested"] = Path(suggested).name
        return str(target), ""

    QFileDialog.getSaveFileName = choose
    stage.script("document.getElementById('download').click()")
    wait_until(lambda: target.exists() and target.stat().st_size == 23_000)
    stage.seen["saved"] = target.read_text()[:23]


def ask_permissions(stage: Stage) -> None:
    stage.script("ask(navigator.clipboard.writeText('from the page').then(() => navigator.clipboard.readText()))")
    stage.seen["clipboard"] = stage.server.hear()["settled"]
    stage.script("ask(Notification.requestPermission())")
    stage.seen["notifications"] = stage.server.hear()["settled"]


def close_with_people(stage: Stage) -> None:
    from qtpy.QtWidgets import QApplication

    stage.host.people = 3
    stage.seen["asked"] = []

    def answer(text: str) -> None:
        stage.native.destroy_trigger.emit()
        wait_until(lambda: stage.on_gui(QApplication.activeModalWidget) is not None)
        box = stage.on_gui(QApplication.activeModalWidget)
        stage.seen["asked"].append(stage.on_gui(box.text))
        stage.on_gui(lambda: next(b for b in box.buttons() if b.text() == text).click())

    answer("Keep it open")
    stage.seen["kept"] = stage.where()
    answer("Close the office")
    wait_until(lambda: not stage.open())


def stop_while_asking(stage: Stage) -> None:
    from qtpy.QtWidgets import QApplication

    stage.host.people = 1
    stage.native.destroy_trigger.emit()
    wait_until(lambda: stage.on_gui(QApplication.activeModalWidget) is not None)


def come_forward(stage: Stage) -> None:
    stage.on_gui(stage.native.showMinimized)
    stage.seen["raised"] = stage.host.raise_window()
    wait_until(lambda: not stage.on_gui(stage.native.isMinimized))


def resize(stage: Stage) -> None:
    stage.on_gui(lambda: stage.native.resize(700, 600))
    stage.on_gui(lambda: stage.native.move(40, 30))


def measure(stage: Stage) -> None:
    native = stage.native
    stage.seen["size"] = stage.on_gui(lambda: [native.width(), native.height(), native.x(), native.y()])
    stage.seen["maximized"] = stage.on_gui(native.isMaximized)


def maximize(stage: Stage) -> None:
    stage.on_gui(stage.native.showMaximized)
    wait_until(lambda: stage.on_gui(stage.native.isMaximized))


def crash(stage: Stage) -> None:
    os.kill(stage.on_gui(stage.native.webview.page().renderProcessPid), signal.SIGKILL)
    stage.seen["again"] = stage.server.hear()["path"]


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    Stage(Path(sys.argv[2])).play(globals()[sys.argv[1]])
