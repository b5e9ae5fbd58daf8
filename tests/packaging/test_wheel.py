"""The wheel is whole: `pip install` gives the same office as a checkout, but for the executable."""

import os
import subprocess
import sys
import zipfile
from importlib import util
from pathlib import Path

import pytest

from chat_desktop import __version__

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if util.find_spec("hatchling") is None:
        pytest.fail("hatchling is not installed here: start the tests with `python3 dev.py test`.")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    [made] = folder.glob("*.whl")
    return made


def test_it_carries_the_page_the_migrations_and_the_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert wheel.name.startswith(f"chat_desktop-{__version__}-py3-none-any")
    for file in (
        "_webui/vendor/preact.js",
        "storage/migrations/env.py",
        "chat/core/unicode/confusables.txt",
        "notices/texts/LGPL-3.0.txt",
    ):
        assert f"chat_desktop/{file}" in names
    assert {name.split("/")[0] for name in names} == {"chat_desktop", f"chat_desktop-{__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name]


def test_what_is_installed_from_it_finds_the_page_and_its_licences(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = (
        "from chat_desktop import notices, paths; print(paths.webui()); print(paths.checkout());"
        "print(sorted(n['name'] for n in notices.load() if n['text'].strip()))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    )
    webui, checkout, names = told.stdout.splitlines()
    assert webui == str(tmp_path / "site" / "chat_desktop" / "_webui")
    assert checkout == "False", "or it would look for edits of its files at every visit"
    assert all(name in names for name in ("Flask", "gevent", "preact", "Unicode data"))
