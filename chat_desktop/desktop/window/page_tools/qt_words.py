"""Shows Qt's own words, as in its dialogs for files and folders, in the language of the window."""

from typing import Any

from qtpy.QtCore import QLibraryInfo, QLocale, QTranslator

from chat_desktop.desktop import texts

_FILES = "qtbase"


def translate(application: Any) -> None:
    """Loads Qt's translation if there is one, and lays out dialogs and menus in the direction of the language."""
    locale = QLocale(texts.language())
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(application)
    if translator.load(locale, _FILES, "_", folder):
        application.installTranslator(translator)
    application.setLayoutDirection(locale.textDirection())
