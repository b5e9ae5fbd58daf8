"""Locks the front desks that nobody uses, whatever their pages do."""

import logging
import time
from collections.abc import Callable
from typing import Any

import gevent

from chat_desktop.chat.attachments.readable_files import ReadableFiles
from chat_desktop.chat.core.events import SessionsEnded
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.front_desk import opening
from chat_desktop.chat.front_desk.open_sessions import OpenSessions
from chat_desktop.chat.front_desk.pin_guessing import PinGuessing
from chat_desktop.chat.users.session_cache import SessionCache
from chat_desktop.error_guard import guarded
from chat_desktop.errors import ChatError
from chat_desktop.runtime.sessions.endings import SessionEndings
from chat_desktop.web.cookies import FRONT_DESK, Cookies
from chat_desktop.web.sessions import FrontDesks, SessionServices

LOOK_SECONDS = 1.0
STRAYS_EVERY = 30  # looks

log = logging.getLogger(__name__)


class FrontDeskLocks:
    """Ends the sessions of front desks that were not used for so long, and those of before the start of the host.

    `publish` hands out events, as after a commit.
    """

    def __init__(self, rules: RuleExecutor, identities: SessionCache, publish: Callable[[list[Any]], None]) -> None:
        self._rules, self._identities, self._publish = rules, identities, publish
        self._endings = SessionEndings(rules, identities, publish)
        self.open = OpenSessions(time.monotonic)
        self._looks = 0
        self._greenlet: Any = None

    def services(
        self, cookies: Cookies, office_id: str, cookie_key: Callable[[], bytes], readable_files: ReadableFiles
    ) -> SessionServices:
        """Returns what the routes use of sessions, with front desks among them."""
        desks = FrontDesks(Cookies(office_id, cookie_key, FRONT_DESK), self.open, PinGuessing(time.monotonic))
        return SessionServices(self._identities, cookies, desks, readable_files, self._endings.run)

    def start(self) -> None:
        """Looks for front desks to lock from now on."""
        self._greenlet = gevent.spawn(self._run)

    def stop(self) -> None:
        """Ends the looks, and the tries to store ends of sessions."""
        self._endings.stop()
        if self._greenlet is not None:
            self._greenlet.kill()

    def _run(self) -> None:
        while True:
            guarded("Locking front desks", self.look)
            gevent.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Locks what has to be locked now. Blocks the calling greenlet."""
        if self._looks % STRAYS_EVERY == 0:
            self._lock_strays()
        self._looks += 1
        unused = self.open.unused()
        if not unused:
            return
        try:
            self._rules.write(opening.lock_all, unused)
            self.open.ended(unused)
        except ChatError:
            # Nothing can be stored now: the host refuses these sessions all the same, and stores it at a later look.
            self._identities.block(unused)
            self._publish([SessionsEnded(tuple(unused), "locked")])
            for session_id in unused:
                self.open.opened(session_id, 0.0)

    def _lock_strays(self) -> None:
        found = self._rules.read(opening.strays, self.open.known())
        # Asked again: somebody may have opened one while the database was slow.
        if strays := found.difference(self.open.known()):
            self._rules.write(opening.lock_all, strays)
