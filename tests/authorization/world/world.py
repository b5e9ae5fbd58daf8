"""Creates an office with one person of each role, which tests can also serve with a real host."""

from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy

from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.joining import accounts, join_methods, removal, roles
from chat_desktop.chat.office import offices
from chat_desktop.chat.rooms import memberships
from chat_desktop.chat.users import passwords, sessions
from chat_desktop.storage import models
from tests.support.cast import PASSWORD
from tests.support.parts.rules_office import BROWSER, Person, RulesOffice
from tests.web.conftest import Site

# In the order of the tables' columns. A reader is a guest who may only read; who is gone still has the cookie.
KINDS = ("stranger", "guest", "reader", "member", "admin", "owner", "gone")


class World:
    """`shared` is a closed room that everyone here is in, `message` the owner's in it. Everyone is new when asked for:
    what one does to the office or to themselves must not change what the next may do."""

    def __init__(self, folder: Path, now: int | None = None) -> None:
        """`now` is in milliseconds, for an office that a host with a clock of its own serves later."""
        folder.mkdir(parents=True, exist_ok=True)
        self.office = self.make_office(folder)
        self.office.now = now or self.office.now
        self.site = Site(self.office)
        self._numbers = count(1)
        self.shared = self.office.make_room(self.office.ana, "Shared", "closed")
        self.message = self.office.post(self.office.ana, "for all of us", self.shared)
        self._standing: dict[str, Person | None] = {}
        self.own: dict[str, Message] = {}  # a message of each person's, by their id
        self.write_columns(self.office.ana, password_hash=hashed())
        self.office.write(join_methods.change, self.office.ana.session_id, ["link", "pin", "knock"])

    def make_office(self, folder: Path) -> RulesOffice:
        """Returns the office of this world; a subclass may create another one."""
        return RulesOffice(folder)

    def close(self) -> None:
        """Closes the office."""
        self.office.close()

    def person(self, kind: str) -> Person | None:
        """Returns a new person of a kind, with a message in the shared room; None for a stranger."""
        if kind == "stranger":
            return None
        if kind == "owner":
            owner = self.owner()
            self.enter(owner.user_id, self.shared)  # an operation before this one may have led out of it
            self.own[owner.user_id] = self.office.post(owner, "mine", self.shared)
            return owner
        person = self.newcomer()
        self.own[person.user_id] = self.office.post(person, "mine", self.shared)
        if kind == "admin":
            self.office.give_role(person, "admin")
        if kind in ("guest", "reader"):
            self.make_guest(person, read_only=kind == "reader")
        if kind == "gone":
            # Known in memory too: a rule has to see by itself that they are gone.
            assert self.site.services.sessions.cache.find(person.token)
            self.office.write(removal.deactivate, self.owner().session_id, person.user_id)
        return person

    @property
    def code(self) -> str:
        """The current join code of the office."""
        return self.office.read(offices.get).join_code

    @property
    def pin(self) -> str | None:
        return self.office.read(offices.get).pin

    def routes(self) -> list[str]:
        """Returns all routes, such as `GET /api/rooms`, sorted."""
        return sorted(
            f"{method} {rule.rule}"
            for rule in self.site.app.url_map.iter_rules()
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        )

    def is_open(self, operation: str) -> bool:
        """Returns whether the route may be used without a session."""
        method, path = operation.split(" ", 1)
        rules = self.site.app.url_map.iter_rules()
        found = next(rule for rule in rules if rule.rule == path and method in (rule.methods or ()))
        return hasattr(self.site.app.view_functions[found.endpoint], "for_anyone")

    def values(self, rule: str) -> dict[str, str]:
        """Returns values for the parameters of a path: the shared room, its message and a new member."""
        found = {"room_id": self.shared, "message_id": self.message.id}
        return found | ({"user_id": self.newcomer().user_id} if "<user_id>" in rule else {})

    def home_of(self, who: Person | None) -> str:
        return self.office.home

    def standing_person(self, kind: str) -> Person | None:
        """Returns a person of `kind` for an operation that changes nothing. It is the same person in every call.

        The owner may have left the room meanwhile.
        """
        if kind == "owner":
            return self.person(kind)
        if kind not in self._standing:
            self._standing[kind] = self.person(kind)
        return self._standing[kind]

    def owner(self) -> Person:
        """In a browser of their own: some operations end a session."""
        found = self.office.write(sessions.start_for, self.office.ana.user_id, None, BROWSER)
        return Person(found.user.id, found.session_id, found.token)

    def newcomer(self) -> Person:
        """Returns a new member, who is in the shared room too."""
        found = self.office.write(accounts.join, self.code, self.new_name(), hashed(), BROWSER)
        self.enter(found.user.id, self.shared)
        return Person(found.user.id, found.session_id, found.token)

    def new_address(self) -> str:
        """Of a computer that nobody has used before: some operations count by it."""
        number = next(self._numbers)
        return f"198.18.{number // 250}.{number % 250 + 1}"

    def new_member_name(self) -> str:
        """Returns the name of a person who has just joined."""
        self.newcomer()
        return f"Person {next(self._numbers) - 1}"

    def new_name(self) -> str:
        """Returns a name that nobody has."""
        return f"Person {next(self._numbers)}"

    def name_of(self, person: Person) -> str:
        """Returns the current name of a person."""
        return self.office.read(_name_of, person.user_id)

    def rename(self, person: Person, name: str) -> None:
        """Changes the name of a person by the rule."""
        self.office.write(accounts.rename, person.session_id, name)

    def open_room(self) -> str:
        """Creates an open room and returns its id."""
        return self.office.make_room(self.office.cleo, self.new_name(), "open")

    def enter(self, user_id: str, room_id: str) -> None:
        """Adds a user to a room without checks."""
        self.office.write(_enter, room_id, user_id)

    def leave(self, user_id: str, room_id: str) -> None:
        """Removes a user from a room without checks."""
        self.office.write(_leave, room_id, user_id)

    def write_columns(self, person: Person, **columns: Any) -> None:
        """Changes columns of a user directly in the database."""
        change = sqlalchemy.update(models.User).where(models.User.id == person.user_id).values(**columns)
        self.office.write(_execute, change)

    def make_guest(self, person: Person, *, read_only: bool = False) -> None:
        """Makes a person a guest of the closed rooms that they are in."""
        self.office.write(roles.change, self.owner().session_id, person.user_id, "guest", read_only)

    def is_read_only(self, person: Person) -> bool:
        """Returns whether the person may only read."""
        return self.office.read(_is_read_only, person.user_id)

    def is_active(self, person: Person) -> bool:
        """Returns whether the account is active."""
        return self.office.read(_is_active, person.user_id)


def _name_of(reading: Reading, user_id: str) -> str:
    return reading.session.get_one(models.User, user_id).name


def _is_read_only(reading: Reading, user_id: str) -> bool:
    return reading.session.get_one(models.User, user_id).read_only


def _is_active(reading: Reading, user_id: str) -> bool:
    return reading.session.get_one(models.User, user_id).active


def _execute(work: Work, statement: sqlalchemy.Update) -> None:
    work.session.execute(statement)


def _enter(work: Work, room_id: str, user_id: str) -> None:
    memberships.add_users(work, work.session.get_one(models.Room, room_id), [user_id])


def _leave(work: Work, room_id: str, user_id: str) -> None:
    memberships._take_out(work, work.session.get_one(models.Room, room_id), user_id)


@cache
def hashed() -> str:
    """Returns the hash of the password. It is computed once, because argon2 is slow."""
    return passwords.hash_password(PASSWORD)
