"""A video that the host sends by parts, and messages that have only files wherever they are shown in short."""

import base64
import re

from playwright.sync_api import Page, Request, expect

from tests.e2e.files.sent_files import share
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People
from tests.support.files.sample_files import encoded, picture

# The browser itself records a second of a canvas that changes.
RECORD = """() => new Promise((resolve, reject) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
  const pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
  const parts = [];
  let frames = 0;
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.onstop = async () => {
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    resolve(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
  };
  recorder.start();
  const draw = () => {
    pen.fillStyle = `hsl(${frames * 9} 80% 50%)`;
    pen.fillRect(0, 0, 64, 48);
    if (++frames < 25) setTimeout(draw, 20);
    else recorder.stop();
  };
  draw();
})"""


def recorded(page: Page) -> bytes:
    return base64.b64decode(page.evaluate(RECORD))


def test_a_video_plays_by_parts_and_only_when_somebody_wants_it(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    video = recorded(page)
    asked: list[Request] = []
    served_here = f"{desk.host.url.rsplit(':', 1)[1]}/files/"

    def note(request: Request) -> None:
        if served_here in request.url:
            asked.append(request)

    page.on("request", note)
    found = share(desk.cleo, desk.host.url, desk.room, "The stand", ("tour.webm", video))
    assert found["attachments"][0]["kind"] == "video"
    row = page.locator(f'[data-id="{found["id"]}"]')
    play = row.get_by_role("button", name="Play video tour.webm")
    expect(play).to_be_visible()
    assert asked == []
    play.click()
    person.await_true("document.querySelector('.picture video')?.currentTime > 0")
    assert asked[0].all_headers()["range"].startswith("bytes=")
    answer = asked[0].response()
    assert answer
    assert answer.status == 206


def test_a_message_of_files_has_words_wherever_it_is_shown_in_short(desk: Desk, people: People) -> None:
    photo = encoded(picture(), "JPEG")
    found = share(desk.cleo, desk.host.url, desk.room, "", ("roof.jpg", photo))
    share(desk.cleo, desk.host.url, desk.room, "", ("plan.zip", b"PK"), ("rota.txt", b"Monday"))
    desk.ben.ask("PUT", f"/api/messages/{found['id']}/pin").expect()
    desk.ben.post("/api/later", {"message_id": found["id"]}).expect(201)
    with desk.ben.connect_socket() as client:
        client.post(desk.room, "Nice", reply_to=found["id"])
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    expect(page.get_by_role("article").filter(has_text="Nice")).to_be_visible()
    beside = page.locator("aside.beside")
    page.get_by_role("button", name="Room details").click()
    page.get_by_role("button", name="Pinned messages").click()
    expect(beside.get_by_text("Photo", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    row = page.locator(f'.scroller [data-id="{found["id"]}"]')
    row.get_by_role("button", name="1 reply").click()
    expect(beside.get_by_role("button", name="Open picture roof.jpg")).to_be_visible()
    page.keyboard.press("Escape")
    expect(beside).to_have_count(0)
    # It is forwarded with its picture.
    row.focus()
    row.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Forward", exact=True).click()
    forward = page.get_by_role("dialog", name="Forward")
    forward.get_by_role("searchbox").fill("Of Ben")
    forward.get_by_role("list").get_by_role("button", name=re.compile("^Of Ben")).first.click()
    expect(page.get_by_role("button", name="Open picture roof.jpg")).to_have_count(2)
    person.module("store/own_data.js", "m.openLater()")
    expect(page.get_by_role("complementary", name="Later").get_by_text("Photo", exact=True)).to_be_visible()
