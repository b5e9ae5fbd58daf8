"""Knows whether the office is in secure mode, and builds the URLs and the status that depend on it."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import quote

from chat_desktop import background
from chat_desktop.errors import Forbidden, SecureTrouble, StartError
from chat_desktop.network.addressing.links import base_url
from chat_desktop.network.tls import certificate_names, comparison, own_pair
from chat_desktop.network.tls.authority import OUR_NAME
from chat_desktop.network.tls.certificates import Certificates

log = logging.getLogger(__name__)

FOLDER = "tls"
OPEN, AUTHORITY, PAIR = "open", "authority", "pair"


class SecureMode:
    """The state of secure mode. All methods are thread-safe.

    When `on` is true, links use https, and plain HTTP only explains this to other computers. `since` is the time of the
    switch in milliseconds since 1970. When secure mode is off but was on before, https is still answered, so that pages
    that were not open during the switch find the office.
    """

    def __init__(
        self,
        data: Path,
        wanted: bool | None,
        files: tuple[Path | None, Path | None],
        names: Callable[[], list[str]],
        office_name: Callable[[], str],
        clock: Callable[[], datetime] = own_pair.utc_now,
    ) -> None:
        """`data` is the data folder; `files` are the certificate and the key that were given at the start, if any.

        `wanted` is the setting at the start; with None, the owner's choice counts. Raises StartError when the files
        cannot be used."""
        own = own_pair.read_optional(*files, clock()) if any(files) else None
        self.certificates = Certificates(data / FOLDER, own, names, office_name, clock)
        self.fixed = wanted is not None or own is not None
        self.on = False
        self.since: int | None = None
        self._wanted = wanted if wanted is not None or own is None else True
        self._office_name = office_name
        self._https_users: dict[str, None] = {}

    def start(self, since: int | None, now: int) -> None:
        """Prepares the certificates before the server starts. `since` is when the owner switched secure mode on.

        Raises StartError when secure mode is on and its certificates cannot be used."""
        on = since is not None if self._wanted is None else self._wanted
        if on:
            try:
                self.certificates.prepare()
            except SecureTrouble as problem:
                raise StartError(problem.key, problem.values) from None
        elif self.certificates.are_present:
            # These serve pages that were not open during the switch. The start does not wait for them.
            background.start("certificates at start", self._prepare_quietly)
        self.set_state(on, since or now)

    def _prepare_quietly(self) -> None:
        try:
            self.certificates.prepare()
        except SecureTrouble as problem:
            log.warning("https does not answer while secure mode is off: %s", problem)

    def set_state(self, on: bool, since: int) -> None:
        """Sets the state after the owner's choice has been stored. SINCE is in milliseconds since 1970."""
        self.on, self.since = on, since if on else None

    def prepare_switch(self) -> None:
        """Prepares the certificates before secure mode is switched. Blocks.

        Raises Forbidden when the mode was set at the start, and SecureTrouble when certificates cannot be used."""
        if self.fixed:
            raise Forbidden("secure_mode_was_set_when")
        self.certificates.prepare()

    @property
    def kind(self) -> str:
        """The mode in the protocol: OPEN, AUTHORITY (the office's own authority) or PAIR (an own certificate)."""
        if not self.on:
            return OPEN
        return AUTHORITY if self.certificates.own is None else PAIR

    @property
    def scheme(self) -> str:
        """The scheme of links, "http" or "https"."""
        return "https" if self.on else "http"

    @property
    def schemes(self) -> tuple[str, ...]:
        """The schemes at which pages may find the office."""
        if self.on:
            return ("https",)
        return ("http", "https") if self.certificates.context is not None else ("http",)

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names of an own certificate, without wildcards."""
        own = self.certificates.own
        return tuple(name for name in own.names if "*" not in name) if own is not None else ()

    def base_urls(self, addresses: Sequence[str], port: int) -> list[str]:
        """Returns the URLs at which others reach the office, the best first.

        With an own certificate these are its names, if it has any, because it is not valid for the addresses."""
        own = [name for name in self.own_names if not _is_local(name)] if self.on else []
        return [base_url(host, port, self.scheme) for host in own or addresses]

    def link_to_page(self, base: str, path: str, secret: str) -> str:
        """Returns a link to the page PATH with SECRET in its fragment, which browsers do not send to servers.

        If devices may not trust the office's authority yet, the link leads to /trust over plain HTTP. That page
        forwards devices that trust the authority to the wanted page."""
        if self.kind != AUTHORITY or not base.startswith("https:"):
            return f"{base}{path}#{secret}"
        wanted = "" if path == "/join" else f"?to={quote(path, safe='')}"
        return f"http{base.removeprefix('https')}/trust{wanted}#{secret}"

    def covers_host(self, host: str) -> bool:
        """Returns whether the certificate covers this host name or address."""
        served = self.certificates.own or self.certificates.leaf
        name = host.lower().strip("[]")
        return served is not None and (name in served.names or f"*.{name.partition('.')[2]}" in served.names)

    def cookie_key(self) -> bytes:
        """Returns the key that signs the cookies of https."""
        return self.certificates.cookie_key

    def record_https_user(self, user_id: str) -> None:
        """Notes that a person who is signed in has used https."""
        self._https_users[user_id] = None

    def https_users(self) -> list[str]:
        """Returns the ids of the people who have used https since the start, so that their device trusts the office."""
        return list(self._https_users)

    def authority_der(self) -> bytes | None:
        """Returns the certificate of the office's authority in DER form, or None when it is not in use."""
        found = self.certificates.authority
        return found.der if found is not None and self.certificates.own is None else None

    def apple_profile(self, office_id: str, language: str) -> bytes | None:
        """Returns the authority as a profile for Apple devices in a language, or None when it is not in use."""
        from chat_desktop.network.tls.apple_profile import profile

        certificate = self.authority_der()
        return certificate and profile(certificate, office_id, self._office_name() + OUR_NAME, language)

    def status(self) -> dict[str, Any]:
        """Returns the state for every member of the office.

        The fingerprint is a SHA-256 digest in hexadecimal. Times are in milliseconds since 1970."""
        found, own = self.certificates.authority, self.certificates.own
        fingerprint = own.fingerprint if own else found.fingerprint if found else None
        return {
            "on": self.on,
            "mode": self.kind,
            "since": self.since,
            "fixed": self.fixed,
            "fingerprint": fingerprint.hex() if fingerprint else None,
            "numbers": list(comparison.numbers_of(fingerprint)) if fingerprint and own is None else [],
            "until": _ms(self.certificates.until),
            "authority_until": _ms(found.until) if found and own is None else None,
        }


def _is_local(name: str) -> bool:
    """Returns whether NAME means the local computer on every computer."""
    return ip_address(name).is_loopback if certificate_names.is_address(name) else name == "localhost"


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)
