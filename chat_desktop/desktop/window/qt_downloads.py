"""Saves files from the Qt window, each in the chosen folder or where the person says, with progress below the page.

The page has no part in this: it can only ask for a file by a link, as in every browser. Where it is saved, under which
name, and what is opened is decided here and by the person.
"""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from qtpy.QtCore import QStandardPaths, QTimer, QUrl
from qtpy.QtWidgets import QFileDialog

from chat_desktop.desktop.downloads import place, rules, settings
from chat_desktop.desktop.downloads.place import NoPlaceError
from chat_desktop.desktop.texts import text
from chat_desktop.desktop.window import external_links
from chat_desktop.desktop.window.external_links import NavigationPolicy
from chat_desktop.desktop.window.qt_download import Download
from chat_desktop.desktop.window.qt_download_bar import DownloadBar
from chat_desktop.files.zip_stream import safe_name
from chat_desktop.languages.system_words import system_words

log = logging.getLogger(__name__)

_LOOK_MS = 250
_MOST_ROWS = 50


class QtDownloads:
    """The downloads of a window. `data` is the folder that keeps its settings."""

    def __init__(self, native: Any, policy: NavigationPolicy, data: Path) -> None:
        self._native, self._policy, self._data = native, policy, data
        self._settings = settings.load(data)
        self._pace = rules.Pace()
        self._again: dict[str, Download] = {}
        self._downloads: list[Download] = []
        self.bar = DownloadBar(native, self)
        self._timer = QTimer(native)
        self._timer.timeout.connect(self._look)
        profile = native.webview.page().profile()
        profile.downloadRequested.disconnect(native.on_download_requested)
        profile.downloadRequested.connect(self._requested)

    @property
    def asks(self) -> bool:
        """Whether the person is asked for the place of each file."""
        return self._settings.asks

    @property
    def folder(self) -> Path:
        """The folder in which files are saved."""
        return Path(self._settings.folder) if self._settings.folder else _system_folder()

    def unfinished(self) -> int:
        """Returns how many files are being saved."""
        return sum(download.state == "running" for download in self._downloads)

    def stop(self) -> None:
        """Ends all downloads, and removes what they have left, because the window closes."""
        for download in self._downloads:
            download.abandon()

    def choose_folder(self) -> None:
        """Lets the person choose the folder."""
        chosen = QFileDialog.getExistingDirectory(self._native, text("download.save_files_in"), str(self.folder))
        if chosen:
            self._set(settings.DownloadSettings(str(Path(chosen).absolute())))

    def ask_each_time(self, asks: bool) -> None:
        """Asks for the place of each file from now on, or no longer."""
        self._set(replace(self._settings, asks=asks))

    def save_again(self, download: Download) -> None:
        """Asks the office for the file once more, after a failure or the person's consent."""
        if download.resume():
            self._timer.start(_LOOK_MS)
            return
        self._again[download.url] = download
        self._native.webview.page().download(QUrl(download.url), download.suggested)

    def save_and_open(self, url: str, name: str) -> None:
        """Saves the file at URL of the office, and opens it with the person's program for it, which can print it."""
        download = Download(url, safe_name(name))
        download.done = lambda: self.open(download)
        if url not in self._again and self._add(download):
            self._again[url] = download
            self._native.webview.page().download(QUrl(url), download.suggested)

    def dismiss(self, download: Download) -> None:
        """Forgets the download. A file that was saved stays."""
        download.cancel()
        if download in self._downloads:
            self._downloads.remove(download)
            download.changed = lambda: None
            self.bar.remove(download)

    def open(self, download: Download) -> None:
        """Opens a saved file of a harmless kind with the person's program for it."""
        if self._is_saved(download) and rules.may_open(download.name):
            external_links.open_file(download.target or Path())

    def show(self, download: Download) -> None:
        """Shows the folder of a saved file."""
        if self._is_saved(download):
            external_links.show_in_folder(download.target or Path())

    def show_folder(self) -> None:
        """Shows the folder in which files are saved."""
        if self.folder.is_dir():
            external_links.open_file(self.folder)

    def _is_saved(self, download: Download) -> bool:
        if download.state == "done" and download.target is not None and download.target.is_file():
            return True
        download.fail(text("download.not_there"))
        return False

    def _requested(self, request: Any) -> None:
        url = request.url().toString()
        again = self._again.pop(url, None)
        if request.isSavePageDownload() or not self._policy.contains(url.removeprefix("blob:")):
            log.warning("A download from elsewhere was refused.")
            request.cancel()
            return
        download = again or Download(url, safe_name(request.suggestedFileName()))
        if again is None and not self._add(download):
            request.cancel()
        elif again is None and not self._pace.admits_another():
            request.cancel()
            self.bar.reveal()
        else:
            self._start(download, request)

    def _add(self, download: Download) -> bool:
        """Shows a new download. Returns False when there are too many that have not ended."""
        while len(self._downloads) >= _MOST_ROWS:
            oldest = next((each for each in self._downloads if each.has_ended), None)
            if oldest is None:
                return False
            self.dismiss(oldest)
        self._downloads.append(download)
        self.bar.add(download)
        return True

    def _start(self, download: Download, request: Any) -> None:
        try:
            target = self._chosen(download) if self.asks else place.reserve(self._made_folder(), download.suggested)
            if target is None:
                request.cancel()
                self.dismiss(download)
                return
            download.start(request, target, is_reserved=not self.asks)
        except NoPlaceError as problem:
            request.cancel()
            download.fail(str(problem))
        self.bar.reveal()
        self._timer.start(_LOOK_MS)

    def _chosen(self, download: Download) -> Path | None:
        """Returns where the person wants the file, or None. The dialog asks before another file is replaced."""
        suggested = str(self.folder / download.suggested)
        chosen, _ = QFileDialog.getSaveFileName(self._native, text("download.save_file"), suggested)
        return Path(chosen).absolute() if chosen else None

    def _made_folder(self) -> Path:
        folder = self.folder
        if not self._settings.folder:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                told = text("place.cannot_make", folder=folder, why=system_words(problem))
                raise NoPlaceError(told) from problem
        return folder

    def _look(self) -> None:
        for download in list(self._downloads):
            download.look()
        if not self.unfinished():
            self._timer.stop()

    def _set(self, changed: settings.DownloadSettings) -> None:
        self._settings = changed
        settings.save(self._data, changed)
        self.bar.say_folder()


def _system_folder() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
