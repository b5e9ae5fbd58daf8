"""Shows the own office in a window while a host without a window serves it, such as a service of the system.

The window belongs to another process than the host. It finds the host through the data folder, so it follows a host
that was restarted, and it has the rights of a window of this person: the page belongs to nobody else.
"""

from pathlib import Path
from typing import Any

from chat_desktop.desktop import single_instance
from chat_desktop.desktop.single_instance import FirstAnswer
from chat_desktop.desktop.texts import text
from chat_desktop.desktop.visitor import visit
from chat_desktop.desktop.visitor.visits import Visited
from chat_desktop.desktop.window.window_check import WindowCheck
from chat_desktop.storage import folder_lock

# Not among the visited offices: when no host runs, the next start is to host this office again.
FOLDER = "own-window"


def run(data: Path, answer: FirstAnswer, check: WindowCheck) -> int:
    """Shows the office of the host that gave ANSWER until the window is closed. Returns the exit status 0.

    If such a window exists, it is shown instead. If no window is possible, the browser opens the office. Raises
    StartError when neither is possible.
    """
    visited = Visited(answer.url, answer.office_id)
    return visit.show(lambda: OwnOffice(data, visited), data / FOLDER, answer.window_url, check)


class OwnOffice(visit.Visitor):
    """Provides what the window needs, as Visitor does for the office of someone else."""

    is_own_office = True

    def __init__(self, data: Path, visited: Visited) -> None:
        super().__init__(data, data / FOLDER, visited)
        del self.menu[1][text("visit.host_own")]

    def _begin(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.finder.begin(self._url_now())
        return {}

    def _state(self, asked: dict[str, Any]) -> dict[str, Any]:
        url = self._url_now()
        if not self.finder.is_ready and url and url != self.finder.visited.url:
            self.finder.begin(url)
        state = self.finder.state()
        return {**state, "url": self._signed_in_url() or state["url"]} if self.finder.is_ready else state

    def _url_now(self) -> str | None:
        """Returns the address at which a host serves the folder now."""
        first = folder_lock.info(self._data)
        return f"http://{first.place}" if first and first.port else None

    def _signed_in_url(self) -> str:
        return single_instance.raise_first(folder_lock.AlreadyHeld(self._data, None), patience=0).window_url
