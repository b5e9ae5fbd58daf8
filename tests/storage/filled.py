"""A filled office of the present schema, made by the rules themselves, as SQL: `python -m tests.storage.filled`.

With a new migration this writes `released/NUMBER.sql`, in place of the file of a schema that was never released
(test_released.py lists those that were). Once the program was released with that schema, every later version has to
open an office of it. 0001 was made by `fill_rooms` in the last revision that had that schema.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from chat_desktop.chat.joining import accounts
from chat_desktop.chat.messages import posting, reactions
from chat_desktop.chat.office import standbys
from chat_desktop.chat.rooms import memberships, read_receipts, rooms
from chat_desktop.chat.users import sessions
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.storage.database import FILE_NAME
from tests.support.parts.rules_office import RulesOffice

RELEASED = Path(__file__).parent / "released"
PHONE = Browser("192.0.2.8", "Phone")


def fill_rooms(office: RulesOffice) -> None:
    """People, sessions, rooms of every kind, messages in every state."""
    ana, ben, cleo, dora = office.ana, office.ben, office.cleo, office.dora
    room = office.make_room(ana, "Kitchen", "closed", ben, cleo)
    office.write(rooms.change, ana.session_id, room, "Kitchen", "Who cooks, and when")
    office.make_room(ben, "Ideas", "open")
    direct, _ = office.write(rooms.get_or_create_direct, ana.session_id, [cleo.user_id])
    office.write(memberships.set_involvement, cleo.session_id, room, "mentions")
    for number in range(20):
        office.now += 60_000
        office.post((ana, ben, cleo, dora)[number % 4], f"Number {number}: coffee? ☕ 'quoted' \"twice\"")
    first = office.post(ana, "@Cleo, will you bring the cups?", room)
    office.post(cleo, "Yes.", room, reply_to=first.id)
    edited, deleted = office.post(ben, "Teh tea", room), office.post(ben, "Wrong room", room)
    office.write(posting.edit, ben.session_id, edited.id, "The tea")
    office.write(posting.delete, ben.session_id, deleted.id)
    for person, emoji in ((ana, "👍"), (cleo, "👍"), (ben, "🎉")):
        office.write(reactions.add, person.session_id, edited.id, emoji)
    office.post(ana, "Between us", direct.id)
    office.write(read_receipts.lower, cleo.session_id, room, 1)
    office.write(accounts.change_password, dora.session_id, "another hash", PHONE)
    office.write(sessions.end, ben.session_id)


def fill_joining(office: RulesOffice) -> None:
    """What came with the second schema."""
    from chat_desktop.chat.joining import invites, join_methods, removal
    from chat_desktop.chat.office import identity_key, known_addresses, secure_mode
    from chat_desktop.chat.office.known_addresses import Place
    from chat_desktop.chat.users import devices

    ana, cleo = office.ana, office.cleo
    office.write(join_methods.change, ana.session_id, ["link", "pin", "knock"])
    garden = office.make_room(ana, "Garden", "closed")
    guests = office.write(invites.create, ana.session_id, "Guests", "guest", True, [garden], 3_600)
    gone = office.write(invites.create, ana.session_id, "Old", "member", False, [], None)
    office.write(invites.revoke, ana.session_id, gone.id)
    eve = office.write(accounts.join, guests.code, "Eve", "hash", PHONE)
    fred = office.join("Fred")
    office.write(removal.ban, ana.session_id, fred.user_id)
    link = office.write(devices.create_device_link, cleo.session_id)
    office.write(devices.redeem, link.token, PHONE)
    office.write(devices.create_recovery_link, ana.session_id, eve.user.id)
    office.write(identity_key.ensure_seed)
    office.write(identity_key.keep_public, b"k" * 32)
    office.write(known_addresses.remember, [Place("192.0.2.1", 8765), Place("office.local", 8765)])
    office.write(secure_mode.switch, ana.session_id, True)


def fill_contents(office: RulesOffice) -> None:
    """What came with the third schema: a poll with a vote and an end."""
    from datetime import UTC, datetime

    from chat_desktop.chat.contents import polls
    from chat_desktop.chat.core.new_contents import NewContent, NewPoll

    end = datetime.fromtimestamp(office.now / 1000 + 3_600, UTC)
    content = NewContent(poll=NewPoll("Where do we eat?", ["Here", "There"], ends_at=end))
    message = office.post(office.ana, "a poll", content=content)
    office.write(polls.vote, office.cleo.session_id, message.id, [1])


def fill_sidebars(office: RulesOffice) -> None:
    """What people arrange in their sidebars."""
    from chat_desktop.chat.core.commands import SidebarSection
    from chat_desktop.chat.rooms import sidebar

    office.write(sidebar.replace, office.cleo.session_id, [SidebarSection("favourites", None, [office.home])])


def fill_link_cards(office: RulesOffice) -> None:
    """A host that is allowed, and the card of one of its pages."""
    from chat_desktop.chat.messages import link_cards
    from chat_desktop.chat.office import link_hosts

    office.write(link_hosts.choose, office.ana.session_id, ["wiki.lan"])
    office.write(link_cards.store, "https://wiki.lan/rota", "Front desk rota", "Who sits there")


def fill_languages(office: RulesOffice) -> None:
    """The language of the office."""
    from chat_desktop.chat.office import languages

    office.write(languages.choose, office.ana.session_id, "de")


def fill_preferences(office: RulesOffice) -> None:
    """What people set for all their devices."""
    from chat_desktop.chat.core.commands import ChangePreferences
    from chat_desktop.chat.users import preferences

    office.write(preferences.change, office.cleo.session_id, ChangePreferences(enter_sends=False))


def fill_later(office: RulesOffice) -> None:
    """What people save for later, and up to when they have seen what concerns them."""
    from chat_desktop.chat.reading import concerns, later

    office.write(later.save, office.cleo.session_id, None, "Water the plants", None)
    office.write(concerns.see, office.cleo.session_id, office.now)


def fill_writing(office: RulesOffice) -> None:
    """A draft, a snippet and an edited message."""
    from chat_desktop.chat.core.commands import KeepDraft, Snippet
    from chat_desktop.chat.messages import drafts, posting, snippets

    session_id = office.cleo.session_id
    office.write(drafts.keep, session_id, office.home, KeepDraft("Half a", None))
    office.write(snippets.replace, session_id, [Snippet("thanks", "Thank you.")])
    office.write(posting.edit, session_id, office.post(office.cleo, "frist").id, "first")


def fill_scheduled(office: RulesOffice) -> None:
    """What came with schema 13: a scheduled message."""
    from datetime import UTC, datetime

    from chat_desktop.chat.contents import scheduled
    from chat_desktop.chat.core.content_commands import Schedule

    asked = Schedule(office.home, "later", datetime.fromtimestamp(office.now / 1000 + 3_600, UTC))
    office.write(scheduled.create, office.ana.session_id, asked)


def fill_files(office: RulesOffice) -> None:
    """What came with schema 18: an upload, a file of a message, and a picture."""
    from chat_desktop.chat.attachments import uploads
    from chat_desktop.chat.core.content_commands import NewUpload
    from chat_desktop.chat.messages import pictures
    from chat_desktop.files.made import Made

    session_id = office.ana.session_id
    office.write(uploads.create, session_id, NewUpload("not finished.bin", 7))
    upload = office.write(uploads.create, session_id, NewUpload("plan.txt", 5, width=3))
    kept = uploads.Kept("ab" * 32, 5, "text", "text/plain; charset=utf-8")
    file = office.write(uploads.finish, session_id, upload.id, kept)
    office.post(office.ana, "The plan", attachment_ids=[file.id])
    picture = uploads.Kept("cd" * 32, 9, "file", "application/octet-stream", "fresh")
    upload = office.write(uploads.create, session_id, NewUpload("roof.png", 9))
    office.post(office.ana, "", attachment_ids=[office.write(uploads.finish, session_id, upload.id, picture).id])
    made = Made("made", "image", "image/png", 640, 480, b"RIFF0000WEBP", served="copy")
    office.write(pictures.store, picture.hash, made)


def fill_voices(office: RulesOffice) -> None:
    """A voice note that somebody has played."""
    from chat_desktop.chat.attachments import uploads
    from chat_desktop.chat.core.content_commands import NewUpload
    from chat_desktop.chat.reading import played_voices

    session_id = office.ana.session_id
    upload = office.write(uploads.create, session_id, NewUpload("note.webm", 5))
    kept = uploads.Kept("ef" * 32, 5, "voice", "audio/webm")
    file = office.write(uploads.finish, session_id, upload.id, kept)
    office.post(office.ana, "", attachment_ids=[file.id])
    office.write(played_voices.mark, office.cleo.session_id, file.id)


def fill_front_desks(office: RulesOffice) -> None:
    """A front desk that somebody has opened, and one that was ended."""
    from chat_desktop.chat.front_desk import desks, opening, pins
    from chat_desktop.chat.front_desk.commands import MakeFrontDesk
    from chat_desktop.chat.front_desk.records import Desk

    def made(name: str) -> tuple[Desk, str]:
        maker = office.write(sessions.start_for, office.ben.user_id, None, PHONE)
        return office.write(desks.make, maker.session_id, MakeFrontDesk(name, [office.cleo.user_id]), PHONE)

    desk, old = made("Front desk")[0], made("Old desk")[0]
    office.write(desks.end, office.ana.session_id, old.id)
    office.write(pins.store, office.cleo.user_id, "pin hash", 4)
    office.write(opening.open_by_pin, desk, office.cleo.user_id, "pin hash", PHONE)


def fill_standbys(office: RulesOffice) -> None:
    office.write(standbys.add, office.ana.session_id, "5a" * 16, "5b" * 32, office.ben.user_id, "Ben's PC")


def dump(folder: Path) -> str:
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        return "\n".join(database.iterdump()) + "\n"


def main() -> None:
    from chat_desktop.storage import migrations

    with TemporaryDirectory() as folder:
        office = RulesOffice(Path(folder))
        fill_rooms(office)
        fill_joining(office)
        fill_contents(office)
        fill_sidebars(office)
        fill_link_cards(office)
        fill_languages(office)
        fill_preferences(office)
        fill_later(office)
        fill_writing(office)
        fill_scheduled(office)
        fill_files(office)
        fill_voices(office)
        fill_front_desks(office)
        fill_standbys(office)
        office.close()
        (RELEASED / f"{migrations.HEAD}.sql").write_text(dump(Path(folder)), "utf-8")


if __name__ == "__main__":
    main()
