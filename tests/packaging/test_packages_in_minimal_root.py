"""The package without a window is installed, chats, is upgraded and goes in a minimal Debian, and the office stays.

Takes minutes the first time, when debootstrap makes the root in .roots/.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import make
import pytest
import requests
import source_date
from installers import deb

from tests.packaging.office import PATIENCE, FrozenOffice, Person
from tests.packaging.test_minimal_root import minimal_root

pytestmark = [
    pytest.mark.frozen,
    pytest.mark.long,
    pytest.mark.timeout(1_800),
    pytest.mark.skipif(minimal_root.why_not() is not None, reason=str(minimal_root.why_not())),
    pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is Debian's"),
]
SUITES = pytest.mark.parametrize("suite", minimal_root.SUITES)
MOST_MEGABYTES = (
    90  # of the folder; 23 of them are the decoders of pictures and documents, 13 an archive that is not compressed
)
MOST_PACKED_MEGABYTES = 24


@pytest.fixture(scope="module")
def frozen() -> Path:
    assert make.main(["--headless", "--if-changed"]) == 0
    return make.Target(headless=True).folder


@pytest.fixture
def root(suite: str) -> Iterator[Path]:
    """A copy of the minimal root, which a test may change."""
    bare = minimal_root.make(suite)
    copy = bare.with_name(f"{suite}-packages")
    shutil.rmtree(copy, ignore_errors=True)
    subprocess.run(["cp", "-a", "--reflink=auto", str(bare), str(copy)], check=True)
    yield copy
    shutil.rmtree(copy)


@pytest.fixture
def home(root: Path) -> Iterator[Path]:
    """The folder that the service would be given, belonging to a user whom the system does not know."""
    folder = root.parent / f"{root.name}-state"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    shutil.chown(folder, minimal_root.USER, minimal_root.USER)
    yield folder
    shutil.rmtree(folder)


def dpkg(root: Path, *words: str) -> str:
    command = ["chroot", str(root), "/usr/bin/env", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "dpkg", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def install(frozen: Path, root: Path, version: str, compression: tuple[str, ...] = deb.AT_ONCE) -> float:
    """Installs the package at this version, and returns its size in MB."""
    made = deb.make(deb.Package(frozen, True, version, source_date.FALLBACK, compression), root)
    dpkg(root, "--install", f"/{made.name}")
    size = made.stat().st_size / 1e6
    made.unlink()
    return size


@SUITES
def test_it_is_installed_chats_is_upgraded_and_goes_and_the_office_stays(
    frozen: Path, root: Path, home: Path, suite: str
) -> None:
    assert make.megabytes(frozen) < MOST_MEGABYTES
    assert install(frozen, root, "0.0.1", deb.SMALL) < MOST_PACKED_MEGABYTES
    program = Path("/usr/bin/chat-desktop")
    # As the service starts it: a user without a name and without a home folder.
    within = [*minimal_root.inside(root, home), "/usr/bin/env", "--unset=HOME"]
    with FrozenOffice(program, home, within=within) as office, Person(office.url) as ana, Person(office.url) as cleo:
        ana.set_up(office.ready["setup_url"].split("#")[1])
        cleo.join(office.ready["join_code"], "cleo")
        room = next(room["id"] for room in ana.connect()["rooms"] if room["home"])
        cleo.connect()
        said = ana.say(room, "Is the kettle on?")
        assert cleo.hear("message:posted")["message"] == said
        cookies = ana.http.cookies
        for person in (ana, cleo):
            person.socket.disconnect()
        assert office.stop() == 0, office.output
    install(frozen, root, "0.0.2")
    assert "Version: 0.0.2\n" in dpkg(root, "--status", "chat-desktop-headless")
    with FrozenOffice(program, home, within=within) as office:
        answer = requests.get(f"{office.url}/api/rooms/{room}/messages", cookies=cookies, timeout=PATIENCE)
        assert [message["id"] for message in answer.json()["messages"]] == [said["id"]]
        assert office.stop() == 0, office.output
    (root / "var/lib/chat-desktop").mkdir()
    dpkg(root, "--remove", "chat-desktop-headless")
    assert not (root / "opt/chat-desktop-headless").exists()
    assert not (root / "usr/bin/chat-desktop").is_symlink()
    assert "The office's data stays in /var/lib/chat-desktop." in dpkg(root, "--purge", "chat-desktop-headless")
    assert (root / "var/lib/chat-desktop").is_dir()
    assert (home / "data" / "chat.db").is_file()
