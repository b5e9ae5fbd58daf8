"""Formatting by keys, by the buttons at a selection, and by what is pasted; Undo takes each back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, Person

MARKS = "**/bundles/writing.js*"  # what makes the marks of what is pasted
COPY = """({ html, plain }) => {
    const source = document.body.appendChild(document.createElement("textarea"));
    source.value = plain;
    source.select();
    if (html) source.addEventListener("copy", (event) => {
        event.clipboardData.setData("text/html", html);
        event.clipboardData.setData("text/plain", plain);
        event.preventDefault();
    });
    document.execCommand("copy");
    source.remove();
}"""


def paste(field: Locator, plain: str, html: str = "") -> None:
    """Pastes what somebody has copied elsewhere."""
    field.page.evaluate(COPY, {"html": html, "plain": plain})
    field.press("ControlOrMeta+v")


def select(field: Locator, text: str) -> None:
    field.evaluate(
        """(field, text) => {
        const at = field.value.indexOf(text);
        field.focus();
        field.setSelectionRange(at, at + text.length); }""",
        text,
    )


def bar(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Formatting")


def test_keys_and_buttons_put_marks_around_a_selection_and_take_them_away(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    field = person.composer
    field.fill("See you all at 15:00")
    select(field, "all at 15:00")
    expect(bar(page)).to_be_visible()
    for key, value in [
        ("ControlOrMeta+b", "See you **all at 15:00**"),
        ("ControlOrMeta+i", "See you ***all at 15:00***"),
        ("ControlOrMeta+b", "See you *all at 15:00*"),
        ("ControlOrMeta+Shift+X", "See you ~~*all at 15:00*~~"),
        ("ControlOrMeta+z", "See you *all at 15:00*"),
    ]:
        field.press(key)
        expect(field).to_have_value(value)
    select(field, "all at 15:00")
    expect(bar(page).get_by_role("button", name="Italic")).to_have_attribute("aria-pressed", "true")
    bar(page).get_by_role("button", name="Italic").click()
    expect(field).to_have_value("See you all at 15:00")
    select(field, "all")
    field.press("ControlOrMeta+k")
    expect(field).to_have_value("See you [all](https://) at 15:00")
    expect(page.get_by_role("dialog")).to_have_count(0)
    field.press("Escape")
    select(field, "you")
    expect(bar(page)).to_be_visible()
    field.press("Escape")
    expect(bar(page)).to_have_count(0)
    select(field, "15")
    expect(bar(page)).to_be_visible()


def test_what_was_formatted_is_pasted_with_marks_and_one_undo_brings_the_plain_text(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    person.enter(desk.path)
    field = person.composer
    paste(field, "Agenda for Monday", "<b>Agenda</b> for <i>Monday</i>")
    expect(field).to_have_value("**Agenda** for *Monday*")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("Agenda for Monday")
    field.fill("see the page")
    select(field, "the page")
    paste(field, "https://example.org/a")
    expect(field).to_have_value("see [the page](https://example.org/a)")
    field.fill("see the page now")
    select(field, " page ")
    paste(field, "https://example.org/a\n")
    expect(field).to_have_value("see the [page](https://example.org/a) now")
    field.fill("run this: ")
    paste(field, "def f(x):\n    if x:\n        return 1")
    expect(field).to_have_value("run this: \n```\ndef f(x):\n    if x:\n        return 1\n```")
    field.press("Enter")
    expect(person.page.locator("pre").last).to_contain_text("return 1")


def paste_without_marks(person: Person, desk: Desk) -> list[Route]:
    """Pastes formatted text while the requests for what makes its marks are held, and returns these."""
    held: list[Route] = []
    person.page.route(MARKS, lambda route: held.append(route))
    person.enter(desk.path)
    person.composer.fill("Agenda: ")
    paste(person.composer, "soup for all", "<b>soup</b> for all")
    return held


@pytest.mark.parametrize("sends", ["Enter", "button"])
@pytest.mark.parametrize("is_there", [True, False])
def test_what_is_sent_at_once_waits_for_what_was_pasted_before(
    desk: Desk, people: People, sends: str, is_there: bool
) -> None:
    """What pastes is loaded with the first paste; if it cannot be, the plain text is pasted."""
    person = people("desktop", desk.ben)
    person.allow("net::ERR")
    page, held = person.page, paste_without_marks(person, desk)
    if sends == "Enter":
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Send", exact=True).click()
    person.await_that(lambda: held)
    assert desk.bodies() == []
    answer: Callable[[Route], None] = lambda route: route.continue_() if is_there else route.abort()  # noqa: E731
    page.route(MARKS, answer)
    for route in held:
        answer(route)
    expect(person.composer).to_have_value("")
    person.await_that(lambda: desk.bodies())
    assert desk.bodies() == [(desk.ben.user["id"], f"Agenda: {'**soup**' if is_there else 'soup'} for all")]


def test_what_is_pasted_for_one_room_stays_in_its_draft_and_does_not_come_into_the_next(
    desk: Desk, people: People
) -> None:
    person = people("desktop", desk.ben)
    page, held = person.page, paste_without_marks(person, desk)
    page.keyboard.press("Enter")
    person.room("General").click()
    expect(person.composer).to_have_value("")
    person.await_that(lambda: held)
    for route in held:
        route.continue_()
    person.module("features/writing/format_field.js", "")
    expect(person.composer).to_have_value("")
    assert desk.bodies() == []
    page.go_back()
    expect(person.composer).to_have_value("Agenda: soup for all")


def test_what_is_pasted_gets_its_marks_also_when_more_was_typed_meanwhile(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page, held = person.page, paste_without_marks(person, desk)
    expect(person.composer).to_have_value("Agenda: soup for all")
    page.keyboard.type(", at noon")
    person.await_that(lambda: held)
    for route in held:
        route.continue_()
    expect(person.composer).to_have_value("Agenda: **soup** for all, at noon")
    page.keyboard.type("!")
    expect(person.composer).to_have_value("Agenda: **soup** for all, at noon!")


def test_many_lines_are_pasted_at_once_and_code_gets_its_fence(desk: Desk, people: People) -> None:
    """A browser takes half a minute to insert a thousand lines as if they had been typed."""
    person = people("desktop", desk.ben)
    person.enter(desk.path)
    field = person.composer
    code = "\n".join(f"def f{n}(x):\n    return x + {n}" for n in range(700))
    log = "\n".join(f"{n} visitors came in" for n in range(1_400))
    for text, value in [(code, f"```\n{code}\n```"), (log, log)]:
        field.fill("")
        paste(field, text)
        expect(field).to_have_value(value)
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("")


def test_the_caret_stands_after_pasted_code_and_what_follows_keeps_its_line(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    field = person.composer
    few, many = ("\n".join(f"def f{n}(x):\n    return x + {n}" for n in range(lines)) for lines in (2, 60))
    for code in (few, many):
        for after, gap in (("and after", "\n"), ("\nand after", "")):
            field.fill("before" + after)
            field.evaluate("field => { field.focus(); field.setSelectionRange(6, 6); }")
            paste(field, code)
            expect(field).to_have_value(f"before\n```\n{code}\n```{gap}{after}")
            page.keyboard.type("!")
            expect(field).to_have_value(f"before\n```\n{code}\n```!{gap}{after}")


def test_on_a_phone_the_buttons_are_under_the_field(desk: Desk, people: People) -> None:
    person = people("phone", desk.ben)
    page = person.enter(desk.path)
    field = person.composer
    field.fill("See you all")
    select(field, "all")
    button = bar(page).get_by_role("button", name="Bold")
    expect(button).to_be_in_viewport()
    box, above = button.bounding_box(), field.bounding_box()
    assert box
    assert above
    assert min(box["width"], box["height"]) >= 44
    assert box["y"] >= above["y"] + above["height"]
    button.tap()
    expect(field).to_have_value("See you **all**")
    expect(field).to_be_focused()
    page.get_by_role("button", name=re.compile("^Send$")).tap()
    expect(page.locator("strong", has_text="all").last).to_be_visible()
