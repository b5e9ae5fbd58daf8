"""The stand-in for Pillow's libxcb: it has the functions that Pillow links to, and Pillow works with it."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from frozen import screen_libraries

PICTURE = "from PIL import Image; print(Image.new('RGB', (2, 3)).resize((4, 6)).size, Image.__file__)"
TOOLS = all(map(shutil.which, ("as", "ld", "objdump")))
pytestmark = pytest.mark.skipif(not TOOLS or not sys.platform.startswith("linux"), reason="needs binutils on Linux")


def test_pillow_works_with_libraries_that_do_nothing(tmp_path: Path) -> None:
    spec = importlib.util.find_spec("PIL")
    assert spec is not None
    assert spec.origin is not None
    site = Path(spec.origin).parent.parent
    if not list(site.glob("pillow.libs/libxcb-*")):
        pytest.skip("this Pillow was not installed from its wheel")
    for name in ("PIL", "pillow.libs"):
        shutil.copytree(site / name, tmp_path / name)
    library = next(tmp_path.glob("pillow.libs/libxcb-*"))
    names = screen_libraries.functions(library)
    assert {"xcb_connect", "xcb_get_image", "xcb_disconnect"} <= set(names)
    assert screen_libraries.replace(tmp_path) > 1_000_000
    assert screen_libraries.functions(library) == names
    assert not list(tmp_path.glob("pillow.libs/libXau-*"))
    surroundings = {**os.environ, "PYTHONPATH": str(tmp_path), "LD_BIND_NOW": "1"}
    made = subprocess.run([sys.executable, "-c", PICTURE], env=surroundings, capture_output=True, text=True, check=True)
    assert made.stdout.split() == ["(4,", "6)", str(tmp_path / "PIL" / "__init__.py").replace("__init__", "Image")]


def test_a_folder_without_them_stays_as_it_is(tmp_path: Path) -> None:
    assert screen_libraries.replace(tmp_path) == 0
