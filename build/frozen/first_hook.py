"""Stores the environment of the frozen program for the programs that it starts. It runs first.

PyInstaller's own hook for Qt, which comes next, adds QT_* variables that only this program may see.
"""

import chat_desktop.child_processes  # noqa: F401 - what matters is when it is imported
