"""Assembles the components that run on the server's hub: the executor, the web application and the sockets."""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import gevent

from chat_desktop.chat.attachments.readable_files import ReadableFiles
from chat_desktop.chat.core.creation_limits import CreationLimits
from chat_desktop.chat.core.events import (
    FilesUnused,
    KnocksChanged,
    OfficeChanged,
    PicturesWanted,
    RuleScheduled,
    SecureChanged,
    SessionsEnded,
    UserChanged,
)
from chat_desktop.chat.core.one_time_tokens import OneTimeTokens
from chat_desktop.chat.core.records import Identity
from chat_desktop.chat.core.room_cache import UNCACHED, RoomCache
from chat_desktop.chat.core.work import UNLIMITED, Reading, Work
from chat_desktop.chat.joining.join_attempts import JoinAttempts
from chat_desktop.chat.joining.knocks import Knocks
from chat_desktop.chat.joining.pin_limit import PinLimit
from chat_desktop.chat.office import known_addresses
from chat_desktop.chat.office.identity_key import IdentityKey
from chat_desktop.chat.office.known_addresses import KnownAddresses, Place
from chat_desktop.chat.users import users
from chat_desktop.chat.users.anonymous_limits import AnonymousLimits
from chat_desktop.chat.users.password_guessing import PasswordGuessing
from chat_desktop.chat.users.relocation_tokens import RelocationTokens
from chat_desktop.chat.users.session_cache import SessionCache
from chat_desktop.error_guard import guarded
from chat_desktop.errors import ChatError
from chat_desktop.files.pictures import PictureMaker
from chat_desktop.network.doctor.host_doctor import HostDoctor
from chat_desktop.realtime import Realtime
from chat_desktop.runtime.copies.fenced_rules import FencedRules
from chat_desktop.runtime.copies.of_host import HostCopies, HubTools
from chat_desktop.runtime.copies.of_host import Place as CopyPlace
from chat_desktop.runtime.copies.standing import Standing
from chat_desktop.runtime.disk_monitor import DiskMonitor
from chat_desktop.runtime.event_bus import EventBus
from chat_desktop.runtime.exchange.exchange import HostExchange
from chat_desktop.runtime.executor import Executor
from chat_desktop.runtime.file_sweeper import FileSweeper
from chat_desktop.runtime.file_uploads import FileUploads
from chat_desktop.runtime.files_folder import HostFiles
from chat_desktop.runtime.front_desks.locks import FrontDeskLocks
from chat_desktop.runtime.health import Health
from chat_desktop.runtime.link_fetcher import LinkFetcher
from chat_desktop.runtime.picture_queue import PictureQueue
from chat_desktop.runtime.scheduler import Scheduler
from chat_desktop.runtime.start import schedules, threads
from chat_desktop.runtime.start.host_parts import HostNetwork, HostSubscribers
from chat_desktop.storage import search_changes
from chat_desktop.storage.connection import Connection
from chat_desktop.storage.database import Database
from chat_desktop.storage.search_index.index import NO_INDEX, SearchIndex
from chat_desktop.storage.search_index.indexer import Indexer
from chat_desktop.web import create_app
from chat_desktop.web.answers import pause
from chat_desktop.web.cookies import Cookies
from chat_desktop.web.services import (
    DesktopServices,
    IdentityServices,
    JoiningServices,
    LinkServices,
    NetworkServices,
    PresenceServices,
    SecureMode,
    Services,
    SignInServices,
)

log = logging.getLogger(__name__)


def now_ms() -> int:
    """Returns milliseconds since 1970 in UTC. They are shown with messages and never used to order them."""
    return time.time_ns() // 1_000_000


def make_work(connection: Connection, limits: CreationLimits = UNLIMITED, room_cache: RoomCache = UNCACHED) -> Work:
    """Returns what a rule of the writer works with, for one transaction on `connection`."""
    return Work(connection, now_ms(), secrets.token_bytes, limits, room_cache)


def make_reading(connection: Connection, search_index: SearchIndex = NO_INDEX) -> Reading:
    """Returns what a rule of a reader works with, for one transaction on `connection`."""
    return Reading(connection, now_ms(), search_index)


def in_thread(function: Callable[..., Any], *args: Any) -> Any:
    """Runs a function in a thread of the hub's pool, and blocks the calling greenlet only. Raises what it raises."""
    return threads.in_pool(gevent.get_hub().threadpool, function, *args)


@dataclass(frozen=True, slots=True)
class HostServices:
    """What the host offers to the components on the hub."""

    office_id: str
    setup_tokens: OneTimeTokens
    desktop: DesktopServices
    links: LinkServices
    secure_mode: SecureMode
    files: HostFiles
    network: HostNetwork
    subscribers: HostSubscribers
    standing: Standing
    place: CopyPlace


def make_bus(
    identities: SessionCache, readable_files: ReadableFiles, realtime: Realtime, host: HostSubscribers
) -> EventBus:
    """Returns an event bus with all subscribers, in the order in which they are called."""
    bus = EventBus()

    def owner_changed(event: UserChanged) -> None:
        if event.user.role == "owner":
            host.owner_changed(event.user.name)

    # The caches come first, so that an ended session is refused before its page receives the event.
    bus.on(SessionsEnded, identities.forget)
    bus.on(UserChanged, identities.forget)
    readable_files.subscribe(bus.on)
    realtime.subscribe(bus.on)
    bus.on(UserChanged, owner_changed)
    bus.on(OfficeChanged, lambda event: host.office_changed(event.office))
    bus.on(SecureChanged, host.secure_mode_changed)
    return bus


class HubComponents:
    """The components that run on the server's hub, in whose thread they are created. `app` is the WSGI application."""

    def __init__(self, database: Database, host: HostServices, watches_copies: bool = True) -> None:
        self._host, self._watches_copies = host, watches_copies
        rooms, self._known = RoomCache(), KnownAddresses()
        self._here: list[Place] = []
        work = partial(make_work, limits=CreationLimits(time.monotonic), room_cache=rooms)
        self._search_index = SearchIndex(database.path)
        self.bridge = Executor(database, work, make_reading, rooms, self._search_index)
        forget = partial(self.bridge.write_later, search_changes.forget)
        self.indexer = Indexer(self._search_index, database.path, forget, now_ms)
        self.bridge.committed = self.indexer.wake
        self._office = DiskMonitor(FencedRules(self.bridge, host.standing.check))
        self.identities = SessionCache(self._office, time.monotonic)
        self._readable_files = ReadableFiles(self._office, time.monotonic)
        self._desks = FrontDeskLocks(self._office, self.identities, self._publish)
        self._cookies = Cookies(host.office_id, host.secure_mode.cookie_key)
        self._key = IdentityKey(self._office, host.office_id)
        source = host.files.backups.source
        tools = HubTools(lambda: self._known, in_thread, self.bridge.drain, source, self._office, self._note_standby)
        self.copies = HostCopies(host.office_id, host.standing, host.place, self._key, tools)
        self._relocation_tokens = RelocationTokens(time.monotonic, secrets.token_bytes, self.copies.token)
        self.arrivals = JoinAttempts(time.monotonic, now_ms)
        self._doctor = HostDoctor(host.network.doctor_subject)
        self._link_cards = LinkFetcher(self._office)
        self._files = FileUploads(host.files.store, host.files.limits)
        self._exchange = HostExchange(self._office, self._files, in_thread, host.files.facts.data)
        self._sweeper = FileSweeper(self._office, self._files, in_thread)
        self._pictures = PictureQueue(self._office, self._files, PictureMaker(host.files.store.made), in_thread)
        self.app: Callable[..., Any] = (flask := create_app(self._services()))
        self.realtime = Realtime(flask, self._office, self._key, self._relocation_tokens)
        self.realtime.publish_join_attempts(self.arrivals)
        self.copies.tell_pages_by(self.realtime)
        self._office.tell = self.realtime.publisher.trouble
        self.bridge.publish = self._publish
        self._bus = make_bus(self.identities, self._readable_files, self.realtime, host.subscribers)
        self.scheduler = Scheduler(self._office, now_ms)
        schedules.add_all(self.scheduler)
        self.bridge.searches.subscribe(self._bus.on)
        self._bus.on(RuleScheduled, self.scheduler.note)
        self._bus.on(FilesUnused, self._sweeper.note_unused)
        for event in (PicturesWanted, FilesUnused):  # somebody may have less than their quota again
            self._bus.on(event, self._pictures.note_wanted)
        self.health = Health(self.bridge.write)

    def start(self) -> None:
        """Starts the executor and the sockets."""
        self.bridge.start()
        self.indexer.start()
        self.realtime.start()
        self._link_cards.start()
        self._sweeper.start()
        self._pictures.start()
        self.scheduler.start()
        self._desks.start()
        self.copies.start(self._watches_copies)

    def stop(self, reason: str) -> None:
        """Announces `reason`, closes every socket and finishes the submitted jobs. It is called on the hub."""
        self.scheduler.stop()
        self.copies.stop()
        self._desks.stop()
        guarded("Closing the sockets", self.realtime.stop, reason)
        self._link_cards.stop()
        self._sweeper.stop()
        self._pictures.stop()
        self._exchange.stop()
        self._office.stop()
        self.bridge.stop(self._stop_indexing)

    def _stop_indexing(self) -> None:
        self.indexer.stop()
        self._search_index.file.close()

    def abandon(self) -> None:
        """Ends the threads and the process for pictures, for a hub that has died; called in another thread."""
        self._pictures.abandon()
        self.bridge.abandon(self._stop_indexing)

    def people_beside_owner(self) -> int:
        """Returns the number of connected people, without the owner."""
        return len(self.realtime.connections.users() - {self.bridge.read(users.window_user_id)})

    def is_owner(self, identity: Identity) -> bool:
        """Returns whether the identity is that of the owner. Blocks the calling greenlet."""
        return bool(identity.user_id == self.bridge.read(users.owner_id))

    def note_addresses(self, now: list[Place], numeric: frozenset[str]) -> None:
        """Stores the present addresses of the host, and sends all known addresses to every page.

        It is called in a greenlet at the start and after each change. `numeric` holds the IP addresses among them.
        """
        self._here = now
        try:
            known = self._office.write(known_addresses.remember, now)
        except ChatError:
            # When the disk is full, earlier addresses are missing and the current ones are still published.
            known = known_addresses.with_past(now, ())
        self._known = KnownAddresses(known_addresses.origins(known, self._host.network.schemes()), numeric)
        self.realtime.publisher.addresses(self._known.origins)
        self.copies.watch.look_soon()

    def _note_standby(self, host: str) -> None:
        """Lets pages know a computer at which the office may be later, at the same port."""
        for place in known_addresses.places([host], self._host.place.port()):
            if not set(known_addresses.origins([place], self._host.network.schemes())) & set(self._known.origins):
                self._office.write(known_addresses.note, place)
                self.note_addresses(self._here, self._known.numeric)

    def owner_name(self) -> str:
        """Returns the name of the owner. Blocks the calling greenlet. Raises ChatError when it cannot be read."""
        return str(self.bridge.read(users.owner_name))

    def sent_away(self, environ: dict[str, Any], error: ChatError) -> None:
        """Records a request that `AccessMiddleware` has refused, if a person navigated to an unknown host name."""
        if error.code == "bad_host" and "text/html" in environ.get("HTTP_ACCEPT", ""):
            self.arrivals.refused(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_USER_AGENT", ""), error.code)

    def find_identity(self, environ: dict[str, Any]) -> Identity | None:
        """Returns the identity of a handshake by its session cookie. Blocks the greenlet when it is not cached."""
        return self.identities.find(self._cookies.token(environ))

    def _publish(self, events: list[Any]) -> None:
        with self.realtime.publisher.together():
            self._bus.publish(events)

    def _services(self) -> Services:
        host = self._host
        return Services(
            rules=self._office,
            office_id=host.office_id,
            sessions=self._desks.services(
                self._cookies, host.office_id, host.secure_mode.cookie_key, self._readable_files
            ),
            sign_in=SignInServices(PasswordGuessing(time.monotonic, pause), host.setup_tokens, self._relocation_tokens),
            joining=JoiningServices(
                Knocks(time.monotonic, now_ms, secrets.token_bytes, lambda told: self._publish([KnocksChanged(told)])),
                PinLimit(time.monotonic),
                self.arrivals,
            ),
            links=host.links,
            desktop=host.desktop,
            secure_mode=host.secure_mode,
            network=NetworkServices(lambda: self._known, host.network.nearby_offices, self._doctor, self._link_cards),
            identity=IdentityServices(self._key, AnonymousLimits(time.monotonic), self.copies),
            presence=PresenceServices(
                of_user=lambda user_id: self.realtime.presence.of(user_id),
                activity_of_session=lambda session_id: self.realtime.connections.activity_of(session_id),
                read_seq=lambda user_id, room_id: self.realtime.marks.of(user_id, room_id),
                devices_in_room=lambda room_id, but: self.realtime.connections.devices_in_room(room_id, but),
                connected=lambda: self.realtime.connections.devices(),
            ),
            files=host.files.services(self._files, self._exchange),
            is_healthy=lambda: self.health.is_healthy(),
        )
