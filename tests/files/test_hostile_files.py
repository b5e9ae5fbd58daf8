"""Files that claim or need far too much are answered within the limits, and the next picture is made."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chat_desktop.files.made import Made
from chat_desktop.files.pictures import PictureMaker
from tests.files import hostile
from tests.support.files.sample_files import samples

HASH = "ab" * 32
REFUSED: list[Callable[[], bytes]] = [
    hostile.jpeg,
    hostile.webp,
    hostile.avif,
    hostile.endless_pages,
    hostile.loops,
    hostile.long_stream,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def maker(folder: Path) -> Iterator[PictureMaker]:
    found = PictureMaker(folder)
    yield found
    found.stop()


def made(maker: PictureMaker, folder: Path, data: bytes) -> Made:
    source = folder / "source"
    source.write_bytes(data)
    return maker.make(source, HASH)


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_what_needs_too_much_has_no_picture(maker: PictureMaker, folder: Path, make: Callable[[], bytes]) -> None:
    assert made(maker, folder, make()).state in ("failed", "refused")
    assert made(maker, folder, samples()["a.png"]).state == "made"


@pytest.mark.parametrize("box", [b"[0 0 1e30 1e-30]", b"[0 0 0 0]", b"[9 9 -9 -9]", b"[0 0 1 100000]"])
def test_a_page_of_absurd_size_is_answered(maker: PictureMaker, folder: Path, box: bytes) -> None:
    found = made(maker, folder, hostile.page(b"", box))
    assert found.state == "failed" or max(found.width or 0, found.height or 0) <= 1_281
    assert made(maker, folder, samples()["a.pdf"]).pages == 3


@pytest.mark.long
@pytest.mark.parametrize("make", [hostile.paths, hostile.scans, hostile.many_objects], ids=lambda make: make.__name__)
def test_what_computes_for_long_is_ended(maker: PictureMaker, folder: Path, make: Callable[[], bytes]) -> None:
    assert made(maker, folder, make()) == Made("failed")
    assert made(maker, folder, samples()["a.png"]).state == "made"
