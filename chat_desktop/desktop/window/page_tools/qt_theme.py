"""Draws the Qt window's title bar and its own bars in the theme that the person has chosen on the page.

A script in a world of its own, which the page's scripts cannot reach, watches the choice and tells it by the console.
A page that says the same by its own console changes the colours of the window, and nothing else.
"""

from typing import Any

from qtpy.QtCore import Qt
from qtpy.QtGui import QGuiApplication
from qtpy.QtWebEngineCore import QWebEngineScript
from qtpy.QtWidgets import QApplication

from chat_desktop.desktop.window import background_colour
from chat_desktop.desktop.window.page_tools import qt_look, x11_title_bar

_SAYS = "chat-desktop theme: "
_SCRIPT = f"""(() => {{
  const page = document.documentElement;
  const tell = () => console.debug("{_SAYS}" + (page.dataset.theme ?? "system"));
  new MutationObserver(tell).observe(page, {{ attributes: true, attributeFilter: ["data-theme"] }});
  tell();
}})()"""
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}


def follow_theme(native: Any) -> None:
    """Follows the theme of the page from its first one on."""
    page = native.webview.page()
    script = QWebEngineScript()
    script.setName("theme")
    script.setSourceCode(_SCRIPT)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
    script.setWorldId(QWebEngineScript.ScriptWorldId.ApplicationWorld)
    script.setRunsOnSubFrames(False)
    page.scripts().insert(script)

    def heard(_level: Any, words: str, _line: int, _source: str) -> None:
        theme = words.removeprefix(_SAYS)
        if words.startswith(_SAYS) and theme in _SCHEMES:
            _apply(native, theme)

    # Qt calls this in the place of its own method, which prints what pages say to the terminal.
    page.javaScriptConsoleMessage = heard
    QApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: qt_look.theme.tell())
    qt_look.theme.changed.connect(lambda: _draw_frame(native))


def _apply(native: Any, theme: str) -> None:
    if theme == qt_look.theme.chosen:
        return
    qt_look.theme.choose(theme)
    # Where the platform has no colour schemes, this does nothing.
    QApplication.styleHints().setColorScheme(_SCHEMES[theme])


def _draw_frame(native: Any) -> None:
    """Draws the title bar, and the line between the page and the bar below it."""
    colour = background_colour.DARK if qt_look.theme.is_dark else background_colour.LIGHT
    native.setStyleSheet(f"QMainWindow::separator {{ background: {colour}; }}")
    if QGuiApplication.platformName() == "xcb":
        x11_title_bar.set_dark(int(native.winId()), qt_look.theme.is_dark)
