"""What is done with a real window, one scenario a process: `python -m tests.desktop.programs.scenarios NAME DATA`.

Prints what was seen, as one line of JSON; the tests judge it. A toolkit starts once in a process, and a scenario that
hangs shows where, and ends.
"""

import faulthandler
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chat_desktop import child_processes
from chat_desktop.desktop.visitor import visits
from chat_desktop.desktop.visitor.launcher import Launcher
from chat_desktop.desktop.window import window_geometry
from chat_desktop.desktop.window.window import open_window
from chat_desktop.runtime.program.crash import Crash
from chat_desktop.runtime.standby.missed_hosts import MissedHosts
from chat_desktop.storage import folder_lock
from tests.desktop.programs.driving import Driver, wait_until
from tests.desktop.servers.page_server import PageServer
from tests.desktop.servers.strange_office import StrangeOffice

HANGS_SECONDS = 110


class Host:
    """What the window asks of a host, and a test may set."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.office_name = "Acme"
        self.people = 0
        self.raise_window: Callable[[], bool] = lambda: False
        self.close_window: Callable[[], None] = lambda: None
        self.show: Callable[[str], None] = lambda url: None
        self.tell_crash: Callable[[Crash], None] = lambda crash: None

    def window_url(self) -> str:
        return f"{self.url}/?first"

    def people_connected(self) -> int:
        return self.people


class Stage(Driver):
    """A window, what drives it, and what was seen."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.server = PageServer()
        self.host = Host(self.server.url)
        self.missed = MissedHosts()
        self.seen: dict[str, Any] = {}
        self.browsed: list[str] = []
        child_processes.open_by_system = self._browse

    def play(self, scenario: Callable[["Stage"], None]) -> None:
        driver = threading.Thread(target=self._drive, args=(scenario,))
        driver.start()
        open_window(self.host, self.data, has_tray=True, missed=self.missed)
        driver.join()
        self.raise_problem()
        print(json.dumps(self.seen), flush=True)

    def where(self) -> str:
        self.script("say({ now: location.pathname + location.search })")
        return str(self.server.hear()["now"])

    def press_key(self, key: str) -> None:
        from qtpy.QtGui import QShortcut

        def press() -> None:
            next(each for each in self.native.findChildren(QShortcut) if each.key().toString() == key).activated.emit()

        self.on_gui(press)

    def _browse(self, target: str) -> bool:
        self.browsed.append(target)
        return True

    def _drive(self, scenario: Callable[["Stage"], None]) -> None:
        def work() -> None:
            self.seen["hello"] = self.server.hear()
            scenario(self)

        self.drive(work)


def paint(stage: Stage) -> None:
    stage.seen["sandbox_off"] = os.environ.get("QTWEBENGINE_DISABLE_SANDBOX")
    wait_until(lambda: bool(stage.on_gui(stage.native.windowTitle) == "(2) Acme"))
    stage.seen["title"] = stage.on_gui(stage.native.windowTitle)

    wait_until(lambda: "#20a040" in stage.colours())
    stage.seen["colours"] = stage.colours()
    stage.seen["loaded"] = stage.native.pywebview_window.events.loaded.wait(30)


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


def print_page(stage: Stage) -> None:
    from qtpy.QtWidgets import QFileDialog

    target = stage.data / "on the wall.pdf"

    def choose(parent: Any, title: str, suggested: str) -> tuple[str, str]:
        stage.seen["suggested"] = Path(suggested).name
        return str(target), ""

    QFileDialog.getSaveFileName = choose
    stage.script("print()")
    wait_until(lambda: bool(stage.browsed))
    stage.seen["opened"] = stage.browsed == [str(target)]
    stage.seen["head"] = target.read_bytes()[:5].decode()


def fill_the_screen(stage: Stage) -> None:
    from qtpy.QtCore import Qt
    from qtpy.QtTest import QTest

    native = stage.native
    stage.on_gui(native.showMaximized)
    # Only for a person's click: a script by itself may not.
    stage.value("addEventListener('click', () => document.documentElement.requestFullscreen(), { once: true })")

    def is_full_after_a_click() -> bool:
        # Again and again: a click on a window that is just being made larger is lost.
        stage.on_gui(lambda: QTest.mouseClick(native.webview.focusProxy(), Qt.MouseButton.LeftButton))
        return bool(stage.on_gui(native.isFullScreen))

    wait_until(is_full_after_a_click)
    # The window is there before the page knows.
    wait_until(lambda: bool(stage.value("Boolean(document.fullscreenElement)")))
    stage.script("document.exitFullscreen()")
    wait_until(lambda: not stage.on_gui(native.isFullScreen))
    stage.seen["maximised_again"] = stage.on_gui(native.isMaximized)


def ask_permissions(stage: Stage) -> None:
    # A page may use the clipboard once its window has the focus.
    wait_until(lambda: bool(stage.value("document.hasFocus()")))
    stage.script("ask(navigator.clipboard.writeText('from the page').then(() => navigator.clipboard.readText()))")
    stage.seen["clipboard"] = stage.server.hear()["settled"]
    stage.script("ask(Notification.requestPermission())")
    stage.seen["notifications"] = stage.server.hear()["settled"]
    place = (
        "new Promise((found) => navigator.geolocation.getCurrentPosition(() => found('given'), () => found('refused')))"
    )
    stage.script(f"ask({place})")
    stage.seen["place_of_the_computer"] = stage.server.hear()["settled"]


def visit_who_asks_for_devices(stage: Stage) -> None:
    """Our own page asks for them, and then one of another's office, in the window that this one opens."""
    # Qt remembers an answer while the window is open, so what is granted is asked first.
    for device in ("audio", "video"):
        stage.script(f"ask(navigator.mediaDevices.getUserMedia({{ {device}: true }}).then(() => 'granted'))")
        stage.seen[device] = stage.server.hear()["settled"]
    kinds = "(stream) => stream.getTracks().map((track) => track.kind).join()"
    stage.script(f"ask(navigator.mediaDevices.getUserMedia({{ audio: true, video: true }}).then({kinds}))")
    stage.seen["own"] = stage.server.hear()["settled"]
    with StrangeOffice() as office:
        assert Launcher(stage.data, lambda: None)(office.url, None)
        stage.seen["strange"] = office.told.get(timeout=30)
        opened = stage.data / "bin" / "seen.json"
        wait_until(opened.exists)
        (folder,) = (stage.data / visits.FOLDER).iterdir()
        card = folder_lock.info(folder)
        assert card is not None
        assert card.pid is not None
        os.kill(card.pid, signal.SIGTERM)
        wait_until((folder / window_geometry.FILE).exists)


def close_with_people(stage: Stage) -> None:
    stage.host.people = 3
    stage.close()
    stage.seen["asked"] = [stage.answer("Cancel")]
    stage.seen["kept"] = stage.where()
    stage.close()
    stage.seen["asked"].append(stage.answer("Close the office"))
    wait_until(lambda: not stage.open())


def stop_while_asking(stage: Stage) -> None:
    from qtpy.QtWidgets import QApplication

    stage.host.people = 1
    stage.close()
    wait_until(lambda: stage.on_gui(QApplication.activeModalWidget) is not None)


def come_forward(stage: Stage) -> None:
    stage.on_gui(stage.native.showMinimized)
    stage.seen["raised"] = stage.host.raise_window()
    wait_until(lambda: not stage.on_gui(stage.native.isMinimized))


def resize(stage: Stage) -> None:
    stage.on_gui(lambda: stage.native.resize(700, 600))
    stage.on_gui(lambda: stage.native.move(40, 30))


def move_to_second_screen(stage: Stage) -> None:
    stage.on_gui(lambda: stage.native.resize(700, 600))
    stage.on_gui(lambda: stage.native.move(800, 60))


def lose_its_screen(stage: Stage) -> None:
    """The monitor is unplugged while the window is on it."""
    native = stage.native
    wait_until(lambda: stage.on_gui(native.x) >= 683)
    stage.seen["was"] = stage.on_gui(native.x)
    subprocess.run(["xrandr", "--delmonitor", "right"], check=True)
    wait_until(lambda: stage.on_gui(lambda: native.frameGeometry().right()) < 683)
    stage.seen["x"] = stage.on_gui(native.x)


def measure(stage: Stage) -> None:
    native = stage.native
    stage.seen["size"] = stage.on_gui(lambda: [native.width(), native.height(), native.x(), native.y()])
    stage.seen["maximized"] = stage.on_gui(native.isMaximized)


def zoom(stage: Stage) -> None:
    """Larger by the keys, and as large on the next page and at the next start."""
    for key in ("Ctrl+-", "Ctrl+0", "Ctrl++", "Ctrl++", "Ctrl+-", "Ctrl++"):
        stage.press_key(key)
    wait_until(lambda: is_enlarged(stage))
    stage.script("location.href = '/?again'")
    stage.seen["again"] = stage.server.hear()["path"]
    wait_until(lambda: is_enlarged(stage))


def zoomed_before(stage: Stage) -> None:
    wait_until(lambda: is_enlarged(stage))
    stage.seen["enlarged"] = True


def is_enlarged(stage: Stage) -> bool:
    """Whether the page has the room that is left when everything is 1.21 times as large."""
    across = stage.value("innerWidth")
    return bool(across) and abs(stage.on_gui(stage.native.width) / across - 1.21) < 0.01


def maximize(stage: Stage) -> None:
    stage.on_gui(stage.native.showMaximized)
    wait_until(lambda: stage.on_gui(stage.native.isMaximized))


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    Stage(Path(sys.argv[2])).play(globals()[sys.argv[1]])
