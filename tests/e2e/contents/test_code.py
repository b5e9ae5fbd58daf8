"""Blocks of code: coloured by their language, copied by their button, and loaded with the first of them."""

import pytest
from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

CODE = 'def total(rate=0.25):\n    return f"{rate} €"  # <b>once</b>'
COPIED = "document.execCommand = name => { window.copied = [name, document.activeElement.value]; return true }"


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_a_block_of_code_is_coloured_and_copied(desk: Desk, people: People, kind: str) -> None:
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, "No code yet")
    ben = people(kind, desk.ben)
    page = ben.enter(desk.path)
    bundles = "performance.getEntriesByType('resource').filter(one => one.name.endsWith('/code.js')).length"
    assert page.evaluate(bundles) == 0
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, f"```py\n{CODE}\n```")
        cleo.post(desk.room, f"```klingon\n{CODE}\n```")
        cleo.post(desk.room, f"```\n{CODE}\n```")
    blocks = page.locator(".code")
    expect(blocks).to_have_count(3)
    coloured = blocks.first
    expect(coloured.locator(".c-keyword")).to_have_text(["def", "return"])
    expect(coloured.locator(".code-name")).to_have_text("Python")
    expect(blocks.nth(1).locator(".code-name")).to_have_text("klingon")
    assert page.evaluate(bundles) == 1
    assert blocks.locator("code").all_text_contents() == [CODE] * 3
    expect(blocks.nth(1).locator("code span")).to_have_count(0)
    expect(page.locator(".code b")).to_have_count(0)
    page.evaluate(COPIED)
    button = coloured.get_by_role("button", name="Copy")
    coloured.hover()
    expect(button).to_have_css("opacity", "1")
    button.click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("window.copied") == ["copy", CODE]


def test_a_room_stays_where_it_was_opened_when_the_colours_come(desk: Desk, people: People) -> None:
    with desk.cleo.connect_socket() as cleo:
        for number in range(12):
            cleo.post(desk.room, f"```py\n{CODE}\n# {number}\n```")
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    expect(page.locator(".code .c-comment").last).to_be_visible()
    expect(page.locator(".code:not(:has(.c-keyword))")).to_have_count(0)
    # He opened it at the line of what is new to him, and that line is where it was.
    expect(page.locator(".new")).to_be_in_viewport()


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_long_code_is_cut_within_a_line_to_show_that_it_goes_on(desk: Desk, people: People, kind: str) -> None:
    """A phone shows no scroll bar before somebody scrolls."""
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, "```\n" + "\n".join(f"line {number}" for number in range(40)) + "\n```")
    block = people(kind, desk.ben).enter(desk.path).locator(".code pre")
    expect(block).to_be_visible()
    lines = block.evaluate("""block => {
        const { paddingTop, lineHeight } = getComputedStyle(block);
        return (block.clientHeight - parseFloat(paddingTop)) / parseFloat(lineHeight);
    }""")
    assert 0.3 < lines % 1 < 0.7
