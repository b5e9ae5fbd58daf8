"""The frozen executable does the main job by itself: two people chat through it."""

import re
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from frozen import driver_libraries, reach

from chat_desktop import __version__
from chat_desktop.desktop import texts
from chat_desktop.files.made import COPY, made_path
from chat_desktop.files.pictures import VERB, PictureMaker
from tests.packaging import freezing
from tests.packaging.office import PATIENCE, FrozenOffice, Person
from tests.support.files.sample_files import samples
from tests.support.hosts.tiny_server import until

pytestmark = [pytest.mark.frozen, pytest.mark.timeout(900)]  # the first one waits for the freezing


def test_it_tells_its_version(program: Path) -> None:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=PATIENCE)
    assert told.stdout.strip().endswith(__version__)


def test_two_people_chat_through_it(office: FrozenOffice) -> None:
    with Person(office.url) as ana, Person(office.url) as cleo:
        ana.set_up(office.ready["setup_url"].split("#")[1])
        cleo.join(office.ready["join_code"], "cleo")
        welcomes = [person.connect() for person in (ana, cleo)]
        [general] = [room for room in welcomes[0]["rooms"] if room["home"]]
        assert [general["id"]] == [room["id"] for room in welcomes[1]["rooms"]]

        asked = ana.say(general["id"], "Is the kettle on?")
        assert cleo.hear("message:posted")["message"] == asked
        answered = cleo.say(general["id"], "Since nine ☕")
        assert (answered["body"], answered["seq"]) == ("Since nine ☕", asked["seq"] + 1)
        assert [ana.hear("message:posted")["message"]["id"] for _ in range(2)] == [asked["id"], answered["id"]]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads what is loaded as Linux tells it")
def test_backups_are_compressed_by_the_faster_library(office: FrozenOffice) -> None:
    """Where a part of it is missing, zlib does it, and nobody is told."""
    assert "igzip_lib" in Path(f"/proc/{office.process.pid}/maps").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
def test_what_was_said_is_there_and_found_after_a_restart(program: Path, tmp_path: Path) -> None:
    with FrozenOffice(program, tmp_path) as office, Person(office.url) as ana:
        ana.set_up(office.ready["setup_url"].split("#")[1])
        room = ana.connect()["rooms"][0]["id"]
        said = ana.say(room, "Do not forget me")
        cookies = ana.http.cookies
        ana.socket.disconnect()
        assert office.stop() == 0
    with FrozenOffice(program, tmp_path) as office:
        asked = partial(requests.get, cookies=cookies, timeout=PATIENCE)
        answer = asked(f"{office.url}/api/rooms/{room}/messages")
        assert [message["id"] for message in answer.json()["messages"]] == [said["id"]]
        # Searches run in a process of their own, which the program starts from itself.
        # It may refuse one of many in a second.
        found = until(lambda: asked(f"{office.url}/api/search?q=forg").json().get("results"), "the message is found")
        assert [one["message"]["id"] for one in found] == [said["id"]]


def test_it_carries_the_page_whole(office: FrozenOffice) -> None:
    page = requests.get(office.url, timeout=PATIENCE)
    assert page.status_code == 200
    addresses = set(re.findall(r"""(?:src|href)=["']([^"'#]+)""", page.text))
    scripts = {address for address in addresses if address.endswith(".js")}
    assert scripts
    assert any(address.endswith(".css") for address in addresses)
    for address in addresses:
        answer = requests.get(urljoin(office.url, address), timeout=PATIENCE)
        assert answer.status_code == 200, address
        assert "javascript" in answer.headers["Content-Type"] or address not in scripts


def test_it_speaks_every_language(office: FrozenOffice, program: Path) -> None:
    inside = next(program.parent.rglob("webui")).parent
    for code in texts.codes():
        page = requests.get(f"{office.url}/join", headers={"Accept-Language": code}, timeout=PATIENCE).text
        assert f'<html lang="{code}"' in page
        of_window = Path("chat_desktop", "desktop", "texts", f"{code}.json")
        assert (inside / of_window).read_bytes() == (freezing.ROOT / of_window).read_bytes()


def test_it_proves_to_be_the_office(office: FrozenOffice) -> None:
    """Its library is loaded when first asked for, long after the freezing could have noticed that it is not there."""
    answer = requests.get(f"{office.url}/api/hello?challenge={'5a' * 32}", timeout=PATIENCE).json()
    assert len(answer["identity"]["signature"]) == 128


def test_it_makes_pictures_of_what_cameras_and_scanners_write(program: Path, tmp_path: Path) -> None:
    """Decoders of pictures and documents are loaded in a process of their own, when the first file comes."""
    maker = PictureMaker(tmp_path, [str(program), VERB], limit_seconds=4 * PATIENCE)
    try:
        for name in ("a.jpg", "a.heic", "a.pdf", "a.avif"):
            source, file_hash = tmp_path / name, name.encode().hex()
            source.write_bytes(samples()[name])
            made = maker.make(source, file_hash)
            assert (made.state, made.kind) == ("made", "pdf" if name == "a.pdf" else "image"), name
            assert made_path(tmp_path, file_hash, "thumb").read_bytes().startswith(b"RIFF")
            assert made_path(tmp_path, file_hash, COPY).exists() == (name in ("a.jpg", "a.heic"))
    finally:
        maker.stop()


def test_it_shows_the_licences_of_what_it_carries(office: FrozenOffice) -> None:
    with Person(office.url) as ana:
        ana.set_up(office.ready["setup_url"].split("#")[1])
        about = ana.http.get(f"{office.url}/api/about", timeout=PATIENCE).json()
    assert about["version"] == __version__
    texts = {notice["name"].lower(): notice["text"] for notice in about["notices"]}
    assert {"python", "flask", "gevent", "preact", "pyinstaller", "pillow", "pi_heif", "pypdfium2"} <= set(texts)
    # The libraries in their wheels: as shipped, not as installed here.
    libraries = {
        "pi_heif": ("libheif", "libde265"),
        "pypdfium2": ("pdfium", "freetype"),
        "pillow": ("libwebp", "libavif"),
    }
    for package, names in libraries.items():
        assert [name for name in names if name not in texts[package].lower()] == [], package
    assert "apache" in texts["blake3"].lower()
    assert all(text.strip() for text in texts.values())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
def test_a_stop_is_clean_and_takes_the_ready_file_away(office: FrozenOffice) -> None:
    assert office.stop() == 0, office.output
    assert not office.ready_file.exists()


def test_a_data_folder_in_use_is_one_sentence_and_exit_status_2(office: FrozenOffice, program: Path) -> None:
    started = time.monotonic()
    data = str(office.folder / "data")
    command = [str(program), "serve", "--host", "127.0.0.1", "--port", "0", "--no-discovery", "--data", data]
    second = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert second.returncode == 2
    assert len(second.stderr.strip().splitlines()) == 1, second.stderr
    assert "Traceback" not in second.stderr
    assert time.monotonic() - started < PATIENCE


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere drivers share no libraries with programs")
def test_the_folder_leaves_the_libraries_of_graphics_drivers_to_the_system_and_names_all_that_it_needs(
    program: Path,
) -> None:
    inside = program.parent / "_internal"
    carried = {file.name for file in inside.glob("**/*.so*")}
    beside_reserve = [file for file in inside.glob("**/*.so*") if file.parent.name != driver_libraries.RESERVE_FOLDER]
    assert [file.name for file in beside_reserve if driver_libraries.is_left(file.name)] == []
    linked = reach.linked([str(file) for file in inside.glob("**/*.so*") if not file.is_symlink()])
    of_glibc = re.compile(r"(ld-linux-.*|lib(c|m|dl|pthread|rt|util|resolv))\.so\.\d+")
    from_system = {name for name in linked - carried if not of_glibc.fullmatch(name)}
    # Another distribution than ours may build with fewer of them.
    assert sorted(from_system - {need.name for need in driver_libraries.LINKED}) == []
    assert {"libstdc++.so.6", "libgcc_s.so.1", "libEGL.so.1"} <= from_system
    depends = (program.parent / "linux" / "depends-debian.txt").read_text().split()
    assert depends == driver_libraries.packages()
