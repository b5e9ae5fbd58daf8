"""What the pictures of files in docs/features.md show, and the sample files in them."""

import io
import math
import re
import secrets
import time
from collections.abc import Callable

from pictures.feature_office import Office, Shot
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page

from tests.e2e.files.sent_files import upload, upload_voice

SIZES = ((1600, 1200), (1200, 1600), (2000, 1100))
SITE = [f"site {number}.jpg" for number in range(1, 10)]
# Chromium sends so fast while the picture of the progress is taken.
UPLOAD_BYTES_PER_SECOND = 300_000
LARGE_BYTES = 6_000_000
WAIT_SECONDS = 20
NUMBERS = "Room;Desks;Chairs;Rent\n" + "\n".join(
    f"{floor}.{room:02};{room * 2};{room * 3};{(900 + room * 37 + floor * 55):,} €".replace(",", ".")
    for floor in range(1, 4)
    for room in range(1, 13)
)


def landscape(seed: int) -> bytes:
    """Hills under a sun, in colours of their own for each SEED."""
    width, height = SIZES[seed % len(SIZES)]
    tone = [(96 + seed * 67 % 110), (150 + seed * 41 % 80), (160 + seed * 29 % 70)]
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for row in range(height):
        light = row / height * 0.5
        draw.line([(0, row), (width, row)], fill=tuple(int(value + (250 - value) * light) for value in tone))
    sun, least = (int(width * (0.2 + seed * 0.07 % 0.6)), int(height * 0.16)), min(width, height)
    draw.ellipse([*sun, sun[0] + least // 6, sun[1] + least // 6], fill=(255, 238, 200))
    for layer in range(3):
        base = height * (0.52 + 0.16 * layer)
        hills = [
            (at, int(base + math.sin(at / width * 7 + layer * 2 + seed) * height * 0.06)) for at in range(0, width, 8)
        ]
        fill = tuple(int(value * (0.62 - 0.15 * layer)) for value in tone)
        draw.polygon([(0, height), *hills, (width, hills[-1][1]), (width, height)], fill=fill)
    return _saved(image, "JPEG")


def lease(pages: int = 12) -> bytes:
    """A PDF whose lines are bars."""
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle([120, 140, 640, 200], fill=(30, 45, 60))
    draw.ellipse([1000, 130, 1110, 240], fill=(0, 105, 115))
    for line in range(24):
        draw.rectangle([120, 320 + line * 52, 900 + line * 77 % 220, 336 + line * 52], fill=(190, 198, 204))
    return _saved(page, "PDF", save_all=True, append_images=[page] * (pages - 1))


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def _share(office: Office, who: int, room_id: str, body: str, *files: tuple[str, bytes]) -> None:
    sent = [upload(office.people[who], office.host.url, name, data)["id"] for name, data in files]
    asked = {"room_id": room_id, "client_id": secrets.token_hex(8), "body": body, "attachment_ids": sent}
    office.clients[who].ask("message:post", asked)


def _speak(office: Office, who: int, room_id: str, seconds: int) -> None:
    """Sends a voice note whose loudness is that of sentences."""
    peaks = [round(12 + 88 * abs(math.sin(at / 3 + who) * math.sin(at * (1.7 + who)))) for at in range(64)]
    sent = upload_voice(office.people[who], office.host.url, seconds, peaks)["id"]
    asked = {"room_id": room_id, "client_id": secrets.token_hex(8), "body": "", "attachment_ids": [sent]}
    office.clients[who].ask("message:post", asked)


def _await_made(office: Office, room_id: str) -> None:
    """Until the host has made the pictures of all files of a room."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        messages = office.people[0].get(f"/api/rooms/{room_id}/messages").expect()["messages"]
        if all(file.get("state") != "fresh" for one in messages for file in one.get("attachments", [])):
            return
        time.sleep(0.2)
    raise TimeoutError("the host has not made all pictures")


def _site_visit(office: Office) -> str:
    room_id, _ = office.room("Site visit")
    pictures = [(name, landscape(number)) for number, name in enumerate(SITE)]
    _share(office, 2, room_id, "The stand as of this morning. The lamp is on loan from Jonas.", *pictures[3:6])
    _share(office, 0, room_id, "From the roof, five minutes ago", pictures[0])
    _share(office, 3, room_id, "All nine from the site visit", *pictures)
    _await_made(office, room_id)
    return f"/r/{room_id}"


def _papers(office: Office) -> str:
    room_id, _ = office.room("Papers")
    _share(office, 3, room_id, "", ("Lease 2027.pdf", lease()))
    office_files = [("Q4 numbers.xlsx", b"x" * 84_000), ("Photos spring fair.zip", b"x" * 1_800_000)]
    _share(office, 0, room_id, "", *office_files, ("Rota December.docx", b"x" * 22_000))
    _share(office, 1, room_id, "All rooms, with what they cost", ("rooms.csv", NUMBERS.encode()))
    _await_made(office, room_id)
    return f"/r/{room_id}"


def _spoken(office: Office) -> str:
    room_id, _ = office.room("On the road", (0, "Can you say what they asked for? I'm driving."))
    _speak(office, 2, room_id, 41)
    _speak(office, 0, room_id, 9)
    return f"/r/{room_id}"


def _settings(office: Office) -> str:
    """The settings, once there is something that takes space."""
    for prepare in (_site_visit, _papers):
        if prepare not in office.paths:
            office.paths[prepare] = prepare(office)
    return "/settings"


def _new_room(office: Office) -> str:
    return f"/r/{office.room('Fair', (2, 'Please send me what you have of the stand.'))[0]}"


def _pictures(page: Page, office: Office) -> None:
    del office
    page.locator('.pictures [data-state="shown"]').nth(8).wait_for()


def _viewer(page: Page, office: Office) -> None:
    _pictures(page, office)
    page.get_by_role("button", name="Open picture site 3.jpg, 3 of 9").click()
    page.get_by_role("dialog").locator(".stage img").wait_for()


def _first_page(page: Page, office: Office) -> None:
    del office
    page.locator('.file-page [data-state="shown"]').wait_for()


def _table(page: Page, office: Office) -> None:
    del office
    page.get_by_role("button", name="rooms.csv").click()
    page.get_by_role("dialog").get_by_role("cell", name="1.01").wait_for()


def _voice_notes(page: Page, office: Office) -> None:
    del office
    page.get_by_role("slider").nth(1).wait_for()


def _gauge(page: Page, office: Office) -> None:
    del office
    page.get_by_role("button", name="What takes space on the host").click()
    page.get_by_role("dialog").get_by_role("link", name="site", exact=False).first.wait_for()


def _files_beside(page: Page, office: Office) -> None:
    del office
    page.get_by_role("button", name="Room details").click()
    page.get_by_role("button", name="Files", exact=True).last.click()
    page.locator('.files-pictures [data-state="shown"]').nth(8).wait_for()


def _chosen(*files: FilePayload) -> Callable[[Page], None]:
    def choose(page: Page) -> None:
        page.get_by_title("Add", exact=True).click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Files", exact=True).last.click()
        chooser.value.set_files(list(files))

    return choose


def _picture(number: int) -> FilePayload:
    return {"name": SITE[number], "mimeType": "image/jpeg", "buffer": landscape(number)}


def _tray(page: Page, office: Office) -> None:
    del office
    _chosen(*map(_picture, range(3)), {"name": "Lease 2027.pdf", "mimeType": "application/pdf", "buffer": lease(2)})(
        page
    )
    page.get_by_role("list", name="Ready to send").locator('[data-state="done"]').nth(3).wait_for()
    page.get_by_role("textbox", name=re.compile("^Message ")).fill("This is what I have")


def _thread_tray(page: Page, office: Office) -> None:
    del office
    page.locator("article.message .bubble").first.click(button="right")
    page.get_by_role("button", name="Reply in a thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    thread.get_by_title("Add", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Files", exact=True).click()
    chooser.value.set_files([_picture(number) for number in range(2)])
    thread.locator('.tray [data-state="done"]').nth(1).wait_for()
    thread.get_by_role("textbox").fill("The stand, from both sides")


def _progress(page: Page, office: Office) -> None:
    del office
    network = page.context.new_cdp_session(page)
    speed = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": UPLOAD_BYTES_PER_SECOND}
    network.send("Network.emulateNetworkConditions", speed)
    large: FilePayload = {"name": "Tour of the stand.mov", "mimeType": "video/quicktime", "buffer": b"x" * LARGE_BYTES}
    _chosen(large)(page)
    page.get_by_role("list", name="Ready to send").locator("[data-key]").wait_for()
    page.get_by_role("textbox", name=re.compile("^Message ")).fill("A quick tour")
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator(".uploading").get_by_text(re.compile("left")).wait_for()


FILE_SHOTS = [
    Shot("tray", "desktop", _new_room, _tray),
    Shot("tray-phone", "phone", _new_room, _tray),
    Shot("thread-files", "desktop", _new_room, _thread_tray),
    Shot("progress", "desktop", _new_room, _progress),
    Shot("pictures", "desktop", _site_visit, _pictures),
    Shot("pictures-phone", "phone", _site_visit, _pictures),
    Shot("viewer", "desktop", _site_visit, _viewer),
    Shot("viewer-phone", "phone", _site_visit, _viewer),
    Shot("pdf", "desktop", _papers, _first_page),
    Shot("table", "desktop", _papers, _table),
    Shot("voice", "desktop", _spoken, _voice_notes),
    Shot("gauge", "desktop", _settings, _gauge),
    Shot("room-files", "desktop", _site_visit, _files_beside),
]
