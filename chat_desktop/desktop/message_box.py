"""Shows one sentence in a dialog of the system, for a person who has started the program by a double click.

On Linux the dialog of Qt runs in a child process, because Qt aborts a process on failure. Where it cannot start, one of
the small programs of the desktop shows the dialog.
"""

import sys
from collections.abc import Iterator, Sequence

from chat_desktop import child_processes
from chat_desktop.desktop import own_program
from chat_desktop.desktop.texts import text
from chat_desktop.desktop.window import display

TITLE = "Chat Desktop"
COMMAND = "message-box"
# The person may be away. A dialog that nobody has closed after this time ends.
_LIMIT_SECONDS = 86_400.0
# Each program with the exit statuses that it has after its dialog was closed, by its button or by the frame.
_PROGRAMS: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...] = (
    (("zenity", "--error", "--no-markup", "--width=420", f"--title={TITLE}", "--text"), (0, 1)),
    (("kdialog", "--title", TITLE, "--error"), (0, 1, 2)),
    (("xmessage", "-center", "-title", TITLE, "-buttons", "{close}:0", "-default", "{close}"), (0, 1)),
)
_ALERT = ("on run argv", "display alert (item 1 of argv) message (item 2 of argv) as critical", "end run")


def show(sentence: str) -> bool:
    """Shows SENTENCE and waits until the person has closed it. Returns whether a dialog was shown."""
    if sys.platform == "win32":
        return _show_on_windows(sentence)
    if sys.platform == "darwin":
        script = [part for line in _ALERT for part in ("-e", line)]
        return _ends_with((0,), ["/usr/bin/osascript", *script, TITLE, sentence])
    return display.has_screen() and any(_ends_with(statuses, command) for command, statuses in _on_linux(sentence))


def run_in_child(sentence: str) -> int:
    """Shows SENTENCE with Qt, in the child process. Returns the exit status 0 when the person has closed it.

    Any other status, such as that of an abort, means that Qt cannot show it.
    """
    if display.why_no_window():
        return 1
    from qtpy.QtCore import Qt
    from qtpy.QtWidgets import QApplication, QMessageBox

    from chat_desktop.desktop.window.page_tools import qt_words

    application = QApplication([TITLE])
    application.setApplicationName(TITLE)
    application.setDesktopFileName("chat-desktop")
    qt_words.translate(application)
    box = QMessageBox(QMessageBox.Icon.Critical, TITLE, sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)  # the name of a folder is no markup
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addButton(text("action.close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return 0


def _on_linux(sentence: str) -> Iterator[tuple[Sequence[str], Sequence[int]]]:
    yield [*own_program.command(), COMMAND, sentence], (0,)
    for command, statuses in _PROGRAMS:
        yield [*(word.replace("{close}", text("action.close")) for word in command), sentence], statuses


def _ends_with(statuses: Sequence[int], command: Sequence[str]) -> bool:
    ended = child_processes.run(command, _LIMIT_SECONDS, child_processes.own_folder())
    return ended is not None and ended.status in statuses


if sys.platform == "win32":
    import ctypes

    _ICON_ERROR, _SET_FOREGROUND = 0x10, 0x10000

    def _show_on_windows(sentence: str) -> bool:
        return bool(ctypes.windll.user32.MessageBoxW(None, sentence, TITLE, _ICON_ERROR | _SET_FOREGROUND))

else:

    def _show_on_windows(sentence: str) -> bool:
        return False
