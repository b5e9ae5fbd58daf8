"""Provides the TLS context of the server, and renews its certificate when addresses change or it expires soon."""

import contextlib
import logging
import secrets
import ssl
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from chat_desktop.background import Repeated
from chat_desktop.errors import SecureTrouble, StartError
from chat_desktop.network.tls import authority, leaf, own_pair
from chat_desktop.network.tls.authority import Authority
from chat_desktop.network.tls.leaf import Leaf
from chat_desktop.network.tls.own_pair import Pair
from chat_desktop.network.tls.secret_files import write_secret

log = logging.getLogger(__name__)

LEAF_FILE = "host.pem"
COOKIE_KEY_FILE = "cookies.key"
COOKIE_KEY_BYTES = 32
RENEW_BEFORE = timedelta(days=30)  # before the expiry, so that a host that is started once a month renews in time
CHECK_SECONDS = 3_600.0  # between two checks of the expiry date and of the files of an own certificate


class Certificates:
    """The certificate, its authority and the TLS context. All methods are thread-safe.

    `own` is a certificate of the person's own, or None. `names()` returns all addresses and names of this computer, and
    `clock()` the current time in UTC. `context` is the SSLContext for new connections, or None until `prepare` has been
    called. Open connections keep their context.
    """

    def __init__(
        self,
        folder: Path,
        own: Pair | None,
        names: Callable[[], list[str]],
        office_name: Callable[[], str],
        clock: Callable[[], datetime] = own_pair.utc_now,
    ) -> None:
        self.context: Any = None
        self.cookie_key = b""
        self.own = own
        self.authority: Authority | None = None
        self.leaf: Leaf | None = None
        self._folder, self._names, self._office_name, self._clock = folder, names, office_name, clock
        self._wanted: list[str] = []
        self._lock = threading.Lock()
        self._renewal_check: Repeated | None = None

    @property
    def are_present(self) -> bool:
        """Whether the office has been in secure mode before, or uses an own certificate."""
        return self.own is not None or (self._folder / authority.FILE).exists()

    @property
    def until(self) -> datetime | None:
        """When the current certificate expires, in UTC; None when there is none."""
        if self.own is not None:
            return self.own.until
        return self.leaf.until if self.leaf is not None else None

    def prepare(self) -> None:
        """Creates the context and keeps it up to date from now on. Blocks.

        Raises SecureTrouble when certificates cannot be created, stored or read."""
        with self._lock:
            self._renew()
            self.cookie_key = self.cookie_key or _cookie_key(self._folder / COOKIE_KEY_FILE)
            if self._renewal_check is None:
                self._renewal_check = Repeated("certificates", CHECK_SECONDS, self.refresh)
                self._renewal_check.start()

    def refresh(self) -> None:
        """Renews the certificate if needed. A failure is logged, and the current certificate stays in use."""
        if self.context is None:
            return
        try:
            with self._lock:
                self._renew()
        except SecureTrouble as problem:
            log.error("The certificate could not be renewed: %s", problem)

    def stop(self) -> None:
        """Stops the regular checks."""
        if self._renewal_check is not None:
            self._renewal_check.stop()

    def _renew(self) -> None:
        if self.own is not None:
            self._renew_own(self.own)
        else:
            self._renew_leaf()

    def _renew_own(self, own: Pair) -> None:
        try:
            if self.context is not None and own_pair.certificate_stamp(own.certificate, own.key) == own.stamp:
                return
            self.own = own_pair.read(own.certificate, own.key, self._clock())
        except StartError as problem:
            raise SecureTrouble(problem.key, problem.values) from None
        self.context = _context(own.certificate, own.key)
        log.info("The certificate %s is in use.", own.certificate)

    def _renew_leaf(self) -> None:
        now, wanted = self._clock(), sorted(set(self._names()))
        found = self.authority or authority.load(self._folder)
        if found is None or found.until < now + RENEW_BEFORE:
            authority.keep_expired(self._folder)
            found = authority.make(self._folder, self._office_name(), wanted, now)
            log.info("The office has a new certificate authority, valid until %s.", found.until.date())
            self.leaf = None
        self.authority = found
        if self.leaf is None or wanted != self._wanted or self.leaf.until < now + RENEW_BEFORE:
            self._issue(found, wanted, now)

    def _issue(self, issuer: Authority, wanted: list[str], now: datetime) -> None:
        fresh = leaf.issue(issuer, wanted, now)
        # Python's ssl loads a certificate from a file only. A new one is issued at each start.
        write_secret(self._folder / LEAF_FILE, fresh.pem)
        self.context = _context(self._folder / LEAF_FILE, None)
        self.leaf, self._wanted = fresh, wanted
        log.info("The host has a certificate, valid until %s, for %s.", fresh.until.date(), ", ".join(fresh.names))


def _cookie_key(file: Path) -> bytes:
    """Returns the key in the file, or else creates one. With a new key, people on https have to sign in again."""
    with contextlib.suppress(OSError):
        kept = file.read_bytes()
        if len(kept) == COOKIE_KEY_BYTES:
            return kept
    made = secrets.token_bytes(COOKIE_KEY_BYTES)
    write_secret(file, made)
    return made


def _context(certificate: Path, key: Path | None) -> Any:
    from gevent.ssl import SSLContext

    context = SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Renegotiation would let a client cause work without end; compression would leak secrets (CRIME).
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION | ssl.OP_CIPHER_SERVER_PREFERENCE
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(certificate, key)
    return context
