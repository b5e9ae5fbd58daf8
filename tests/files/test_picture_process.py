"""The process that makes pictures: it hangs, dies, lies, floods, eats memory, and the next picture is made."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chat_desktop.files import process_limits
from chat_desktop.files.made import Made, made_path, part_path
from chat_desktop.files.pictures import PICTURES_MOST, PictureMaker, UnavailableError
from tests.support.files.sample_files import samples

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the simulated processes use signals")
HASH = "ab" * 32
SOON_SECONDS = 0.3

# A process that answers as the real one does, unless the name of the file says what else to do.
SIMULATED = """
import base64, json, os, signal, sys, time
from pathlib import Path
WEBP = b"RIFF0000WEBPVP8 "
for line in sys.stdin:
    asked = json.loads(line)
    what, folder = Path(asked["path"]).name, Path(asked["folder"])
    answer = {"hash": asked["hash"], "state": "made", "kind": "image", "type": "image/png", "width": 9, "height": 9,
              "tiny": base64.b64encode(WEBP).decode()}
    form = folder / (asked["hash"] + ".thumb.webp.part")
    form.write_bytes(WEBP)
    if what == "hangs":
        time.sleep(600)
    elif what == "dies":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif what == "dies once" and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "ends":
        sys.exit(0)
    elif what == "floods":
        while True:
            sys.stdout.write("x" * 100_000)
    elif what == "floods with answers":
        while True:
            print(json.dumps(answer), flush=True)
    elif what == "makes a page of HTML":
        form.write_bytes(b"<script>alert(1)</script>")
    elif what == "makes nothing":
        form.unlink()
    elif what == "makes a link":
        form.unlink()
        (folder / "secret").write_bytes(WEBP)
        form.symlink_to(folder / "secret")
    elif what == "fills the disk":
        form.write_bytes(WEBP + bytes(5_000_000))
    elif what.startswith("{"):
        answer |= json.loads(what)
    elif what == "no JSON":
        print("<html>")
        continue
    print(json.dumps(answer), flush=True)
    if what == "answers twice":
        print(json.dumps(answer | {"hash": "cd" * 32}), flush=True)
"""
LIES = (
    '{"hash": "cdcd"}',
    '{"width": 0}',
    '{"width": 1000000, "height": 1000000}',
    '{"type": "text html"}',
    '{"kind": "video"}',
    '{"kind": "pdf"}',
    '{"pages": 3}',
    '{"tiny": "PHNjcmlwdD4="}',
    '{"tiny": "***"}',
    '{"state": "fresh"}',
    '{"state": "wonderful"}',
    '{"url": "more"}',
    '{"width": "9"}',
)


@pytest.fixture
def simulated(tmp_path: Path) -> Callable[..., PictureMaker]:
    return lambda limit_seconds=20.0: PictureMaker(tmp_path, [sys.executable, "-c", SIMULATED], limit_seconds)


def make(maker: PictureMaker, what: str) -> Made:
    return maker.make(Path("/") / what, HASH)


@pytest.mark.parametrize(
    "what",
    [
        "dies",
        "ends",
        "floods",
        "makes a page of HTML",
        "makes nothing",
        "makes a link",
        "fills the disk",
        "no JSON",
        *LIES,
    ],
)
def test_a_process_that_fails_or_lies_is_ended_and_the_next_picture_is_made(
    simulated: Callable[..., PictureMaker], tmp_path: Path, what: str
) -> None:
    maker = simulated()
    assert make(maker, what) == Made("failed")
    assert not made_path(tmp_path, HASH, "thumb").exists()
    assert not part_path(tmp_path, HASH, "thumb").exists()
    assert make(maker, "well").state == "made"
    assert made_path(tmp_path, HASH, "thumb").read_bytes().startswith(b"RIFF")
    maker.stop()


def test_a_process_that_hangs_is_killed(simulated: Callable[..., PictureMaker]) -> None:
    maker = simulated(SOON_SECONDS)
    assert make(maker, "hangs") == Made("failed")
    assert maker.process_id is None
    maker.stop()


@pytest.mark.parametrize("what", ["answers twice", "floods with answers"])
def test_an_answer_that_nobody_asked_for_is_never_taken_for_the_next_one(
    simulated: Callable[..., PictureMaker], what: str
) -> None:
    maker = simulated()
    make(maker, what)
    first = maker.process_id
    for _ in range(3):
        assert make(maker, "well").state == "made"
    assert maker.process_id not in (first, None)
    maker.stop()


def test_a_process_that_was_killed_from_outside_costs_no_picture(simulated: Callable[..., PictureMaker]) -> None:
    maker = simulated()
    assert make(maker, "dies once").state == "made"
    assert maker.process_id is not None
    os.kill(maker.process_id, signal.SIGKILL)
    assert make(maker, "well").state == "made"
    maker.stop()


def test_a_process_makes_so_many_pictures_and_another_one_goes_on(simulated: Callable[..., PictureMaker]) -> None:
    maker = simulated()
    make(maker, "well")
    first = maker.process_id
    for _ in range(PICTURES_MOST - 1):
        make(maker, "well")
    assert maker.process_id == first
    assert make(maker, "well").state == "made"
    assert maker.process_id != first
    maker.stop()


def test_a_program_that_is_not_there_is_tried_again_later(tmp_path: Path) -> None:
    maker = PictureMaker(tmp_path, [str(tmp_path / "nothing")])
    with pytest.raises(UnavailableError):
        make(maker, "well")


def test_after_the_stop_no_process_is_started(simulated: Callable[..., PictureMaker]) -> None:
    maker = simulated()
    make(maker, "well")
    maker.stop()
    assert maker.process_id is None
    with pytest.raises(UnavailableError):
        make(maker, "well")


def _of(process_id: int, name: str) -> list[str]:
    lines = Path(f"/proc/{process_id}/limits").read_text("utf-8").splitlines()
    [line] = [line for line in lines if line.startswith(name)]
    return line.removeprefix(name).split()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_real_process_has_its_limits_and_gives_way_to_the_host(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(samples()["a.png"])
    maker = PictureMaker(tmp_path)
    assert maker.make(source, HASH).state == "made"
    assert maker.process_id is not None
    assert _of(maker.process_id, "Max address space")[0] == str(process_limits.MEMORY_BYTES)
    assert _of(maker.process_id, "Max file size")[0] == str(process_limits.OUTPUT_BYTES)
    assert _of(maker.process_id, "Max open files")[0] == str(process_limits.OPEN_FILES)
    assert _of(maker.process_id, "Max core file size")[0] == "0"
    assert process_limits.CPU_SECONDS < int(_of(maker.process_id, "Max cpu time")[0]) < 3 * process_limits.CPU_SECONDS
    assert os.getpriority(os.PRIO_PROCESS, maker.process_id) >= process_limits.NICE
    maker.stop()


EATER = """
import sys
from chat_desktop.files.process_limits import ProcessLimits
limits = ProcessLimits()
for line in sys.stdin:
    bytes(2 * 1024**3)
"""
SPINNER = """
import sys
from chat_desktop.files.process_limits import ProcessLimits
limits = ProcessLimits(cpu_seconds=0)  # the system rounds up to one second
for line in sys.stdin:
    limits.allow_next()
    open(sys.argv[1], "a").write("x")
    while True:
        pass
"""


def test_a_process_that_eats_memory_gets_no_more(tmp_path: Path) -> None:
    maker = PictureMaker(tmp_path, [sys.executable, "-c", EATER])
    assert make(maker, "any") == Made("failed")
    maker.stop()


def test_a_process_that_computes_too_long_is_ended_by_the_system_and_its_file_not_tried_again(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    maker = PictureMaker(tmp_path, [sys.executable, "-c", SPINNER, str(begun)])
    assert make(maker, "any") == Made("failed")
    assert begun.read_text("utf-8") == "x"
    maker.stop()
