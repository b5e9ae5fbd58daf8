"""Speaks to the office in a data folder as its owner, for the commands of the command line.

    with office_client.connect(settings) as office:
        office.get("/api/users")

A running host is reached at the address in its card in the folder (`host.json`), mostly a loopback address. The card
also has a secret that only the folder's own user can read. Where no host runs, one is started for the time of the
command, on the loopback address and a free port, without being announced. Either way the ordinary routes of the owner
are used.
"""

import http.client
import json
import logging
import os
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any

from chat_desktop import log
from chat_desktop.config import Config
from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import file_words, system_words
from chat_desktop.storage import folder_lock
from chat_desktop.storage.database import FILE_NAME
from chat_desktop.storage.folder_lock import LOOPBACK, HostInfo

ANSWER_SECONDS = 60.0
BLOCK_BYTES = 1 << 18
PIECE = "application/offset+octet-stream"  # of tus, the protocol of uploads
NO_HEADERS: Mapping[str, str] = {}
# A host that has just been started has not opened its port yet.
PATIENCE_SECONDS = 10.0
PAUSE_SECONDS = 0.1
NOT_SET_UP = "The office in {data} is not set up yet. Start Chat Desktop and set it up first."
NO_OFFICE = "There is no office in {data} yet. Start Chat Desktop, or choose the folder of an office with --data."
MAKE_CURRENT = "To use this copy of the office instead, run chat-desktop make-current."
OTHER_USER = "The office in {data} belongs to another user. Run this command as the user who runs the office."


class RefusedError(StartError):
    """The office has refused a request, with a sentence that says why. `code` is the error's code."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class NoAnswerError(StartError):
    """No host answers, or what answers is no host."""


class OfficeClient:
    """The owner's session of one command. `is_running` is False when the host was started for the command."""

    def __init__(self, port: int, is_running: bool, address: str = LOOPBACK) -> None:
        self.port, self.is_running, self._address = port, is_running, address
        self.secret = ""
        self._cookie = ""

    @property
    def _place(self) -> str:
        return HostInfo(0, self.port, None, self._address).place

    def get(self, path: str) -> Any:
        """Returns the answer to a GET request. Raises RefusedError, NoAnswerError."""
        return self.ask("GET", path)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Returns the JSON that the office answers. Raises RefusedError, NoAnswerError."""
        connection = http.client.HTTPConnection(self._address, self.port, timeout=ANSWER_SECONDS)
        try:
            response = self._send(connection, method, path, body)
            answer = json.loads(response.read())
        except (OSError, ValueError, http.client.HTTPException) as problem:
            raise NoAnswerError(f"The office does not answer at {self._place} ({_why(problem)}).") from problem
        finally:
            connection.close()
        return _checked(answer)

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yields the content of a file. Raises RefusedError, NoAnswerError."""
        connection = http.client.HTTPConnection(self._address, self.port, timeout=ANSWER_SECONDS)
        try:
            response = self._send(connection, "GET", path, None)
            if response.status != http.HTTPStatus.OK:
                raise _refusal(json.loads(response.read()))
            while piece := response.read(BLOCK_BYTES):
                yield piece
        except (OSError, ValueError, http.client.HTTPException) as problem:
            raise NoAnswerError(f"The office stopped in the middle of a file ({_why(problem)}).") from problem
        finally:
            connection.close()

    def upload(self, name: str, size: int, pieces: Iterable[bytes]) -> Any:
        """Sends a file of SIZE bytes, and returns the attachment. Raises RefusedError, NoAnswerError."""
        connection = http.client.HTTPConnection(self._address, self.port, timeout=ANSWER_SECONDS)
        told = {"Upload-Length": str(size), "Upload-Metadata": f"name {b64encode(name.encode()).decode()}"}
        try:
            response = self._send(connection, "POST", "/api/uploads", {}, told)
            place, refusal = response.getheader("Location"), response.read()
            if place is None:
                raise _refusal(json.loads(refusal))
            head = {"Content-Type": PIECE, "Upload-Offset": "0", "Content-Length": str(size)}
            response = self._send(connection, "PATCH", place, pieces, head)
            found, refusal = response.getheader("Chat-Attachment"), response.read()
            if found is None:
                raise _refusal(json.loads(refusal or b"{}"))
            return json.loads(found)
        except (OSError, ValueError, http.client.HTTPException) as problem:
            raise NoAnswerError(f"The office did not take the file ({_why(problem)}).") from problem
        finally:
            connection.close()

    def _send(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        body: Any,
        more: Mapping[str, str] = NO_HEADERS,
    ) -> http.client.HTTPResponse:
        headers = {"Content-Type": "application/json", "Origin": f"http://{self._place}", **more}
        if self._cookie:
            headers["Cookie"] = self._cookie
        is_json = headers["Content-Type"] == "application/json" and body is not None
        connection.request(method, path, json.dumps(body).encode() if is_json else body, headers)
        response = connection.getresponse()
        self._keep_cookie(response.headers.get_all("Set-Cookie") or [])
        return response

    def _keep_cookie(self, headers: list[str]) -> None:
        for header in headers:
            try:
                for name, morsel in SimpleCookie(header).items():
                    self._cookie = f"{name}={morsel.value}"
            except CookieError:
                continue


@contextmanager
def connect(settings: Config) -> Iterator[OfficeClient]:
    """Signs in as the owner, and out at the end. Raises StartError with one sentence when there is no such office."""
    _check_folder(settings.data)
    with ExitStack() as undo:
        client = _of_any_host(settings, undo)
        undo.callback(_sign_out, client)
        yield client


def _of_any_host(settings: Config, undo: ExitStack) -> OfficeClient:
    """Returns a session at the host that holds the folder, else at one that UNDO stops. Raises StartError."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        client = _of_running_host(settings.data)
        if client is not None:
            return client
        try:
            return _of_own_host(settings, undo)
        except folder_lock.AlreadyHeld:
            if time.monotonic() >= deadline:
                raise StartError(f"The office in {settings.data} runs, but does not answer this command.") from None
        time.sleep(PAUSE_SECONDS)


def _of_running_host(data: Path) -> OfficeClient | None:
    """Returns a session at the host that the card in the folder names, or None if it does not answer.

    The card of a host that was killed stays, and another program may use its port. Raises StartError."""
    card = folder_lock.info(data)
    if card is None or card.port is None or card.secret is None:
        return None
    client = OfficeClient(card.port, True, card.address)
    try:
        _sign_in(client, data, card.secret)
    except NoAnswerError:
        return None
    return client


def _of_own_host(settings: Config, undo: ExitStack) -> OfficeClient:
    """Returns a session at a host that UNDO stops. Raises AlreadyHeld, StartError."""
    if hasattr(os, "geteuid") and settings.data.stat().st_uid != os.geteuid():
        # The user of the office could not write the files any more that this user would make there.
        raise StartError(OTHER_USER.format(data=settings.data))
    from chat_desktop.runtime.host import Host

    log.set_up(settings.data)
    host = Host(replace(settings, discovery=False, ready_file=None), for_command=True)
    host.start()
    undo.callback(host.stop)
    client = OfficeClient(host.port, is_running=False)
    _sign_in(client, settings.data, host.command_secret)
    return client


def _sign_in(client: OfficeClient, data: Path, secret: str) -> None:
    """Raises NoAnswerError when this is not the host of the folder, and StartError when it has no owner yet."""
    try:
        client.ask("POST", "/api/desktop/session", {"secret": secret})
        client.secret = secret
    except RefusedError as problem:
        if problem.code == "setup_needed":
            raise StartError(NOT_SET_UP.format(data=data)) from None
        if problem.code == "moved":
            raise StartError(f"{problem} {MAKE_CURRENT}") from None
        raise NoAnswerError(str(problem)) from None


def _sign_out(client: OfficeClient) -> None:
    try:
        client.ask("DELETE", "/api/session")
    except StartError as problem:
        logging.getLogger(__name__).info("The session of the command was not ended: %s", problem)


def _check_folder(data: Path) -> None:
    """Raises StartError when the folder has no office, or cannot be read."""
    try:
        there = (data / FILE_NAME).stat()
    except PermissionError:
        raise StartError(OTHER_USER.format(data=data)) from None
    except OSError:
        raise StartError(NO_OFFICE.format(data=data)) from None
    if not os.access(data / FILE_NAME, os.R_OK):
        raise StartError(OTHER_USER.format(data=data))
    if there.st_size == 0:
        raise StartError(NOT_SET_UP.format(data=data))


def _why(problem: Exception) -> str:
    """Returns why a request has failed; a ValueError is of an answer that is no JSON."""
    if isinstance(problem, ValueError):
        return "its answer is not that of an office"
    return str(file_words(problem) if isinstance(problem, OSError) else system_words(problem))


def _checked(answer: Any) -> Any:
    """Raises RefusedError, NoAnswerError."""
    if isinstance(answer, dict) and answer.get("ok") is True:
        return answer
    raise _refusal(answer)


def _refusal(answer: Any) -> StartError:
    """Returns the error that an answer tells."""
    try:
        return RefusedError(str(answer["error"]["code"]), str(answer["error"]["message"]))
    except (KeyError, TypeError):
        return NoAnswerError("The office gave an answer that this command does not understand.")
