"""Finds words in the page of the window of macOS: WebKit has the search, but no bar for it in other programs.

The keys are those of Safari: Cmd-F asks for the words, Cmd-G goes on to the next place, Cmd-Shift-G to the one before.
"""

from collections.abc import Callable
from typing import Any

from chat_desktop.desktop.texts import text

_WIDTH, _HEIGHT = 240.0, 24.0


class Find:
    """Called on the GUI thread. `kit` is WebKit; `ask(words)` shows a field with the last words and returns the new."""

    def __init__(self, view: Any, kit: Any, ask: Callable[[str], str | None]) -> None:
        self._view, self._kit, self._ask = view, kit, ask
        self._words = ""

    def begin(self) -> None:
        """Asks for words, and goes to the first place that has them."""
        words = self._ask(self._words)
        if words is not None and words.strip():
            self._words = words
            self.next()

    def next(self, backwards: bool = False) -> None:
        """Goes to the next place, and from the last one to the first; asks for words where there are none yet."""
        if not self._words:
            self.begin()
            return
        how = self._kit.WKFindConfiguration.alloc().init()
        how.setBackwards_(backwards)
        how.setWraps_(True)
        # The engine selects the place and scrolls to it.
        self._view.findString_withConfiguration_completionHandler_(self._words, how, lambda _result: None)


def asked(words: str, kit: Any) -> str | None:
    """Shows a field with WORDS in a dialog, and returns what was typed, or None. `kit` is AppKit."""
    field = kit.NSTextField.alloc().initWithFrame_(kit.NSMakeRect(0, 0, _WIDTH, _HEIGHT))
    field.setStringValue_(words)
    alert = kit.NSAlert.alloc().init()
    alert.setMessageText_(text("find.field"))
    alert.addButtonWithTitle_(text("find.next"))
    alert.addButtonWithTitle_(text("action.cancel"))
    alert.setAccessoryView_(field)
    alert.window().setInitialFirstResponder_(field)
    return str(field.stringValue()) if alert.runModal() == kit.NSAlertFirstButtonReturn else None
