"""What people download of a picture tells of no camera, no place and no person, and its pixels are untouched."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from chat_desktop.files.made import COPY, Made, made_path
from chat_desktop.files.pictures import PictureMaker
from tests.support.files.sample_files import GPS, HEIC, encoded, exif, moving, picture

HASH = "ab" * 32
SECRET = b"SecretCamera"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SecretCamera</x:xmpmeta>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copies")


@pytest.fixture(scope="module")
def maker(folder: Path) -> Iterator[PictureMaker]:
    found = PictureMaker(folder)
    yield found
    found.stop()


def made(maker: PictureMaker, folder: Path, data: bytes) -> tuple[Made, bytes | None]:
    """What became of a file, and the copy of it."""
    source, copy = folder / "source", made_path(folder, HASH, COPY)
    copy.unlink(missing_ok=True)
    source.write_bytes(data)
    found = maker.make(source, HASH)
    assert found.state == "made"
    assert not list(folder.glob("*.part"))
    return found, copy.read_bytes() if copy.exists() else None


def telling(form: str, orientation: int = 1) -> bytes:
    """A picture with all that programs write about it."""
    notes: dict[str, object] = {"exif": exif(orientation)}
    if form == "JPEG":
        notes |= {"comment": SECRET, "xmp": XMP}
    elif form == "PNG":
        told = PngImagePlugin.PngInfo()
        told.add_text("Author", SECRET.decode())
        told.add_text("Comment", SECRET.decode() * 9, zip=True)
        told.add_itxt("XML:com.adobe.xmp", XMP.decode())
        notes["pnginfo"] = told
    elif form == "GIF":
        notes = {"comment": SECRET}
    elif form == "WEBP":
        notes["xmp"] = XMP
    data = encoded(picture(), form, **notes)
    if form == "GIF":  # an extension of an application
        data = data[:-1] + b"\x21\xff\x0bXMP DataXMP" + bytes([len(XMP)]) + XMP + b"\0" + data[-1:]
    return data


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes()


def tells(data: bytes) -> bool:
    return any(word in data for word in (SECRET, b"xmpmeta", b"Author"))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_copy_has_the_same_pixels_and_no_metadata(maker: PictureMaker, folder: Path, form: str) -> None:
    data = telling(form) + SECRET  # and something behind its end
    found, copy = made(maker, folder, data)
    assert found.served == "copy"
    assert copy is not None
    assert tells(data)
    assert not tells(copy)
    assert pixels(copy) == pixels(data)
    with Image.open(io.BytesIO(copy)) as image:
        assert not image.getexif()
        assert "comment" not in image.info
    assert made(maker, folder, copy)[0].served == "same"


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_copy_is_still_shown_upright(maker: PictureMaker, folder: Path, form: str, orientation: int) -> None:
    found, copy = made(maker, folder, telling(form, orientation))
    assert (found.width, found.height) == ((60, 90) if orientation >= 5 else (90, 60))
    assert copy is not None
    assert not tells(copy)
    with Image.open(io.BytesIO(copy)) as image:
        assert dict(image.getexif()) == {0x0112: orientation}
        assert not image.getexif().get_ifd(GPS)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_a_picture_that_tells_nothing_is_not_copied(maker: PictureMaker, folder: Path, form: str) -> None:
    found, copy = made(maker, folder, encoded(picture(), form))
    assert (found.served, copy) == ("same", None)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_a_copy_still_moves(maker: PictureMaker, folder: Path, form: str) -> None:
    notes: dict[str, object] = {"comment": SECRET} if form == "GIF" else {"exif": exif()}
    first, *others = [Image.new("RGB", (40, 30), (90 * number, 20, 90)) for number in range(3)]
    data = encoded(first, form, save_all=True, append_images=others, duration=100, loop=0, **notes)
    found, copy = made(maker, folder, data)
    assert (found.served, found.animated) == ("copy", True)
    assert copy is not None
    with Image.open(io.BytesIO(copy)) as image:
        assert getattr(image, "n_frames", 1) == 3
        assert image.info.get("loop") == 0
    assert not tells(copy)
    assert made(maker, folder, moving(form))[0].served == "same"


@pytest.mark.parametrize("form", ["HEIC", "AVIF"])
def test_what_cannot_be_changed_in_place_is_written_as_a_jpeg_of_its_full_size(
    maker: PictureMaker, folder: Path, form: str
) -> None:
    data = HEIC.read_bytes() if form == "HEIC" else encoded(picture(), "AVIF", exif=exif(6), speed=10)
    assert b"Exif" in data
    found, copy = made(maker, folder, data)
    assert found.served == "copy"
    assert copy is not None
    assert not tells(copy)
    with Image.open(io.BytesIO(copy)) as image:
        assert image.format == "JPEG"
        size = image.size if image.getexif().get(0x0112, 1) < 5 else image.size[::-1]
        assert size == (found.width, found.height)
        assert set(image.getexif()) <= {0x0112}


def test_the_thumbnail_inside_of_a_jpeg_and_a_second_picture_behind_it_are_left_out(
    maker: PictureMaker, folder: Path
) -> None:
    """Both may show what was cut off later."""
    data = encoded(picture(), "JPEG")
    inside = data[:2] + b"\xff\xe0\0\x13JFIF\0\1\1\0\0\1\0\1\1\1" + b"abc" + data[20:]
    found, copy = made(maker, folder, inside + encoded(picture(), "JPEG", comment=SECRET))
    assert (found.served, copy) == ("copy", data)


def test_a_profile_of_colours_is_kept(maker: PictureMaker, folder: Path) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form in ("JPEG", "PNG", "WEBP"):
        _, copy = made(maker, folder, encoded(picture(), form, exif=exif(), icc_profile=profile))
        assert copy is not None
        with Image.open(io.BytesIO(copy)) as image:
            assert image.info["icc_profile"] == profile


def test_a_picture_with_rubbish_between_its_parts_is_written_anew(maker: PictureMaker, folder: Path) -> None:
    data = telling("JPEG")
    at = data.index(b"\xff\xdb")
    found, copy = made(maker, folder, data[:at] + SECRET + data[at:])
    assert found.served == "copy"
    assert copy is not None
    assert not tells(copy)
    gif = encoded(picture(), "GIF")
    found, copy = made(maker, folder, gif[:-1] + b"\x01" + SECRET)
    assert (found.served, copy) == ("preview", None)


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA"])
def test_the_largest_pictures_with_transparency_are_shown_within_the_limit_of_memory(
    maker: PictureMaker, folder: Path, mode: str
) -> None:
    image = Image.new("L", (8000, 8000)).convert("P" if mode == "P" else "LA")
    found, _ = made(maker, folder, encoded(image if mode != "RGBA" else image.convert("RGBA"), "PNG", compress_level=1))
    assert (found.width, found.height) == (8000, 8000)
