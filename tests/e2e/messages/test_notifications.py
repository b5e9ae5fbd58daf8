"""What is for me is heard and shown: by a sound, once for all tabs, and by a notice where the browser has them."""

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from tests.support.browsers.pages import People, Person
from tests.support.browsers.pages import whole_chromium as whole_chromium
from tests.support.cast import ANA, BEN
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until

# What the browser was asked to play and to show, and a page that can be put out of sight: headless ones never are.
WATCHED = """
window.tones = 0; window.notices = []; window.seen = 'visible';
const tell = () => Object.assign(document.documentElement.dataset,
  { tones: window.tones, notices: window.notices.length });
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...at) { window.tones += 1; tell(); return start.apply(this, at); };
const Shown = window.Notification;
window.Notification = class extends Shown { constructor(title, options) { super(title, options);
  if (title) window.notices.push({ title, body: options.body, notice: this }); tell(); } };
Object.defineProperty(document, 'visibilityState', { get: () => window.seen });
"""
TONES = 2  # of one sound
JUDGED_MS = 400  # bids are judged after 150


@pytest.fixture(scope="module")
def chromium(whole_chromium: Chromium) -> Chromium:
    return whole_chromium


def look(page: Page, state: str) -> None:
    page.evaluate("s => { window.seen = s; document.dispatchEvent(new Event('visibilitychange')) }", state)


def tones(page: Page) -> int:
    found: int = page.evaluate("window.tones")
    return found


def watched(people: People, kind: str, host: ServedHost, name: str = "chat.test") -> Person:
    """Ben, who has tapped once, and looks at General."""
    person = people(kind, host.join(BEN), name=name)
    person.context.add_init_script(WATCHED)
    person.enter(f"/r/{host.ana.home()}")
    person.composer.click()
    can_sound(person)
    return person


def can_sound(person: Person) -> None:
    """Until the page may play a sound, because it was clicked or tapped."""
    person.await_in_module("sync/alerts/alert_sound.js", "m.canPlaySound()")


def has_missed(person: Person) -> None:
    """Until the page knows that it has something to say about an alert that nobody saw."""
    person.await_in_module("sync/alerts/alerts.js", "m.missedAlert.peek()")


def sounded(page: Page, times: int) -> None:
    expect(page.locator("html")).to_have_attribute("data-tones", str(times * TONES))


@pytest.mark.parametrize("kind", ["phone", "desktop"])
def test_a_direct_message_sounds_and_one_in_a_room_does_not(open_office: ServedHost, people: People, kind: str) -> None:
    ben = watched(people, kind, open_office)
    page = ben.page
    assert ben.browser is not None
    with open_office.ana.connect_socket() as ana:
        direct = open_office.ana.post("/api/direct", {"user_ids": [ben.browser.user_id]}).expect(201)["room"]["id"]
        other = open_office.ana.make_room("Lunch", "open", ben.browser)
        ana.post(other, "Noodles")
        ana.post(direct, "Have you a minute?")
        sounded(page, 1)
        ana.post(other, f"@{BEN} noodles?")
        sounded(page, 2)
        ben.module("store/preferences.js", "m.setPreference('room_sound', true); m.setPreference('sound', false)")
        ana.post(direct, "Hello?")
        ana.post(other, "Now then")
        sounded(page, 3)


def test_an_urgent_message_sounds_in_a_muted_room_and_while_not_to_be_disturbed(
    open_office: ServedHost, people: People
) -> None:
    ben = watched(people, "desktop", open_office)
    assert ben.browser is not None
    other = open_office.ana.make_room("Lunch", "open", ben.browser)
    ben.browser.patch(f"/api/rooms/{other}/membership", {"involvement": "nothing"}).expect()
    ben.module(
        "store/people.js", f"m.usersChanged([{{...m.users.peek().get('{ben.browser.user_id}'), do_not_disturb: {{}}}}])"
    )
    ben.await_in_module("store/rooms.js", "m.rooms.peek().get(a)?.involvement === 'nothing'", other)
    with open_office.ana.connect_socket() as ana:
        ana.post(other, f"@{BEN} noodles?")
        message = ana.post(other, "Please leave the building", content={"urgent": {}})
        sounded(ben.page, 1)
        # The host asks again, once as after a short gap, and once as after five minutes.
        again = "for (const asked_at of a.times) m.askedUrgently({ ...a.asked, asked_at })"
        about = {key: message[key] for key in ("room_id", "sender_id", "body")}
        asked = {"message_id": message["id"], **about}
        times = [message["created_at"], "2090-01-01T00:00:00Z"]
        ben.module("sync/alerts/urgent.js", again, {"asked": asked, "times": times})
        sounded(ben.page, 2)
    expect(ben.page.get_by_text("Urgent, from Ana: Please leave the building")).to_be_visible()


def test_of_two_tabs_one_sounds_and_none_while_one_of_them_is_read(open_office: ServedHost, people: People) -> None:
    ben = watched(people, "desktop", open_office)
    first, second = ben.page, ben.new_page()
    second.goto(ben.base + "/settings")
    expect(second.locator("html")).to_have_attribute("data-link", "up")
    second.get_by_role("heading", name="Settings").click()
    home = open_office.ana.home()
    assert ben.browser is not None
    direct = open_office.ana.post("/api/direct", {"user_ids": [ben.browser.user_id]}).expect(201)["room"]["id"]
    with open_office.ana.connect_socket() as ana:
        ana.post(direct, "One")
        until(lambda: tones(first) + tones(second) == TONES)
        first.wait_for_timeout(JUDGED_MS)
        assert tones(first) + tones(second) == TONES
        # The first tab shows General and is in front: what is said there needs no sound.
        first.bring_to_front()
        first.evaluate("document.hasFocus = () => true")
        ana.post(home, f"@{BEN} you see this")
        expect(ben.message("you see this")).to_be_visible()
        first.wait_for_timeout(JUDGED_MS)
        assert tones(first) + tones(second) == TONES


def test_the_tabs_agree_on_who_speaks(open_office: ServedHost, people: People) -> None:
    person = people("desktop")
    person.open("/sign-in")
    bid = {"key": "m", "seen": False, "visible": False, "canSound": False}
    hidden, visible = bid | {"tab": "a", "canSound": True}, bid | {"tab": "b", "visible": True}
    judge = "return [m.judge(a, 'a'), m.judge(a, 'b')].map(one => [one.sound, one.notice])"
    for bids, verdict in [
        ([hidden, visible], [[True, False], [False, False]]),
        ([hidden, visible | {"canSound": True}], [[False, False], [True, False]]),
        ([hidden, bid | {"tab": "b"}], [[True, True], [False, False]]),
        ([hidden, visible | {"seen": True}], [[False, False], [False, False]]),
        ([hidden | {"acted": True}, visible | {"canSound": True}], [[False, False], [False, False]]),
    ]:
        told = person.module("sync/alerts/tab_election.js", judge, bids)
        assert told[1] == verdict[1]
        assert told[0] == verdict[0] or bids[0].get("acted")


def test_where_the_browser_has_notices_they_are_asked_for_and_shown_when_out_of_sight(
    open_office: ServedHost, people: People
) -> None:
    ben = watched(people, "desktop", open_office, "127.0.0.1")
    page = ben.page
    ben.open("/settings")
    ben.await_link()
    ben.context.grant_permissions(["notifications"], origin=ben.base)
    assert ben.browser is not None
    direct = open_office.ana.post("/api/direct", {"user_ids": [ben.browser.user_id]}).expect(201)["room"]["id"]
    ben.module("sync/alerts/notifications.js", "await m.requestNotifications()")
    expect(page.get_by_role("switch", name="Notifications")).to_be_checked()
    page.get_by_role("heading", name="Settings").click()
    can_sound(ben)
    with open_office.ana.connect_socket() as ana:
        ana.post(direct, "You see the page")
        sounded(page, 1)  # it was judged
        assert page.evaluate("window.notices.length") == 0
        look(page, "hidden")
        ana.post(direct, "Out of **sight**")
        expect(page.locator("html")).to_have_attribute("data-notices", "1")
        shown = page.evaluate("[window.notices[0].title, window.notices[0].body]")
        assert shown == [ANA, "Out of sight"]
        page.evaluate("window.notices[0].notice.onclick()")
        expect(ben.message("sight")).to_be_visible()


def test_on_plain_http_the_page_says_so_once_when_it_is_looked_at_again(
    open_office: ServedHost, people: People
) -> None:
    ben = watched(people, "phone", open_office)
    page = ben.page
    assert ben.browser is not None
    direct = open_office.ana.post("/api/direct", {"user_ids": [ben.browser.user_id]}).expect(201)["room"]["id"]
    look(page, "hidden")
    with open_office.ana.connect_socket() as ana:
        ana.post(direct, "Anybody there?")
        sounded(page, 1)
        has_missed(ben)
        look(page, "visible")
        page.get_by_role("status").get_by_role("button", name="What works here").click()
        dialog = page.get_by_role("dialog", name="What works here")
        expect(dialog.get_by_text("Browsers only allow notifications on encrypted pages.")).to_be_visible()
        page.keyboard.press("Escape")
        look(page, "hidden")
        ana.post(direct, "Still not?")
        sounded(page, 2)
        has_missed(ben)
        look(page, "visible")
        expect(page.get_by_role("status").get_by_role("button", name="What works here")).to_have_count(0)


def test_what_works_here_follows_the_connection(open_office: ServedHost, people: People) -> None:
    states = "nodes => Object.fromEntries(nodes.map(node => [node.dataset.what, node.dataset.state]))"
    found = {}
    for name in ("chat.test", "127.0.0.1"):
        page = people("desktop", open_office.ana, name=name).enter("/settings")
        expect(page.locator("[data-what=microphone]")).to_be_visible()
        found[name] = page.locator("[data-what]").evaluate_all(states)
    assert found["chat.test"] == {
        "notices": "no",
        "sound": "yes",
        "clipboard": "other",
        "awake": "no",
        "microphone": "no",
        "install": "no",
    }
    assert {key: found["127.0.0.1"][key] for key in ("clipboard", "awake", "install")} == {
        "clipboard": "yes",
        "awake": "yes",
        "install": "yes",
    }


def test_the_way_to_an_encrypted_page_is_named_only_where_the_host_offers_it(
    open_office: ServedHost, people: People
) -> None:
    ben = people("phone", open_office.join(BEN))
    page = ben.enter("/settings")
    expect(page.locator("[data-what=microphone]")).to_be_visible()
    guide = page.get_by_role("link", name="How to use the encrypted page on this device")
    expect(guide).to_have_count(0)
    trust_url = "http://192.168.1.5:8765/trust"
    offer = {"ok": True, "on": True, "trust_url": trust_url}
    page.route("**/api/secure", lambda route: route.fulfill(json=offer))
    page.reload()
    expect(guide).to_have_attribute("href", trust_url)
