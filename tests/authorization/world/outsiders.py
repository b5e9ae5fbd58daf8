"""Creates an office with private rooms, and the people who must not learn anything about them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.joining import invites, knock_answers
from chat_desktop.chat.rooms import rooms
from chat_desktop.chat.users import sessions
from chat_desktop.storage.connection import ALIVE, Connection
from tests.authorization.world.world import World, hashed
from tests.support.files.stored_files import stored
from tests.support.parts.rules_office import BROWSER, Person, RulesOffice

# In the order of the tables' columns: nobody at all; a member of the office who never was in the room; one who was; one
# who has a conversation of their own with somebody in it; a guest of another room; an admin and the owner, not in it.
OUTSIDERS = ("nobody", "stranger", "ex-member", "elsewhere", "guest", "admin", "owner")


@dataclass(frozen=True)
class Target:
    """The ids of a room and of a message in it, which a request is about."""

    room_id: str
    message_id: str


# A room and a message that do not exist, with ids of the right form.
NOTHING = Target("AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAA")


class PrivateRoomWorld(World):
    """Cleo and `head`, an admin, share a closed room, a conversation and what is done about the room."""

    def __init__(self, folder: Path, now: int | None = None) -> None:
        super().__init__(folder, now)
        office = self.office
        self._files: dict[Target, str] = {}
        self.outsiders: dict[str, Person | None] = {
            "nobody": None,
            "stranger": self.newcomer(),
            "ex-member": self.newcomer(),
            "elsewhere": self.newcomer(),
            "guest": self.newcomer(),
            "admin": office.ben,
            "owner": office.ana,
        }
        self.room_admin = self.newcomer()
        office.give_role(self.room_admin, "admin")
        self.write_columns(office.ben, password_hash=hashed())
        self._make_guest_of_another_room()
        self.closed = self._closed_room()
        self.direct = self._direct_room()
        self._invite_people_into_it()
        found = office.write(sessions.start_for, self.room_admin.user_id, None, BROWSER)
        self.other_browser = Person(found.user.id, found.session_id, found.token)
        room_id = office.make_room(self.room_admin, "Quayside", "open", office.cleo)
        self.open = self._target_with_file("pelican", room_id)
        elsewhere = self.outsiders["elsewhere"]
        assert elsewhere
        office.write(rooms.get_or_create_direct, elsewhere.session_id, [office.cleo.user_id])

    @property
    def cleo(self) -> Person:
        return self.office.cleo

    def session(self, kind: str) -> Person | None:
        """The outsider in a browser of their own: some operations end a session."""
        person = self.outsiders[kind]
        if person is None:
            return None
        found = self.office.write(sessions.start_for, person.user_id, None, BROWSER)
        return Person(found.user.id, found.session_id, found.token)

    def targets(self, kind: str) -> list[Target]:
        """Returns the rooms that outsiders of this kind must not see. For a guest these include open rooms."""
        return [self.closed, self.direct, *([self.open] if kind == "guest" else [])]

    def own_room(self, who: Person | None) -> str:
        """Returns a room that the person may see."""
        guest = self.outsiders["guest"]
        return self.lobby if who and guest and who.user_id == guest.user_id else self.office.home

    def file_of(self, target: Target) -> str:
        """Returns the id of the file of the target's message."""
        return NOTHING.message_id if target == NOTHING else self._files[target]

    def words(self, kind: str) -> list[str]:
        """What an outsider of this KIND must not find in anything that they are told."""
        found = ["Zanzibar", "quetzal", "ocelot", "narwhal"]
        found += [part for target in (self.closed, self.direct) for part in (target.room_id, target.message_id)]
        # Guests know of nobody with whom they share no room, and everyone in the room is somebody like that.
        theirs = ["Cleo", self.cleo.user_id, "Quayside", "pelican", self.open.room_id]
        return found + (theirs if kind == "guest" else [])

    def _make_guest_of_another_room(self) -> None:
        guest = self.outsiders["guest"]
        assert guest
        self.leave(guest.user_id, self.shared)
        self.lobby = self.office.make_room(self.office.ben, "Lobby", "closed", guest)
        self.office.post(self.office.ben, "welcome", self.lobby)
        self.make_guest(guest)

    def _closed_room(self) -> Target:
        office, left = self.office, self.outsiders["ex-member"]
        assert left
        room_id = office.make_room(self.room_admin, "Zanzibar", "closed", office.cleo, left)
        office.write(rooms.change, self.room_admin.session_id, room_id, None, "quetzal")
        # Whose try may come once more, when its writer is no longer in the room.
        self.left_behind = office.post(left, "an ocelot was mine", room_id)
        target = self._target_with_file("ocelot plans, @Dora and @Ben", room_id)
        office.post(self.room_admin, "ocelot yes", room_id, reply_to=target.message_id)
        self.leave(left.user_id, room_id)
        return target

    def _direct_room(self) -> Target:
        room, _ = self.office.write(rooms.get_or_create_direct, self.room_admin.session_id, [self.cleo.user_id])
        return self._target_with_file("narwhal", room.id)

    def _target_with_file(self, body: str, room_id: str) -> Target:
        """Cleo posts a message with a file."""
        attachment_id = stored(self.office, self.cleo, "ocelot.txt")
        message = self.office.post(self.cleo, body, room_id, attachment_ids=[attachment_id])
        target = Target(room_id, message.id)
        self._files[target] = attachment_id
        return target

    def _invite_people_into_it(self) -> None:
        """A link to it and a knock that was let into it: an admin who is not in it, and the owner, may see of both
        that they were, and not where they led."""
        head, room_id = self.room_admin.session_id, self.closed.room_id
        self.office.write(invites.create, head, "for friends", "guest", False, [room_id], None)
        knocks = self.site.services.joining.knocks
        _, knock = knocks.knock("Friend", BROWSER)
        with knocks.answering(knock.id):
            admitted = self.office.write(knock_answers.admit, head, knock, "guest", [room_id], False)
            knocks.admit(knock.id, admitted.id)
        self.friend = admitted.id


class TracedWorld(PrivateRoomWorld):
    """Records the SQL of every rule in `statements`. The work for a refusal must not reveal its reason."""

    def __init__(self, folder: Path) -> None:
        self.statements: list[str] = []
        super().__init__(folder)

    def make_office(self, folder: Path) -> RulesOffice:
        return TracedOffice(folder, self._note)

    def _note(self, statement: str) -> None:
        # The writer tests its connection after a failed rule at some time after the response.
        if statement != ALIVE:
            self.statements.append(statement)


class TracedOffice(RulesOffice):
    def __init__(self, folder: Path, note: Callable[[str], Any]) -> None:
        self._note = note
        super().__init__(folder)

    def make_work(self, connection: Connection) -> Work:
        connection.db.set_trace_callback(self._note)
        return super().make_work(connection)

    def make_reading(self, connection: Connection) -> Reading:
        connection.db.set_trace_callback(self._note)
        return super().make_reading(connection)
