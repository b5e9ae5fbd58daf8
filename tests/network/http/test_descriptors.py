"""As many connections as files may be open, and room for the rest of the host."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop.errors import StartError
from chat_desktop.network.http import descriptors
from tests.support.hosts.tiny_server import RawWebSocket, TinyOffice, tiny_office, until

resource = pytest.importorskip("resource", reason="Windows counts no sockets as files")

LEAST = descriptors.MIN_CONNECTIONS


SOCKETS = 20


@pytest.fixture
def narrow_office(monkeypatch: pytest.MonkeyPatch) -> Iterator[TinyOffice]:
    """Where about so many more files may be open."""
    with tiny_office() as office, Path(os.devnull).open() as newest:
        # The clients are in this process too: each connection takes two.
        highest = newest.fileno() + 2 * SOCKETS
        monkeypatch.setattr(descriptors, "is_over_limit", lambda descriptor, allowed: descriptor >= highest)
        yield office


def test_a_websocket_counts_as_long_as_it_is_open(narrow_office: TinyOffice) -> None:
    """Past the bound nothing could be opened any more, the database included."""
    peers: list[RawWebSocket] = []
    while (peer := narrow_office.join(f"ana.{len(peers)}", connect=False)).handshaken:
        peers.append(peer)
        assert len(peers) <= SOCKETS
    assert len(peers) >= SOCKETS // 2
    assert peer.handshake.status == 429
    for each in peers[:5]:
        each.wire.close()
    until(lambda: narrow_office.wire().get("/", Cookie="who=ben").status == 200, "a place")


@pytest.mark.parametrize(("allowed", "http", "highest"), [(20_000, 4_096, 19_935), (256, 128, 191), (160, 32, 95)])
def test_the_number_of_connections_follows_the_files_that_may_be_open(allowed: int, http: int, highest: int) -> None:
    assert descriptors.connection_limit(allowed) == http
    assert not descriptors.is_over_limit(highest, allowed)
    assert descriptors.is_over_limit(highest + 1, allowed)


def test_too_few_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptors, "_raised_limit", lambda: descriptors.OTHER_FILES + LEAST - 1)
    with pytest.raises(StartError, match="may open 159 files at once"):
        descriptors.raise_limit()


@pytest.mark.parametrize(
    ("soft", "hard", "most", "reached"),
    [
        (256, 20_000, 20_000, 20_000),
        (256, 1_000_000, 1_000_000, descriptors.WANTED_FILES),
        (256, resource.RLIM_INFINITY, 1_000_000, descriptors.WANTED_FILES),
        (256, resource.RLIM_INFINITY, 10_240, 10_240),  # macOS
        (20_000, 20_000, 20_000, 20_000),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, 0, descriptors.WANTED_FILES),
    ],
)
def test_the_bound_is_raised_as_far_as_the_system_allows(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, most: int, reached: int
) -> None:
    def set_to(_: int, limits: tuple[int, int]) -> None:
        if limits[0] > most:
            raise ValueError("not allowed")

    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", set_to)
    assert descriptors.raise_limit() == reached


def test_a_bound_that_the_system_does_not_raise_after_all_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("not allowed to raise maximum limit")

    monkeypatch.setattr(resource, "getrlimit", lambda _: (512, 4_096))
    monkeypatch.setattr(resource, "setrlimit", refuse)
    assert descriptors.raise_limit() == 512
