"""Everything that is shipped comes with its licence, and its licence is one that may be shipped."""

import json
import re
from importlib import metadata
from pathlib import Path

import pytest
from frozen import system_notices

from chat_desktop import notices, paths
from chat_desktop.notices import collect

# One of these must be offered by each package. LGPL only because it is linked dynamically and can be replaced.
SHIPPABLE = re.compile(
    r"MIT|BSD|Apache|MPL|ISC|PSF|Python Software|ZPL|Zope|LGPL|Unicode|OFL|GPLv2-or-later with a special exc"
)


@pytest.fixture(scope="module")
def found() -> list[dict[str, str]]:
    return notices.load()


def test_every_shipped_package_has_a_version_a_licence_and_its_text(found: list[dict[str, str]]) -> None:
    assert [notice["name"] for notice in found if not all(notice[key].strip() for key in ("version", "licence"))] == []
    assert [notice["name"] for notice in found if len(notice["text"].strip()) < 500] == []


def test_every_licence_is_one_that_may_be_shipped(found: list[dict[str, str]]) -> None:
    assert [notice["name"] for notice in found if not SHIPPABLE.search(notice["licence"])] == []


def test_python_the_server_the_window_and_the_page_are_all_named(found: list[dict[str, str]]) -> None:
    names = {notice["name"].lower() for notice in found}
    assert {"python", "flask", "gevent", "sqlalchemy", "zope.interface", "preact", "socket.io-client"} <= names
    assert "unicode data" in names
    assert "pytest" not in names


def test_qt_is_named_with_the_lgpl_the_gpl_and_chromiums_licence() -> None:
    if "PySide6_WebEngine" not in {package.metadata["Name"] for package in metadata.distributions()}:
        pytest.skip("Qt is not installed here")
    [qt] = [notice for notice in collect.everything() if notice["name"] == "PySide6_WebEngine"]
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE", "The Chromium Authors"):
        assert words in qt["text"]


def test_the_decoders_of_pictures_are_named_with_the_licences_of_the_libraries_in_their_wheels(
    found: list[dict[str, str]],
) -> None:
    texts = {notice["name"].lower().replace("_", "-"): notice["text"] for notice in found}
    for words in ("libheif", "libde265", "GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE"):
        assert words in texts["pi-heif"]
    for words in ("Copyright 2014 The PDFium Authors", "FreeType", "Sam Leffler"):
        assert words.lower() in texts["pypdfium2"].lower(), words
    for words in ("LIBAVIF", "LIBJPEG", "LIBWEBP"):
        assert words in texts["pillow"]
    assert "pillow-heif" not in texts, "its wheels carry an encoder that is under the GPL"


def test_every_vendored_script_is_named(found: list[dict[str, str]]) -> None:
    rows = json.loads((paths.webui() / "vendor" / "vendor.json").read_text())
    assert {row["package"] for row in rows} <= {notice["name"] for notice in found}


def test_the_list_that_the_build_wrote_is_the_one_that_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = [{"name": "Bénédicte", "version": "1", "licence": "MIT", "text": "words"}]
    file = tmp_path / "notices.json"
    file.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setattr(paths, "notices", lambda: file)
    assert notices.load() == written


def test_the_build_stops_at_a_package_without_a_licence_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = {"name": "left-pad", "version": "1", "licence": "MIT", "text": " \n"}
    monkeypatch.setattr(collect, "everything", lambda: [nameless])
    with pytest.raises(SystemExit, match="No licence text was found for left-pad"):
        system_notices.write(tmp_path, [])


def test_a_package_that_lists_a_licence_which_it_does_not_bring_hides_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "odd-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\nLicense: MIT\n")
    (folder / "COPYING").write_bytes(b"caf\xe9")
    (folder / "RECORD").write_text("odd-1.0.dist-info/LICENSE,,\nodd-1.0.dist-info/COPYING,,\n")
    notice = collect.notice_of(metadata.Distribution.at(folder))
    assert notice == {"name": "odd", "version": "1.0", "licence": "MIT", "text": "caf\ufffd"}
