"""The look of the window's own bars, in the light and the dark colours of the page, which the toolkit does not know."""

from collections.abc import Callable
from typing import Any

from qtpy.QtCore import QObject, Qt, Signal
from qtpy.QtWidgets import QApplication, QPushButton

from chat_desktop.desktop.window import background_colour

# Of a background, a text, and a line.
_LIGHT, _DARK = (background_colour.LIGHT, "#12181c", "#b9c4c6"), (background_colour.DARK, "#e8eeef", "#47545a")
_STYLE = """
QWidget {{ background: {0}; color: {1}; }}
QPushButton {{ border: 1px solid {2}; border-radius: 9px; padding: 5px 12px; }}
QPushButton:hover {{ background: {2}; }}
QPushButton:focus {{ border: 2px solid #0b8a91; padding: 4px 11px; }}
QPushButton:disabled {{ color: {2}; }}
QPushButton#menu {{ padding-right: 24px; }}
QPushButton::menu-indicator {{ subcontrol-position: right center; subcontrol-origin: padding; right: 6px; }}
QLineEdit {{ border: 1px solid {2}; border-radius: 9px; padding: 5px 8px; selection-background-color: #0b8a91;
  selection-color: #ffffff; }}
QLineEdit:focus {{ border: 2px solid #0b8a91; padding: 4px 7px; }}
QFrame#find-bar {{ border: 1px solid {2}; border-radius: 9px; }}
QProgressBar {{ border: none; border-radius: 3px; background: {2}; }}
QProgressBar::chunk {{ border-radius: 3px; background: #0b8a91; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar::handle {{ background: {2}; border-radius: 5px; min-height: 24px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
"""
_MENU_STYLE = """
QMenu {{ background: {0}; color: {1}; border: 1px solid {2}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 24px; border-radius: 6px; }}
QMenu::item:selected {{ background: {2}; }}
QMenu::item:disabled {{ color: #7d898c; }}
QMenu::separator {{ height: 1px; background: {2}; margin: 4px 8px; }}
"""


class Theme(QObject):  # type: ignore[misc]
    """The theme of the window: "light", "dark", or "system" for that of the system. `changed` tells of a change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen = "system"

    @property
    def is_dark(self) -> bool:
        """Whether the window is dark."""
        if self.chosen != "system":
            return self.chosen == "dark"
        return bool(QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark)

    def choose(self, theme: str) -> None:
        """Takes another theme."""
        self.chosen = theme
        self.tell()

    def tell(self) -> None:
        """Tells that the theme may be another."""
        self.changed.emit()


theme = Theme()


def follow_colours(widget: Any) -> None:
    """Draws a widget and what is in it in the light or the dark colours of the window, also after a change."""

    def draw() -> None:
        widget.setStyleSheet(_STYLE.format(*_colours()))

    draw()
    theme.changed.connect(draw)


def colour_menu(menu: Any) -> None:
    """Draws a menu in the colours of now, since it is gone before they change."""
    menu.setStyleSheet(_MENU_STYLE.format(*_colours()))


def button(text: str, description: str, action: Callable[[], None]) -> Any:
    """Returns a button whose DESCRIPTION is read aloud by a screen reader."""
    made = QPushButton(text)
    made.setAccessibleName(description)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: action())
    return made


def _colours() -> tuple[str, str, str]:
    return _DARK if theme.is_dark else _LIGHT
