"""Takes the screenshots of the README from a real office: `python build/pictures/readme_pictures.py [FOLDER]`.

Needs what the tests need (`python3 dev.py test` sets it up); the pictures go to docs/images.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.support.browsers.pages import ARGUMENTS, DEVICES, NAME  # noqa: E402
from tests.support.cast import PASSWORD  # noqa: E402 (the checkout is no installed package)
from tests.support.hosts.host_process import ServedHost  # noqa: E402

OFFICE = "Atelier Nord"
PEOPLE = ("Amina Diallo", "Ben Okafor", "Chiara Rossi", "Elif Yılmaz", "Farid Haddad", "Jonas Lind", "Leïla Ben Amar")
ROOMS = {"Deliveries": "Everything that arrives at the desk", "Workshop": "Machines and materials", "Lunch": ""}
TALK = (
    (3, "Morning all ☀️ The second-floor printer is out of paper again."),
    (3, "I left two reams next to it."),
    (1, "The new invoice page is up, so we can switch **before lunch**. @Chiara Rossi could you look?"),
    (2, "It still shows the old logo for me. Maybe it is only the cache?"),
    (0, "It was. This clears it:\n```\n./office clear-cache invoices\n```"),
    (0, "Fixed on my side ✨"),
    (4, "@Amina Diallo the meeting moved to **15:00**, room Atlas."),
)


class Scene:
    """A host with its people, who have said something to each other."""

    def __init__(self, host: ServedHost) -> None:
        self.host = host
        owner = host.browser()
        body = {"token": host.setup_token, "office_name": OFFICE, "name": PEOPLE[0], "password": PASSWORD}
        owner.user = owner.post("/api/setup", body).expect(201)["user"]
        self.people = [owner, *(host.join(name) for name in PEOPLE[1:])]
        self.clients = [person.connect_socket() for person in self.people[:6]]

    def play(self) -> None:
        general = self.people[0].home()
        self._rename(general, "Front office", "Visitors, deliveries and everything at the desk")
        said = [self.clients[who].post(general, text) for who, text in TALK]
        self.clients[1].ask("reaction:add", {"message_id": said[0]["id"], "emoji": "🙏"})
        self.clients[0].ask("reaction:add", {"message_id": said[0]["id"], "emoji": "🙏"})
        self.clients[5].ask("reaction:add", {"message_id": said[-1]["id"], "emoji": "👍"})
        self._other_rooms()
        self._direct(2, "Can you call me when you are free?")
        self._direct(1, "Thanks, looks right now")

    def end(self) -> None:
        for client in self.clients:
            client.close()

    def _rename(self, room_id: str, name: str, topic: str) -> None:
        self.people[0].patch(f"/api/rooms/{room_id}", {"name": name, "topic": topic}).expect()

    def _other_rooms(self) -> None:
        everyone = [person.user_id for person in self.people]
        for name, topic in ROOMS.items():
            body = {"name": name, "kind": "open", "user_ids": everyone}
            room = self.people[0].post("/api/rooms", body).expect(201)["room"]
            self._rename(room["id"], name, topic)
            if name == "Deliveries":
                self.clients[5].post(room["id"], "@Amina Diallo parcel for you at the desk")
            if name == "Workshop":
                self.clients[4].post(room["id"], "The laser cutter is free from 11")

    def _direct(self, who: int, text: str) -> None:
        body = {"user_ids": [self.people[0].user_id]}
        room = self.people[who].post("/api/direct", body).expect(201)["room"]
        self.clients[who].post(room["id"], text)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        host = ServedHost(Path(place), "--allow-host", NAME)
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        try:
            scene = Scene(host)
            scene.play()
            for scheme in ("light", "dark"):
                _desktop(chromium, scene, scheme, folder)
                _phone(chromium, scene, scheme, folder)
            scene.end()
        finally:
            chromium.close()
            host.stop()


def _desktop(chromium: Chromium, scene: Scene, scheme: str, folder: Path) -> None:
    with _page(chromium, scene, "desktop", scheme) as page:
        page.get_by_role("textbox").first.wait_for()
        _shoot(page, folder / f"desktop-{scheme}.png")
        page.get_by_role("button", name="Invite people nearby").click()
        page.get_by_role("dialog").wait_for()
        _shoot(page, folder / f"invite-{scheme}.png")


def _phone(chromium: Chromium, scene: Scene, scheme: str, folder: Path) -> None:
    with _page(chromium, scene, "phone", scheme) as page:
        page.get_by_role("textbox").first.wait_for()
        _shoot(page, folder / f"phone-{scheme}.png")
        page.get_by_role("button", name="Back").first.click()
        page.get_by_text("Deliveries").first.wait_for()
        _shoot(page, folder / f"phone-rooms-{scheme}.png")


@contextmanager
def _page(chromium: Chromium, scene: Scene, device: str, scheme: str) -> Iterator[Page]:
    context = chromium.new_context(**DEVICES[device], color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    base = f"http://{NAME}:{scene.host.url.rsplit(':', 1)[1]}"
    cookies = scene.people[0].cookies.items()
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies])
    page = context.new_page()
    page.goto(f"{base}/r/{scene.people[0].home()}")
    yield page
    context.close()


def _shoot(page: Page, path: Path) -> None:
    page.evaluate("document.fonts.ready")
    time.sleep(0.6)  # the last paint; a picture a little late harms nobody
    page.screenshot(path=path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")
