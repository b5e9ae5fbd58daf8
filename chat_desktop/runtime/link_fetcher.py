"""Reads the pages that cards of links need, in threads of its own: no rule and no request waits for a page."""

import logging
import zlib
from collections import deque
from collections.abc import Callable, Collection
from functools import partial
from urllib.parse import urlsplit

import gevent

from chat_desktop.background import TaskQueue
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.messages import link_cards
from chat_desktop.chat.office import link_hosts
from chat_desktop.error_guard import guarded
from chat_desktop.errors import ChatError
from chat_desktop.network.addressing.lan_addresses import interface_addresses
from chat_desktop.network.link_cards.fetch import fetch
from chat_desktop.network.link_cards.page_head import PageHead

log = logging.getLogger(__name__)

THREADS = 2
MAX_WAITING = 40  # pages that wait or are read; more are forgotten, and asked for again by the next reader
UNREADABLE = PageHead("", "")

Read = Callable[[str, Callable[[str], bool], Collection[str]], PageHead | None]


class LinkFetcher:
    """Is created on the thread of the hub and used from its greenlets.

    The pages of a host are read one after the other, because each host belongs to one of the threads.
    """

    def __init__(self, rules: RuleExecutor, read: Read = fetch) -> None:
        self._rules, self._read_page = rules, read
        self._queues = [TaskQueue(f"cards of links {number + 1}") for number in range(THREADS)]
        self._waiting: set[str] = set()
        self._read: deque[tuple[str, PageHead]] = deque()
        self._alarm = gevent.get_hub().loop.async_()

    def start(self) -> None:
        """Starts the threads."""
        self._alarm.start(lambda: gevent.spawn(self._store))
        for queue in self._queues:
            queue.start()

    def want(self, urls: Collection[str], hosts: Collection[str]) -> None:
        """Has these pages read, unless they are already waited for. Returns at once."""
        for url in urls:
            if url not in self._waiting and len(self._waiting) < MAX_WAITING:
                self._waiting.add(url)
                number = zlib.crc32(urlsplit(url).netloc.lower().encode()) % THREADS
                self._queues[number].submit("reading a page", partial(self._fetch, url, frozenset(hosts)))

    def stop(self) -> None:
        """Forgets the pages that wait. A page that is being read ends by its own deadline, and nobody waits for it."""
        for queue in self._queues:
            queue.stop(0)
        self._alarm.stop()
        self._alarm.close()

    def _fetch(self, url: str, hosts: frozenset[str]) -> None:
        """Runs in a thread of its own."""
        found: PageHead | None = None
        try:
            found = self._read_page(url, lambda hop: link_hosts.allows(hosts, hop), interface_addresses())
        except Exception:
            log.exception("Reading a page for a card failed")
        self._read.append((url, found or UNREADABLE))
        # The hub may be gone: a stop waits for no page.
        guarded("Waking the hub", self._alarm.send)

    def _store(self) -> None:
        while self._read:
            url, head = self._read.popleft()
            try:
                self._rules.write(link_cards.store, url, head.title, head.description)
            except ChatError as problem:
                log.info("A card was not stored: %s", problem)
            finally:
                self._waiting.discard(url)
