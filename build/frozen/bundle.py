"""Decides which files belong to the frozen folder. chat.spec calls it; nothing here needs PyInstaller."""

import pkgutil
import re
import sys
from importlib import metadata
from pathlib import Path, PurePosixPath

import PIL

import chat_desktop
from chat_desktop.notices import collect

VERSION = chat_desktop.__version__

# Pillow opens the formats that files/drawing.py names and the icon of a tray; it skips what is not there.
PICTURE_FORMATS = {"Avif", "Bmp", "Gif", "Ico", "Jpeg", "Mpo", "Png", "Ppm", "Tiff", "WebP"}
# Modules that are not shipped: other GUI toolkits, test helpers, the parts of Qt that the window does not use, and
# modules that link to GPL libraries (readline, gdbm).
EXCLUDES = [
    *("tkinter", "unittest", "pydoc", "doctest", "readline", "dbm", "curses", "lib2to3", "ensurepip", "idlelib"),
    *("gi", "PyQt5", "PyQt6", "PySide2"),
    *(f"PySide6.{module}" for module in ("QtQml", "QtQuick", "QtQuickWidgets", "QtOpenGL", "QtOpenGLWidgets")),
    *(f"PySide6.{module}" for module in ("QtDataVisualization", "QtPositioning", "QtCharts", "QtMultimedia", "QtPdf")),
    *("gevent.tests", "gevent.testing", "sqlalchemy.testing", "alembic.testing"),
    # Names are looked up by the system (gevent's threads), and C is parsed only when a library is built.
    *("gevent.resolver.ares", "gevent.resolver.cares", "gevent.resolver.dnspython", "pycparser"),
    *("setuptools", "distutils", "PIL.ImageTk", "PIL._imagingtk", "PIL.ImageGrab"),
    # cffi parses C when a library is built, and what it has built needs its backend alone. The database is SQLite, and
    # Alembic asks for the dialect of PostgreSQL alone.
    *("cffi", "sqlalchemy.dialects.mssql", "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle"),
    # Pillow draws text only for the icon in the tray of Windows and macOS; its libraries for that have 3 MB.
    *(("PIL.ImageFont", "PIL._imagingft") if sys.platform == "linux" else ()),
    # Parts of Python that other parts import when something is asked of them that this program never does. The decimal
    # numbers of Python are those of C.
    *("ftplib", "smtplib", "xmlrpc", "_pydecimal"),
    # The loop of Windows; elsewhere gevent uses that of libev.
    *(() if sys.platform == "win32" else ("gevent.libuv",)),
]
# What only the window needs: a headless folder has none of it.
WINDOW_MODULES = ["webview", "bottle", "proxy_tools", "qtpy", "PySide6", "shiboken6"]
# WebEngineCore links to the Qml and Quick libraries, although the window does not use them.
QT_LIBRARIES = {
    *("Core", "DBus", "Gui", "Network", "OpenGL", "Positioning", "PrintSupport", "Svg", "Widgets", "XcbQpa"),
    *("Qml", "QmlMeta", "QmlModels", "QmlWorkerScript", "Quick", "QuickWidgets"),
    *("WaylandClient", "WlShellIntegration", "WebChannel", "WebEngineCore", "WebEngineWidgets"),
}
QT_PLUGINS = [
    r"platforms/libq(xcb|wayland.*|offscreen|minimal)\.",
    r"xcbglintegrations/",
    r"imageformats/libq(jpeg|svg|ico|gif|webp)\.",
    r"platforminputcontexts/lib(compose|ibus)",
    r"tls/",
    r"iconengines/",
    r"platformthemes/libqxdgdesktopportal\.",
    r"wayland-",
    r"networkinformation/libq(?!glib)",  # that one brings GIO, and NetworkManager's is asked first
]
# The words of Chromium and of Qt in the window, such as dialogs for files, in each language of the page.
LANGUAGES = {"en-US", "ar", "de", "es", "fr", "ja", "pt-BR", "zh-CN"}
QT_WORDS = {f"qtbase_{language.replace('-', '_')}.qm" for language in LANGUAGES}


def other_picture_formats() -> list[str]:
    """Returns the modules of Pillow for formats that are never opened."""
    found = pkgutil.iter_modules(PIL.__path__, "PIL.")
    names = [module.name for module in found if module.name.endswith("ImagePlugin")]
    return [name for name in names if name[len("PIL.") : -len("ImagePlugin")] not in PICTURE_FORMATS]


def is_of_window(package: str) -> bool:
    """Returns whether a package belongs to the window, so that a headless folder does not contain it."""
    return canonical(package).replace("-", "_").split("_")[0] in {"pywebview", *map(str.lower, WINDOW_MODULES), "proxy"}


def keeps(name: str) -> bool:
    """Returns whether a file is shipped. `name` is its path in the folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    text = str(path)
    if "/plugins/" in text and "PySide6" in text:
        return any(re.search("/plugins/" + plugin, text) for plugin in QT_PLUGINS)
    library = re.match(r"libQt6(\w+?)\.so", path.name)
    if library:
        return library[1] in QT_LIBRARIES
    if "qtwebengine_locales" in text:
        return path.stem in LANGUAGES
    if "PySide6/Qt/translations/" in text:
        return path.name in QT_WORDS
    unwanted = ("PySide6/Qt/qml/", "qtwebengine_devtools_resources", "/__pycache__/")
    return not any(part in text for part in unwanted)


def development_modules() -> list[str]:
    """Returns the modules that are installed for tests, lint or the build. They must not be shipped."""
    ours = {canonical(notice["name"]) for notice in collect.packages()}
    installed = metadata.packages_distributions().items()
    return sorted(module for module, owners in installed if not ours & {canonical(owner) for owner in owners})


def canonical(name: str) -> str:
    """Returns the normalised name of a package (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def page_files(root: Path) -> list[tuple[str, str]]:
    """Returns (source, folder in the bundle) of every file of the page."""
    page = root / "webui"
    files = [file for file in page.rglob("*") if file.is_file() and file.name not in {"tsconfig.json", "README.md"}]
    return [(str(file), str(Path("webui") / file.parent.relative_to(page))) for file in sorted(files)]


def icons(root: Path) -> list[tuple[str, str]]:
    """Returns (source, folder in the bundle) of the icons."""
    return [(str(root / "build" / "icons" / f"chat-desktop.{kind}"), "icons") for kind in ("png", "ico", "svg")]
