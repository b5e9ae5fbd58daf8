"""What a person does with the page of the window.

`python -m tests.desktop.programs.using_page NAME DATA`. Tells what it saw.
"""

import base64
import faulthandler
import subprocess
import sys
from pathlib import Path
from typing import Any

from chat_desktop.desktop.window.spelling import dictionaries, settings
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.scenarios import HANGS_SECONDS, Stage

SPOT = """(() => { const at = document.querySelector(%r).getBoundingClientRect();
  return `${at.left + at.width / 2} ${at.top + at.height / 2}` })()"""


START = """(() => { const at = document.querySelector(%r).getBoundingClientRect();
  return `${at.left + 24} ${at.top + 12}` })()"""
# A click before its first picture may be lost.
PAINTED = "performance.getEntriesByType('paint').length > 0"
TYPED = "document.querySelector('textarea').value"
# Made by qwebengine_convert_dict of five words: hello, world, morning, office, spelling.
DICTIONARY = (
    "QkRpYwIAAAAgAAAAWAAAAJ5NRsMWcPewEP1P6h0IAT4yAAAAOAAAADkAAAA6AAAACgpBRiAwAAAAAFRSWSBlc2lhbnJ0b2xjZHVnbXBo"
    "Ynlmdmt3engAAOVoAG0HbxBzGHciQABlbGxvAEAAb3JuaW5nAEAAZmZpY2UAQABwZWxsaW5nAEAAb3JsZAA="
)


class Person(Stage):
    """A window whose keyboard and mouse are used."""

    def type_keys(self, *keys: str) -> None:
        """Types into whatever has the focus: a key by its name, or text for a field of the window."""
        from qtpy.QtGui import QKeySequence
        from qtpy.QtTest import QTest
        from qtpy.QtWidgets import QApplication

        def type_key(key: str) -> None:
            target = QApplication.focusWidget()
            if key.startswith("text:"):
                target.insert(key.removeprefix("text:"))
                return
            combination = QKeySequence(key)[0]
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

        for key in keys:
            wait_until(lambda: self.on_gui(QApplication.focusWidget) is not None)
            self.on_gui(lambda key=key: type_key(key))  # type: ignore[misc]

    def click(self, selector: str, button: str = "LeftButton", place: str = "middle") -> None:
        """Clicks on the "middle" of an element of the page or at its "start", at the page's usual size."""
        from qtpy.QtCore import QPoint, Qt
        from qtpy.QtTest import QTest

        spot = (SPOT if place == "middle" else START) % selector
        self.await_value(PAINTED, "the page is painted")
        wait_until(lambda: bool(self.value(spot)))
        x, y = (round(float(part)) for part in str(self.value(spot)).split())
        pressed = getattr(Qt.MouseButton, button)
        self.on_gui(lambda: QTest.mouseClick(self.native.webview.focusProxy(), pressed, pos=QPoint(x, y)))

    def focus(self, selector: str) -> None:
        """Clicks on a field until it has the focus: a click that comes too early is lost."""

        def has_focus() -> bool:
            self.click(selector)
            return bool(self.value(f"document.activeElement === document.querySelector({selector!r})"))

        wait_until(has_focus)

    def bar(self) -> Any:
        from qtpy.QtWidgets import QFrame

        return self.native.findChild(QFrame, "find-bar")

    def count(self) -> str:
        """What the find bar says."""
        from qtpy.QtWidgets import QLabel

        return str(self.on_gui(lambda: self.bar().findChild(QLabel, "find-count").text()))

    def finds(self, count: str) -> None:
        wait_until(lambda: self.count() == count)

    def menu(self, selector: str, place: str = "middle") -> Any:
        """Opens the context menu of an element, and gives it."""
        from qtpy.QtWidgets import QMenu

        def shown() -> list[Any]:
            return [each for each in self.native.webview.findChildren(QMenu) if each.isVisible()]

        self.click(selector, "RightButton", place)
        wait_until(lambda: bool(self.on_gui(shown)))
        return self.on_gui(shown)[-1]

    def menu_with(self, word: str) -> Any:
        """Opens the menu on the first word of the field until it suggests a word: it is checked a little later."""
        found: list[Any] = []

        def suggests() -> bool:
            found[:] = [self.menu("textarea", "start")]
            if word in self.items(found[0]):
                return True
            self.on_gui(found[0].close)
            return False

        wait_until(suggests)
        return found[0]

    def choose(self, menu: Any, words: str) -> None:
        """Chooses an item of a menu, and closes the menu."""

        def choose() -> None:
            next(each for each in menu.actions() if each.text() == words).trigger()
            menu.close()

        self.on_gui(choose)

    def items(self, menu: Any) -> list[str]:
        """The items of a menu that can be chosen."""
        found: list[str] = self.on_gui(
            lambda: [each.text() for each in menu.actions() if each.isEnabled() and not each.isSeparator()]
        )
        return found


def find(person: Person) -> None:
    """Finds on the page with the keys alone."""
    person.value("addEventListener('keydown', (event) => { window.pressed = [...(window.pressed ?? []), event.key] })")
    person.on_gui(person.native.webview.setFocus)
    person.type_keys("Ctrl+F", "text:new")
    person.finds("1 of 2")
    person.type_keys("Return")
    person.finds("2 of 2")
    person.type_keys("F3")
    person.finds("1 of 2")
    person.type_keys("Shift+Return")
    person.finds("2 of 2")
    person.type_keys("Ctrl+A", "text:Übung \N{GRINNING FACE} <b>")
    person.finds("Not found")
    person.type_keys("Ctrl+A", "text:good")
    person.finds("1 of 1")
    person.seen["over_page"] = person.on_gui(lambda: person.native.rect().contains(person.bar().geometry()))
    person.colours(person.data / "find.png")
    person.type_keys("Esc")
    wait_until(lambda: not person.on_gui(person.bar().isVisible))
    # The keys go to the page again, and those of its own search have never been the window's.
    wait_until(lambda: bool(person.value("document.hasFocus()")))
    person.type_keys("Ctrl+K", "Ctrl+Shift+F", "x")
    wait_until(lambda: person.value("window.pressed?.at(-1)") == "x")
    person.seen["to_page"] = person.value("window.pressed.filter((key) => key.length === 1).join('')")
    person.seen["bar_stays_away"] = not person.on_gui(person.bar().isVisible)


def context_menu(person: Person) -> None:
    """Opens the menu on a link, a picture, a field and the page, and uses some of its items."""
    from qtpy.QtWidgets import QApplication

    clipboard = QApplication.clipboard()
    link = person.menu("#same")
    person.seen["link"] = person.items(link)
    person.choose(link, "Copy link")
    wait_until(lambda: person.on_gui(clipboard.text) == "http://127.0.0.2:9/news")
    picture = person.menu("#picture")
    person.seen["picture"] = person.items(picture)
    person.on_gui(lambda: picture.grab().save(str(person.data / "menu.png")))
    person.choose(picture, "Copy picture")
    wait_until(lambda: not person.on_gui(lambda: clipboard.image().isNull()))
    person.seen["copied"] = person.on_gui(lambda: [clipboard.image().width(), clipboard.image().height()])
    person.choose(person.menu("#picture"), "Save picture")
    downloads = Path.home() / "Downloads"
    wait_until(lambda: downloads.is_dir() and bool(list(downloads.glob("*.png"))))
    person.value("document.querySelector('textarea').value = 'good morning'")
    field = person.menu("textarea")
    person.seen["field"] = person.items(field)
    person.choose(field, "Select all")
    person.choose(person.menu("textarea"), "Cut")
    wait_until(lambda: person.on_gui(clipboard.text) == "good morning")
    wait_until(lambda: person.value("document.querySelector('textarea').value") == "")
    person.choose(person.menu("textarea"), "Paste")
    wait_until(lambda: person.value("document.querySelector('textarea').value") == "good morning")
    page = person.menu("h1")
    person.seen["page"] = person.items(page)
    person.choose(page, "Find\N{HORIZONTAL ELLIPSIS}")
    wait_until(lambda: bool(person.on_gui(person.bar().isVisible)))


def check_spelling(person: Person) -> None:
    """Types a wrong word, takes the meant word from the menu, and switches spell check off and on."""
    from qtpy.QtTest import QTest

    person.focus("textarea")
    person.on_gui(lambda: QTest.keyClicks(person.native.webview.focusProxy(), "mornimg "))
    wait_until(lambda: person.value(TYPED) == "mornimg ")
    menu = person.menu_with("morning")
    person.choose(menu, "morning")
    wait_until(lambda: person.value(TYPED) == "morning ")
    menu = person.menu("textarea")
    inner = person.on_gui(lambda: next(each.menu() for each in menu.actions() if each.text() == "Spelling"))
    person.seen["choices"] = person.items(inner)
    person.choose(inner, "Check spelling while typing")
    person.on_gui(menu.close)
    profile = person.native.webview.page().profile()
    person.seen["on"] = [person.on_gui(profile.isSpellCheckEnabled)]
    menu = person.menu("textarea")
    inner = person.on_gui(lambda: next(each.menu() for each in menu.actions() if each.text() == "Spelling"))
    person.choose(inner, "Check spelling while typing")
    person.on_gui(menu.close)
    wait_until(lambda: bool(person.on_gui(profile.isSpellCheckEnabled)))
    person.seen["languages"] = person.on_gui(profile.spellCheckLanguages)


def choose_theme(person: Person) -> None:
    """Chooses each theme, as the settings of the page do."""
    from chat_desktop.desktop.window.page_tools import qt_look

    for theme in ("dark", "light", "dark"):
        person.value(f"document.documentElement.dataset.theme = '{theme}'")
        wait_until(lambda theme=theme: person.on_gui(lambda: qt_look.theme.chosen) == theme)  # type: ignore[misc]
        style = person.on_gui(lambda: person.bar().styleSheet())
        person.seen.setdefault("backgrounds", []).append(style.partition("background: ")[2][:7])
        # The property is set on a connection of its own, so that another program may read it a moment later.
        wait_until(lambda theme=theme: title_bar(person).endswith(f'"{theme}"'))  # type: ignore[misc]
        person.seen.setdefault("title_bars", []).append(title_bar(person))
    person.script("location.href = '/?again'")
    person.server.hear()
    wait_until(lambda: person.on_gui(lambda: qt_look.theme.chosen) == "system")


def title_bar(person: Person) -> str:
    """What the window manager reads of the window."""
    number = str(person.on_gui(lambda: int(person.native.winId())))
    command = ["xprop", "-id", number, "_GTK_THEME_VARIANT"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def add_dictionary(data: Path) -> None:
    """Puts a dictionary of five words where the window finds it."""
    folder = data / dictionaries.FOLDER
    folder.mkdir()
    (folder / "en_XX.bdic").write_bytes(base64.b64decode(DICTIONARY))
    settings.save(data, settings.SpellingSettings(languages=("en_XX",)))


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    if sys.argv[1] == "check_spelling":
        add_dictionary(Path(sys.argv[2]))
    Person(Path(sys.argv[2])).play(globals()[sys.argv[1]])
