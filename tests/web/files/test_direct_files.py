"""Files are answered without Flask, with the same rules, headers and bytes as by its route."""

from collections.abc import Callable
from typing import Any

import pytest

from chat_desktop.chat.attachments import attachments
from chat_desktop.web import direct_files, headers
from tests.support.files.stored_files import HASH, stored
from tests.support.parts.rules_office import Person, RulesOffice
from tests.web.conftest import Site

TAG = HASH[:32]
Answer = tuple[int, list[tuple[str, str]], bytes]

# Method, query string and headers of a request.
REQUESTS: list[tuple[str, str, dict[str, str]]] = [
    ("GET", "", {}),
    ("HEAD", "", {}),
    ("GET", "?as=download", {}),
    ("GET", "?as=view&as=thumb", {}),
    ("GET", "?as=%ff%00", {}),
    ("GET", "?as=thumb", {}),  # nothing was made of it
    ("GET", "?", {"Accept": "text/html"}),
    ("GET", "", {"If-None-Match": f'"{TAG}"'}),
    ("HEAD", "", {"If-None-Match": f'W/"{TAG}", "other"'}),
    ("GET", "", {"If-None-Match": '"other"'}),
    ("GET", "", {"Range": "bytes=1-2"}),
    ("HEAD", "", {"Range": "bytes=1-2"}),
    ("GET", "", {"Range": "bytes=-2"}),
    ("GET", "", {"Range": "bytes=9-"}),
    ("GET", "", {"Range": "bytes=0-0,2-2"}),
    ("GET", "", {"Range": "lines=1-2"}),
    ("GET", "", {"Range": "bytes=1-2", "If-Range": f'"{TAG}"'}),
    ("GET", "", {"Range": "bytes=1-2", "If-Range": '"older"'}),
]


def asked(site: Site, method: str, path: str, who: Person | None, given: dict[str, str] | None = None) -> Answer:
    answer = site.ask(method, path, who, headers=dict(given or {}))
    return answer.status_code, sorted(answer.headers.items()), answer.data


@pytest.fixture
def by_flask(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Asks as `asked` does, and Flask answers."""

    def ask(*args: Any) -> Answer:
        with monkeypatch.context() as changed:
            changed.setattr(direct_files, "METHODS", ())
            return asked(*args)

    return ask


@pytest.fixture
def file_path(site: Site, office: RulesOffice) -> str:
    """The path of a file in the room of everybody."""
    kept = site.services.files.uploads.store.path(HASH)
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"Hello")
    file_id = stored(office, office.ana, "Übersicht 한국.txt")
    office.post(office.ana, "", attachment_ids=[file_id])
    return f"/files/{file_id}/%C3%9C%20x.txt"


@pytest.fixture
def without_flask(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError("Flask was asked")

    monkeypatch.setattr(site.app, "full_dispatch_request", fail)


def test_the_answers_are_those_of_the_route(
    site: Site, office: RulesOffice, file_path: str, by_flask: Callable[..., Answer]
) -> None:
    paths = [
        file_path,
        "/files/unknown/a.txt",
        "/files/%FF%00/a.txt",
        f"{file_path}/more",
        file_path.rpartition("/")[0],
    ]
    for method, query, given in REQUESTS:
        for path in paths:
            for who in (office.ben, None):
                asked_for = (site, method, path + query, who, given)
                assert asked(*asked_for) == by_flask(*asked_for), asked_for[1:]
    for method in ("POST", "DELETE", "OPTIONS"):
        assert asked(site, method, file_path, office.ben) == by_flask(site, method, file_path, office.ben)


@pytest.mark.usefixtures("without_flask")
def test_flask_is_not_asked_for_files(site: Site, office: RulesOffice, file_path: str) -> None:
    status, found, body = asked(site, "GET", file_path, office.ben)
    assert (status, body) == (200, b"Hello")
    assert dict(found)["Content-Security-Policy"] == headers.CLOSED
    assert dict(found)["X-Content-Type-Options"] == "nosniff"
    assert dict(found)["Cache-Control"] == "no-store"
    assert asked(site, "HEAD", file_path, office.ben)[2] == b""
    assert asked(site, "GET", file_path, None)[0] == 401
    assert asked(site, "GET", file_path, office.ben, {"Range": "bytes=1-2"})[2] == b"el"


@pytest.mark.usefixtures("without_flask")
def test_an_error_of_the_program_tells_nothing(
    site: Site, office: RulesOffice, file_path: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError("a secret of the program")

    monkeypatch.setattr(attachments, "readable_in", fail)
    status, _, body = asked(site, "GET", file_path, office.ben)
    assert status == 500
    assert b"secret" not in body
    assert "a secret of the program" in caplog.text
