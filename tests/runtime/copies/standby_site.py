"""A real host, and a second computer as its stand-by, on the loopback address."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from chat_desktop.network.office_proof import verify_office
from chat_desktop.operations.standby import settings as kept
from chat_desktop.operations.standby import telling
from chat_desktop.operations.standby.settings import COPY, Settings
from chat_desktop.operations.standby.store import Copy, Store
from chat_desktop.runtime.standby import finding
from chat_desktop.runtime.standby.keeper import Keeper
from tests.support.hosts.host_process import ROOT, ServedHost


class StandbyPc:
    """The data folder of the second computer, and the commands that are run there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.data = folder / "data"

    @classmethod
    def at(cls, data: Path) -> "StandbyPc":
        """One whose data folder is there."""
        found = cls.__new__(cls)
        found.data = data
        return found

    def enrol(self, host: ServedHost, person: str = "") -> dict[str, Any]:
        """The owner types the code at the host. Returns the host's answer."""
        words = ["standby", "enrol", "--json", "--exit", "--listen-port", "0", "--host", "127.0.0.1"]
        with self._command(*words, "--name", "Ben's PC") as process:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            wanted = {"address": f"127.0.0.1:{said['port']}", "code": said["code"]}
            answer = host.ana.post("/api/standbys", {**wanted, **({"user_id": person} if person else {})}).expect()
            assert json.loads(process.stdout.readline())["ok"]
            assert process.wait(20) == 0
        return dict(answer)

    def _command(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-W", "error", "-m", "chat_desktop", *words, "--data", str(self.data)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def run(self, *words: str) -> Any:
        with self._command("standby", *words, "--json") as process:
            out, _ = process.communicate(timeout=60)
        return json.loads(out)

    @property
    def folder(self) -> Path:
        ((folder, _),) = kept.all_in(self.data)
        return folder

    @property
    def settings(self) -> Settings:
        ((_, settings),) = kept.all_in(self.data)
        return settings

    def change(self, **values: Any) -> None:
        kept.write(self.folder, replace(self.settings, **values))

    def round(self) -> dict[str, Any]:
        """One round, in this process. Returns what the stand-by says after it."""
        ask = lambda origin: verify_office.ask(origin)  # noqa: E731
        Keeper(self.folder, lambda settings: finding.find(settings, ask, lambda office_id: iter(()))).round()
        return telling.status(self.folder, self.settings, kept.read_state(self.folder).current_at or 0)

    def copy(self) -> Copy | None:
        return Store(self.folder / COPY, bytes.fromhex(self.settings.key)).read()
