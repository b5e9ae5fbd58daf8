"""Shows the downloads of the Qt window below the page: what is saved, how far it is, and what can be done with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from qtpy.QtCore import Qt, QTimer
from qtpy.QtGui import QAccessible, QAccessibleEvent, QKeySequence, QShortcut
from qtpy.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from chat_desktop.desktop.downloads import rules
from chat_desktop.desktop.texts import text
from chat_desktop.desktop.window.page_tools import qt_look
from chat_desktop.desktop.window.qt_download import Download

_MOST_HEIGHT = 220
_KEYS = "Ctrl+J"


class Owner(Protocol):
    """What the person can do with the downloads; see QtDownloads."""

    @property
    def asks(self) -> bool: ...
    @property
    def folder(self) -> Path: ...
    def choose_folder(self) -> None: ...
    def ask_each_time(self, asks: bool) -> None: ...
    def show_folder(self) -> None: ...
    def save_again(self, download: Download) -> None: ...
    def dismiss(self, download: Download) -> None: ...
    def open(self, download: Download) -> None: ...
    def show(self, download: Download) -> None: ...


class DownloadBar:
    """The list below the page. It is hidden until the first file is saved, and by Ctrl+J."""

    def __init__(self, native: Any, owner: Owner) -> None:
        self._owner = owner
        self._rows: dict[Download, _Row] = {}
        self._place = Elided()
        self._place.setObjectName("download-place")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(12, 0, 12, 8)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._dock = self._make_dock(native)
        QShortcut(QKeySequence(_KEYS), native, self.toggle)
        QShortcut(
            QKeySequence("Esc"), self._dock, self._dock.hide, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self.say_folder()

    def add(self, download: Download) -> None:
        """Adds a download as the first of the list."""
        row = self._rows[download] = _Row(download, self._owner)
        self._list.insertWidget(0, row)
        self._fit_soon()

    def remove(self, download: Download) -> None:
        """Removes a download. The list is hidden with its last one."""
        row = self._rows.pop(download)
        self._list.removeWidget(row)
        row.deleteLater()
        self._fit_soon()
        if not self._rows:
            self._dock.hide()

    def reveal(self) -> None:
        """Shows the list if there is something in it."""
        if self._rows:
            self._dock.show()
            self._fit_soon()

    def say_folder(self) -> None:
        """Says where files are saved."""
        asks = self._owner.asks
        self._place.set_words(
            text("download.asked_each") if asks else text("download.saved_in", folder=self._owner.folder)
        )

    def toggle(self) -> None:
        """Shows or hides the list, with the focus in it."""
        self._dock.setVisible(not self._dock.isVisible())
        if self._dock.isVisible():
            self._menu_button.setFocus()

    def _make_dock(self, native: Any) -> Any:
        dock = QDockWidget(text("menu.downloads"), native)
        dock.setObjectName("downloads")
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        dock.setTitleBarWidget(QWidget())
        inside = QWidget()
        qt_look.follow_colours(inside)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._make_head(dock))
        layout.addWidget(self._make_scroll())
        dock.setWidget(inside)
        dock.hide()
        native.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        return dock

    def _make_head(self, dock: Any) -> Any:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 0)
        menu = QMenu(dock)
        menu.addAction(text("download.choose_folder"), self._owner.choose_folder)
        asks = menu.addAction(text("download.ask_each"))
        asks.setCheckable(True)
        asks.toggled.connect(self._owner.ask_each_time)
        menu.aboutToShow.connect(lambda: asks.setChecked(self._owner.asks))
        menu.addAction(text("download.show_folder"), self._owner.show_folder)
        self._menu_button = QPushButton(text("download.change"))
        self._menu_button.setAccessibleName(text("download.change_label"))
        self._menu_button.setObjectName("menu")
        self._menu_button.setMenu(menu)
        head.addWidget(self._place, 1)
        head.addWidget(self._menu_button)
        head.addWidget(qt_look.button(text("download.hide"), text("download.hide_label", keys=_KEYS), dock.hide))
        return head

    def _make_scroll(self) -> Any:
        inside = self._inside = QWidget()
        inside.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self._scroll = scroll
        return scroll

    def _fit_soon(self) -> None:
        # A new row has its height when it has been drawn.
        QTimer.singleShot(0, self._scroll, self._fit)

    def _fit(self) -> None:
        """Makes the list as high as its rows, up to a limit."""
        self._scroll.setFixedHeight(min(self._inside.sizeHint().height(), _MOST_HEIGHT))


class _Row(QWidget):  # type: ignore[misc]
    """One download: its name, what is to be said of it, a bar while it runs, and its buttons."""

    def __init__(self, download: Download, owner: Owner) -> None:
        super().__init__()
        self.setObjectName("download")
        self._download, self._owner = download, owner
        self._name, self._note, self._bar = Elided(Qt.TextElideMode.ElideMiddle), Elided(), QProgressBar()
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._buttons = QHBoxLayout()
        foot = QHBoxLayout()
        foot.addWidget(self._note, 1)
        foot.addLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(3)
        layout.addWidget(self._name)
        layout.addWidget(self._bar)
        layout.addLayout(foot)
        self._shown_state = ""
        download.changed = self._draw
        self._draw()

    def _draw(self) -> None:
        download = self._download
        self._name.set_words(download.name)
        self._note.set_words(download.note)
        self._bar.setVisible(download.state == "running")
        self._bar.setRange(0, 0 if download.percent < 0 else 100)
        self._bar.setValue(max(download.percent, 0))
        self.setAccessibleName(text("label.of", label=download.name, name=download.note))
        if download.state != self._shown_state:
            self._shown_state = download.state
            self._draw_buttons()
            self._announce()
        if download.state == "cancelled":
            self._owner.dismiss(download)

    def _draw_buttons(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            item.widget().deleteLater()
        for label, action in self._actions():
            spoken = text("label.of", label=label, name=self._download.name)
            self._buttons.addWidget(qt_look.button(label, spoken, action))

    def _actions(self) -> list[tuple[str, Callable[[], None]]]:
        download, owner = self._download, self._owner
        dismiss = (text("download.remove"), lambda: owner.dismiss(download))
        if download.state == "running":
            return [(text("action.cancel"), download.cancel)]
        if download.state == "asking":
            refuse = (text("download.dont_save"), lambda: owner.dismiss(download))
            return [(text("download.save"), lambda: owner.save_again(download)), refuse]
        if download.state == "failed":
            return [(text("download.try_again"), lambda: owner.save_again(download)), dismiss]
        opens = [(text("download.open"), lambda: owner.open(download))] if rules.may_open(download.name) else []
        return [*opens, (text("download.show_in_folder"), lambda: owner.show(download)), dismiss]

    def _announce(self) -> None:
        """Tells screen readers what has become of the download."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class Elided(QLabel):  # type: ignore[misc]
    """A line of plain text that is shortened to the width that is there. Its tool tip has all of it."""

    def __init__(self, mode: Any = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._mode, self._words = mode, ""
        # Otherwise Qt would take a name with tags for formatted text.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Shows other words."""
        self._words = words
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        """Shortens the words to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, self._mode, self.width()))
