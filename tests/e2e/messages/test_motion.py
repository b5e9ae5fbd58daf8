"""What arrives is shown arriving; history is not, and nothing moves for those who want no motion."""

import pytest
from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

# Notes what begins to move, by the text of its row: from the first script of the page on.
WATCH = """
window.moved = [];
const words = node => node.closest('article').querySelector('p:not(.meta)').textContent;
const note = ({target}) => target.matches?.('.bubble, .reaction')
  && window.moved.push(`${target.className} ${words(target)}`);
for (const name of ['transitionrun', 'animationstart']) addEventListener(name, note, true);
"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_only_what_arrives_moves(desk: Desk, people: People, motion: str) -> None:
    with desk.cleo.connect_socket() as cleo:
        old = [cleo.post(desk.room, f"Old {number}") for number in range(5)][-1]
        cleo.ask("reaction:add", {"message_id": old["id"], "emoji": "👍"})
        ben = people("desktop", desk.ben, reduced_motion=motion)
        ben.context.add_init_script(WATCH)
        page = ben.enter(desk.path)
        expect(page.locator(".reaction")).to_have_count(1)
        # From then on what arrives may move.
        expect(page.get_by_role("log").first).to_have_attribute("data-open", "")
        assert page.evaluate("moved") == []
        cleo.post(desk.room, "Arrives")
        expect(ben.message("Arrives")).to_be_visible()
        cleo.ask("reaction:add", {"message_id": old["id"], "emoji": "🎉"})
        expect(page.locator(".reaction")).to_have_count(2)
        ben.say("Sent")
        expect(ben.message("Sent").get_by_label("Sent")).to_be_visible()
    wanted = {"bubble Arrives", "reaction Old 4", "bubble stamped Sent"}
    if motion == "reduce":
        assert page.evaluate("moved") == []
    else:
        ben.await_true(f"{len(wanted)} <= new Set(moved).size")
        assert set(page.evaluate("moved")) == wanted


def test_a_reader_further_up_sees_nothing_move(desk: Desk, people: People) -> None:
    with desk.cleo.connect_socket() as cleo:
        for number in range(40):
            cleo.post(desk.room, f"Old {number}")
        ben = people("desktop", desk.ben, reduced_motion="no-preference")
        ben.context.add_init_script(WATCH)
        page = ben.enter(desk.path)
        expect(page.get_by_role("region", name="Beginning")).to_have_count(1)  # the whole of it is drawn
        page.locator(".scroller").evaluate("node => { node.scrollTop = 0 }")
        expect(page.get_by_role("log").first).to_have_attribute("aria-live", "off")
        expect(page.locator(".latest")).to_be_visible()
        place = "document.querySelector('[data-first]').getBoundingClientRect().top"
        before = page.evaluate(place)
        cleo.post(desk.room, "Arrives below")
        expect(ben.message("Arrives below")).to_have_count(1)
        assert page.evaluate(place) == before
        assert page.evaluate("moved") == []
