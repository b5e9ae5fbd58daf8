"""The words that pywebview shows by itself, in our language: the menu bar of macOS, and the buttons of its dialogs."""

from typing import Any

from chat_desktop.desktop.texts import text

_NAME = "Chat Desktop"
# By the keys of webview/localization.py.
_KEYS = {
    "global.quitConfirmation": "closing.give_up",
    "global.ok": "dialog.ok",
    "global.quit": "tray.quit",
    "global.cancel": "action.cancel",
    "global.saveFile": "download.save_file",
    "cocoa.menu.about": "mac.about",
    "cocoa.menu.services": "mac.services",
    "cocoa.menu.view": "mac.view",
    "cocoa.menu.edit": "mac.edit",
    "cocoa.menu.hide": "mac.hide",
    "cocoa.menu.hideOthers": "mac.hide_others",
    "cocoa.menu.showAll": "mac.show_all",
    "cocoa.menu.quit": "mac.quit",
    "cocoa.menu.fullscreen": "mac.full_screen",
    "cocoa.menu.cut": "menu.cut",
    "cocoa.menu.copy": "menu.copy",
    "cocoa.menu.paste": "menu.paste",
    "cocoa.menu.selectAll": "menu.select_all",
    "windows.fileFilter.allFiles": "dialog.all_files",
    "windows.fileFilter.otherFiles": "dialog.other_files",
    "linux.openFile": "dialog.open_file",
    "linux.openFiles": "dialog.open_files",
    "linux.openFolder": "dialog.open_folder",
}


def library_words() -> dict[str, str]:
    """Returns the words by the keys of pywebview."""
    return {theirs: text(ours, name=_NAME) for theirs, ours in _KEYS.items()}


def keep_name_in_its_place(view: Any) -> None:
    """Makes pywebview's VIEW of macOS take its menu's words as they are: it would put the program's name after them."""
    view._append_app_name = lambda _view, words: words
