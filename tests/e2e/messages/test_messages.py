"""What one does to messages: write, edit, delete, reply, react, mention; each seen by the others."""

import re

from playwright.sync_api import expect

from tests.e2e.stored_outbox import until_kept
from tests.support.browsers.pages import People, Person
from tests.support.cast import ANA, BEN, CLEO
from tests.support.hosts.host_process import ServedHost


def choose(person: Person, action: str) -> None:
    person.page.get_by_role("dialog").get_by_role("button", name=action).click()


def test_a_pending_row_becomes_the_sent_one_in_place(open_office: ServedHost, people: People) -> None:
    person = people("desktop", open_office.join(BEN))
    person.allow("net::ERR", "WebSocket")
    person.enter()
    person.go_offline()
    person.module("sync/connection.js", "m.dropConnection()")
    person.say("The same row")
    row = person.message("The same row")
    expect(row.get_by_label("Sending")).to_be_visible()
    row.evaluate("node => node.dataset.marked = 'yes'")
    person.context.set_offline(False)
    expect(row.get_by_label("Sent")).to_be_visible()
    expect(row).to_have_attribute("data-marked", "yes")
    expect(row).to_have_count(1)


def test_a_message_that_the_host_refuses_can_be_tried_again_or_deleted(open_office: ServedHost, people: People) -> None:
    person = people("desktop", open_office.join(BEN))
    page = person.enter()
    home = open_office.ana.home()
    # The page itself lets nobody reply to what is not there.
    person.allow("404")
    for text in ("Try this again", "Delete this"):
        person.module("store/pending.js", "m.enqueue(a[0], a[1], 'no-such-message')", [home, text])
    expect(page.get_by_role("alert")).to_have_count(2)
    person.say("This one is fine")
    expect(person.message("This one is fine")).to_have_attribute("data-id", re.compile("."))
    person.message("Delete this").get_by_role("button", name="Delete").click()
    expect(person.message("Delete this")).to_have_count(0)
    until_kept(person, 1)
    page.reload()
    person.await_link()
    expect(person.message("Try this again")).to_contain_text("Not sent")
    person.module("store/pending.js", "m.changeEntry(m.pending.value[0].client_id, {reply_to: null})")
    person.message("Try this again").get_by_role("button", name="Try again").click()
    expect(person.message("Try this again")).to_have_attribute("data-id", re.compile("."))
    expect(page.get_by_role("alert")).to_have_count(0)


def test_too_long_a_text_is_counted_and_not_sent(open_office: ServedHost, people: People) -> None:
    person = people("desktop", open_office.join(BEN))
    page = person.enter()
    person.composer.fill("x" * 7_990)
    expect(page.get_by_text("10 characters left")).to_be_visible()
    person.composer.fill("😀" * 8_001)
    expect(page.get_by_text("1 character too long")).to_be_visible()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    person.composer.press("Enter")
    person.composer.fill("Short enough")
    person.composer.press("Enter")
    expect(person.message("Short enough")).to_be_visible()
    expect(page.locator("article.message")).to_have_count(1)


def test_enter_sends_and_shift_enter_breaks_but_never_while_composing(open_office: ServedHost, people: People) -> None:
    person = people("desktop", open_office.join(BEN))
    page = person.enter()
    person.composer.press_sequentially("One")
    person.composer.press("Shift+Enter")
    person.composer.press_sequentially("Two")
    enter = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true})"
    person.composer.evaluate(f"node => node.dispatchEvent({enter})")
    expect(page.locator("article.message")).to_have_count(0)
    person.composer.press("Enter")
    expect(page.locator("article.message p:not(.meta)")).to_have_text("One\nTwo")


def test_on_a_phone_enter_breaks_and_the_button_sends(open_office: ServedHost, people: People) -> None:
    person = people("phone", open_office.join(BEN))
    page = person.enter(f"/r/{open_office.ana.home()}")
    person.composer.tap()
    person.composer.press_sequentially("One")
    person.composer.press("Enter")
    expect(person.composer).to_have_value("One\n")
    page.get_by_role("button", name="Send").tap()
    expect(person.message("One")).to_be_visible()
    expect(person.composer).to_be_focused()


def test_arrow_up_edits_my_last_and_escape_brings_the_draft_back(open_office: ServedHost, people: People) -> None:
    ben, ana = people("desktop", open_office.join(BEN)), people("desktop", open_office.ana)
    ben.enter()
    ana.enter()
    ben.say("Good mornnig")
    expect(ana.message("Good mornnig")).to_be_visible()
    expect(ben.message("Good mornnig")).to_have_attribute("data-id", re.compile("."))
    ben.composer.press("ArrowUp")
    expect(ben.composer).to_have_value("Good mornnig")
    ben.composer.press("Escape")
    expect(ben.composer).to_have_value("")
    ben.composer.press("ArrowUp")
    expect(ben.composer).to_have_value("Good mornnig")
    ben.composer.fill("Good morning")
    ben.composer.press("Enter")
    expect(ana.message("Good morning")).to_contain_text("edited")
    expect(ben.message("Good morning")).to_contain_text("edited")
    expect(ben.composer).to_have_value("")


def test_a_deletion_can_be_taken_back_and_else_leaves_a_tombstone(open_office: ServedHost, people: People) -> None:
    ben, ana = people("desktop", open_office.join(BEN)), people("phone", open_office.ana)
    page = ben.enter()
    ana.enter(f"/r/{open_office.ana.home()}")
    ben.say("Keep me")
    ben.say("Take me away")
    expect(ana.message("Take me away")).to_be_visible()
    ben.open_menu("Keep me")
    choose(ben, "Delete")
    page.get_by_role("button", name="Undo").click()
    ben.open_menu("Take me away")
    choose(ben, "Delete")
    expect(ben.message("Take me away")).to_have_attribute("data-going", "")
    expect(ana.page.get_by_text("Message deleted")).to_be_visible()
    expect(ben.page.locator(".gone")).to_have_count(1)
    expect(ana.message("Keep me")).to_be_visible()
    expect(ana.message("Take me away")).to_have_count(0)


def test_closing_the_page_does_what_undo_could_still_have_stopped(open_office: ServedHost, people: People) -> None:
    ben, ana = people("desktop", open_office.join(BEN)), people("desktop", open_office.ana)
    ben.enter()
    ana.enter()
    ben.say("Gone with the page")
    ben.open_menu("Gone with the page")
    choose(ben, "Delete")
    expect(ben.message("Gone with the page")).to_have_attribute("data-going", "")
    ben.page.goto(f"{ben.base}/healthz")
    expect(ana.page.get_by_text("Message deleted")).to_be_visible()


def test_a_reply_quotes_its_original_and_leads_to_it(open_office: ServedHost, people: People) -> None:
    home = open_office.ana.home()
    with open_office.ana.connect_socket() as ana:
        first = ana.post(home, "Who has the keys?")
        for number in range(150):
            ana.post(home, f"Something else {number}")
    ben = people("desktop", open_office.join(BEN))
    page = ben.enter()
    expect(ben.message("Something else 149")).to_be_visible()
    expect(ben.message("Who has the keys?")).to_have_count(0)
    with open_office.ana.connect_socket() as ana:
        ana.post(home, "Still looking", reply_to=first["id"])
    quote = ben.message("Still looking").get_by_role("link")
    expect(quote).to_contain_text("Who has the keys?")
    quote.click()
    expect(ben.message("Who has the keys?")).to_be_in_viewport()
    ben.await_flash(ben.message("Who has the keys?"))
    ben.open_menu("Who has the keys?")
    choose(ben, "Reply")
    expect(ben.composer).to_be_focused()
    ben.say("I have")
    expect(ben.message("I have")).to_be_in_viewport()
    expect(ben.message("I have").get_by_role("link")).to_contain_text(ANA)
    expect(page.locator(".replying")).to_have_count(0)


def test_reactions_are_counted_named_and_taken_back(open_office: ServedHost, people: People) -> None:
    ben, ana = people("desktop", open_office.join(BEN)), people("desktop", open_office.ana)
    ben.enter()
    ana.enter()
    ana.say("Cake at four")
    ben.open_menu("Cake at four")
    choose(ben, "🎉")
    mine = ben.page.get_by_role("button", name="🎉 by You")
    expect(mine).to_have_attribute("aria-pressed", "true")
    ana.page.get_by_role("button", name=f"🎉 by {BEN}").click()
    expect(ben.page.get_by_role("button", name=re.compile(f"🎉 by .*{ANA}"))).to_contain_text("2")
    ben.page.get_by_role("button", name=re.compile("🎉 by")).click()
    expect(ana.page.get_by_role("button", name="🎉 by You")).to_contain_text("1")
    ana.page.get_by_role("button", name="🎉 by You").click()
    expect(ben.page.locator(".reaction")).to_have_count(0)


def test_an_at_sign_offers_people_and_marks_who_was_meant(open_office: ServedHost, people: People) -> None:
    open_office.join("Cleo Marsh")
    ben, ana = people("desktop", open_office.join(BEN)), people("desktop", open_office.ana)
    page = ben.enter()
    ana.enter()
    ben.composer.press_sequentially("Ask @cl")
    expect(page.get_by_role("option", name="Cleo Marsh")).to_have_attribute("aria-selected", "true")
    ben.composer.press("Enter")
    expect(ben.composer).to_have_value("Ask @Cleo Marsh ")
    ben.composer.press_sequentially("or @a")
    expect(page.get_by_role("option", name=ANA)).to_have_attribute("aria-selected", "true")
    ben.composer.press("Tab")
    ben.composer.press("Enter")
    expect(ana.message("Ask").locator(".mention")).to_have_text(["@Cleo Marsh", f"@{ANA}"])
    expect(ana.message("Ask").locator(".mention.me")).to_have_text(f"@{ANA}")


def test_an_enter_in_the_instant_in_which_the_people_appear_takes_the_one_shown(
    open_office: ServedHost, people: People
) -> None:
    open_office.join("Cleo Marsh")
    ben = people("desktop", open_office.join(BEN))
    page = ben.enter()
    # Before the frame that paints the list: whoever types faster than the screen must not send half a name.
    page.evaluate(
        """() => new MutationObserver((_, watching) => {
          if (!document.querySelector('[role=option][aria-selected=true]')?.textContent.includes('Cleo')) return;
          watching.disconnect();
          const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(enter);
        }).observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true })"""
    )
    ben.composer.press_sequentially("Ask @cl")
    expect(ben.composer).to_have_value(re.compile("^Ask @Cleo Marsh "))


def test_a_draft_stays_with_its_room_and_through_a_reload(open_office: ServedHost, people: People) -> None:
    browser = open_office.join(BEN)
    open_office.ana.make_room("Lunch", "open", browser)
    ben = people("desktop", browser)
    page = ben.enter()
    ben.composer.fill("Half a thou")
    ben.room("Lunch").click()
    expect(ben.composer).to_have_value("")
    expect(ben.room("General").get_by_label("Draft")).to_be_visible()
    page.reload()
    ben.room("General").click()
    expect(ben.composer).to_have_value("Half a thou")


def test_typing_is_shown_to_the_others_and_ends_with_the_message(open_office: ServedHost, people: People) -> None:
    ben, ana = people("desktop", open_office.join(BEN)), people("desktop", open_office.ana)
    ben.enter()
    ana.enter()
    ben.composer.press_sequentially("Well")
    expect(ana.page.get_by_text(f"{BEN} is typing")).to_be_visible()
    ben.composer.press("Enter")
    expect(ana.message("Well")).to_be_visible()
    expect(ana.page.get_by_text("is typing")).to_have_count(0)


def test_text_is_drawn_with_its_marks(open_office: ServedHost, people: People) -> None:
    ben = people("desktop", open_office.join(BEN))
    ben.enter()
    ben.say("**bold** *italic* ~~gone~~ `code` https://example.org/a?b=1 [docs](http://intranet.test/x)")
    row = ben.message("bold").locator(".bubble")
    for tag, text in (("strong", "bold"), ("em", "italic"), ("del", "gone"), ("code", "code")):
        expect(row.locator(tag)).to_have_text(text)
    expect(row.get_by_role("link", name="docs")).to_have_attribute("rel", "noopener noreferrer")
    expect(row.get_by_role("link", name="docs")).to_have_attribute("title", "http://intranet.test/x")


def test_marking_unread_holds_until_the_room_is_left(open_office: ServedHost, people: People) -> None:
    browser = open_office.join(CLEO)
    open_office.ana.make_room("Lunch", "open", browser)
    with open_office.ana.connect_socket() as ana:
        ana.post(open_office.ana.home(), "Think about this")
    cleo = people("desktop", browser)
    page = cleo.enter(f"/r/{open_office.ana.home()}")
    expect(cleo.message("Think about this")).to_be_visible()
    expect(page).to_have_title("General")
    cleo.open_menu("Think about this")
    choose(cleo, "Mark unread from here")
    expect(cleo.room("General")).to_contain_text("1 unread")
    # Longer than the page waits before it takes a room for read: that nothing happens cannot be awaited.
    page.wait_for_timeout(800)
    expect(cleo.room("General")).to_contain_text("1 unread")
    cleo.room("Lunch").click()
    expect(cleo.room("General")).to_contain_text("1 unread")
    cleo.room("General").click()
    expect(cleo.room("General")).not_to_contain_text("unread")
