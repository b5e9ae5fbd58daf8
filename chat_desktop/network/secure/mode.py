"""Whether the office is in secure mode, and all that others ask of it. For any thread."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from chat_desktop.errors import Forbidden, SecureTrouble, StartError

from . import pair, words
from .authority import OUR_NAME
from .certificates import Certificates
from .profile import profile

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
        clock: Callable[[], datetime] = pair.utc_now,
    ) -> None:
        """`wanted` is what was said at the start, None: whatever the owner has switched. Raises StartError for a
        pair that cannot be served."""
        own = pair.given(*files, clock()) if any(files) else None
        self.certificates = Certificates(data / FOLDER, own, names, office_name, clock)
        self.fixed = wanted is not None or own is not None
        self.on = False
        self.since: int | None = None
        self._wanted = wanted if wanted is not None or own is None else True
        self._office_name = office_name

    def start(self, since: int | None, now: int) -> None:
        """`since` is what the owner has switched; before anybody is served. Raises StartError."""
        on = since is not None if self._wanted is None else self._wanted
        if on:
            try:
                self.certificates.prepare()
            except SecureTrouble as problem:
                raise StartError(problem.message) from None
        self.turn(on, since or now)

    def turn(self, on: bool, since: int) -> None:
        self.on, self.since = on, since if on else None

    def ready(self) -> None:
        """Before the switch is turned: raises what would stand in its way. Blocks."""
        if self.fixed:
            raise Forbidden("Secure mode was set where the host is started, and can be changed there only.")
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
    def own_names(self) -> tuple[str, ...]:
        """Of a pair of one's own: people must come by these, for the certificate is for no others."""
        return self.certificates.own.names if self.on and self.certificates.own is not None else ()

    def vouches(self, host: str) -> bool:
        """Whether the certificate is for this host name or address."""
        served = self.certificates.own or self.certificates.leaf
        return served is not None and host.lower().strip("[]") in served.names

    def authority(self) -> bytes | None:
        """The authority's certificate in DER, for devices to trust; None when there is none of ours in use."""
        found = self.certificates.authority
        return found.der if found is not None and self.certificates.own is None else None

    def profile(self, office_id: str) -> bytes | None:
        certificate = self.authority()
        return certificate and profile(certificate, office_id, self._office_name() + OUR_NAME)

    def told(self) -> dict[str, Any]:
        """What every person of the office may know. The fingerprint is SHA-256, in hex; times as everywhere."""
        found, own = self.certificates.authority, self.certificates.own
        fingerprint = own.fingerprint if own else found.fingerprint if found else None
        return {
            "on": self.on,
            "mode": self.kind,
            "since": self.since,
            "fixed": self.fixed,
            "fingerprint": fingerprint.hex() if fingerprint else None,
            "words": list(words.of(fingerprint)) if fingerprint and own is None else [],
            "until": _ms(self.certificates.until),
            "authority_until": _ms(found.until) if found and own is None else None,
        }


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)
