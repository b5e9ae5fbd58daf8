"""What the web doors work with: made by the composition root, found by `services()` in a request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, cast

from flask import current_app

from chat_desktop.chat.core.one_time_tokens import OneTimeTokens
from chat_desktop.chat.core.records import Activity
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.joining.join_attempts import JoinAttempts
from chat_desktop.chat.joining.knocks import Knocks
from chat_desktop.chat.joining.pin_limit import PinLimit
from chat_desktop.chat.office.identity_key import IdentityKey
from chat_desktop.chat.office.known_addresses import KnownAddresses
from chat_desktop.chat.rooms.presence import State
from chat_desktop.chat.users.anonymous_limits import AnonymousLimits
from chat_desktop.chat.users.password_guessing import PasswordGuessing
from chat_desktop.chat.users.relocation_tokens import RelocationTokens
from chat_desktop.chat.users.session_cache import SessionCache
from chat_desktop.web.assets.asset_files import AssetFiles
from chat_desktop.web.cookies import Cookies

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


class Secure(Protocol):
    """Secure mode, as the doors see it (network/tls/mode.py). Certificates are DER, None when there is none."""

    @property
    def on(self) -> bool: ...
    def status(self) -> dict[str, Any]: ...
    def prepare_switch(self) -> None: ...
    def cookie_key(self) -> bytes: ...
    def authority_der(self) -> bytes | None: ...
    def apple_profile(self, office_id: str) -> bytes | None: ...
    def covers_host(self, host: str) -> bool: ...
    def https_users(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Services:
    rules: RuleExecutor
    office_id: str
    identities: SessionCache
    cookies: Cookies
    secure: Secure
    way_in: Callable[[str, str], str]  # the link to a page (/join, /sign-in) that brings it a secret
    password_guessing: PasswordGuessing
    pin_limit: PinLimit
    knocks: Knocks
    setup_tokens: OneTimeTokens
    window_tokens: OneTimeTokens
    desktop_secret: str
    ui: AssetFiles
    is_healthy: Callable[[], bool]  # whether a write comes back in time; blocks the greenlet until that is known
    invite: Callable[[], Invite]
    qr: Callable[[str], dict[str, Any]]  # {size, path} of a text, as in Invite
    raise_window: Callable[[], bool]
    open_visit: Callable[[str, str | None], bool | None]  # whether a window opens; None: that is no address
    offices: Callable[[], dict[str, Any]]  # the answer of GET /api/offices; returns at once
    key: IdentityKey
    relocation_tokens: RelocationTokens
    askers: AnonymousLimits
    addresses: Callable[[], KnownAddresses]
    arrivals: JoinAttempts
    doctor: Doctor
    presence_of: Callable[[str], State]
    activity_of: Callable[[str], Activity]  # of a session id
    read_seq_of: Callable[[str, str], int | None]


def services() -> Services:
    return cast(Services, current_app.extensions[KEY])
