"""A host and its stand-by on two computers of a network: it takes over, a page follows, and the host gives way."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from chat_desktop.storage import newer_copy
from tests.network.conftest import ROOT, Lan
from tests.network.lan.test_relocation import FINDS_MS, NO_NAMES, OLD, Launch, Office, await_memory, say
from tests.network.lan.test_relocation import chromium as chromium
from tests.network.namespaces import until

pytestmark = pytest.mark.netns

SECOND = "10.77.0.20"
AT_SECOND = f"http://{SECOND}:8765"


class Computer:
    """The second computer, and what is run there. `data` is its data folder."""

    def __init__(self, lan: Lan, folder: Path) -> None:
        self.name, self.data = lan.host(f"{SECOND}/24"), folder / "second"
        self._running: list[subprocess.Popen[str]] = []

    def start(self, *words: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            command(self.name, self.data, *words), cwd=ROOT, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL
        )
        self._running.append(process)
        return process

    def enrol(self, office: Office, folder: Path) -> "subprocess.Popen[str]":
        """The owner types the code at the host. Returns the process that keeps the copy from then on."""
        process = self.start("standby", "enrol", "--json", "--name", "Ben's PC")
        said = line(process)
        add = ["standby", "add", "--json", "--to", SECOND, "--code", said["code"]]
        subprocess.run(command(office.computer, folder / "data", *add), cwd=ROOT, check=True, capture_output=True)
        assert line(process)["ok"]
        return process

    def status(self) -> dict[str, Any]:
        process = self.start("standby", "status", "--json")
        (found,) = json.loads(process.communicate(timeout=30)[0])["copies"]
        return dict(found)

    def end(self) -> None:
        for process in self._running:
            process.kill()
            process.wait(20)
            assert process.stdout is not None
            process.stdout.close()


def command(namespace: str, data: Path, *words: str) -> list[str]:
    return ["ip", "netns", "exec", namespace, sys.executable, "-m", "chat_desktop", *words, "--data", str(data)]


def line(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout is not None
    return dict(json.loads(process.stdout.readline()))


def test_a_page_follows_to_the_stand_by_signed_in_and_the_host_gives_way_when_it_is_back(
    lan: Lan, chromium: Launch, tmp_path: Path
) -> None:
    office, second = Office(lan, tmp_path), Computer(lan, tmp_path)
    try:
        keeper = second.enrol(office, tmp_path)
        until(lambda: second.status()["copy_at"], 30)
        page = office.enter(chromium(office.phone, NO_NAMES), "ben", f"http://{OLD}:8765")
        await_memory(page)
        assert page.evaluate("performance.getEntriesByType('navigation').length") == 1
        # The session of the page has to be in the copy; a round takes a minute, so one is asked for.
        keeper.terminate()
        assert keeper.wait(20) == 0
        assert second.start("standby", "run", "--once").wait(60) == 0
        office.process.kill()
        office.process.wait(20)
        say(page, "Written while nobody served")
        take = ["standby", "take-over", "--yes", "--json", "--ready-file", str(tmp_path / "second.json")]
        assert line(second.start(*take))["missing_files"] == 0
        expect(page).to_have_url(re.compile(rf"^{re.escape(AT_SECOND)}/r/\w+$"), timeout=FINDS_MS)
        expect(page.locator("article.message")).to_contain_text("Written while nobody served", timeout=FINDS_MS)
        expect(page.get_by_label(re.compile("Sent|Seen"))).to_be_visible(timeout=FINDS_MS)
        first = subprocess.Popen(
            [*command(office.computer, tmp_path / "data", "serve"), "--port", "8765"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        try:
            until(lambda: newer_copy.read(tmp_path / "data"), 60)
            newer = newer_copy.read(tmp_path / "data")
            assert newer is not None
            assert (newer.term, newer.origins) == (2, (AT_SECOND,))
        finally:
            first.terminate()
            first.wait(20)
    finally:
        second.end()
        office.process.kill()
        office.process.wait(20)
