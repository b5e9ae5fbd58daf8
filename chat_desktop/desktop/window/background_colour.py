"""Chooses the background colour of the window before the page is loaded."""

import sys

from chat_desktop import child_processes

LIGHT = "#f8fafa"
DARK = "#12181c"
_ANSWER_SECONDS = 2.0


def current() -> str:
    """Returns the colour for the system's light or dark mode, as hexadecimal RGB.

    On Linux the mode is known only when Qt runs, so the light colour is returned there."""
    return DARK if _prefers_dark() else LIGHT


def _prefers_dark() -> bool:
    if sys.platform == "win32":
        return _windows_prefers_dark()
    if sys.platform == "darwin":
        # The key exists only in dark mode.
        command = ["/usr/bin/defaults", "read", "-g", "AppleInterfaceStyle"]
        answer = child_processes.run(command, _ANSWER_SECONDS)
        return answer is not None and answer.status == 0
    return False  # Qt knows the mode when it runs (qt_window.py)


if sys.platform == "win32":
    import winreg

    _KEY = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"

    def _windows_prefers_dark() -> bool:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _KEY) as key:
                return winreg.QueryValueEx(key, "AppsUseLightTheme")[0] == 0
        except OSError:
            return False
