"""What the routes use, grouped by capability. `runtime/assembly.py` makes it; `current_services` finds it."""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

from flask import current_app

from chat_desktop.chat.attachments.records import FileLimits
from chat_desktop.chat.core.one_time_tokens import OneTimeTokens
from chat_desktop.chat.core.records import Activity
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.joining.join_attempts import JoinAttempts
from chat_desktop.chat.joining.knocks import Knocks
from chat_desktop.chat.joining.pin_limit import PinLimit
from chat_desktop.chat.office.copy_services import Copies
from chat_desktop.chat.office.identity_key import IdentityKey
from chat_desktop.chat.office.known_addresses import KnownAddresses
from chat_desktop.chat.rooms.presence import State
from chat_desktop.chat.users.anonymous_limits import AnonymousLimits
from chat_desktop.chat.users.password_guessing import PasswordGuessing
from chat_desktop.chat.users.relocation_tokens import RelocationTokens
from chat_desktop.file_transfer import BodyReceiver
from chat_desktop.files.store import FileStore
from chat_desktop.files.upload_writer import UploadWriter
from chat_desktop.web.assets.asset_files import AssetFiles
from chat_desktop.web.host_services import HostFacts, KeptCopies, Receiving
from chat_desktop.web.sessions import SessionServices

KEY = "chat_desktop"


@dataclass(frozen=True, slots=True)
class Invite:
    """How colleagues get in; `qr` is {size, path} of an SVG path for `join_url`."""

    join_url: str
    address: str
    lan_urls: list[str]
    name_url: str | None
    qr: dict[str, Any]


class Doctor(Protocol):
    """Why people cannot get in (network/doctor/host_doctor.py). Each call blocks only the caller's greenlet."""

    def run_checks(self) -> list[dict[str, Any]]: ...

    def firewall_command(self) -> str | None: ...

    def open_firewall(self) -> str: ...


class SecureMode(Protocol):
    """Secure mode, as the routes use it (network/tls/mode.py). Certificates are DER, None when there is none."""

    @property
    def on(self) -> bool: ...
    def status(self) -> dict[str, Any]: ...
    def prepare_switch(self) -> None: ...
    def cookie_key(self) -> bytes: ...
    def authority_der(self) -> bytes | None: ...
    def apple_profile(self, office_id: str, language: str) -> bytes | None: ...
    def covers_host(self, host: str) -> bool: ...
    def https_users(self) -> list[str]: ...


class LinkCards(Protocol):
    """Reads pages to which messages link (runtime/link_fetcher.py). Returns at once."""

    def want(self, urls: Collection[str], hosts: Collection[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class SignInServices:
    """What guards signing in: limits on guessing, and the tokens that sign somebody in without a password."""

    password_guessing: PasswordGuessing
    setup_tokens: OneTimeTokens
    relocation_tokens: RelocationTokens


@dataclass(frozen=True, slots=True)
class JoiningServices:
    """How newcomers get an account, and who is trying to."""

    knocks: Knocks
    pin_limit: PinLimit
    attempts: JoinAttempts


@dataclass(frozen=True, slots=True)
class LinkServices:
    """Links that others open. None of these calls blocks."""

    invite: Callable[[], Invite]
    to_page: Callable[[str, str], str]  # the link to a page (/join, /sign-in) that hands a secret to the page
    qr_code: Callable[[str], dict[str, Any]]  # {size, path} of a text, as in Invite


class Autostart(Protocol):
    """Starts the program when its person signs in to the computer (desktop/autostart). Its methods raise OSError."""

    def is_on(self) -> bool: ...
    def turn(self, on: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class WindowServices:
    """The window on the host's screen. None of these calls blocks."""

    bring_to_front: Callable[[], bool]  # False when there is none
    url: Callable[[], str]  # the set-up, or a sign-in of the owner with a one-time token
    open_visit: Callable[[str, str | None], bool | None]  # whether a window opens; None when the address is none


@dataclass(frozen=True, slots=True)
class ProgramServices:
    """What the program does beside serving the office."""

    autostart: Callable[[], Autostart | None]  # None when the program is not started so, such as a service
    close: Callable[[], None]  # closes the office without a question
    receiving: Receiving
    kept_copies: KeptCopies


@dataclass(frozen=True, slots=True)
class DesktopServices:
    """The program on the host's own computer. None of these calls blocks."""

    secret: str  # known to programs of this user on this computer alone
    window_tokens: OneTimeTokens
    window: WindowServices
    program: ProgramServices


@dataclass(frozen=True, slots=True)
class NetworkServices:
    """Where the office is reached, which others are near, why somebody cannot connect, and what links lead to."""

    known_addresses: Callable[[], KnownAddresses]
    nearby_offices: Callable[[], dict[str, Any]]  # the answer of GET /api/offices; returns at once
    doctor: Doctor
    link_cards: LinkCards


class Uploads(Protocol):
    """Uploads that are under way, where files are kept, and what the host accepts (runtime/file_uploads.py)."""

    @property
    def store(self) -> FileStore: ...
    @property
    def limits(self) -> FileLimits: ...
    def hold(self, upload_id: str, body: BodyReceiver) -> AbstractContextManager[UploadWriter]: ...
    def lock_hash(self, file_hash: str) -> AbstractContextManager[None]: ...
    def offset(self, upload_id: str) -> int: ...
    def forget(self, upload_id: str) -> None: ...


class Backups(Protocol):
    """Daily backups (runtime/backups.py). `choose` takes half a second; the others return at once."""

    def state(self) -> dict[str, Any]: ...
    def choose(self, folder: str, passphrase: str | None) -> None: ...
    def turn_off(self) -> None: ...
    def begin(self) -> None: ...
    def cancel(self) -> None: ...


class Imports(Protocol):
    """The import of the office (runtime/exchange/imports.py). Each call returns at once."""

    def state(self) -> dict[str, Any]: ...
    def report(self) -> dict[str, Any] | None: ...
    def choose(self, session: str, path: Path, name: str) -> None: ...
    def begin(self, actor: tuple[str, str], chosen: Mapping[str, str | None]) -> None: ...
    def cancel(self) -> None: ...


class ExportWanted(NamedTuple):
    """What is to be exported: `rooms`, or the person's own data as `mine`. `form` is `lines` or `page`."""

    session: str
    what: str
    office: dict[str, str]
    room_ids: list[str] | None = None
    form: str = "lines"
    has_files: bool = True


class ExportFile(NamedTuple):
    """The file of an export that is whole."""

    path: Path
    size: int
    name: str
    media_type: str
    what: str


class Exports(Protocol):
    """The exports of people (runtime/exchange/exports.py). Each call returns at once."""

    def begin(self, user_id: str, asked: ExportWanted, is_limited: bool = True) -> None: ...
    def cancel(self, user_id: str) -> None: ...
    def state(self, user_id: str) -> dict[str, Any]: ...
    def file(self, user_id: str) -> ExportFile | None: ...


class Exchange(Protocol):
    """Imports and exports (runtime/exchange/exchange.py)."""

    @property
    def imports(self) -> Imports: ...
    @property
    def exports(self) -> Exports: ...


@dataclass(frozen=True, slots=True)
class FileServices:
    """Files of people, the files of the page, where the host keeps its own, their backups, imports and exports."""

    uploads: Uploads
    assets: AssetFiles
    host: HostFacts
    backups: Backups
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class IdentityServices:
    """The office's proof that it is itself, for pages of any origin."""

    key: IdentityKey
    anonymous_limits: AnonymousLimits
    copies: Copies


@dataclass(frozen=True, slots=True)
class PresenceServices:
    """What only the sockets know of people: who is online, when a session was active, and what was read just now."""

    of_user: Callable[[str], State]
    activity_of_session: Callable[[str], Activity]
    read_seq: Callable[[str, str], int | None]  # of a user id in a room id; None when the database has the newest
    devices_in_room: Callable[[str, str], int]  # connected browsers of the members of a room id, but for a user id's
    connected: Callable[[], dict[str, int]]  # the number of connected browsers of each user id that has one


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the routes use."""

    rules: RuleExecutor
    office_id: str
    sessions: SessionServices
    sign_in: SignInServices
    joining: JoiningServices
    links: LinkServices
    desktop: DesktopServices
    secure_mode: SecureMode
    network: NetworkServices
    identity: IdentityServices
    presence: PresenceServices
    files: FileServices
    is_healthy: Callable[[], bool]  # whether a write is committed in time; blocks the greenlet until that is known

    def still_allows(self, rule: Callable[..., Any], session_id: str, *args: Any) -> bool:
        """Returns True while a transfer may go on. Raises NotSignedIn, and what RULE raises, which reads its right."""
        self.sessions.cache.check(session_id)
        self.rules.read(rule, session_id, *args)
        return True


def current_services() -> Services:
    """The services of the application that handles the current request."""
    return cast(Services, current_app.extensions[KEY])
