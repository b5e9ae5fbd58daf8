"""Pictures and files in messages: their place, the viewer, what a text holds, and the list of a room."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.files.given_files import GivenFiles, enter
from tests.e2e.files.given_files import given as given
from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


def heights(page: Page) -> list[float]:
    measure = "all => all.map(one => one.getBoundingClientRect().height)"
    return [float(height) for height in page.locator(".attached").evaluate_all(measure)]


def place(row: Locator) -> float:
    box = row.bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_nothing_moves_when_pictures_and_files_come(people: People, given: GivenFiles, kind: str) -> None:
    pictures = [given.picture(f"{number}.jpg") for number in range(9)]
    given.post("Nine", *pictures)
    given.post("-", given.picture("tall.jpg", 900, 2400), given.file("plan.pdf", "pdf", pages=3))
    given.post("Small", given.picture("icon.png", 32, 32))
    given.post("Voice", given.file("note.webm", "voice", duration_ms=4200))
    last = given.post("Table", given.file("a.csv", "text"), given.file("b.zip", "file"))
    held: list[Route] = []
    person = people(kind, given.desk.ben)
    given.serve(person)
    page = person.enter("/")
    page.route(re.compile("/bundles/files"), lambda route: held.append(route))
    page.locator(f'nav a[href="{given.desk.path}"]').click()
    row = page.locator(f'[data-id="{last}"]')
    expect(page.locator(".attached")).to_have_count(5)
    expect(page.locator(".new")).to_be_in_viewport()
    # What introduces the room is another thing that comes later, and keeps the rows in their places to a pixel.
    expect(page.locator(".greeting")).to_be_attached()
    person.await_rest(row)
    before, at = heights(page), place(row)
    assert min(before) > 50
    expect(page.locator(".attached-parts")).to_have_count(0)
    page.unroute(re.compile("/bundles/files"))
    for route in held:
        route.continue_()
    expect(page.locator(".attached-parts")).to_have_count(5)
    person.await_rest(row)
    # What is drawn fills the place and is no taller.
    assert heights(page) == before
    assert place(row) == at
    over = "all => all.map(one => one.firstElementChild.scrollHeight - one.getBoundingClientRect().height)"
    assert max(page.locator(".attached").evaluate_all(over)) <= 1
    # A picture of another shape than its place shows its middle: it is no taller than the place.
    page.locator(".attached").last.scroll_into_view_if_needed()
    taller = "all => all.map(one => one.getBoundingClientRect().height - one.parentElement.clientHeight)"
    assert max(page.locator(".picture-box img").evaluate_all(taller)) <= 1


def test_the_viewer_goes_through_the_pictures_of_the_room(people: People, given: GivenFiles) -> None:
    given.post("Before", given.picture("before.jpg"))
    shown = given.post("All nine", *(given.picture(f"{number}.jpg") for number in range(9)))
    given.post("After", given.picture("after.jpg"))
    person = enter(people, given)
    page = person.page
    grid = page.locator(f'[data-id="{shown}"]').get_by_role("group", name="9 pictures")
    expect(grid.get_by_role("button")).to_have_count(5)
    expect(grid.get_by_role("button", name="and 4 more")).to_contain_text("+4")
    first = grid.get_by_role("button", name="Open picture 0.jpg")
    first.click()
    viewer = page.get_by_role("dialog")
    large = viewer.locator(".stage img")
    expect(large).to_have_attribute("alt", "0.jpg")
    expect(viewer).to_contain_text("1 of 9")
    expect(viewer).to_contain_text("All nine")
    # To the pictures of other messages too, which the host lists.
    expect(viewer.get_by_role("button", name="Previous picture")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(large).to_have_attribute("alt", "before.jpg")
    expect(viewer.get_by_role("button", name="Previous picture")).to_have_count(0)
    for number in range(9):
        page.keyboard.press("ArrowRight")
        expect(large).to_have_attribute("alt", f"{number}.jpg")
    viewer.get_by_role("button", name="Next picture").click()
    expect(large).to_have_attribute("alt", "after.jpg")
    expect(viewer.get_by_role("button", name="Next picture")).to_have_count(0)
    # Zoom: by key, back by key, by the wheel under the pointer.
    page.keyboard.press("+")
    expect(viewer.get_by_label("Zoom", exact=True)).to_have_text("150%")
    expect(large).to_have_attribute("src", re.compile(r"after\.jpg$"))
    page.keyboard.press("0")
    expect(viewer.get_by_label("Zoom", exact=True)).to_have_text("100%")
    large.dblclick()
    expect(viewer.get_by_label("Zoom", exact=True)).to_have_text("250%")
    # The focus stays inside, and goes back to where it was.
    for _ in range(12):
        page.keyboard.press("Tab")
        expect(page.locator("dialog :focus, dialog:focus, body:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    expect(first).to_be_focused()
    person.await_true(NOTHING_OPEN)
    first.click()
    expect(viewer).to_be_visible()
    # A mouse that is drawn over the picture is no finger: it neither turns nor closes.
    drag(page, large, 0, 200)
    drag(page, large, -200, 0)
    expect(large).to_have_attribute("alt", "0.jpg")
    viewer.get_by_role("button", name="Close").click()
    expect(viewer).to_have_count(0)
    first.click()
    expect(viewer).to_be_visible()
    viewer.get_by_role("button", name="Show in room").click()
    expect(viewer).to_have_count(0)
    person.await_flash(page.locator(f'[data-id="{shown}"]'))


# Moves fingers over an element: each step is a type of event, the finger, and how far from the middle it is.
TOUCH = """(stage, steps) => {
  const {left, top, width, height} = stage.getBoundingClientRect();
  stage.setPointerCapture = () => {};
  for (const [type, pointerId, x, y] of steps) stage.dispatchEvent(new PointerEvent(`pointer${type}`, {
    pointerId, pointerType: "touch", button: 0, bubbles: true,
    clientX: left + width / 2 + x, clientY: top + height / 2 + y,
  }));
}"""
PINCH = [("down", 1, -40, 0), ("down", 2, 40, 0), ("move", 1, -80, 0), ("move", 2, 80, 0), ("up", 1, -80, 0)]
PINCH += [("up", 2, 80, 0)]


# A viewer that only cannot be seen any more would still take the next press of Back.
NOTHING_OPEN = "(history.state?.depth ?? 0) === 0"


def drag(page: Page, over: Locator, x: int, y: int) -> None:
    """Draws the mouse over something, with its button pressed."""
    box = over.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y, steps=4)
    page.mouse.up()


def swipe(stage: Locator, x: int, y: int) -> None:
    stage.evaluate(TOUCH, [("down", 7, 0, 0), ("move", 7, x // 2, y // 2), ("move", 7, x, y), ("up", 7, x, y)])


def test_fingers_turn_enlarge_and_close_on_a_phone(people: People, given: GivenFiles) -> None:
    given.post("Two", given.picture("one.jpg"), given.picture("two.jpg"))
    person = enter(people, given, "phone")
    page = person.page
    page.get_by_role("button", name="Open picture one.jpg").click()
    viewer = page.get_by_role("dialog")
    large = viewer.locator(".stage img")
    expect(large).to_have_attribute("alt", "one.jpg")
    expect(viewer.get_by_role("link", name="Save")).to_have_attribute("href", re.compile(r"one\.jpg\?as=download$"))
    swipe(viewer.locator(".stage"), -150, 10)
    expect(large).to_have_attribute("alt", "two.jpg")
    swipe(viewer.locator(".stage"), 150, 10)
    expect(large).to_have_attribute("alt", "one.jpg")
    viewer.locator(".stage").evaluate(TOUCH, PINCH)
    expect(large).to_have_attribute("style", re.compile(r"scale\([1-9.]*[02-9]\d*\)"))
    expect(viewer.locator(".stage")).to_have_attribute("data-zoomed", "")
    # A picture that is enlarged is moved and not turned.
    swipe(viewer.locator(".stage"), -150, 10)
    expect(large).to_have_attribute("alt", "one.jpg")
    page.go_back()
    expect(viewer).to_have_count(0)
    page.get_by_role("button", name="Open picture two.jpg").click()
    expect(viewer.locator(".stage img")).to_be_visible()
    swipe(viewer.locator(".stage"), 0, 200)
    expect(viewer).to_have_count(0)
    page.get_by_role("button", name="Open picture two.jpg").click()
    viewer.get_by_role("button", name="Close").click()
    expect(viewer).to_have_count(0)
    person.await_true(NOTHING_OPEN)
    expect(page).to_have_url(re.compile(f"{given.desk.path}$"))


def test_texts_open_as_tables_formatted_or_coloured_and_never_as_html(people: People, given: GivenFiles) -> None:
    rows = "\n".join(f'"Posten; {number}";{number}' for number in range(9_000))
    markdown = "# Title\n\nSome **bold** words and <img src=x onerror=alert(1)>"
    given.post(
        "Texts",
        given.file("numbers.csv", "text", f"Name;Number\n{rows}"),
        given.file("notes.md", "text", markdown),
        given.file("code.py", "text", "def total():\n    return 1\n"),
        given.file("left.txt", "text", "", ""),
    )
    page = enter(people, given).page
    dialog = page.get_by_role("dialog")
    page.get_by_role("button", name="numbers.csv").click()
    expect(dialog.get_by_role("columnheader").first).to_have_text("Name")
    # Two narrow columns need no wide dialog.
    expect(dialog).to_have_css("width", f"{28 * 16}px")
    expect(dialog.get_by_role("cell", name="Posten; 0")).to_be_visible()
    # The name of a column of numbers stands above its numbers.
    expect(dialog.get_by_role("columnheader", name="Number")).to_have_css("text-align", "end")
    expect(dialog).to_contain_text("Only part of the table is shown: 500 rows.")
    expect(dialog).to_contain_text("Only the first 64 kB are shown.")
    assert given.asked[-1].headers["range"] == "bytes=0-63999"
    dialog.get_by_role("button", name="Show as text").click()
    expect(dialog.locator("pre")).to_contain_text('"Posten; 0";0')
    page.keyboard.press("Escape")
    page.get_by_role("button", name="notes.md").click()
    expect(dialog.locator("strong").first).to_have_text("Title")
    expect(dialog.locator(".text-markdown")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(dialog.locator("img")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="code.py").click()
    expect(dialog.locator("pre .c-keyword").first).to_have_text("def")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="left.txt").click()
    expect(dialog.get_by_role("alert")).to_have_text("This file was deleted.")


def test_files_are_saved_and_only_a_pdf_opens_beside_the_page(people: People, given: GivenFiles) -> None:
    message = given.post(
        "-",
        given.file("Übersicht \u202efdp.exe", "file", "x"),
        given.file("Lease.pdf", "pdf", "%PDF", "application/pdf", pages=12),
    )
    gone = given.post("-", given.picture("gone.png") | {"id": "gone", "thumb": "/files/none/gone.png?as=thumb"})
    person = enter(people, given)
    page = person.page
    row = page.locator(f'[data-id="{message}"]')
    # An override does not hide the ending, and everything that is no PDF is saved.
    expect(row.get_by_role("link", name="Übersicht fdp.exe", exact=True)).to_have_attribute("download", re.compile("."))
    lease = row.get_by_role("link", name="Lease.pdf", exact=True)
    expect(lease).to_have_attribute("target", "_blank")
    expect(lease).to_have_attribute("rel", "noopener noreferrer")
    expect(lease).to_have_attribute("href", re.compile(r"/Lease\.pdf\?as=view$"))
    expect(row).to_contain_text("12 pages")
    expect(page.locator(f'[data-id="{gone}"]')).to_contain_text("This file was deleted.")
    row.locator(".bubble").click(button="right", position={"x": 4, "y": 4})
    expect(page.get_by_role("button", name="Download all 2 files")).to_be_visible()
    page.keyboard.press("Escape")
    # Short texts of it, wherever a message is shown in short.
    (reply,) = tell(given.desk.ben, given.desk.room, "Without a quote")
    expect(page.locator(f'[data-id="{reply}"]')).to_be_visible()
    with given.desk.ben.connect_socket() as client:
        client.post(given.desk.room, "A reply", reply_to=message)
    expect(person.message("A reply").locator(".quote")).to_contain_text("2 files")


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_the_files_of_a_room_stand_in_one_list(people: People, given: GivenFiles, kind: str) -> None:
    given.post("Pictures", given.picture("one.jpg"), given.picture("two.jpg"))
    kept = given.post("Documents", given.file("plan.pdf", "pdf"), given.file("numbers.xlsx", "file"))
    tell(given.desk.cleo, given.desk.room, "The rota is at https://example.org/rota")
    person = enter(people, given, kind)
    page = person.page
    found = f"fetch('/api/search?has=link&room={given.desk.room}').then(one => one.json())"
    person.await_true(f"{found}.then(({{ results }}) => results.length)")
    page.get_by_role("button", name="Room details").click()
    page.get_by_role("button", name="Files", exact=True).click()
    panel = page.get_by_role("complementary", name="Files")
    expect(panel.get_by_role("button", name="one.jpg, from Cleo")).to_be_visible()
    panel.get_by_role("tab", name="Pictures").press("ArrowRight")
    expect(panel.get_by_role("tab", name="Documents")).to_have_attribute("aria-selected", "true")
    # Where the system chooses the colours, the chosen one has an outline.
    page.emulate_media(forced_colors="active")
    panel.get_by_role("tab", name="Documents").blur()
    expect(panel.get_by_role("tab", name="Documents")).to_have_css("outline-style", "solid")
    page.emulate_media(forced_colors="none")
    expect(panel.get_by_role("listitem")).to_have_count(2)
    panel.get_by_role("tab", name="Documents").press("ArrowRight")
    expect(panel.get_by_role("link", name="https://example.org/rota")).to_be_visible()
    panel.get_by_label("Shared by").select_option(label="Everyone")
    panel.get_by_role("tab", name="Documents").click()
    expect(panel.get_by_role("listitem")).to_have_count(2)
    panel.get_by_role("button", name="Show in room").first.click()
    person.await_flash(page.locator(f'[data-id="{kept}"]'))
