"""Another's office in its window, driven.

`python -m tests.desktop.programs.visiting NAME DATA`. Prints what was seen.
"""

import faulthandler
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from chat_desktop import child_processes
from chat_desktop.__main__ import main
from chat_desktop.desktop import own_program
from chat_desktop.storage import folder_lock
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.office_page import OfficePage
from tests.support.cast import ANA, PASSWORD
from tests.support.clocks.stopwatch import Stopwatch
from tests.support.hosts.host_process import ServedHost

HANGS_SECONDS = 110
SAVE = """(async () => {
  const form = new FormData();
  form.append("file", new File(["from the office"], "notes.txt"));
  const { attachment } = await (await fetch("/api/attachments", { method: "POST", body: form })).json();
  Object.assign(document.createElement("a"), { href: `${attachment.url}?as=download`, download: "" }).click();
})()"""
# Opens what hides the field for an address, and tells whether the field is seen.
OPEN_BY_ADDRESS = """(() => {
  for (const each of document.querySelectorAll('.join-instead, .by-address')) each.open = true;
  return document.querySelector('#url')?.offsetWidth;
})()"""


class Visit(OfficePage):
    """The visiting program, the office that it visits, and what was seen."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.mine = data / "mine"  # the data folder of the visitor
        self.seen: dict[str, Any] = {}
        self.browsed: list[str] = []
        self.started: list[tuple[str, ...]] = []
        # The same office for each scenario of a test, at the same port.
        self.host = ServedHost(data, "--port", self.port)
        if self.host.ready["setup_url"]:
            self.host.set_up()
        self.office_id = str(self.host.ana.get("/api/hello").expect()["office"]["id"])
        child_processes.open_by_system = self._browse
        own_program.start = self._start

    def play(self, scenario: Callable[["Visit"], None], *arguments: str) -> int:
        driver = threading.Thread(target=self._drive, args=(scenario,))
        driver.start()
        try:
            status = main([*(arguments or ("visit", self.host.url)), "--data", str(self.mine)])
        finally:
            driver.join()
            self.host.kill()
        self.raise_problem()
        print(json.dumps(self.seen), flush=True)
        return status

    @property
    def port(self) -> str:
        return self.data.with_name("port").read_text()

    @property
    def folder(self) -> Path:
        """Where the one visited office is kept."""
        (folder,) = (self.mine / "visits").iterdir()
        return folder

    def waits(self) -> bool:
        """Whether the page says that the office is away. Its style and its script are there then."""
        return bool(self.value("document.querySelector('main.visit')?.dataset.state") == "away")

    def at(self) -> str:
        return str(self.value("location.origin"))

    def sign_in(self) -> None:
        wait_until(lambda: self.shows("Sign in"), 40)
        self.fill("Your name", ANA)
        self.fill("Password", PASSWORD)
        self.press("Sign in")
        wait_until(lambda: self.shows("General"))

    def again(self, *arguments: str) -> int:
        """The exit status of a second start."""
        command = [sys.executable, "-m", "chat_desktop", *arguments, "--data", str(self.mine)]
        return subprocess.run(command, timeout=30, check=False).returncode

    def _drive(self, scenario: Callable[["Visit"], None]) -> None:
        import webview

        with suppress(AssertionError):
            wait_until(self.open, 40)
            assert webview.windows[0].events.shown.wait(20)
        self.drive(lambda: scenario(self))

    def _browse(self, target: str) -> bool:
        self.browsed.append(target)
        return True

    def _start(self, *arguments: str) -> Any:
        self.started.append(arguments)
        return subprocess.Popen([sys.executable, "-c", ""])


def first_visit(visit: Visit) -> None:
    visit.sign_in()
    visit.seen["at"] = visit.at() == visit.host.url
    visit.seen["bridge"] = visit.value("typeof window.pywebview + typeof window.qt")
    visit.seen["title"] = visit.title_with("General")
    visit.seen["menu"] = visit.on_gui(lambda: [a.text() for a in visit.native.menuBar().actions()[0].menu().actions()])
    visit.seen["remembered"] = json.loads((visit.folder / "visit.json").read_text())
    visit.seen["storage"] = (visit.folder / "webview").is_dir()
    _save_a_file(visit)  # first, because a link that is refused stops what the page was fetching
    _follow_links(visit)
    visit.seen["second_start"] = visit.again("visit", visit.host.url, "--office-id", visit.office_id)
    visit.colours(visit.data / "visit.png")
    visit.on_gui(lambda: visit.native.resize(800, 600))


def _save_a_file(visit: Visit) -> None:
    """As from the window of one's own office."""
    visit.script(SAVE)
    saved = Path.home() / "Downloads" / "notes.txt"
    wait_until(lambda: saved.exists() and saved.stat().st_size > 0)
    visit.seen["saved"] = saved.read_text()


def _await_browsed(visit: Visit, url: str) -> None:
    wait_until(lambda: url in visit.browsed)


def _follow_links(visit: Visit) -> None:
    link = "Object.assign(document.createElement('a'), {href: '%s', target: '%s'})"
    visit.script("window.isKept = true")
    links = {"http://127.0.0.2:9/news": "_self", "http://127.0.0.2:9/new": "_blank", "file:///etc/hostname": "_blank"}
    for url, target in links.items():
        visit.script(f"{{ const a = {link % (url, target)}; document.body.append(a); a.click(); a.remove() }}")
        # The engine asks about a link in a new window at another time than about one in this.
        if url.startswith("http"):
            _await_browsed(visit, url)
    visit.seen["browsed"] = visit.browsed
    # A busy engine may not answer at once. From another page it would not come back.
    wait_until(lambda: visit.at() == visit.host.url and visit.shows("General"))
    visit.seen["stayed"] = visit.value("window.isKept")  # a page that was loaded anew does not know it


def opened_again(visit: Visit) -> None:
    """Signed in already, as large as before."""
    wait_until(lambda: visit.shows("General"), 40)
    visit.seen["title"] = visit.title_with("General")
    visit.seen["size"] = visit.on_gui(lambda: [visit.native.width(), visit.native.height()])


def away(visit: Visit) -> None:
    """The office's computer is off, comes back, and is off again while its page is open."""
    wait_until(visit.waits, 40)
    wait_until(lambda: len(visit.colours(visit.data / "away.png")) > 5)
    visit.press("Host an office on this computer")
    wait_until(lambda: bool(visit.started))
    visit.seen["started"] = visit.started[0][:2]
    visit.host = ServedHost(visit.data, "--port", visit.port)
    with Stopwatch() as watch:
        wait_until(lambda: visit.at() == visit.host.url and visit.shows("Sign in"), 40)
        visit.seen["seconds"] = watch.seconds
    visit.host.stop()
    visit.script("location.reload()")
    wait_until(visit.waits, 40)


def instead(visit: Visit) -> None:
    """On the set-up page of a fresh start a colleague's office is opened; the form goes, its window comes."""
    wait_until(lambda: visit.shows("Join an office on this network instead"), 40)
    visit.await_value(OPEN_BY_ADDRESS)
    visit.fill("Address", visit.host.url.removeprefix("http://"))
    visit.press("Open")
    wait_until(lambda: not visit.open(), 30)
    card = folder_lock.info(visit.folder)
    assert card is not None
    visit.seen["visiting"] = card.pid not in (os.getpid(), None)
    wait_until(lambda: (visit.folder / "visit.json").exists(), 40)
    os.kill(card.pid, signal.SIGTERM)
    wait_until(lambda: (visit.folder / "window.json").exists(), 40)


def beside_a_service(visit: Visit) -> None:
    """A double click while the office is served without a window: signed in, and found again after a restart."""
    wait_until(lambda: visit.shows("General"), 40)
    visit.seen["at"] = visit.at() == visit.host.url
    visit.seen["title"] = visit.title_with("General")
    visit.seen["second_start"] = visit.again()
    visit.seen["menu"] = visit.on_gui(lambda: [a.text() for a in visit.native.menuBar().actions()[0].menu().actions()])
    visit.host.stop()
    visit.script("location.reload()")
    wait_until(visit.waits, 40)
    visit.host = ServedHost(visit.data)
    wait_until(lambda: visit.at() == visit.host.url and visit.shows("General"), 40)
    visit.close()
    wait_until(lambda: not visit.open(), 40)
    visit.seen["serves_on"] = visit.host.ana.get("/api/hello").status


OWN = ("run", "--own", "--host", "127.0.0.1", "--port", "0", "--no-discovery")

if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    # A double click names nothing: what was visited last comes.
    arguments = {"opened_again": ("run",), "instead": OWN, "beside_a_service": ("run",)}.get(sys.argv[1], ())
    start = own_program.start
    visit = Visit(Path(sys.argv[2]))
    if sys.argv[1] == "beside_a_service":
        visit.mine = visit.host.data
    if sys.argv[1] == "instead":
        own_program.start = start
    if sys.argv[1] == "away":
        visit.host.stop()
    sys.exit(visit.play(globals()[sys.argv[1]], *arguments))
