"""Whether the office is in secure mode, and all that others ask of it. For any thread."""

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
from chat_desktop.network.tls import certificate_names, own_pair, words
from chat_desktop.network.tls.authority import OUR_NAME
from chat_desktop.network.tls.certificates import Certificates

log = logging.getLogger(__name__)

FOLDER = "tls"
OPEN, AUTHORITY, PAIR = "open", "authority", "pair"


class SecureMode:
    """`on`: links lead to https, and plain http beyond this computer only explains. `since` in milliseconds since 1970.

    Off, https still answers an office that has been in secure mode: pages that slept through the switch come back.
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
        """`wanted` is what was said at the start, None: whatever the owner has switched. Raises StartError for a
        pair that cannot be served."""
        own = own_pair.read_optional(*files, clock()) if any(files) else None
        self.certificates = Certificates(data / FOLDER, own, names, office_name, clock)
        self.fixed = wanted is not None or own is not None
        self.on = False
        self.since: int | None = None
        self._wanted = wanted if wanted is not None or own is None else True
        self._office_name = office_name
        self._https_users: dict[str, None] = {}

    def start(self, since: int | None, now: int) -> None:
        """`since` is what the owner has switched; before anybody is served. Raises StartError."""
        on = since is not None if self._wanted is None else self._wanted
        if on:
            try:
                self.certificates.prepare()
            except SecureTrouble as problem:
                raise StartError(problem.message) from None
        elif self.certificates.are_present:
            # For pages that slept through the switch; beside the start, which has no need of it.
            background.start("certificates at start", self._prepare_quietly)
        self.set_state(on, since or now)

    def _prepare_quietly(self) -> None:
        try:
            self.certificates.prepare()
        except SecureTrouble as problem:
            log.warning("https does not answer while secure mode is off: %s", problem)

    def set_state(self, on: bool, since: int) -> None:
        self.on, self.since = on, since if on else None

    def prepare_switch(self) -> None:
        """Before the switch is turned: raises what would stand in its way. Blocks."""
        if self.fixed:
            raise Forbidden("Secure mode was set when the host was started and can't be changed here.")
        self.certificates.prepare()

    @property
    def kind(self) -> str:
        if not self.on:
            return OPEN
        return AUTHORITY if self.certificates.own is None else PAIR

    @property
    def scheme(self) -> str:
        return "https" if self.on else "http"

    @property
    def schemes(self) -> tuple[str, ...]:
        """Those by which pages may look for the office."""
        if self.on:
            return ("https",)
        return ("http", "https") if self.certificates.context is not None else ("http",)

    @property
    def own_names(self) -> tuple[str, ...]:
        """Of a pair of one's own, wildcards left out."""
        own = self.certificates.own
        return tuple(name for name in own.names if "*" not in name) if own is not None else ()

    def base_urls(self, addresses: Sequence[str], port: int) -> list[str]:
        """Where others reach the office, the likeliest first. With a pair of one's own by its names alone, if it has
        any: for whatever else it is not good."""
        own = [name for name in self.own_names if not _is_local(name)] if self.on else []
        return [base_url(host, port, self.scheme) for host in own or addresses]

    def link_to_page(self, base: str, path: str, secret: str) -> str:
        """The link that leads to a page and brings a secret to it, in the fragment, which no browser sends and no log
        keeps. Where a device may not trust us yet, by the page that explains: any browser opens that, and it goes
        straight on where it can."""
        if self.kind != AUTHORITY or not base.startswith("https:"):
            return f"{base}{path}#{secret}"
        wanted = "" if path == "/join" else f"?to={quote(path, safe='')}"
        return f"http{base.removeprefix('https')}/trust{wanted}#{secret}"

    def covers_host(self, host: str) -> bool:
        """Whether the certificate is for this host name or address."""
        served = self.certificates.own or self.certificates.leaf
        name = host.lower().strip("[]")
        return served is not None and (name in served.names or f"*.{name.partition('.')[2]}" in served.names)

    def cookie_key(self) -> bytes:
        """What cookies are sealed with that travel over TLS alone."""
        return self.certificates.cookie_key

    def record_https_user(self, user_id: str) -> None:
        """Somebody signed in has come by https."""
        self._https_users[user_id] = None

    def https_users(self) -> list[str]:
        """Who has come by https since the start, so has a device that trusts us; the newest last."""
        return list(self._https_users)

    def authority_der(self) -> bytes | None:
        """The authority's certificate in DER, for devices to trust; None when there is none of ours in use."""
        found = self.certificates.authority
        return found.der if found is not None and self.certificates.own is None else None

    def apple_profile(self, office_id: str) -> bytes | None:
        from chat_desktop.network.tls.apple_profile import profile

        certificate = self.authority_der()
        return certificate and profile(certificate, office_id, self._office_name() + OUR_NAME)

    def status(self) -> dict[str, Any]:
        """What every person of the office may know. The fingerprint is SHA-256, in hex; times as everywhere."""
        found, own = self.certificates.authority, self.certificates.own
        fingerprint = own.fingerprint if own else found.fingerprint if found else None
        return {
            "on": self.on,
            "mode": self.kind,
            "since": self.since,
            "fixed": self.fixed,
            "fingerprint": fingerprint.hex() if fingerprint else None,
            "words": list(words.words_of(fingerprint)) if fingerprint and own is None else [],
            "until": _ms(self.certificates.until),
            "authority_until": _ms(found.until) if found and own is None else None,
        }


def _is_local(name: str) -> bool:
    """Whether it leads to this computer wherever it is asked."""
    return ip_address(name).is_loopback if certificate_names.is_address(name) else name == "localhost"


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)
