"""What the window says when each of its texts is only its key: `python -m tests.desktop.programs.speaking NAME DATA`.

What a person could read and is no key was never in the catalogue, and would stay English in every language.
"""

import faulthandler
import json
import re
import sys
from pathlib import Path

from chat_desktop.desktop import texts
from chat_desktop.runtime.program.crash import Crash
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.in_tray import entries
from tests.desktop.programs.saver import Saver
from tests.desktop.programs.scenarios import HANGS_SECONDS
from tests.desktop.programs.using_page import Person

PLACE = re.compile(r"\{\w+\}")


def pseudo() -> dict[str, str]:
    """The catalogue: each text is its key, in brackets, with its values."""
    english = json.loads((Path(texts.__file__).parent / "en.json").read_text("utf-8"))
    forms = {key: found if isinstance(found, str) else found["other"] for key, found in english.items()}
    return {key: f"\u27e6{key} {' '.join(PLACE.findall(found))}\u27e7" for key, found in forms.items()}


class Speaker(Saver, Person):
    """A window that saves files and whose page is used."""

    def hear(self, state: str) -> None:
        """Notes all that can be read at this moment."""
        self.seen[state] = sorted(self.on_gui(_words))


def _words() -> set[str]:
    from qtpy.QtGui import QAction
    from qtpy.QtWidgets import QApplication, QWidget

    shown = [one for one in QApplication.allWidgets() if isinstance(one, QWidget) and one.isVisible()]
    actions = [action for one in shown for action in one.findChildren(QAction)]
    methods = ("text", "windowTitle", "toolTip", "accessibleName", "placeholderText", "informativeText")
    found = {str(getattr(one, name)()) for one in [*shown, *actions] for name in methods if hasattr(one, name)}
    return found - {""}


def everything(speaker: Speaker) -> None:
    for path in ("/files/1", "/files/gone"):
        speaker.get_row(path)
    wait_until(lambda: any("reason.gone" in row for row in speaker.rows()))
    speaker.get_row("/files/slow")
    speaker.says("slow.bin", "progress.of")
    speaker.hear("downloads")
    menu = speaker.menu("body")
    speaker.hear("menu")
    speaker.on_gui(menu.close)
    speaker.press_key("Ctrl+F")
    speaker.hear("find")
    speaker.seen["tray"] = list(entries(speaker))
    for is_restarted in (True, False):
        speaker.host.tell_crash(Crash(speaker.data / "report", is_restarted, lambda: None))
        wait_until(lambda: any("crash" in word for word in speaker.on_gui(_words)))
        speaker.hear(f"crash {is_restarted}")
    _close(speaker)


def _close(speaker: Speaker) -> None:
    speaker.host.people = 2
    speaker.close()
    for state in ("closing", "closing while saving"):
        wait_until(lambda: bool(speaker.on_gui(_question)))
        speaker.hear(state)
        speaker.answer(texts.text("closing.close_office"))
    wait_until(lambda: not speaker.open())


def _question() -> str:
    from qtpy.QtWidgets import QApplication

    box = QApplication.activeModalWidget()
    return str(box.text()) if box else ""


def qt_words(speaker: Speaker) -> None:
    """What Qt itself says in a dialog for files, and in which direction it is laid out."""
    from qtpy.QtCore import QCoreApplication, Qt
    from qtpy.QtWidgets import QApplication

    speaker.seen["qt"] = speaker.on_gui(lambda: QCoreApplication.translate("QFileDialog", "New Folder"))
    right = speaker.on_gui(QApplication.layoutDirection) == Qt.LayoutDirection.RightToLeft
    speaker.seen["direction"] = "rtl" if right else "ltr"
    speaker.seen["said"] = texts.text("menu.copy")
    speaker.close()
    speaker.answer(texts.text("closing.close_office"))
    wait_until(lambda: not speaker.open())


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    if sys.argv[1] == "everything":
        texts.catalogue = lambda language: pseudo()  # type: ignore[assignment]
    Speaker(Path(sys.argv[2])).play(globals()[sys.argv[1]])
