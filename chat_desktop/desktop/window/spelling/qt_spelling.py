"""Checks the spelling in the fields of the Qt window by Chromium, in the languages that the person has chosen."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from qtpy.QtCore import QLocale
from qtpy.QtWidgets import QMenu

from chat_desktop import background
from chat_desktop.desktop.texts import text
from chat_desktop.desktop.window.page_tools import qt_look
from chat_desktop.desktop.window.spelling import dictionaries, settings

_FOLDER_VARIABLE = "QTWEBENGINE_DICTIONARIES_PATH"


def tell_folder(data: Path) -> None:
    """Tells Chromium where the dictionaries are, before it starts."""
    os.environ[_FOLDER_VARIABLE] = str(data / dictionaries.FOLDER)


class Spelling:
    """Spell check of one window. `data` is the folder that keeps its settings. Used on the GUI thread."""

    def __init__(self, native: Any, data: Path, places: dictionaries.Places | None = None) -> None:
        self._native, self._data = native, data
        self._profile = native.webview.page().profile()
        self._places = places or dictionaries.system_places()
        self._available = dictionaries.available(data, self._places)
        self._settings = settings.load(data)
        self._apply()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which spelling is checked: the chosen ones that are there, or that of the system."""
        chosen = tuple(each for each in self._settings.languages if each in self._available)
        if chosen or self._settings.languages:
            return chosen
        system = dictionaries.for_locale(tuple(self._available), QLocale.system().name())
        return (system,) if system else ()

    def add_to(self, menu: Any) -> None:
        """Adds the choices to a context menu."""
        inner = QMenu(text("menu.spelling"), menu)
        qt_look.colour_menu(inner)
        menu.addMenu(inner)
        if not self._available:
            inner.addAction(text("spelling.none")).setEnabled(False)
            return
        on = inner.addAction(text("spelling.check"))
        on.setCheckable(True)
        on.setChecked(self._settings.is_on)
        on.toggled.connect(lambda is_on: self._set(replace(self._settings, is_on=is_on)))
        inner.addSeparator()
        for language in self._available:
            action = inner.addAction(shown_name(language))
            action.setCheckable(True)
            action.setChecked(language in self.languages)
            action.setEnabled(self._settings.is_on)
            action.toggled.connect(lambda is_wanted, language=language: self._choose(language, is_wanted))

    def _choose(self, language: str, is_wanted: bool) -> None:
        others = [each for each in self.languages if each != language]
        languages = (*others, language)[-settings.MOST_LANGUAGES :] if is_wanted else tuple(others)
        # Without any language that of the system would be taken.
        self._set(settings.SpellingSettings(is_on=bool(languages), languages=tuple(languages)))

    def _set(self, changed: settings.SpellingSettings) -> None:
        self._settings = changed
        settings.save(self._data, changed)
        self._apply()

    def _apply(self) -> None:
        """Makes the dictionaries ready in a thread, because converting one takes seconds, and then checks with them."""
        wanted = self.languages if self._settings.is_on else ()
        if not wanted:
            self._profile.setSpellCheckEnabled(False)
            return
        background.start("dictionaries", self._prepare, wanted)

    def _prepare(self, wanted: tuple[str, ...]) -> None:
        ready = [
            each for each in wanted if dictionaries.make_ready(self._data, each, self._available[each], self._places)
        ]
        self._native.create_window_trigger.emit(lambda: self._check_in(ready))

    def _check_in(self, languages: list[str]) -> None:
        # The person may have switched it off meanwhile.
        if self._settings.is_on:
            self._profile.setSpellCheckLanguages(languages)
            self._profile.setSpellCheckEnabled(bool(languages))


def shown_name(language: str) -> str:
    """Returns the name of a language in itself: "Deutsch (Deutschland)" for "de_DE"."""
    locale = QLocale(language)
    name = locale.nativeLanguageName()
    if not name or locale.language() == QLocale.Language.C:
        return language
    # Qt takes another territory for one that it does not know.
    place = locale.nativeTerritoryName() if locale.name() == language else language
    return f"{name[:1].upper()}{name[1:]} ({place})"
