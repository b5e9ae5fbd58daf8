"""Finds words on the page of the Qt window: a bar above the page with the number of places, next and previous.

The keys are those of browsers: Ctrl+F, Enter and F3, Shift with them backwards, Esc. Ctrl+K and Ctrl+Shift+F stay the
page's own, which search the whole office.
"""

from collections.abc import Callable
from typing import Any

from qtpy.QtCore import QEvent, QObject, QPoint, Qt
from qtpy.QtGui import QAccessible, QAccessibleEvent, QKeySequence, QShortcut
from qtpy.QtWebEngineCore import QWebEnginePage
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit

from chat_desktop.desktop.texts import text
from chat_desktop.desktop.window.page_tools import qt_look

_WIDTH, _MARGIN = 460, 8
# A page may have selected very much.
_MOST_SELECTED = 100
_MOST_TYPED = 500


class FindBar(QFrame):  # type: ignore[misc]
    """The bar of one window. It lies over the page, so that the page keeps its place."""

    def __init__(self, native: Any) -> None:
        super().__init__(native)
        self._native, self._page = native, native.webview.page()
        self.setObjectName("find-bar")
        self._field, self._count = QLineEdit(), QLabel()
        self._previous = qt_look.button("\N{UPWARDS ARROW}", text("find.previous"), lambda: self.search(forward=False))
        self._next = qt_look.button("\N{DOWNWARDS ARROW}", text("find.next"), self.search)
        self._close = qt_look.button("\N{MULTIPLICATION SIGN}", text("find.close"), self.close_bar)
        self._lay_out()
        self._bind_keys()
        self.hide()
        native.webview.installEventFilter(self)
        self._page.loadStarted.connect(self._leave)

    def open_bar(self) -> None:
        """Shows the bar with the selected words, or with those of last time."""
        selected = self._page.selectedText()
        if selected and "\n" not in selected and len(selected) <= _MOST_SELECTED:
            self._field.setText(selected)
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus()
        self._field.selectAll()
        self._start()

    def close_bar(self) -> None:
        """Hides the bar and gives the focus back to the page, which keeps the found words selected."""
        self._leave()
        self._native.webview.setFocus()

    def search(self, forward: bool = True) -> None:
        """Goes to the next place, or back to the one before. Opens the bar if there is nothing to find yet."""
        if not self.isVisible():
            self.open_bar()
        elif self._field.text():
            flags = QWebEnginePage.FindFlag(0) if forward else QWebEnginePage.FindFlag.FindBackward
            self._page.findText(self._field.text(), flags, self._found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stays at the corner of the page."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return False

    def _lay_out(self) -> None:
        self._field.setPlaceholderText(text("find.field"))
        self._field.setAccessibleName(text("find.field"))
        self._field.setMaxLength(_MOST_TYPED)
        self._field.textChanged.connect(lambda _words: self._start())
        self._count.setObjectName("find-count")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(6)
        layout.addWidget(self._field, 1)
        for widget in (self._count, self._previous, self._next, self._close):
            layout.addWidget(widget)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        qt_look.follow_colours(self)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+F": self.open_bar,
            "F3": self.search,
            "Ctrl+G": self.search,
            "Shift+F3": lambda: self.search(forward=False),
            "Ctrl+Shift+G": lambda: self.search(forward=False),
        }
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self._native, action)
        inside: dict[str, Callable[[], None]] = {
            "Esc": self.close_bar,
            "Return": self.search,
            "Enter": self.search,
            "Shift+Return": lambda: self.search(forward=False),
        }
        for key, action in inside.items():
            QShortcut(QKeySequence(key), self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _place(self) -> None:
        page = self._native.webview
        self.resize(min(_WIDTH, page.width() - 2 * _MARGIN), self.sizeHint().height())
        corner = page.mapTo(self._native, QPoint(page.width() - self.width() - _MARGIN, _MARGIN))
        self.move(corner)

    def _start(self) -> None:
        """Finds the words from the start of the page, because they have changed."""
        self._say("", can_move=False)
        self._page.findText("")
        self._page.findText(self._field.text(), QWebEnginePage.FindFlag(0), self._found)

    def _found(self, result: Any) -> None:
        count, at = result.numberOfMatches(), result.activeMatch()
        if not self._field.text():
            self._say("", can_move=False)
        elif count:
            self._say(text("find.count", at=at, all=count), can_move=count > 1)
        else:
            self._say(text("find.none"), can_move=False)

    def _say(self, words: str, can_move: bool) -> None:
        if words != self._count.text():
            self._count.setText(words)
            self._count.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self._count, QAccessible.Event.NameChanged))
        self._previous.setEnabled(can_move)
        self._next.setEnabled(can_move)

    def _leave(self) -> None:
        if self.isVisible():
            self._page.findText("")
            self.hide()
