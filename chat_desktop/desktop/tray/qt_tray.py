"""Implements the tray icon on Linux with Qt, by D-Bus (StatusNotifierItem) or XEmbed, whichever the panel has."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qtpy.QtCore import QRectF, Qt
from qtpy.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from qtpy.QtWidgets import QMenu, QSystemTrayIcon

from chat_desktop.desktop.tray.menu import SEPARATOR, entries
from chat_desktop.desktop.tray.pause import tool_tip
from chat_desktop.desktop.tray.tray import TrayActions

_SIZES_PX = (16, 22, 24, 32, 48, 64)
_BADGE_PART = 0.62
"""The diameter of the badge, as a part of the icon: its digit is legible at 24 pixels."""
_MOST = 9
_DOT, _NUMBER = "#f8b446", "#3a2405"


class QtTray:
    """The icon and its menu; see Tray for its methods. `icon` is the file of the plain icon."""

    shown: "QtTray | None" = None
    """The icon of this process, which shows one window at most."""

    def __init__(self, actions: TrayActions, icon: Path | None, office_name: str) -> None:
        self._plain = QIcon(str(icon)) if icon else QIcon()
        self._unread = 0
        self._actions = actions
        self._office_name = office_name
        self._looks: list[tuple[str, bool | None]] = []
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._fill)
        self._fill()
        self.icon = QSystemTrayIcon(self._plain)
        self.show_tool_tip()
        self.icon.setContextMenu(self.menu)
        self._clicked: Callable[[], None] = actions.open
        self.icon.messageClicked.connect(lambda: self._clicked())
        self.icon.activated.connect(self._activated)
        self.icon.show()
        QtTray.shown = self

    def is_available(self) -> bool:
        return bool(QSystemTrayIcon.isSystemTrayAvailable())

    def show_unread(self, count: int) -> None:
        if count == self._unread:
            return
        self._unread = count
        self.icon.setIcon(badged(self._plain, count) if count else self._plain)
        self.show_tool_tip()

    def show_tool_tip(self) -> None:
        """Shows the name, the number of unread messages and a pause of the notifications."""
        self.icon.setToolTip(tool_tip(self._office_name, self._unread, self._actions.pause))

    def remove(self) -> None:
        self.icon.hide()

    def show_notice(self, title: str, body: str, clicked: Callable[[], None]) -> None:
        """Shows a balloon at the icon; `clicked` is called on a click. Its text is plain."""
        self._clicked = clicked
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.icon.showMessage(title, body, self._plain)

    def _activated(self, reason: Any) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self._actions.open()

    def _fill(self) -> None:
        """Makes the menu as it is now, before it opens."""
        listed = entries(self._actions)
        looks = [(entry.text, entry.checked) for entry in listed]
        if looks == self._looks:
            return
        self._looks = looks
        self.menu.clear()
        for entry in listed:
            if entry == SEPARATOR:
                self.menu.addSeparator()
                continue
            action = self.menu.addAction(entry.text)
            action.setEnabled(entry.chosen is not None)
            action.setCheckable(entry.checked is not None)
            action.setChecked(bool(entry.checked))
            if entry.chosen is not None:
                action.triggered.connect(lambda _, chosen=entry.chosen: chosen())


def badged(plain: QIcon, count: int) -> QIcon:
    """Returns the icon with the number of unread messages at its lower right."""
    icon = QIcon()
    for size in _SIZES_PX:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain.paint(painter, 0, 0, size, size)
        _draw_badge(painter, size, str(count) if count <= _MOST else f"{_MOST}+")
        painter.end()
        icon.addPixmap(picture)
    return icon


def _draw_badge(painter: QPainter, size: int, text: str) -> None:
    side = size * _BADGE_PART
    place = QRectF(size - side, size - side, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_DOT))
    painter.drawEllipse(place)
    font = QFont()
    font.setPixelSize(max(round(side * (0.8 if len(text) == 1 else 0.55)), 6))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(_NUMBER))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
