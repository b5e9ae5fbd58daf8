"""The poster of a video: a picture that the page of its sender has drawn, on a real host."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from tests.support.files.file_client import announce, append, place_of, send_file
from tests.support.files.sample_files import FILM, encoded, picture
from tests.support.hosts.host_process import ServedHost, set_up_office
from tests.support.hosts.http_browser import Answer, Browser
from tests.support.hosts.tiny_server import until
from tests.web.files.test_files import kept
from tests.web.files.test_pictures_of_files import sent

POSTER = encoded(picture(400, 224), "JPEG")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("posters")) as found:
        yield found


@pytest.fixture(scope="module")
def room(host: ServedHost) -> str:
    return host.ana.make_room("Films", "closed")


def film(who: Browser, name: str = "film.webm") -> dict[str, Any]:
    return send_file(who, name, FILM.read_bytes(), width="400", height="224", duration_ms="2241")


def give(who: Browser, video: dict[str, Any], data: bytes = POSTER) -> Answer:
    announced = announce(who, "poster.jpg", len(data), poster_of=video["id"])
    return append(who, place_of(announced), 0, data) if announced.status == 201 else announced


def thumb(who: Browser, video: dict[str, Any]) -> Answer:
    return who.get(f"{video['url']}?as=thumb")


def test_a_video_shows_its_poster_until_its_last_message_is_gone(host: ServedHost, room: str) -> None:
    before = len(kept(host))
    video = film(host.ana)
    assert json.loads(str(give(host.ana, video).headers["Chat-Attachment"]))["id"] == video["id"]
    with host.ana.connect_socket() as client:
        first = client.post(room, "", attachment_ids=[video["id"]])
        (shown,) = first["attachments"]
        if "tiny" not in shown:  # the picture is made meanwhile
            changed = client.until("message:changed", lambda event: event["message"]["rev"] > first["rev"])["message"]
            (shown,) = changed["attachments"]
        assert (shown["kind"], shown["width"], shown["height"], shown["duration_ms"]) == ("video", 400, 224, 2241)
        assert shown["tiny"].startswith("data:image/webp;base64,")
        copied = client.post(host.ana.home(), "", content={"forwarded": {"message_id": first["id"]}})
        (copy,) = copied["attachments"]
        client.ask("message:delete", {"message_id": first["id"]})
        for form, width in (("thumb", 360), ("preview", 400)):
            assert host.ana.get(shown[form]).status == 404
            answer = host.ana.get(copy[form])
            assert (answer.headers["Content-Type"], Image.open(io.BytesIO(answer.content)).width) == (
                "image/webp",
                width,
            )
        assert host.ana.get(copy["url"]).content == FILM.read_bytes()
        client.ask("message:delete", {"message_id": copied["id"]})
    until(lambda: len(kept(host)) == before)


def test_videos_with_the_same_bytes_have_posters_of_their_own(host: ServedHost, room: str) -> None:
    other = encoded(picture(50, 90), "JPEG")
    ben = host.newcomer("Ben")
    plain, mine, theirs = film(host.ana, "plain.webm"), film(host.ana), film(ben)
    give(host.ana, mine)
    give(ben, theirs, other)
    until(lambda: thumb(host.ana, mine).status == 200 and thumb(ben, theirs).status == 200)
    assert Image.open(io.BytesIO(thumb(host.ana, mine).content)).size == (360, 202)
    assert Image.open(io.BytesIO(thumb(ben, theirs).content)).size == (50, 90)
    assert thumb(host.ana, plain).status == 404
    assert "thumb" not in sent(host.ana, room, plain)["attachments"][0]


def test_only_an_own_video_that_was_not_sent_gets_a_poster_and_only_a_picture_is_one(
    host: ServedHost, room: str
) -> None:
    video, text = film(host.ana), send_file(host.ana, "a.txt", b"words")
    ben = host.newcomer("Ben")
    assert give(ben, video).status == 404
    assert give(host.ana, text).json["error"]["field"] == "poster_of"
    assert give(host.ana, video, b"words").json["error"]["field"] == "poster_of"
    assert give(host.ana, video, b"x" * 2_000_001).json["error"]["reason"] == "too_large"
    announced = place_of(announce(host.ana, "poster.jpg", len(POSTER), poster_of=video["id"]))
    sent(host.ana, room, video)
    assert append(host.ana, announced, 0, POSTER).status == 404
    assert give(host.ana, video).status == 404
    # Who gives a poster up keeps the video.
    video = film(host.ana)
    announced = place_of(announce(host.ana, "poster.jpg", len(POSTER), poster_of=video["id"]))
    append(host.ana, announced, 0, POSTER)
    assert host.ana.delete(announced).status == 204
    assert host.ana.get(video["url"]).status == 200
