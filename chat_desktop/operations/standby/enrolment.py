"""Makes a computer a stand-by: it shows a code, which the owner types at the host, as for a move.

The host stores the stand-by before it says DONE, and the stand-by stores itself after it. So a stand-by never counts
whose host does not know it; one of which only the host knows has no copy, and is removed there.
"""

import contextlib
import secrets
import socket
import time
from pathlib import Path
from typing import Any

from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.moving import channel, codes, messages, waiting
from chat_desktop.operations.moving.channel import Channel
from chat_desktop.operations.standby import settings, words
from chat_desktop.operations.standby.settings import SECRET_BYTES, Settings

ANSWER_SECONDS = 30.0


class Offer:
    """What the host gives to a new stand-by: all of `Settings` but the key of the copy, which only the stand-by has."""

    def __init__(self, office_id: str, office_name: str, office_key: str, origins: list[str], person: str) -> None:
        self.id, self.secret = secrets.token_hex(words.ID_BYTES), secrets.token_hex(SECRET_BYTES)
        self.said = {"id": self.id, "secret": self.secret, "office_id": office_id, "office_name": office_name}
        self.said |= {"office_key": office_key, "origins": origins, "person": person}  # type: ignore[dict-item]


class Enrolling:
    """Waits for the host. DATA is the data folder; NAME is what the host calls this computer."""

    def __init__(self, data: Path, name: str) -> None:
        self._data, self._name = data, name
        self.code = codes.new_code()

    def serve(self, listener: socket.socket) -> Settings:
        """Returns when this computer is a stand-by. Raises BackupFailed, and OSError when the listener is closed."""
        for link, connection, _ in waiting.links(listener, self.code):
            try:
                with told("enrol"):
                    return self._take(link)
            except BackupFailed as problem:
                waiting.refuse(link, connection, problem)
        raise BackupFailed("cancelled", channel.CUT)

    def _take(self, link: Channel) -> Settings:
        said = messages.expect(link, words.ENROL, ANSWER_SECONDS)
        found = _settings(said)
        messages.say(link, words.ENROLLED, name=self._name)
        messages.expect(link, words.DONE, ANSWER_SECONDS)
        folder = settings.folder_for(self._data, found.office_id)
        if folder.exists():
            settings.remove(folder)  # of an earlier enrolment, whose secret the host may not know any more
        settings.write(folder, found)
        return found


class Offering:
    """A connection to a computer that shows a code. Use it in a `with` block. Raises BackupFailed, OSError."""

    def __init__(self, host: str, port: int, code: str, offer: Offer) -> None:
        self._host, self._offer = host, offer
        self._connected = channel.connected(host, port, code)

    def __enter__(self) -> "Offering":
        with contextlib.ExitStack() as opened:
            self._link = opened.enter_context(self._connected)
            messages.say(self._link, words.ENROL, **self._offer.said)
            self.name = str(messages.expect(self._link, words.ENROLLED, ANSWER_SECONDS).get("name") or self._host)
            self._opened = opened.pop_all()
        return self

    def finish(self) -> None:
        """Tells the stand-by that the host has stored it."""
        messages.say(self._link, words.DONE)

    def __exit__(self, *_: object) -> None:
        self._opened.close()


def _settings(said: dict[str, Any]) -> Settings:
    try:
        names = ("id", "secret", "office_id", "office_name", "office_key", "person")
        standby_id, secret, office_id, office_name, office_key, person = (str(said[name]) for name in names)
        lengths = [(standby_id, words.ID_BYTES), (secret, SECRET_BYTES), (office_key, SECRET_BYTES)]
        if any(len(bytes.fromhex(text)) != length for text, length in lengths):
            raise ValueError
        origins = tuple(str(each) for each in said["origins"])[: settings.MOST_ORIGINS]
    except (KeyError, TypeError, ValueError):
        raise BackupFailed("damaged", channel.CUT) from None
    key, now = secrets.token_hex(SECRET_BYTES), time.time_ns() // 1_000_000
    return Settings(standby_id, secret, key, office_id, office_name, office_key, person, origins, enrolled_at=now)
