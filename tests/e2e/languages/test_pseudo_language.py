"""Every page, panel and dialog in a language of longer words: no English is left, and all of it has room.

A state is opened once and looked at in both sizes. What is wrong is gathered, so that one run names all of it.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.files.sent_files import share
from tests.e2e.languages.looking import ENGLISH, SIZES, Looks
from tests.support.browsers import pseudo_language
from tests.support.browsers.pages import People, Person
from tests.support.cast import PASSWORD
from tests.support.files.sample_files import encoded, picture
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

ROOM, BEN, MESSAGE, PICTURES = "ROOM", "BEN", "MESSAGE", "PICTURES"
CHECKLIST = {"title": "⟦List⟧", "items": [{"id": "1", "text": "⟦One⟧"}]}
# Module, component and properties of what opens over the page.
DIALOGS: list[tuple[str, str, dict[str, object]]] = [
    ("features/signin/other_offices.js", "OfficesDialog", {}),
    ("features/invite/invite_dialog.js", "InviteDialog", {}),
    ("features/sidebar/catch_up.js", "CatchUp", {}),
    ("features/rooms/new_conversation.js", "NewConversation", {}),
    ("features/rooms/browse_rooms.js", "BrowseRooms", {}),
    ("features/rooms/room_details.js", "RoomSheet", {"id": ROOM}),
    ("features/rooms/room_details.js", "AddPeople", {"id": ROOM}),
    ("features/people/everyone.js", "Everyone", {}),
    ("features/people/person_dialog.js", "PersonDialog", {"id": BEN}),
    ("features/keys/key_sheet.js", "KeySheet", {}),
    ("features/contents/new_poll.js", "NewPoll", {"roomId": ROOM}),
    ("features/contents/new_checklist.js", "NewChecklist", {"roomId": ROOM}),
    ("features/contents/schedule_dialog.js", "ScheduleDialog", {"roomId": ROOM, "field": None}),
    ("features/contents/scheduled_list.js", "ScheduledList", {}),
    ("features/urgent/new_urgent.js", "NewUrgent", {"roomId": ROOM}),
    ("features/exchange/export_dialog.js", "ExportDialog", {}),
    ("features/exchange/import_dialog.js", "ImportDialog", {}),
    ("features/storage/storage_dialog.js", "StorageDialog", {}),
    ("features/host/console.js", "HostConsole", {}),
    ("features/host/backup/backup_dialog.js", "BackupDialog", {}),
    ("features/relocation/move_dialog.js", "MoveDialog", {}),
    ("features/diagnostics/diagnostics_dialog.js", "DiagnosticsDialog", {}),
    ("features/frontdesk/dialogs.js", "PinDialog", {"hasPin": True}),
    ("features/frontdesk/dialogs.js", "DesksDialog", {}),
    ("features/settings/capabilities.js", "CapabilitiesDialog", {}),
    ("features/settings/audit_log.js", "AuditDialog", {}),
    ("features/settings/secure_mode.js", "SecureDialog", {}),
    ("features/sidebar/section_dialog.js", "SectionDialog", {}),
    ("features/invite/admit_dialog.js", "AdmitDialog", {"knock": {"id": "k", "name": "⟦Eve⟧"}}),
    ("features/voice/no_recorder.js", "NoRecorder", {"why": "insecure"}),
    ("features/contents/forward_dialog.js", "ForwardDialog", {"message": MESSAGE}),
    ("features/messages/edit_history.js", "EditHistory", {"message": MESSAGE}),
    ("features/people/guest_rooms.js", "GuestRooms", {"id": BEN}),
    ("features/frontdesk/desk_form.js", "DeskForm", {"desk": None, "withPin": []}),
    ("features/settings/password.js", "FirstPassword", {}),
    ("features/contents/voters.js", "Voters", {"message": {"id": "none", "content": {"poll": {"options": []}}}}),
    ("features/contents/new_checklist.js", "EditChecklist", {"message": {"content": {"checklist": CHECKLIST}}}),
    ("features/shared/signin_link.js", "SigninLinkDialog", {"path": "/api/sessions/link", "label": "⟦QR⟧"}),
]
# Module and call of what is opened in another way.
CALLS = [
    ("features/writing/commands.js", "await m.runCommand(a.ROOM, '/help', { clear() {}, send() {} })"),
    ("features/people/status_dialog.js", "m.openStatus()"),
    ("features/reading/remind_dialog.js", "m.openReminder()"),
    ("features/shared/confirm.js", "m.confirm({ title: '⟦t⟧', happens: ['⟦h⟧'], label: '⟦l⟧', act() {} })"),
    ("features/files/viewer.js", "m.openViewer(a.PICTURES, a.PICTURES.attachments[0])"),
    # The whole screen would have a size of its own.
    ("features/invite/fullscreen_code.js", "document.documentElement.requestFullscreen = null; m.showFullscreenCode()"),
]
PANELS = [
    ("features/reading/open.js", "m.openSeenBy(a.MESSAGE)"),
    ("features/reading/open.js", "m.openPins(a.ROOM)"),
]
# On a phone a menu is a sheet.
PHONE_MENUS = [
    ("features/messages/message_menu.js", "m.openMenu(a.MESSAGE, null)"),
    ("features/sidebar/room_menu.js", "m.openRowMenu({ room: a.ROOM }, null)"),
    ("features/sidebar/room_menu.js", "m.openRowMenu({ section: 'rooms' }, null)"),
]
OPEN = "await m.openLazily(() => import(ui + a[0]), a[1], a[2])"


def strangers(person: Person, host: ServedHost, looks: Looks) -> None:
    # Two fragments of one page would not be loaded one after the other.
    for path in (f"/join#{host.join_code}", "/sign-in", "/join#AAAAAAAA"):
        looks.at(person.open(path), path.partition("#")[0] + path[-1])


def rooms(person: Person, room: str, looks: Looks) -> None:
    page = person.page
    for path in ("/", f"/r/{room}", "/r/nowhere", "/settings", "/mine", "/poster"):
        looks.at(person.enter(path), path)
    person.enter(f"/r/{room}")
    for words in ("lantern", "no such word"):
        person.module("store/own_data.js", "m.openSearch(a)", room)
        page.get_by_role("combobox").fill(words)
        page.keyboard.press("Enter")
        looks.at(page, f"search for {words}")
    person.enter(f"/r/{room}")
    person.module("ui/open_files.js", "m.openFiles(a)", room)
    looks.at(page, "files of a room")


def dialogs(person: Person, room: str, ben: str, sent: list[str], looks: Looks) -> None:
    page = person.enter(f"/r/{room}")
    expect(page.get_by_text("The lantern is red").last).to_be_visible()
    expect(page.locator(".pictures[data-n] img")).to_have_count(2)
    held = person.module("store/timelines.js", "return a.map(m.heldMessage)", sent)
    given_by_name: dict[str, object] = {ROOM: room, BEN: ben, MESSAGE: held[1], PICTURES: held[0]}
    for path, component, given in DIALOGS:
        values = {key: given_by_name.get(str(value), value) for key, value in given.items()}
        person.module("store/route.js", OPEN, [path, component, values])
        closed(page, looks, component)
    for path, call in CALLS:
        person.module(path, call, given_by_name)
        closed(page, looks, call)
    for path, call in PANELS:
        person.module(path, call, given_by_name)
        expect(page.locator(".beside")).to_be_visible()
        looks.at(page, call)
    page.set_viewport_size(SIZES["phone"])
    for path, call in PHONE_MENUS:
        person.module(path, call, given_by_name)
        closed(page, looks, call, "phone")
    page.set_viewport_size(SIZES["desktop"])
    page.get_by_role("button", name=pseudo_language.pseudo(ENGLISH["composer.add"]), exact=True).click()
    closed(page, looks, "menu of what can be added", "desktop")
    page.get_by_text("The lantern is red").last.click(button="right")
    closed(page, looks, "menu of a message", "desktop")


def closed(page: Page, looks: Looks, state: str, *sizes: str) -> None:
    """Looks at what has opened, and closes it. What is beside the pointer stays there, however wide the page is."""
    expect(page.locator("dialog[open]")).to_be_visible()
    looks.at(page, state, *sizes)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def front_desk(people: People, host: ServedHost, ben: Browser, looks: Looks) -> None:
    form = {"pin": "7302", "current_password": PASSWORD}
    ben.ask("PUT", "/api/account/front-desk-pin", form).expect()
    desk = host.ana.another()
    asked = {"name": "⟦Entrance⟧", "user_ids": [ben.user_id], "lock_seconds": 60}
    desk.post("/api/front-desks", asked).expect(201)
    person = people("desktop", desk)
    pseudo_language.serve(person.page, "en")
    page = person.open("/")
    face = page.get_by_role("button", name="⟦Ben⟧")
    expect(face).to_be_visible()
    looks.at(page, "front desk")
    face.click()
    looks.at(page, "front desk's PIN")


def written_by_the_host(people: People, folder: Path, looks: Looks) -> None:
    """Pages that the host writes itself, in the pseudo-language too. Their sheets come from the host."""
    # The policy of the page before would not let another be written in its place.
    person = people("desktop", bypass_csp=True)
    person.allow(".*secure/probe.*")  # nothing serves https there
    page = person.open("/sign-in")
    ui = page.evaluate("document.querySelector('script[type=module]').src").partition("/app/")[0]
    told = {"numbers": ["4821"] * 6}
    trust = {"office": "⟦Acme⟧", "device": "iphone", "base": "http://chat.test", "wanted": "/join", "groups": ["1F2E"]}
    qr = {"size": 21, "path": "M0 0h7"}
    looked: dict[str, tuple[str, dict[str, object]]] = {
        "trust": ("trust.html", {**trust, "told": told, "qr": qr}),
        "trust with an own certificate": ("trust.html", {**trust, "told": {}, "qr": qr}),
        **{
            f"error {status}": ("error.html", {"status": status, "message": "⟦Why⟧", "code": "⟦code⟧"})
            for status in (404, 421, 500)
        },
    }
    for name, (template, values) in looked.items():
        body = pseudo_language.written(template, folder, ui, values)
        assert ("fingerprint" in body) == (name == "trust")
        page.set_content(body)
        looks.at(page, name)


@pytest.mark.timeout(300)
def test_no_english_is_left_and_all_has_room_on_every_page_and_in_every_dialog(
    new_host: ServedHost, people: People, tmp_path: Path
) -> None:
    looks = Looks()
    person = people("desktop")
    person.allow(".*status of 40.*")
    pseudo_language.serve(person.page, "en")
    looks.at(person.open(f"/setup#{new_host.setup_token}"), "set-up")
    host = new_host.set_up()
    ben = host.join("⟦Ben⟧")
    room = host.ana.make_room("⟦Lanterns⟧", "open", ben)
    photo = encoded(picture(), "JPEG")
    pictures = share(ben, host.url, room, "⟦Two⟧", ("⟦one⟧.jpg", photo), ("⟦two⟧.jpg", photo))
    sent = share(ben, host.url, room, "The lantern is red", ("⟦plan⟧.txt", b"A plan"))
    strangers(person, host, looks)
    person.sign_in_as(host.ana)
    rooms(person, room, looks)
    dialogs(person, room, ben.user_id, [str(pictures["id"]), str(sent["id"])], looks)
    written_by_the_host(people, tmp_path, looks)
    front_desk(people, host, ben, looks)
    assert looks.wrong == {}
