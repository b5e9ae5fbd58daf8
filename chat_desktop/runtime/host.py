"""Starts the components of the host in order, and stops them in reverse order."""

import contextlib
import secrets
import time
from collections.abc import Callable

from chat_desktop.chat.core import ids
from chat_desktop.chat.core.events import SecureChanged
from chat_desktop.chat.core.one_time_tokens import OneTimeTokens
from chat_desktop.chat.core.records import Office
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.office import copies, offices, secure_mode
from chat_desktop.chat.office.known_addresses import places
from chat_desktop.config import Config
from chat_desktop.errors import StartError
from chat_desktop.network.addressing import lan_addresses, links
from chat_desktop.network.addressing.address_watch import AddressWatch
from chat_desktop.network.addressing.host_names import host_names
from chat_desktop.network.http.access import AccessMiddleware
from chat_desktop.network.http.allowed_hosts import AllowedHosts
from chat_desktop.network.http.ports import FIRST_PORT
from chat_desktop.network.http.ready_file import Ready, ReadyFile
from chat_desktop.network.http.server import ServerThread
from chat_desktop.network.mdns.discovery import Discovery
from chat_desktop.network.tls.mode import SecureMode
from chat_desktop.runtime import before_serving, files_folder, start_checks
from chat_desktop.runtime.assembly import HostServices, HubComponents, now_ms
from chat_desktop.runtime.body_limit import body_limit
from chat_desktop.runtime.copies.of_host import Place
from chat_desktop.runtime.copies.standing import Standing
from chat_desktop.runtime.host_updates import HostUpdates, Steps
from chat_desktop.runtime.program import services
from chat_desktop.runtime.program.crash import Crash
from chat_desktop.runtime.program.incoming import Incoming
from chat_desktop.runtime.start.host_parts import HostNetwork, HostSubscribers
from chat_desktop.runtime.start.starting import doctor_subject, make_invite, starting
from chat_desktop.storage import folder_lock, leftovers
from chat_desktop.storage.database import Database
from chat_desktop.storage.newer_copy import NewerCopy
from chat_desktop.web.services import Autostart, Invite, LinkServices

WINDOW_TOKEN_SECONDS = 60.0  # time in which the window must use its sign-in token
ANSWER_SECONDS = 2.0  # time for which the window waits for the hub


class Host:
    """The host of one office.

    `start` and `stop` are called from one thread, which is not that of the server. The rest may be called from any.
    """

    def __init__(self, config: Config, for_command: bool = False) -> None:
        """With `for_command` it serves one command of the command line, so that pages need not learn its address."""
        self.config = config
        self._for_command = for_command
        self.setup_tokens = OneTimeTokens(time.monotonic, secrets.token_bytes)
        self.window_tokens = OneTimeTokens(time.monotonic, secrets.token_bytes, WINDOW_TOKEN_SECONDS)
        self.raise_window: Callable[[], bool] = lambda: False
        self.close_window: Callable[[], None] = lambda: None  # and the office with it
        self.autostart: Autostart | None = None
        self.reopen: Callable[[bool], None] = lambda at_its_port: None  # opens the office that waits in the folder
        self.incoming = Incoming(self)
        self.crashed: Callable[[BaseException], None] = lambda error: None
        self.tell_crash: Callable[[Crash], None] = lambda crash: None
        self.show: Callable[[str], None] = lambda url: None
        self.visit: Callable[[str, str | None], bool] = lambda origin, office_id: False
        self._desktop_secret = ids.secret(secrets.token_bytes)
        self._setup_token: str | None = None
        self._reason = "The office was closed."
        self._undo = contextlib.ExitStack()

    def start(self) -> None:
        """Starts to serve. Raises StartError, or its subclass AlreadyHeld, with one sentence for the user."""
        with starting(self._undo):
            self._open()

    def stop(self, reason: str = "The office was closed.") -> None:
        """Stops in the reverse order of the start: announces `reason`, closes all connections and stores everything."""
        self._reason = reason
        self._undo.close()

    @property
    def newer(self) -> NewerCopy | None:
        """The copy of the office that serves in place of this one, or None."""
        return self._standing.newer

    @property
    def office_name(self) -> str:
        """The name of the office."""
        return self._office.name

    @property
    def port(self) -> int:
        """The TCP port at which the host serves."""
        return self._server.port

    @property
    def url(self) -> str:
        """The URL at which a program on this computer reaches the host."""
        return links.base_url(self._own_address, self._link_port)

    @property
    def _own_address(self) -> str:
        """The address at which a program on this computer reaches the host."""
        listens = self.config.host
        return folder_lock.LOOPBACK if self._for_command or listens in ("0.0.0.0", "::", "", "localhost") else listens

    @property
    def lan_urls(self) -> list[str]:
        """The URLs at which other computers on the network reach the host."""
        return self._secure.base_urls([address.ip for address in self._watch.network.lan], self._link_port)

    @property
    def join_url(self) -> str:
        """The link by which colleagues join."""
        return self._link_to_page("/join", self._office.join_code)

    @property
    def fingerprint_numbers(self) -> list[str]:
        """The numbers of the fingerprint of the certificate that devices have to trust; empty without secure mode."""
        status = self._secure.status()
        return list(status["numbers"]) if status["on"] else []

    @property
    def setup_url(self) -> str | None:
        """The URL at which the office is set up, or None once it has an owner."""
        return None if self._setup_token is None else f"{self.url}/setup#{self._setup_token}"

    @property
    def command_secret(self) -> str:
        """The secret with which programs on this computer sign in as the owner."""
        return self._desktop_secret

    def window_url(self) -> str:
        """Returns the first URL of the window: the set-up, or a sign-in of the owner with a one-time token."""
        return self.setup_url or f"{self.url}/sign-in#window={self.window_tokens.issue()}"

    def people_connected(self) -> int:
        """Returns the number of connected people besides the owner. Raises StartError or TimeoutError."""
        return self._server.call(self._hub_components.people_beside_owner, timeout=ANSWER_SECONDS)

    def invite(self) -> Invite:
        """Returns the join link with its QR code and the addresses of the office."""
        name = self._visibility.name
        name_url = links.base_url(name, self.port, self._secure.scheme) if name else None
        return make_invite(self.join_url, self.lan_urls, self.url, name_url)

    def _open(self) -> None:
        config = self.config
        start_checks.check(config)
        left = leftovers.seen(config.data)
        held = folder_lock.hold(config.data)
        self._undo.callback(held.release)
        start_checks.check_folder(config.data, left)
        database = Database(config.data)
        database.prepare()
        self._office, remembered, has_files = before_serving.run(database, self._first_look)
        self._files = files_folder.open_files(config, self._office.id, has_files, self._undo)
        self._setup_token = None if self._office.has_owner else self.setup_tokens.issue()
        self._standing = Standing(config.data, before_serving.run(database, copies.term))
        self._watch = AddressWatch(
            lambda: lan_addresses.read_network(config.host),
            lambda network: self._updates.addresses_changed(),
            on_wake=lambda: self._files.power.back(),
        )
        self._visibility = Discovery(
            self._office.id, lambda: self._watch.network, lambda: self._updates.names_changed(), config.discovery
        )
        self._visibility.on_copy = self._copy_announced
        self._secure = SecureMode(
            config.data,
            config.secure,
            (config.tls_cert, config.tls_key),
            names=lambda: [*self._watch.network.interfaces, *self._names()],
            office_name=lambda: self._office.name,
        )
        self._updates = self._make_updates()
        self._secure.start(before_serving.run(database, secure_mode.since), now_ms())
        self._undo.callback(self._secure.certificates.stop)
        self._serve(database, remembered)
        if not self._for_command:
            running = self._files.running(self._server, self._hub_components, self._visibility)
            self._undo.enter_context(running)
        held.publish(self.port, self._desktop_secret, self._own_address)
        self._ready_file = ReadyFile(config.ready_file) if config.ready_file else None
        if self._ready_file:
            self._ready_file.write(self._ready())
            self._undo.callback(self._ready_file.remove)
        # Stopped before the ready file is removed, because an update could write it again.
        self._undo.callback(self._updates.stop)
        self._watch.start()
        self._undo.callback(self._watch.stop)
        # Stopped before the address watch, which calls it.
        self._undo.callback(self._visibility.stop)
        self._updates.start(self._office.name, self.port)

    def _serve(self, database: Database, remembered: int | None) -> None:
        # A command is served on loopback alone, but its links are those of the office as it is served later.
        place = (folder_lock.LOOPBACK, 0) if self._for_command else (self.config.host, self.config.port)
        self._server = ServerThread(*place, remembered)
        self._server.on_crash = lambda error: self.crashed(error)
        self._link_port = (self.config.port or remembered or FIRST_PORT) if self._for_command else self.port
        self._undo.callback(self._server.stop)  # also where the next line fails
        # Around the serving: whoever asks for a set-up is told whether another office comes to this computer.
        self._undo.enter_context(self.incoming.running(not self._for_command))
        self._undo.callback(self._stop_serving)
        if self.config.port is None and self.port != remembered and not self._for_command:
            before_serving.run(database, lambda work: offices.remember_port(work, self.port))
        self._hosts = AllowedHosts(self.port, [*self._watch.network.interfaces, *self._names()])
        self._server.start(lambda: self._make_app(database), body_limit, tls=lambda: self._secure.certificates.context)
        self._tell_pages()

    def _make_app(self, database: Database) -> AccessMiddleware:
        """Returns the WSGI application. It is called on the hub, on which all its components run."""
        host = HostServices(
            office_id=self._office.id,
            setup_tokens=self.setup_tokens,
            desktop=services.of(self),
            links=LinkServices(self.invite, self._link_to_page, links.qr_code),
            secure_mode=self._secure,
            files=self._files,
            network=HostNetwork(
                lambda: self._secure.schemes,
                self._visibility.offices,
                lambda: doctor_subject(self.config, self.port, self._office.id),
            ),
            subscribers=HostSubscribers(
                office_changed=self._office_changed,
                owner_changed=self._updates.owner_changed,
                secure_mode_changed=self._secure_changed,
            ),
            standing=self._standing,
            place=Place(
                lambda: self.port,
                lambda: self._secure.scheme,
                lambda: self._watch.network,
                self._visibility.withdraw,
            ),
        )
        self._hub_components = HubComponents(database, host, watches_copies=not self._for_command)
        self._hub_components.start()
        app = AccessMiddleware(self._hub_components.app, self._hosts, self._hub_components.find_identity, self._secure)
        app.on_refused = self._hub_components.sent_away
        app.is_owner = self._hub_components.is_owner
        app.standbys = self._hub_components.copies.standbys
        return app

    def _link_to_page(self, path: str, secret: str) -> str:
        return self._secure.link_to_page((self.lan_urls or [self.url])[0], path, secret)

    def _stop_serving(self) -> None:
        if self._server.crash is not None:
            self._hub_components.abandon()
        self._server.stop(lambda: self._hub_components.stop(self._reason))

    def _make_updates(self) -> HostUpdates:
        return HostUpdates(
            Steps(
                replace_host_names=lambda: self._hosts.replace([*self._watch.network.interfaces, *self._names()]),
                announce=self._visibility.announce,
                renew_certificates=self._secure.certificates.refresh,
                tell_pages=self._tell_pages,
                write_ready_file=lambda: self._ready_file is None or self._ready_file.try_to_write(self._ready()),
                owner_name=lambda: self._server.call(self._hub_components.owner_name),
            )
        )

    def _names(self) -> list[str]:
        return host_names(self._visibility.name, [*self._secure.own_names, *self.config.allow_host])

    def _copy_announced(self, origin: str) -> None:
        with contextlib.suppress(StartError):  # the server may have stopped just now
            self._server.post(self._hub_components.copies.watch.announced, origin)

    def _first_look(self, work: Work) -> tuple[Office, int | None, bool]:
        return offices.ensure(work, self.config.office), offices.port(work), files_folder.has_files(work)

    def _tell_pages(self) -> None:
        if self._for_command:
            return
        numeric = [address.ip for address in self._watch.network.lan]
        now = places([*numeric, *self._names()], self.port)
        with contextlib.suppress(StartError):  # the server may have stopped just now
            self._server.post(self._hub_components.note_addresses, now, frozenset(numeric))

    def _office_changed(self, office: Office) -> None:
        """Is called on the hub after the set-up and when the office is renamed."""
        self._office = office
        if office.has_owner:
            self._setup_token = None
        self._updates.office_changed(office.name)

    def _secure_changed(self, event: SecureChanged) -> None:
        """Is called on the hub. New connections follow the new mode at once."""
        self._secure.set_state(event.on, event.since or 0)
        self._updates.mode_changed()

    def _ready(self) -> Ready:
        return Ready(self.url, tuple(self.lan_urls), self.join_url, self._office.join_code, self.setup_url)
