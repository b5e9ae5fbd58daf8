"""The Flask application by itself, for what a whole host would hide: every route, and faults made on purpose."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from chat_desktop import paths
from chat_desktop.chat.attachments.readable_files import ReadableFiles
from chat_desktop.chat.core.one_time_tokens import OneTimeTokens
from chat_desktop.chat.core.records import Activity, Knock
from chat_desktop.chat.front_desk.open_sessions import OpenSessions
from chat_desktop.chat.front_desk.pin_guessing import PinGuessing
from chat_desktop.chat.joining.join_attempts import JoinAttempts
from chat_desktop.chat.joining.knocks import Knocks
from chat_desktop.chat.joining.pin_limit import PinLimit
from chat_desktop.chat.office import standbys
from chat_desktop.chat.office.copies import Copy, NewerCopy
from chat_desktop.chat.office.identity_key import IdentityKey
from chat_desktop.chat.office.known_addresses import KnownAddresses
from chat_desktop.chat.users.anonymous_limits import AnonymousLimits
from chat_desktop.chat.users.password_guessing import PasswordGuessing
from chat_desktop.chat.users.relocation_tokens import RelocationTokens
from chat_desktop.chat.users.session_cache import SessionCache
from chat_desktop.files.store import FileStore
from chat_desktop.network.tls.mode import SecureMode
from chat_desktop.operations.backup.making import Source
from chat_desktop.power.system import NoPowerSystem
from chat_desktop.runtime.backups import Backups
from chat_desktop.runtime.exchange.exchange import HostExchange
from chat_desktop.runtime.file_uploads import FileUploads
from chat_desktop.runtime.power.host_power import HostPower
from chat_desktop.runtime.updates.lan_updates import LanUpdates
from chat_desktop.web import create_app
from chat_desktop.web.assets.asset_files import AssetFiles
from chat_desktop.web.cookies import FRONT_DESK, Cookies, cookie_name
from chat_desktop.web.host_services import HostFacts
from chat_desktop.web.services import (
    DesktopServices,
    FileServices,
    IdentityServices,
    Invite,
    JoiningServices,
    LinkServices,
    NetworkServices,
    PresenceServices,
    ProgramServices,
    Services,
    SignInServices,
    WindowServices,
)
from chat_desktop.web.sessions import FrontDesks, SessionServices
from tests.support.cast import OFFICE
from tests.support.hosts import told_errors
from tests.support.parts.large_bodies import with_large_bodies
from tests.support.parts.rules_office import Person, RulesOffice
from tests.web.fake_incoming import FakeKeptCopies, FakeReceiving


def at_once(function: Callable[..., Any], *args: Any) -> Any:
    """Runs a function that would run in a thread."""
    return function(*args)


class Doctor:
    """Finds nothing wrong, on a Windows whose person says Yes."""

    def run_checks(self) -> list[dict[str, Any]]:
        return [{"id": "clock", "state": "ok", "title": "Clock", "detail": "It ticks.", "cure": ""}]

    def firewall_command(self) -> str | None:
        return "netsh advfirewall"

    def open_firewall(self) -> str:
        return "done"


class FakeAutostart:
    """The system's own note, which others may change too."""

    def __init__(self) -> None:
        self.noted = False
        self.problem: OSError | None = None

    def is_on(self) -> bool:
        self._fail()
        return self.noted

    def turn(self, on: bool) -> None:
        self._fail()
        self.noted = on

    def _fail(self) -> None:
        if self.problem is not None:
            raise self.problem


class FakeMover:
    """Notes where the office was to be moved to."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, str]] = []

    def state(self) -> dict[str, Any]:
        return {"running": None, "problem": None, "moved": None, "confirmed": False, "file": None}

    def check_file(self, folder: str, passphrase: str) -> None:
        pass

    def check_computer(self, address: str, code: str) -> None:
        pass

    def into_file(self, folder: str, passphrase: str) -> None:
        self.begun.append((folder, passphrase))

    def to_computer(self, address: str, code: str) -> None:
        self.begun.append((address, code))

    def cancel(self) -> None:
        self.begun.clear()


class FakeStandbys:
    """Notes which computers were to be stand-bys."""

    def __init__(self, office: RulesOffice) -> None:
        self.asked: list[tuple[str, ...]] = []
        self._office = office

    def states(self) -> dict[str, dict[str, Any]]:
        return {}

    def enrol(self, session_id: str, address: str, code: str, user_id: str | None) -> None:
        self.asked.append((address, code, user_id or ""))

    def remove(self, session_id: str, standby_id: str) -> None:
        self._office.write(standbys.remove, session_id, standby_id)


class OwnCopy:
    """The only copy of the office, until a test says that there is a `newer` one."""

    def __init__(self, office: RulesOffice) -> None:
        self.newer: NewerCopy | None = None
        self.hints: list[tuple[str, str]] = []
        self.mover = FakeMover()
        self.standbys = FakeStandbys(office)

    def own(self) -> Copy:
        return Copy(1, "run", 1_000, self.newer is None)

    def hinted(self, origin: str, source: str) -> None:
        self.hints.append((origin, source))


class Site:
    """The application over an office in this process. `slept` is how long guessers were made to wait,
    `told` who waited at the door, at each change, `wanted` which pages were to be read for cards."""

    def __init__(self, office: RulesOffice) -> None:
        self.office, self.now = office, 0.0
        self.known = KnownAddresses()
        self.has_window = True
        self.slept: list[float] = []
        self.wanted: list[str] = []
        self.visited: list[tuple[str, str | None]] = []
        self.told: list[tuple[Knock, ...]] = []
        self.autostart: FakeAutostart | None = FakeAutostart()
        self.closed: list[str] = []
        self.receiving = FakeReceiving()
        self.copies = OwnCopy(office)
        self.secure = SecureMode(
            office.database.path.parent, None, (None, None), lambda: ["192.168.1.5"], lambda: OFFICE
        )
        self.data = office.database.path.parent
        self.backups = Backups(Source(self.data, self.data / "files"), lambda: office.now, cost=2)
        self.power = HostPower(self.data, lambda: office.now, NoPowerSystem())
        self.updates = LanUpdates(self.data)
        store = FileStore(office.database.path.parent / "files")
        store.prepare()
        uploads = FileUploads(store)
        self.exchange = HostExchange(office, uploads, at_once, self.data)
        self.services = Services(
            rules=office,
            office_id=office.office.id,
            sessions=SessionServices(
                SessionCache(office, self.clock),
                Cookies(office.office.id, self.secure.cookie_key),
                FrontDesks(
                    Cookies(office.office.id, self.secure.cookie_key, FRONT_DESK),
                    OpenSessions(self.clock),
                    PinGuessing(self.clock),
                ),
                ReadableFiles(office, self.clock, kept_seconds=0.0),
                office.write,
            ),
            sign_in=SignInServices(
                password_guessing=PasswordGuessing(self.clock, self.slept.append),
                setup_tokens=OneTimeTokens(self.clock, office.random),
                relocation_tokens=RelocationTokens(self.clock, office.random),
            ),
            joining=JoiningServices(
                knocks=Knocks(self.clock, lambda: office.now, office.random, self.told.append),
                pin_limit=PinLimit(self.clock),
                attempts=JoinAttempts(self.clock, lambda: office.now),
            ),
            links=LinkServices(
                invite=lambda: Invite(
                    "http://192.0.2.1:8765/join#CODE", "192.0.2.1:8765", [], None, {"size": 1, "path": ""}
                ),
                to_page=lambda path, secret: f"http://192.0.2.1:8765{path}#{secret}",
                qr_code=lambda text: {"size": 1, "path": ""},
            ),
            desktop=DesktopServices(
                secret="the desktop's secret",
                window_tokens=OneTimeTokens(self.clock, office.random, 60),
                window=WindowServices(
                    bring_to_front=lambda: self.has_window,
                    url=lambda: "http://127.0.0.1:8765/sign-in#window=TOKEN",
                    open_visit=self.open_visit,
                ),
                program=ProgramServices(
                    autostart=lambda: self.autostart,
                    close=lambda: self.closed.append("closed"),
                    receiving=self.receiving,
                    kept_copies=FakeKeptCopies(),
                ),
            ),
            secure_mode=self.secure,
            network=NetworkServices(
                known_addresses=lambda: self.known,
                nearby_offices=lambda: {"offices": [], "looking": False, "problem": "off"},
                doctor=Doctor(),
                link_cards=self,
            ),
            identity=IdentityServices(
                key=IdentityKey(office, office.office.id),
                anonymous_limits=AnonymousLimits(self.clock),
                copies=self.copies,
            ),
            presence=PresenceServices(
                of_user=lambda user_id: "online",
                activity_of_session=lambda session_id: Activity(),
                read_seq=lambda user_id, room_id: None,
                devices_in_room=lambda room_id, but: 0,
                connected=lambda: {office.ana.user_id: 2, office.cleo.user_id: 1},
            ),
            files=FileServices(
                uploads,
                AssetFiles(paths.webui()),
                HostFacts(office.now - 90_000, "/data", "/data/logs/chat-desktop.log", self.power, self.updates),
                self.backups,
                self.exchange,
            ),
            is_healthy=lambda: True,
        )
        self.app = self.with_services()

    def want(self, urls: Collection[str], hosts: Collection[str]) -> None:
        self.wanted += urls

    def open_visit(self, url: str, office_id: str | None) -> bool | None:
        self.visited.append((url, office_id))
        return None if url == "nonsense" else True

    def clock(self) -> float:
        return self.now

    def with_services(self, **changed: Any) -> Flask:
        app = create_app(replace(self.services, **changed))
        app.wsgi_app = with_large_bodies(app.wsgi_app)  # type: ignore[method-assign]
        return app

    def cookie(self, person: Person) -> dict[str, str]:
        return {"Cookie": f"{cookie_name(self.office.office.id)}={person.token}"}

    def ask(self, method: str, path: str, who: Person | None = None, **options: Any) -> Any:
        headers = options.pop("headers", {}) | (self.cookie(who) if who else {})
        environ = {"REMOTE_ADDR": options.pop("address", "192.0.2.7"), "network.is_gone": lambda: False}
        client = self.app.test_client(use_cookies=False)
        return told_errors.checked(client.open(path, method=method, headers=headers, environ_base=environ, **options))


@pytest.fixture
def site(office: RulesOffice) -> Site:
    return Site(office)
