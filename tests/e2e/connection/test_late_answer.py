"""The answer to what a page asks of the host may come late, and be older than what the page has heard since."""

from playwright.sync_api import Page, expect

from tests.e2e.held_answers import ANSWER, HeldAnswers
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

NOW = {"Stalls and posters": True, "Come since": True, "Left soon": False}


def shown(page: Page) -> dict[str, bool]:
    text = page.locator("body").inner_text()
    return {words: words in text for words in NOW}


def test_a_late_list_of_rooms_undoes_nothing_that_was_heard_meanwhile(desk: Desk, people: People) -> None:
    ana, ben = desk.host.ana, desk.ben
    before = ana.post("/api/rooms", {"name": "Left soon", "kind": "closed", "user_ids": [ben.user_id]}).expect(201)
    person = people("desktop", ben)
    answers = HeldAnswers(person.page)
    answers.hold(ANSWER)
    page = person.enter(desk.path)
    person.await_that(lambda: answers.holds('"rooms"'), "the list of rooms is held")
    ana.patch(f"/api/rooms/{desk.room}", {"topic": "Stalls and posters"}).expect()
    ana.post("/api/rooms", {"name": "Come since", "kind": "closed", "user_ids": [ben.user_id]}).expect(201)
    ana.delete(f"/api/rooms/{before['room']['id']}/members/{ben.user_id}").expect()
    person.await_that(lambda: shown(page) == NOW, "all three changes are shown")
    answers.release()
    with ana.connect_socket() as client:
        client.post(desk.room, "After the list")  # the list came before it
    expect(person.message("After the list")).to_be_visible()
    assert shown(page) == NOW
