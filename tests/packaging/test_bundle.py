"""What goes into the folder and what stays out."""

import plistlib
import re
import shutil
from importlib import metadata
from pathlib import Path

import pytest
from frozen import bundle, driver_libraries, entry, fingerprint, mac_info, reach, win_version

from chat_desktop.languages import sentences

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
        "libQt6Core.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/imageformats/libqwebp.so",
        "PySide6/Qt/plugins/networkinformation/libqnetworkmanager.so",
        "PySide6/Qt/translations/qtwebengine_locales/en-US.pak",
        "PySide6/Qt/translations/qtwebengine_locales/zh-CN.pak",
        "PySide6/Qt/translations/qtbase_pt_BR.qm",
        "PySide6\\Qt\\resources\\qtwebengine_resources.pak",
        "webui/app/main.js",
        "libsoftokn3.so",
        "chat_desktop/storage/migrations/env.py",
    ],
)
def test_what_the_window_and_the_server_use_stays(name: str) -> None:
    assert bundle.keeps(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Charts.so.6",
        "libQt6Pdf.so.6",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/networkinformation/libqglib.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlpsql.so",
        "PySide6/Qt/qml/QtQuick/Controls/libqtquickcontrols2plugin.so",
        "PySide6/Qt/translations/qt_de.qm",
        "PySide6/Qt/translations/qtbase_sv.qm",
        "PySide6/Qt/translations/qtwebengine_locales/sv.pak",
        "PySide6\\Qt\\resources\\qtwebengine_devtools_resources.pak",
        "chat_desktop/storage/migrations/__pycache__/env.cpython-311.pyc",
    ],
)
def test_what_they_do_not_use_goes(name: str) -> None:
    assert not bundle.keeps(name)


def test_nothing_that_is_installed_for_tests_slips_in() -> None:
    """Engine.IO imports `requests` where it finds it, and tests need it: it must not be shipped for that."""
    strangers = set(bundle.development_modules())
    assert {"pytest", "PyInstaller", "setuptools"} & set(metadata.packages_distributions()) <= strangers
    assert "requests" in strangers or "requests" not in metadata.packages_distributions()
    assert not {"flask", "gevent", "greenlet", "sqlalchemy", "zope", "msgspec"} & strangers


def test_the_page_is_carried_whole_with_its_folders() -> None:
    carried = {Path(folder) / Path(source).name for source, folder in bundle.page_files(ROOT)}
    assert Path("webui/vendor/preact.js") in carried
    assert Path("webui/vendor/LICENSES/preact.txt") in carried
    assert not {path for path in carried if path.name == "tsconfig.json"}


def test_libraries_that_only_a_dropped_plugin_needed_go_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    links = {"/venv/qt.so": {"libX11.so.6"}, "/usr/lib/libX11.so.6": {"libxcb.so.1"}, "/usr/lib/libgtk-3.so.0": set()}
    monkeypatch.setattr(reach, "linked", lambda files: set().union(*(links.get(file, set()) for file in files)))
    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/objdump")
    names = ["libX11.so.6", "libxcb.so.1", "libgtk-3.so.0", "libsoftokn3.so", "libpython3.11.so.1.0"]
    entries = [("PySide6/qt.so", "/venv/qt.so", "BINARY"), *((name, f"/usr/lib/{name}", "BINARY") for name in names)]
    kept = [name for name, _source, _kind in reach.prune(entries)]
    assert kept == ["PySide6/qt.so", "libX11.so.6", "libxcb.so.1", "libsoftokn3.so", "libpython3.11.so.1.0"]


def test_what_graphics_drivers_load_is_left_to_the_system_and_named_for_packages() -> None:
    """Of an older system they would keep a newer driver from loading, and Qt aborts without one."""
    names = [
        "libstdc++.so.6",
        "libgcc_s.so.1",
        "libX11.so.6",
        "libz.so.1",
        "libffi.so.8",
        "libnss3.so",
        "PySide6/qt.so",
    ]
    entries = [(name, f"/usr/lib/{name}", "BINARY") for name in names]
    assert [name for name, _source, _kind in driver_libraries.without(entries)] == [
        *("libnss3.so", "PySide6/qt.so", f"{driver_libraries.RESERVE_FOLDER}/libffi.so.8"),
    ]
    assert driver_libraries.RESERVE_FOLDER == entry.RESERVE
    told = (ROOT / "docs" / "packaging.md").read_text()
    assert [package for package in driver_libraries.packages() if package not in told] == []


def test_macos_asks_for_the_local_network_and_stays_a_plain_plist() -> None:
    told = plistlib.loads(plistlib.dumps(mac_info.info_plist("1.2.3")))
    assert told["CFBundleShortVersionString"] == "1.2.3"
    assert told["NSBonjourServices"] == ["_chat-desktop._tcp", "_http._tcp"]
    assert told["NSLocalNetworkUsageDescription"].startswith("Colleagues on this network")


def test_macos_asks_in_every_language(tmp_path: Path) -> None:
    entries = mac_info.write_localized(tmp_path)
    codes = mac_info.info_plist("1")["CFBundleLocalizations"]
    assert codes == sorted(sentences.shipped().codes)
    assert [name for name, _source, kind in entries] == [f"{code}.lproj/InfoPlist.strings" for code in codes]
    asked = {Path(source).read_text("utf-8") for _name, source, _kind in entries}
    assert len(asked) == 8
    assert all(re.fullmatch(r'NSLocalNetworkUsageDescription = "[^"\\\n]+";\n', text) for text in asked)


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", (0, 1, 0, 0)), ("12.3", (12, 3, 0, 0)), ("1.2.3+local", (1, 2, 3, 0))]
)
def test_windows_gets_four_numbers(version: str, numbers: tuple[int, ...], tmp_path: Path) -> None:
    assert win_version.numbers(version) == numbers
    assert f"filevers={numbers}" in Path(win_version.write(tmp_path, version)).read_text()


def test_the_fingerprint_moves_with_any_source_and_with_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "webui" / "app.js"
    page.parent.mkdir()
    page.write_text("1")
    before = fingerprint.of(tmp_path)
    (tmp_path / "README.md").write_text("more words")
    (page.parent / "__pycache__").mkdir()
    (page.parent / "__pycache__" / "x.pyc").touch()
    assert fingerprint.of(tmp_path) == before
    page.write_text("2")
    assert fingerprint.of(tmp_path) != before


def test_the_icon_files_hold_every_size() -> None:
    icons = ROOT / "build" / "icons"
    ico, icns = (icons / "chat-desktop.ico").read_bytes(), (icons / "chat-desktop.icns").read_bytes()
    assert ico[:6] == b"\0\0\1\0\6\0"
    assert ico.count(b"\x89PNG\r\n") == 6
    assert icns[:4] == b"icns"
    assert int.from_bytes(icns[4:8], "big") == len(icns)
    assert len(re.findall(rb"\x89PNG\r\n", icns)) == 11


def test_build_is_no_package() -> None:
    """With an `__init__.py`, `python -m build` would import our folder instead of the tool of that name."""
    assert not (ROOT / "build" / "__init__.py").exists()
