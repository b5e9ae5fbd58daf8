"""Measures files: how fast and how cheaply they are sent and received, and what everybody else notices meanwhile."""

import contextlib
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench, Row, median, say
from benchmarks.files import certificate, moving
from benchmarks.files import nginx as peer
from benchmarks.files.hub_lateness import OFF
from benchmarks.files.moving import CHUNK_BYTES, LINK_BYTES_PER_SECOND, Moved, Sender
from benchmarks.files.office import FileOffice, file_office, random_file
from benchmarks.generator import drive
from benchmarks.parts.connections import check
from benchmarks.plan import Plan
from benchmarks.servers import Server

OTHERS, SENDERS, RATE = 100, 20, 50  # people, and messages a second
AT_ONCE = 2  # transfers beside the messages
PICTURES, PICTURE_BYTES, PER_SECOND = 100, 30_000, 5
GIB = 1 << 30
DOWNLOADS_A_ROUND = 3  # each takes half a second, and which core the kernel charges for it is different each time
LEAST_DOWNLOAD, MOST_DOWNLOAD_CPU, LEAST_UPLOAD, MOST_UPLOAD_CPU = 0.8, 1.5, 0.5, 2.0
MOST_BESIDE, MOST_LATE_MS, MOST_GROWTH_MB = 2.0, 50, 16


@dataclass(frozen=True, slots=True)
class Place:
    """The two servers, and the file that they move: SOURCE, which is `path` at the host and `name` at nginx."""

    office: FileOffice
    nginx: Server
    root: Path
    source: Path
    path: str

    @property
    def name(self) -> str:
        return f"/{self.source.name}"


def missing() -> str | None:
    """Returns what has to be installed for this part, or None."""
    if peer.PROGRAM is None or moving.CURL is None:
        return "The part `files` needs nginx and curl (Debian: apt-get install nginx-light curl)."
    return None


def files(bench: Bench, plan: Plan) -> list[Row]:
    """Measures all of it. Every figure is the median of the rounds."""
    with _place(bench.place, plan.file_mib << 20) as place:
        rows = []
        for title, measure in (
            ("downloads", downloads),
            ("uploads", uploads),
            ("messages beside them", lambda place: beside(place, plan)),
            ("pictures", lambda place: pictures(place, plan)),
        ):
            say(f"  {title}")
            times = bench.rounds * (DOWNLOADS_A_ROUND if measure is downloads else 1)
            rows += _medians([measure(place) for _ in range(times)])
        say("  memory")
        return rows + memory(place, plan.large_file_mib << 20)


@contextlib.contextmanager
def _place(folder: Path, size: int) -> Iterator[Place]:
    # Both servers store on the disk that the offices of the benchmark are on.
    with tempfile.TemporaryDirectory(dir=folder, prefix="files-") as made:
        root = Path(made) / "root"
        root.mkdir()
        pair = certificate.make(Path(made))
        source = random_file(root / "source.bin", size)
        with file_office(folder, pair, OTHERS) as office, peer.nginx(Path(made) / "nginx", root, pair) as nginx:
            path = office.store(source, source.name)[1]
            os.sync()  # else the kernel brings the new file to the disk half a minute later, beside a measurement
            yield Place(office, nginx, root, source, path)


# Throughput and CPU


def downloads(place: Place) -> list[Row]:
    """One client downloads the file, from each of the servers."""
    rows = []
    for kind, ours, theirs in _urls(place):
        host = _measured(place.office.server, partial(moving.download, ours + place.path, place.office.cookie))
        nginx = _measured(place.nginx, partial(moving.download, theirs + place.name))
        rows += _pair(f"download, {kind}", host, nginx, LEAST_DOWNLOAD, MOST_DOWNLOAD_CPU)
    return rows


def uploads(place: Place) -> list[Row]:
    """One client uploads the file in chunks to each of the servers, beside a plain copy to the same disk."""
    copied = _copy(place)
    rows = []
    for kind, ours, theirs in _urls(place):
        host = _measured(place.office.server, partial(place.office.upload, place.source, ours))
        nginx = _measured(place.nginx, partial(_put, place, theirs))
        speed, cpu = _pair(f"upload, {kind}", host, nginx, None, MOST_UPLOAD_CPU)
        if kind == "plain":
            speed |= {"copy": copied, "ratio": speed["host"] / copied, "limit": f"at least {LEAST_UPLOAD} of a copy"}
        rows += [speed, cpu]
    return rows


def _urls(place: Place) -> Iterator[tuple[str, str, str]]:
    """Yields each kind of connection with the URLs of both servers."""
    yield "plain", place.office.url, place.nginx.plan["url"]
    yield "TLS 1.3", place.office.secure_url, place.nginx.plan["secure_url"]


def _measured(server: Server, move: Callable[[], Moved]) -> tuple[float, float]:
    """Returns MiB/s, and CPU seconds of the server for each GiB."""
    before = server.usage().cpu
    moved = move()
    return moved.mib_per_second, (server.usage().cpu - before) * GIB / moved.size


def _pair(
    what: str, host: tuple[float, float], nginx: tuple[float, float], least: float | None, most: float
) -> list[Row]:
    return [
        _row(f"{what}: MiB/s", host[0], nginx[0], "" if least is None else f"at least {least}"),
        _row(f"{what}: CPU, s/GiB", host[1], nginx[1], f"at most {most}"),
    ]


def _copy(place: Place) -> float:
    """Returns the MiB/s of a plain copy, which is synced as an upload is."""
    copy = place.root / "copy.bin"
    begun = time.monotonic()
    with place.source.open("rb") as source, copy.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        os.fsync(target.fileno())
    seconds = time.monotonic() - begun
    copy.unlink()
    return Moved(place.source.stat().st_size, seconds).mib_per_second


def _put(place: Place, url: str, limit: int = 0, goes_on: Callable[[], bool] = lambda: True) -> Moved:
    """Uploads the file to nginx, one file for each chunk."""
    name = f"put-{secrets.token_hex(8)}"
    sender = Sender(url, lambda start, size: ("PUT", f"/{name}-{start // CHUNK_BYTES}", {}))
    with contextlib.closing(sender):
        moved = sender.send(place.source, limit, goes_on)
    for each in place.root.glob(f"{name}-*"):
        each.unlink()
    return moved


# What the others notice


def beside(place: Place, plan: Plan) -> list[Row]:
    """100 people post to each other at the host, while nobody, nginx or the host moves files."""
    rows = []
    alone, late = _messages(place, plan, nullcontext())
    rows.append(_row("p99 of messages without transfers, ms", alone, None, ""))
    rows.append(_row("hub late at most, without transfers, ms", late, None, f"at most {MOST_LATE_MS} ms"))
    for what, host, nginx in _transfers(place):
        say(f"    {what}")
        theirs, their_late = _messages(place, plan, nginx())
        ours, our_late = _messages(place, plan, host())
        rows.append(_row(f"p99 of messages beside {what}, ms", ours, theirs, f"at most {MOST_BESIDE}"))
        rows.append(_row(f"hub late at most beside {what}, ms", our_late, their_late, f"at most {MOST_LATE_MS} ms"))
    return rows


Begin = Callable[[], AbstractContextManager[None]]


def _transfers(place: Place) -> Iterator[tuple[str, Begin, Begin]]:
    office, nginx = place.office, place.nginx.plan
    for title, limit in (("of 1 Gbit/s each", LINK_BYTES_PER_SECOND), ("as fast as they can", 0)):

        def get(url: str, cookie: str = "", limit: int = limit) -> Begin:
            return lambda: moving.downloading([url] * AT_ONCE, cookie, limit)

        def put(upload: Callable[..., Moved], limit: int = limit) -> Begin:
            return lambda: moving.uploading([lambda goes_on: upload(limit, goes_on)] * AT_ONCE)

        yield (
            f"{AT_ONCE} downloads {title}",
            get(office.url + place.path, office.cookie),
            get(nginx["url"] + place.name),
        )
        yield (
            f"{AT_ONCE} uploads {title}",
            put(lambda limit, goes_on: office.upload(place.source, office.url, limit, goes_on)),
            put(lambda limit, goes_on: _put(place, nginx["url"], limit, goes_on)),
        )


def _messages(place: Place, plan: Plan, transfers: AbstractContextManager[None]) -> tuple[float, float]:
    """Returns the p99 of a delivery and how late the hub was at most, both in ms."""
    place.office.lateness.most_seconds = 0.0
    count = plan.file_messages
    work = {"people": OTHERS, "senders": SENDERS, "messages": count, "rate": RATE, "warm_up": count // 10}
    with transfers:
        done = drive(place.office.server, "fan_out", **work)
    check(done.result, "missing", "refused", "lost")
    late, place.office.lateness.most_seconds = place.office.lateness.most_seconds, OFF
    return done.result["latency_ms"]["p99"], late * 1e3


# Pictures and memory


def pictures(place: Place, plan: Plan) -> list[Row]:
    """People scroll through a room of pictures, each with a session of their own."""
    made = [random_file(place.root / f"picture-{number}.bin", PICTURE_BYTES) for number in range(PICTURES)]
    work = {"people": plan.scroll_people, "seconds": plan.scroll_seconds, "per_second": PER_SECOND}
    stored = [place.office.store(each, each.name) for each in made]
    ids, paths = [found for found, _ in stored], [path for _, path in stored]
    ours = drive(place.office.server, "pictures", **work, paths=paths, attachments=ids)
    theirs = drive(place.nginx, "pictures", **work, paths=[f"/{each.name}" for each in made])
    for done in (ours, theirs):
        check(done.result, "refused")
    cpu = [done.cpu("warm", "scrolled") * 1e6 / done.result["count"] for done in (ours, theirs)]
    times = [done.result["latency_ms"]["p99"] for done in (ours, theirs)]
    what = f"{plan.scroll_people} people scroll, {PER_SECOND} pictures a second each"
    return [
        _row(f"{what}: p99, ms", times[0], times[1], ""),
        _row(f"{what}: CPU a picture, us", cpu[0], cpu[1], ""),
    ]


def memory(place: Place, size: int) -> list[Row]:
    """How much the host's memory grows while one large file comes and goes."""
    large = place.root / "large.bin"
    with large.open("wb") as file:
        file.truncate(size)  # its bytes are zeros, which need no disk
    office, before = place.office, place.office.server.usage().memory
    peak = _Peak(office.server)
    with peak:
        _, path = office.store(large, large.name)
        moving.download(office.url + path, office.cookie)
    what = f"memory over one file of {size / GIB:g} GiB, sent and received, MB"
    return [_row(what, (peak.most - before) / 1024, None, f"at most {MOST_GROWTH_MB}")]


class _Peak:
    """The most memory of a server during a `with` block, in kB."""

    EVERY_SECONDS = 0.2

    def __init__(self, server: Server) -> None:
        self._server, self.most, self._stack = server, 0, contextlib.ExitStack()

    def __enter__(self) -> None:
        self._stack.enter_context(moving.uploading([self._look]))  # the same kind of thread

    def __exit__(self, *error: Any) -> None:
        self._stack.close()

    def _look(self, goes_on: Callable[[], bool]) -> None:
        self.most = max(self.most, self._server.usage().memory)
        time.sleep(self.EVERY_SECONDS)


def _row(what: str, host: float, nginx: float | None, limit: str) -> Row:
    return {
        "what": what, "host": host, "nginx": nginx, "copy": None, "limit": limit,
        "ratio": None if nginx is None else host / max(nginx, 1e-9),
    }  # fmt: skip


def _medians(rounds: list[list[Row]]) -> list[Row]:
    """Returns the median of each figure of each row. The texts are the same in each round."""
    merged = []
    for rows in zip(*rounds, strict=True):
        texts = {key: value for key, value in rows[0].items() if isinstance(value, str) or value is None}
        numbers = median([{key: value for key, value in row.items() if key not in texts} for row in rows])
        merged.append(texts | numbers)
    return merged
