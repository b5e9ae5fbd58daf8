"""The smaller data of ICU: what Qt uses is still in it, and ICU's own library opens it."""

import importlib.util
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from frozen import icu_data

OPEN = """
import ctypes, sys
data, common, i18n = (ctypes.CDLL(f"{sys.argv[1]}/{name}", ctypes.RTLD_GLOBAL) for name in sys.argv[2:5])
version, error = sys.argv[5], ctypes.c_int(0)
for library, function, names in ((i18n, "ucol_open", "de ja ar zh root"), (common, "ucnv_open", "UTF-8 ISO-8859-15")):
    opener = getattr(library, f"{function}_{version}")
    opener.restype = ctypes.c_void_p
    for name in names.split():
        error.value = 0
        assert opener(name.encode(), ctypes.byref(error)) and error.value <= 0, (function, name, error.value)
"""


def archive(**items: bytes) -> bytes:
    head = struct.pack("<HBB", 32, 0xDA, 0x27) + struct.pack("<HHBBBB", 20, 0, 0, 0, 2, 0) + b"CmnD" + bytes(16)
    parts = [(f"icudt1l/{name.replace('__', '/')}".encode(), content) for name, content in items.items()]
    return icu_data.Archive(head, parts).pack()


def test_an_archive_is_read_as_it_was_written() -> None:
    packed = archive(coll__de_res=b"abc", root_res=b"x" * 40)
    read = icu_data.parse(packed)
    assert [(name, content.rstrip(b"\0")) for name, content in read.items] == [
        (b"icudt1l/coll/de_res", b"abc"),
        (b"icudt1l/root_res", b"x" * 40),
    ]
    assert read.pack() == packed


def test_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="no archive"):
        icu_data.parse(b"\x20\0" + bytes(62))


@pytest.mark.parametrize(
    ("name", "size", "stays"),
    [
        ("icudt1l/root.res", 9, True),
        ("icudt1l/coll/de.res", 9, True),
        ("icudt1l/curr/de.res", 9, False),
        ("icudt1l/brkitr/thaidict.dict", 9, False),
        ("icudt1l/ibm-912.cnv", 900, True),
        ("icudt1l/gb18030.cnv", 200_000, False),
    ],
)
def test_what_qt_asks_for_stays(name: str, size: int, stays: bool) -> None:
    assert icu_data.is_used(name, size) is stays


def test_the_library_is_two_thirds_smaller_and_icu_opens_it(tmp_path: Path) -> None:
    qt = importlib.util.find_spec("PySide6")
    places = qt.submodule_search_locations if qt else None
    if not sys.platform.startswith("linux") or not places or not shutil.which("ld"):
        pytest.skip("Qt's libraries or the linker are not installed")
    names = []
    for library in ("icudata", "icuuc", "icui18n"):
        (file,) = (Path(places[0]) / "Qt" / "lib").glob(f"lib{library}.so.*")
        shutil.copy(file, tmp_path)
        names.append(file.name)
    before = (tmp_path / names[0]).stat().st_size
    assert icu_data.shrink(tmp_path) > before * 0.6
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(names)
    version = names[0].rpartition(".")[2]
    command = [sys.executable, "-c", OPEN, str(tmp_path), *names, version]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_without_the_library_nothing_is_done(tmp_path: Path) -> None:
    assert icu_data.shrink(tmp_path) == 0
