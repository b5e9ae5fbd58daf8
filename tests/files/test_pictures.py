"""Pictures and first pages that the child process makes, of real files, broken ones and bombs."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from chat_desktop.files import kinds
from chat_desktop.files.made import COPY, FORMS, PREVIEW_PX, THUMB_PX, Made, made_path
from chat_desktop.files.pictures import PictureMaker
from tests.support.files.sample_files import BOMBS, NAMES, document, encoded, exif, moving, picture, png, samples

HASH = "ab" * 32
FLIPS, FLIPS_OF_FILE = 100, {"a.pdf": 4}  # bits in each format, and in one file: a page takes long to draw


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made")


@pytest.fixture(scope="module")
def maker(folder: Path) -> Iterator[PictureMaker]:
    found = PictureMaker(folder)
    yield found
    found.stop()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "source"


def made(maker: PictureMaker, source: Path, data: bytes) -> Made:
    source.write_bytes(data)
    return maker.make(source, HASH)


def form(folder: Path, name: str) -> Image.Image:
    return Image.open(io.BytesIO(made_path(folder, HASH, name).read_bytes()))


@pytest.mark.parametrize(
    ("name", "kind", "size"),
    [
        ("a.jpg", "image", (60, 90)),
        ("a.png", "image", (90, 60)),
        ("a.gif", "image", (40, 30)),
        ("a.webp", "image", (90, 60)),
        ("a.avif", "image", (90, 60)),
        ("a.heic", "image", (64, 96)),
        ("a.pdf", "pdf", (1280, 854)),
    ],
)
def test_each_format_is_shown(
    maker: PictureMaker, folder: Path, source: Path, name: str, kind: str, size: tuple[int, int]
) -> None:
    found = made(maker, source, samples()[name])
    assert (found.state, found.kind, (found.width, found.height)) == ("made", kind, size)
    assert found.pages == (3 if kind == "pdf" else None)
    assert found.animated == (name == "a.gif")
    thumb = form(folder, "thumb")
    assert thumb.format == "WEBP"
    assert (thumb.width > thumb.height) == (size[0] > size[1])
    assert found.tiny is not None
    assert max(Image.open(io.BytesIO(found.tiny)).size) == 24
    assert kinds.may_show(source)
    assert kinds.identify(source)[0] == ("pdf" if kind == "pdf" else "file")


def test_what_others_see_is_upright_small_and_says_nothing_of_the_camera(
    maker: PictureMaker, folder: Path, source: Path
) -> None:
    data = encoded(picture(3000, 2000), "JPEG", exif=exif(), comment=b"SecretCamera")
    found = made(maker, source, data)
    assert b"SecretCamera" in data
    assert (found.width, found.height, found.type) == (2000, 3000, "image/jpeg")
    assert found.bytes == sum(made_path(folder, HASH, name).stat().st_size for name in (*FORMS, COPY))
    for name, longest in (("thumb", THUMB_PX), ("preview", PREVIEW_PX)):
        shown = form(folder, name)
        assert max(shown.size) == shown.height == longest
        assert not shown.getexif()
        assert {"exif", "xmp", "icc_profile"}.isdisjoint(shown.info)
        assert b"SecretCamera" not in made_path(folder, HASH, name).read_bytes()
        # Held upright: what was at the left is at the top, and what was at the bottom is at the left.
        red, green, _ = shown.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
        before = picture(3000, 2000).getpixel((15, 1985))
        assert abs(red - before[0]) < 20  # type: ignore[index]
        assert abs(green - before[1]) < 20  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixels_is_shown(maker: PictureMaker, folder: Path, source: Path, mode: str) -> None:
    image = picture().convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    data = encoded(image if mode == "I;16" else picture().convert(mode), "JPEG" if mode == "CMYK" else "PNG")
    assert made(maker, source, data).state == "made"
    dark, light = (form(folder, "thumb").convert("L").getpixel(place) for place in ((2, 2), (87, 57)))
    assert dark != light


def test_what_is_behind_a_clear_picture_shines_through(maker: PictureMaker, folder: Path, source: Path) -> None:
    made(maker, source, encoded(Image.new("RGBA", (40, 40), (255, 0, 0, 0)), "PNG"))
    assert form(folder, "thumb").convert("RGBA").getpixel((9, 9))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("name", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_is_known_and_its_thumbnail_stands_still(
    maker: PictureMaker, folder: Path, source: Path, name: str
) -> None:
    assert made(maker, source, moving(name)).animated
    assert getattr(form(folder, "thumb"), "n_frames", 1) == 1
    assert not made(maker, source, moving(name, 1)).animated


def test_a_moving_picture_of_very_many_frames_costs_as_much_as_its_first(maker: PictureMaker, source: Path) -> None:
    whole = moving("GIF", 2)
    first, second = whole.index(b"!\xf9"), whole.rindex(b"!\xf9")
    assert first < second
    assert made(maker, source, whole[:-1] + whole[second:-1] * 200_000 + whole[-1:]).state == "made"


def test_a_format_that_follows_a_script_stays_a_picture(maker: PictureMaker, source: Path) -> None:
    """What makes it harmless is how it is served: as a picture that nothing may run."""
    found = made(maker, source, samples()["a.gif"] + b"*/=1;alert(1)//")
    assert (found.kind, found.type) == ("image", "image/gif")


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_and_the_next_picture_is_made(maker: PictureMaker, source: Path, name: str) -> None:
    found = made(maker, source, BOMBS[name]())
    assert found in (Made("refused"), Made("failed"))
    assert made(maker, source, samples()["a.png"]).state == "made"


def test_a_picture_of_as_many_pixels_as_a_phone_takes_is_shown(maker: PictureMaker, source: Path) -> None:
    assert made(maker, source, png(9248, 6936)).state == "made"


def test_a_document_with_a_password_is_a_plain_file(maker: PictureMaker, source: Path) -> None:
    found = made(maker, source, (Path(__file__).parent / "samples" / "locked.pdf").read_bytes())
    assert found == Made("plain")


def test_a_document_whose_pages_are_not_there_fails(maker: PictureMaker, source: Path) -> None:
    data = document(1)
    for broken in (data.replace(b"/Kids", b"/Kidz"), data.replace(b"/Type /Page\n", b"/Type /Xage\n"), data[:-200]):
        assert made(maker, source, broken).state in ("made", "failed")
    assert made(maker, source, data).pages == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_was_cut_is_answered(maker: PictureMaker, source: Path, name: str) -> None:
    data = samples()[name]
    for share in (0.05, 0.3, 0.6, 0.9, 0.99):
        assert made(maker, source, data[: int(len(data) * share)]).state in ("made", "failed", "refused")
    assert made(maker, source, data).state == "made"


@pytest.mark.parametrize("name", NAMES)
def test_flipped_bytes_are_answered(maker: PictureMaker, folder: Path, source: Path, name: str) -> None:
    data, chance = samples()[name], random.Random(name)
    together = FLIPS_OF_FILE.get(name, 1)
    for _ in range(FLIPS // together):
        broken = bytearray(data)
        for place in chance.sample(range(len(data)), together):
            broken[place] ^= 1 << chance.randrange(8)
        assert made(maker, source, bytes(broken)).state in ("made", "failed", "refused", "plain")
    assert made(maker, source, data).state == "made"
    assert not list(folder.glob("*.part"))
