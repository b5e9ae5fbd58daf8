"""Drives the one window of this process from a thread beside it."""

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

# What a failure tells of the page: its words, the dialog on top, and how far its videos and sounds are.
SEEN = """JSON.stringify({
  path: location.pathname, words: document.body?.innerText.slice(-1500),
  dialog: document.querySelector('dialog')?.outerHTML.slice(0, 3000),
  media: [...document.querySelectorAll('video, audio')].map((each) =>
    [each.tagName, each.paused, each.currentTime, each.readyState, each.networkState, each.error?.message]),
})"""


class Driver:
    _problem: BaseException | None = None

    def drive(self, work: Callable[[], None]) -> None:
        """Does the work, and then ends the program."""
        try:
            work()
        except BaseException as problem:
            self._problem = problem
            with suppress(Exception):  # there may be no page any more
                problem.add_note(f"the page: {self.value(SEEN)}")
        finally:
            self.end()

    def raise_problem(self) -> None:
        """Raises what has ended the work, so that no test takes it for done."""
        if self._problem is not None:
            raise self._problem

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
        assert done.wait(30), "the GUI thread does not answer"
        return result[0]

    def script(self, code: str) -> None:
        self.on_gui(lambda: self.native.webview.page().runJavaScript(code))

    def value(self, code: str) -> Any:
        """What the code gives in the page."""
        done = threading.Event()
        result: list[Any] = []

        def take(value: Any) -> None:
            result.append(value)
            done.set()

        self.on_gui(lambda: self.native.webview.page().runJavaScript(code, 0, take))
        assert done.wait(30), "the page does not answer"
        return result[0]

    def await_value(self, code: str, what: str = "") -> None:
        """Waits until the code gives something true in the page."""
        wait_until(lambda: bool(self.value(code)), told=lambda: f"{what or code}\n{self.value(SEEN)}")

    def colours(self, picture: Path | None = None) -> list[str]:
        """The colours that are painted; the picture is kept when a path is given."""

        def look() -> list[str]:
            grabbed = self.native.grab()
            if picture:
                grabbed.save(str(picture))
            image = grabbed.toImage()
            spots = ((x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7))
            return sorted({image.pixelColor(x, y).name() for x, y in spots})

        found: list[str] = self.on_gui(look)
        return found

    def close(self) -> None:
        """As by the cross in the title bar; returns at once."""
        self.native.destroy_trigger.emit()

    def answer(self, button: str) -> str:
        """Waits for the question with this button, presses it, and gives the question.

        A page that is slow to answer has a box of its own, which goes away by itself."""
        from qtpy.QtWidgets import QApplication, QMessageBox

        question = ""

        def press() -> bool:
            nonlocal question
            box = QApplication.activeModalWidget()
            buttons = box.buttons() if isinstance(box, QMessageBox) else []
            found = next((each for each in buttons if each.text() == button), None)
            if found:
                question = box.text()
                found.click()
            return found is not None

        wait_until(lambda: bool(self.on_gui(press)))
        return question

    def end(self) -> None:
        if self.open():
            os.kill(os.getpid(), signal.SIGTERM)


def wait_until(holds: Callable[[], bool], seconds: float = 25, told: Callable[[], str] = str) -> None:
    """TOLD gives what a failure says beside the time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"it did not come true in {seconds} s {told()}"
        time.sleep(0.02)
