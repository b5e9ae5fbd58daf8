"""Files in the window on Windows (WebView2) and macOS (WebKit): new tabs, and where WebView2 saves.

pywebview sends each link that asks for a new tab to the system's browser, which is not signed in to the office.
"""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chat_desktop import background
from chat_desktop.desktop.downloads import place, settings
from chat_desktop.desktop.window.external_links import NavigationPolicy, is_document, open_in_browser

log = logging.getLogger(__name__)

_SAVE = "Object.assign(document.createElement('a'), {{ href: {url}, download: '' }}).click()"


class NewTabs:
    """Stands in for the module `webbrowser` in pywebview's toolkit, which calls its `open` for each new tab."""

    def __init__(self, window: Any, policy: NavigationPolicy) -> None:
        self._window, self._policy = window, policy

    def open(self, url: str, *_: object) -> None:
        """Saves a document of the office, shows its other pages in the window, and all else in the browser."""
        if not self._policy.contains(url):
            open_in_browser(url)
        elif is_document(url):
            code = _SAVE.format(url=json.dumps(url.replace("?as=view", "?as=download")))
            background.start("save", self._window.run_js, code)
        else:
            background.start("tab", self._window.load_url, url)


def save_in_folder(data: Path, ask: Callable[[Any, Any, Any], None]) -> Callable[[Any, Any, Any], None]:
    """Returns what WebView2 calls when a download starts. It shows the progress itself, with a way to cancel.

    The person is asked by ASK, as pywebview does, if the settings in DATA say so or the folder cannot be used."""

    def starting(chromium: Any, sender: Any, args: Any) -> None:
        wanted = settings.load(data)
        folder = Path(wanted.folder) if wanted.folder else Path.home() / "Downloads"
        try:
            if wanted.asks:
                raise place.NoPlaceError("The person is asked.")
            # The name is the one that WebView2 has found in its own folder for downloads.
            target = place.reserve(folder, Path(str(args.ResultFilePath)).name)
        except place.NoPlaceError as problem:
            log.info("A download asks for its place: %s", problem)
            ask(chromium, sender, args)
            return
        # WebView2 makes the file itself.
        place.release(target)
        args.ResultFilePath = str(target)

    return starting
