"""What each picture of docs/features.md shows, and what a person does on the page to see it."""

import re
import time

from pictures.feature_office import Office, Shot
from playwright.sync_api import Page

from tests.support.pages import NAME

CODE = """Here is the script:
```python
from pathlib import Path

def invoices(folder: Path) -> list[Path]:
    \"\"\"All invoices of this month, the newest first.\"\"\"
    return sorted(folder.glob("2026-11-*.pdf"), reverse=True)
```"""
PIXELS_FROM_EDGE = 5


def _menu(page: Page, text: str, choice: str) -> None:
    page.locator(".scroller .bubble", has_text=text).last.click(
        button="right", position={"x": PIXELS_FROM_EDGE, "y": PIXELS_FROM_EDGE}
    )
    page.get_by_role("dialog").get_by_role("button", name=choice, exact=True).click()


def _room(office: Office, name: str, *bodies: tuple[int, str]) -> str:
    return f"/r/{office.room(name, *bodies)[0]}"


def _front_office(office: Office) -> str:
    return f"/r/{office.home}"


def _nothing(page: Page, office: Office) -> None:
    del page, office


def _select(page: Page, office: Office) -> None:
    del office
    field = page.get_by_role("textbox", name=re.compile("^Message "))
    field.fill("See you all at 15:00 in room Atlas")
    field.evaluate("field => { field.focus(); field.setSelectionRange(8, 20); }")
    page.get_by_role("toolbar", name="Formatting").wait_for()


def _text(office: Office) -> str:
    return _room(
        office,
        "Text",
        (1, "Paths such as \\\\server\\share\\_new and __init__.py stay as typed, and so do 2*3*4=24 and >:("),
        (2, "**Bold**, *italic*, ~~gone~~, `code`, and https://office.local/plan"),
        (3, "> The lease ends on\n> 24. December\nSo we have a month."),
        (0, "1. Chairs\n2. Tables\n- and the lamp"),
    )


def _code(office: Office) -> str:
    return _room(office, "Scripts", (1, CODE), (2, "Thanks, that works"))


def _poll(office: Office) -> str:
    room_id, _ = office.room("Summer party", (3, "We should decide this week."))
    poll = {
        "question": "Where shall we eat?",
        "options": ["Noodles", "The harbour canteen", "Everybody brings something"],
    }
    body = "Where shall we eat?"
    told = office.clients[3].post(room_id, body, content={"poll": poll})
    for who, choice in ((1, 1), (2, 1), (4, 0), (5, 2), (0, 1)):
        office.clients[who].ask("poll:vote", {"message_id": told["id"], "choices": [choice]})
    return f"/r/{room_id}"


def _checklist(office: Office) -> str:
    room_id, _ = office.room("Move", (2, "The van comes on Thursday at nine."))
    items = ["Book the van", "Pack the printer", "Tell the landlord", "Order boxes"]
    listed = office.clients[2].post(
        room_id, "Before Thursday", content={"checklist": {"title": "Before Thursday", "items": items}}
    )
    for who, at in ((1, 0), (0, 3)):
        item = listed["content"]["checklist"]["items"][at]["id"]
        office.clients[who].ask("checklist:tick", {"message_id": listed["id"], "item": item, "done": True})
    return f"/r/{room_id}"


def _thread(office: Office) -> str:
    room_id, said = office.room("Invoices", (1, "The new invoice page is up, so we can switch before lunch."))
    first = office.clients[2].post(room_id, "It still shows the old logo for me.", reply_to=said[0]["id"])
    office.clients[4].post(room_id, "Maybe it is only the cache?", reply_to=first["id"])
    office.clients[1].post(room_id, "It was. Fixed on my side ✨", reply_to=said[0]["id"])
    office.clients[5].post(room_id, "The van is here")
    return f"/r/{room_id}"


def _open_thread(page: Page, office: Office) -> None:
    del office
    page.locator(".scroller .replies").first.click()
    page.get_by_role("complementary", name="Thread").get_by_text("Maybe it is only").wait_for()


def _pins(office: Office) -> str:
    return _room(office, "Doors", (1, "The door code is 4711"), (2, "Key to the cellar: ask Jonas"), (3, "Thanks"))


def _open_pins(page: Page, office: Office) -> None:
    del office
    for text in ("The door code", "Key to the cellar"):
        if not page.locator(".scroller article", has_text=text).get_by_role("img", name=re.compile("^Pinned")).count():
            _menu(page, text, "Pin to this room")
    page.get_by_role("button", name="Room details").click()
    page.get_by_role("button", name="Pinned messages").click()
    page.get_by_role("complementary", name="Pinned messages").get_by_role("listitem").nth(1).wait_for()


def _seen(page: Page, office: Office) -> None:
    del office
    _menu(page, "second-floor printer", "Seen by")
    page.get_by_role("complementary", name="Seen by").wait_for()


def _keys(page: Page, office: Office) -> None:
    del office
    page.keyboard.press("ControlOrMeta+/")
    page.get_by_role("dialog", name="Keys").wait_for()


def _cards(office: Office) -> str:
    room_id, said = office.room("Plans", (4, "The laser cutter is free from 11, and again after four."))
    base = f"http://{NAME}:{office.host.url.rsplit(':', 1)[1]}"
    office.clients[1].post(office.home, f"Here is when: {base}/r/{room_id}/{said[0]['id']}")
    return f"/r/{office.home}"


def _sidebar(page: Page, office: Office) -> None:
    del office
    time.sleep(0.2)


SHOTS = [
    Shot("text", "desktop", _text, _nothing),
    Shot("formatting", "desktop", _front_office, _select),
    Shot("formatting-phone", "phone", _front_office, _select),
    Shot("code", "desktop", _code, _nothing),
    Shot("poll", "desktop", _poll, _nothing),
    Shot("poll-phone", "phone", _poll, _nothing),
    Shot("checklist", "desktop", _checklist, _nothing),
    Shot("thread", "desktop", _thread, _open_thread),
    Shot("thread-phone", "phone", _thread, _open_thread),
    Shot("pins", "desktop", _pins, _open_pins),
    Shot("seen-by", "desktop", _front_office, _seen),
    Shot("keys", "desktop", _front_office, _keys),
    Shot("cards", "desktop", _cards, _nothing),
]
