"""The owner's page about the host, on a desktop and on a phone; a member is not offered it."""

from playwright.sync_api import expect

from tests.support.browsers.pages import People
from tests.support.cast import CLEO
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide

# Whether the list of addresses cuts a long one off.
CUTS_OFF = """(list) => {
  const [row, code] = ["li", "code"].map((name) => document.createElement(name));
  code.textContent = "http://a-clinic-with-a-very-long-name.local:8765";
  row.append(code);
  list.append(row);
  const is = code.scrollWidth > code.clientWidth;
  row.remove();
  return is;
}"""


def test_the_owner_sees_what_the_host_does_on_a_desktop_and_on_a_phone(open_office: ServedHost, people: People) -> None:
    ana, cleo = open_office.ana, open_office.join(CLEO)
    # Only a page on the host's own computer may close the office.
    visitor, owner = people("desktop", cleo), people("desktop", ana, name="127.0.0.1")
    member, page = visitor.enter("/settings"), owner.enter("/settings")
    owner.await_that(lambda: len(ana.get("/api/host").expect()["connected"]) == 2, "both are connected")
    page.get_by_role("button", name="Show what the host does").click()
    console = page.get_by_role("dialog", name="The host's computer")
    expect(console.get_by_role("region", name="Connected now")).to_contain_text("2 of 2 people, 2 devices")
    expect(console.get_by_role("region", name="Connected now")).to_contain_text("Cleo")
    expect(console.locator(".host-bars li")).to_have_count(14)
    expect(console.get_by_role("region", name="Disk").get_by_role("img")).to_be_visible()
    expect(console.get_by_role("region", name="Running")).to_contain_text(str(open_office.data))
    program = console.get_by_role("region", name="The program")
    program.get_by_role("button", name="Close the office").click()
    closing = page.get_by_role("dialog", name="Close the office for everybody?")
    closing.get_by_role("button", name="Cancel").click()
    expect(closing).to_have_count(0)
    console.get_by_role("button", name="Show the last lines").click()
    expect(console.locator(".host-log")).to_be_in_viewport()
    # The last card is shown, and the dialog can be closed without scrolling back.
    expect(console.get_by_role("button", name="Close", exact=True)).to_be_in_viewport(ratio=1)
    assert not console.get_by_role("region", name="Addresses").locator("ul").evaluate(CUTS_OFF)
    assert faults(page) + sideways(page) + wide(page) == []
    console.get_by_role("button", name="What takes space").click()
    expect(page.get_by_role("dialog", name="Space on the host")).to_be_visible()
    page.keyboard.press("Escape")
    expect(console).to_be_visible()
    phone = people("phone", ana).enter("/settings")
    phone.get_by_role("button", name="Show what the host does").click()
    small = phone.get_by_role("dialog", name="The host's computer")
    expect(small.get_by_role("region", name="Disk").get_by_role("img")).to_be_visible()
    assert faults(phone) + sideways(phone) + wide(phone) == []
    assert small.locator("button, a").evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []
    expect(member.get_by_role("heading", name="Your files")).to_be_visible()
    expect(member.get_by_role("button", name="Show what the host does")).to_have_count(0)


# How far the text of each card stands below its heading, in pixels.
DISTANCES = """(cards) => cards.map((card) => {
  const [head, next] = card.children;
  return [card.ariaLabel, next.getBoundingClientRect().top - head.getBoundingClientRect().bottom];
}).filter(([, distance]) => distance < 5)"""

# The days that are written below the bars: in how many lines, and whether one touches the next.
DAYS = """(bars) => {
  const written = [...bars.querySelectorAll("small")].filter((day) => getComputedStyle(day).visibility === "visible");
  const shown = written.map((day) => {
    const words = document.createRange();
    words.selectNodeContents(day);
    return [...words.getClientRects()].filter(({ width }) => width > 1);
  });
  const touches = shown.slice(1).some(([day], at) => day.left < shown[at][0].right);
  return [shown.length, Math.max(...shown.map((lines) => lines.length)), touches];
}"""


def test_the_cards_have_room_for_their_words(open_office: ServedHost, people: People) -> None:
    phone = people("phone", open_office.ana).enter("/settings")
    phone.get_by_role("button", name="Show what the host does").click()
    console = phone.get_by_role("dialog", name="The host's computer")
    expect(console.get_by_role("region", name="Disk").get_by_role("img")).to_be_visible()
    assert console.locator(".host-card").evaluate_all(DISTANCES) == []
    days = console.locator(".host-bars")
    assert days.evaluate(DAYS) == [14, 1, False]
    for width in (390, 320):
        phone.set_viewport_size({"width": width, "height": 844})
        phone.evaluate("document.documentElement.style.fontSize = '200%'")
        shown, lines, touches = days.evaluate(DAYS)
        assert (shown >= 4, lines, touches) == (True, 1, False)
        assert not console.locator(".host-card li > bdi").first.evaluate("name => name.scrollWidth > name.clientWidth")
        assert console.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")


def test_damage_of_the_database_is_told_with_what_the_owner_can_do(open_office: ServedHost, people: People) -> None:
    owner, member = people("desktop", open_office.ana), people("phone", open_office.join(CLEO))
    for person in (owner, member):
        person.enter(f"/r/{open_office.ana.home()}")
        person.module("store/session.js", "m.trouble.value = 'damaged'")
    expect(member.page.get_by_role("status").filter(has_text="database is damaged. Tell the owner")).to_be_visible()
    expect(member.page.get_by_role("button", name="What to do")).to_have_count(0)
    page = owner.page
    page.get_by_role("status").get_by_role("button", name="What to do").click()
    steps = page.get_by_role("dialog", name="The database is damaged")
    expect(steps.get_by_text("chat-desktop restore")).to_be_visible()
    assert faults(page) + sideways(page) == []
    page.keyboard.press("Escape")
    owner.module("features/host/console.js", "(await import(ui + 'store/route.js')).openOverlay(m.HostConsole)")
    console = page.get_by_role("dialog", name="The host's computer")
    expect(console.get_by_role("region", name="The database is damaged")).to_contain_text("Close the program")
    expect(console.get_by_role("region", name="Connected now")).to_be_visible()
    assert faults(page) + sideways(page) == []
