"""The context menu of the Qt window, which pywebview has for developers only.

A page that shows a menu of its own in a place keeps it: then none is asked for here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qtpy.QtCore import Qt
from qtpy.QtWebEngineCore import QWebEngineContextMenuRequest, QWebEnginePage
from qtpy.QtWidgets import QMenu

from chat_desktop.desktop.texts import text
from chat_desktop.desktop.window.page_tools import qt_look

_Action = QWebEnginePage.WebAction
_Edit = QWebEngineContextMenuRequest.EditFlag
_MOST_SUGGESTIONS = 5
_EDITS = (
    ("menu.undo", _Action.Undo, _Edit.CanUndo),
    ("menu.redo", _Action.Redo, _Edit.CanRedo),
    ("menu.cut", _Action.Cut, _Edit.CanCut),
    ("menu.copy", _Action.Copy, _Edit.CanCopy),
    ("menu.paste", _Action.Paste, _Edit.CanPaste),
    ("menu.paste_plain", _Action.PasteAndMatchStyle, _Edit.CanPaste),
    ("menu.select_all", _Action.SelectAll, _Edit.CanSelectAll),
)


@dataclass(frozen=True, slots=True)
class MenuActs:
    """What the menu can do beside the page's own actions. `add_spelling` adds the choices of spell check to a menu."""

    find: Callable[[], None]
    print: Callable[[], None]
    show_downloads: Callable[[], None]
    add_spelling: Callable[[Any], None] = lambda _menu: None


def add_context_menu(native: Any, acts: MenuActs) -> None:
    """Shows a menu by the right mouse button and by the menu key."""
    view = native.webview

    def show(position: Any) -> None:
        menu = make_menu(view, acts)
        menu.popup(view.mapToGlobal(position))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(show)


def make_menu(view: Any, acts: MenuActs) -> Any:
    """Returns the menu for what the person has clicked on."""
    request, page = view.lastContextMenuRequest(), view.page()
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    qt_look.colour_menu(menu)
    if request is not None:
        _add_spellings(menu, page, request)
        _add_link_and_picture(menu, page, request)
        _add_edits(menu, page, request)
        if request.isContentEditable():
            acts.add_spelling(menu)
    menu.addSeparator()
    menu.addAction(text("menu.find"), acts.find)
    menu.addAction(text("menu.print"), acts.print)
    menu.addAction(text("menu.downloads"), acts.show_downloads)
    return menu


def _add_spellings(menu: Any, page: Any, request: Any) -> None:
    """Adds the words that may be meant for a misspelled one, which stand first."""
    if not request.isContentEditable() or not request.misspelledWord():
        return
    for word in request.spellCheckerSuggestions()[:_MOST_SUGGESTIONS]:
        # An "&" would underline the next letter.
        action = menu.addAction(word.replace("&", "&&"))
        action.triggered.connect(lambda _=False, word=word: page.replaceMisspelledWord(word))
        font = action.font()
        font.setBold(True)
        action.setFont(font)
    menu.addSeparator()


def _add_link_and_picture(menu: Any, page: Any, request: Any) -> None:
    if request.linkUrl().isValid():
        _add(menu, page, "menu.copy_link", _Action.CopyLinkToClipboard)
    if request.mediaType() == QWebEngineContextMenuRequest.MediaType.MediaTypeImage:
        _add(menu, page, "menu.copy_picture", _Action.CopyImageToClipboard)
        _add(menu, page, "menu.save_picture", _Action.DownloadImageToDisk)
    menu.addSeparator()


def _add_edits(menu: Any, page: Any, request: Any) -> None:
    """Adds all edits in a field, and elsewhere those that change nothing."""
    possible = request.editFlags()
    for key, action, flag in _EDITS:
        if request.isContentEditable() or (flag == _Edit.CanCopy and request.selectedText()):
            _add(menu, page, key, action).setEnabled(bool(possible & flag))
    if not request.isContentEditable():
        _add(menu, page, "menu.select_all", _Action.SelectAll)


def _add(menu: Any, page: Any, key: str, action: Any) -> Any:
    return menu.addAction(text(key), lambda: page.triggerAction(action))
