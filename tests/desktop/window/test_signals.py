"""Signals of Qt that the program emits itself."""

import importlib.util
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not importlib.util.find_spec("PySide6"), reason="the window's libraries are missing")

MANY_SIGNALS = """
from chat_desktop.desktop.window import qt_window
from qtpy.QtCore import QObject, Signal

class Sender(QObject):
    sent = Signal(object)

sender, received = Sender(), []
sender.sent.connect(received.append)
for number in range(20_000):
    sender.sent.emit(number)
print(len(received))
"""


def test_thousands_of_signals_do_not_end_the_program() -> None:
    done = subprocess.run([sys.executable, "-c", MANY_SIGNALS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "20000\n"), done.stderr
