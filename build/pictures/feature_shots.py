"""What each picture of docs/features.md shows, and what a person does on the page to see it."""

import re
from collections.abc import Callable

from pictures.feature_office import Office, Shot
from pictures.file_shots import FILE_SHOTS
from playwright.sync_api import Page

from tests.support.browsers.pages import NAME

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


def _open_mine(page: Page, office: Office) -> None:
    del office
    page.goto(page.url.split("/r/")[0] + "/mine")
    page.get_by_role("main").wait_for()


def _mine(office: Office) -> str:
    room_id, said = office.room("Sign", (0, "The sign for the fair is ready."))
    office.clients[5].post(room_id, "Perfect, I can carry it over at noon.", reply_to=said[0]["id"])
    office.clients[2].post(room_id, "@Amina Diallo do you have the invoice?")
    office.clients[1].ask("reaction:add", {"message_id": said[0]["id"], "emoji": "🎉"})
    return f"/r/{office.home}"


def _catch_up(page: Page, office: Office) -> None:
    del office
    page.keyboard.press("Alt+u")
    page.get_by_role("dialog", name="Catch up").wait_for()


def _status(office: Office) -> str:
    office.people[1].ask("PUT", "/api/account/status", {"emoji": "🍜", "text": "Lunch until 13:30"}).expect()
    office.people[4].ask("PUT", "/api/account/do-not-disturb", {"on": True})
    return f"/r/{office.home}"


def _profile(page: Page, office: Office) -> None:
    del office
    page.locator(".scroller .author", has_text="Ben Okafor").first.click()
    page.get_by_role("dialog", name="Ben Okafor").get_by_text("Lunch until").wait_for()


def _emoji(page: Page, office: Office) -> None:
    del office
    page.get_by_role("button", name="Emoji").click()
    page.get_by_role("dialog").get_by_role("button", name="😀").first.wait_for()


def _typed(text: str) -> Callable[[Page, Office], None]:
    def act(page: Page, office: Office) -> None:
        del office
        field = page.get_by_role("textbox", name=re.compile("^Message "))
        field.press_sequentially(text)
        page.get_by_role("option").first.wait_for()

    return act


def _arranged(office: Office) -> str:
    rooms = {room["name"]: room["id"] for room in office.people[0].get("/api/rooms").expect()["rooms"]}
    sections = [
        {"id": "favourites", "rooms": [rooms["Front office"]]},
        {"id": "spring", "name": "Spring fair", "rooms": [rooms["Lunch"], rooms["Workshop"]]},
    ]
    office.people[0].ask("PUT", "/api/account/sidebar", {"sections": sections}).expect()
    return f"/r/{office.home}"


def _line(office: Office) -> str:
    room_id, _ = office.room("Reception", (3, "The courier comes at four."), (5, "I will be at the desk."))
    office.people[0].patch(f"/api/rooms/{room_id}", {"line": "Door code **4711** · desk: Jonas until noon, then Elif"})
    return f"/r/{room_id}"


def _details(page: Page, office: Office) -> None:
    del office
    page.get_by_role("button", name="Room details").click()
    page.get_by_role("complementary", name="Room details").wait_for()


def _schedule(page: Page, office: Office) -> None:
    del office
    if page.get_by_role("region", name="Scheduled message").count():
        return
    page.get_by_role("textbox", name=re.compile("^Message ")).fill("Reminder: the van comes at nine.")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Send later").click()
    page.get_by_role("combobox", name="Send").select_option("tomorrow")
    page.get_by_role("button", name="Schedule", exact=True).click()
    page.get_by_role("region", name="Scheduled message").wait_for()


def _urgent(office: Office) -> str:
    room_id, _ = office.room("Building", (5, "Morning all ☀️ The second-floor printer is out of paper again."))
    body = "The water is turned off at **10:00** on both floors. Please stop the dishwasher and close all taps."
    asked = office.clients[3].post(room_id, body, content={"urgent": {}})
    for who in (1, 2, 5):
        office.clients[who].ask("urgent:confirm", {"message_id": asked["id"]})
    office.clients[1].post(room_id, "Dishwasher is off. How long will it take?")
    office.clients[3].post(room_id, "An hour, they said. I will write here when it is back.")
    return f"/r/{room_id}"


def _open_board(page: Page, office: Office) -> None:
    del office
    page.get_by_role("button", name=re.compile("seen it. Show who")).click()
    page.get_by_role("complementary", name="Who has seen it").get_by_text("Not yet").wait_for()


def _plans(office: Office) -> str:
    room_id, _ = office.room(
        "Floor plans",
        (1, "Can someone send me the floor plan? The courier is waiting downstairs."),
        (2, "New floor plan with the wider door. Please print from this one only."),
        (3, "Our stand is on the second plan, left of the stairs on the ground floor."),
        (4, "Who has the floor plan with the sockets on it?"),
        (0, "It hangs next to the fuse box now."),
    )
    return f"/r/{room_id}"


def _find(page: Page, office: Office) -> None:
    del office
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("floor plan")
    page.locator(".said").nth(3).wait_for()


def _find_beside(page: Page, office: Office) -> None:
    _find(page, office)
    page.keyboard.press("Control+Enter")
    page.get_by_role("complementary").locator(".said").nth(2).click()


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
    Shot("mine", "desktop", _mine, _open_mine),
    Shot("mine-phone", "phone", _mine, _open_mine),
    Shot("catch-up", "desktop", _mine, _catch_up),
    Shot("profile", "desktop", _status, _profile),
    Shot("emoji", "desktop", _front_office, _emoji),
    Shot("emoji-phone", "phone", _front_office, _emoji),
    Shot("mention", "desktop", _front_office, _typed("Hello @")),
    Shot("commands", "desktop", _front_office, _typed("/")),
    Shot("sidebar", "desktop", _arranged, _nothing),
    Shot("pinned-line", "desktop", _line, _details),
    Shot("pinned-line-phone", "phone", _line, _nothing),
    Shot("send-later", "desktop", _checklist, _schedule),
    Shot("search-box", "desktop", _plans, _find),
    Shot("search", "desktop", _plans, _find_beside),
    Shot("search-phone", "phone", _plans, _find),
    *FILE_SHOTS,
    # The last ones: until it is confirmed, every page says so.
    Shot("urgent", "desktop", _urgent, _open_board),
    Shot("urgent-phone", "phone", _urgent, _nothing),
    Shot("urgent-board-phone", "phone", _urgent, _open_board),
]
