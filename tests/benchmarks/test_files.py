"""The benchmark of files: its clients, its clock of the hub, nginx, and how its figures are shown."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.bench import Row
from benchmarks.files import certificate, moving
from benchmarks.files import nginx as peer
from benchmarks.files.hub_lateness import OFF, Lateness
from benchmarks.files.moving import Moved, Sender
from benchmarks.files.office import random_file
from benchmarks.parts import files as part
from tests.support.files.file_server import MEGABYTE, FileServer, file_server

needs_curl = pytest.mark.skipif(moving.CURL is None, reason="curl is not installed")
needs_nginx = pytest.mark.skipif(peer.PROGRAM is None, reason="nginx is not installed")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FileServer]:
    with file_server(tmp_path) as made:
        yield made


def test_a_sender_sends_every_chunk_at_its_place(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "CHUNK_BYTES", MEGABYTE)
    source = random_file(tmp_path / "source", 2 * MEGABYTE + 5)
    asked: list[tuple[int, int]] = []
    url = f"http://127.0.0.1:{server.thread.port}"

    def head(start: int, size: int) -> tuple[str, str, dict[str, str]]:
        asked.append((start, size))
        return "PUT", "/upload", {"Origin": url}

    sender = Sender(url, head)
    moved = sender.send(source)
    sender.close()
    assert asked == [(0, MEGABYTE), (MEGABYTE, MEGABYTE), (2 * MEGABYTE, 5)]
    assert (moved.size, server.received) == (source.stat().st_size, [MEGABYTE, MEGABYTE, 5])
    assert server.upload.read_bytes() == source.read_bytes()[-5:]


def test_a_refused_chunk_is_no_figure(server: FileServer, tmp_path: Path) -> None:
    source = random_file(tmp_path / "source", 5)
    sender = Sender(f"http://127.0.0.1:{server.thread.port}", lambda start, size: ("PUT", "/nowhere", {}))
    with pytest.raises(RuntimeError, match="refused"):
        sender.send(source)
    sender.close()


@needs_curl
def test_a_download_is_whole_or_no_figure(server: FileServer) -> None:
    server.fill(MEGABYTE)
    url = f"http://127.0.0.1:{server.thread.port}"
    assert moving.download(f"{url}/file").size == MEGABYTE
    with pytest.raises(RuntimeError, match="404"):
        moving.download(f"{url}/nowhere")


def test_the_clock_of_the_hub_is_read_from_outside(tmp_path: Path) -> None:
    file = tmp_path / "lateness"
    host, reader = Lateness(file), Lateness(file)
    assert host.most_seconds == OFF
    host.most_seconds = 0.25
    assert reader.most_seconds == 0.25
    reader.most_seconds = 0.0
    assert host.most_seconds == 0.0


def test_the_host_with_the_clock_is_the_host(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.files.hub_lateness", str(tmp_path / "lateness"), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@needs_nginx
@needs_curl
def test_nginx_serves_and_takes_files_plainly_and_by_tls(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    source = random_file(root / "source.bin", MEGABYTE)
    with peer.nginx(tmp_path / "nginx", root, certificate.make(tmp_path)) as server:
        for key in ("url", "secure_url"):
            assert moving.download(f"{server.plan[key]}/source.bin").size == MEGABYTE
            sender = Sender(server.plan[key], lambda start, size: ("PUT", "/put-0", {}))
            sender.send(source)
            sender.close()
            assert (root / "put-0").read_bytes() == source.read_bytes()


def test_figures_are_the_medians_and_are_shown_with_their_limits() -> None:
    def round_of(host: float, nginx: float) -> list[Row]:
        rows = part._pair("download", (host, 1.0), (nginx, 2.0), 0.8, 1.5)
        return [*rows, part._row("memory, MB", 3.0, None, "at most 16")]

    rows = part._medians([round_of(100.0, 50.0), round_of(300.0, 100.0), round_of(200.0, 200.0)])
    assert [row["host"] for row in rows] == [200.0, 1.0, 3.0]
    assert rows[0]["ratio"] == 2.0
    text = report.table("files", rows)
    assert "| download: MiB/s | 200.00 | 100.00 |  | **2.00** | at least 0.8 |" in text
    assert "| memory, MB | 3.00 |  |  |  | at most 16 |" in text


def test_speed_is_in_mebibytes() -> None:
    assert Moved(3 * MEGABYTE, 1.5).mib_per_second == 2.0
