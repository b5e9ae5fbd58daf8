"""Has the pictures of files made by a process of its own, which is killed when it does anything but that.

The decoders of pictures and documents are large programs in C that read what strangers send. They run where a crash, an
endless loop, or code that someone smuggles in reaches nothing of the host. What the process answers is checked as well.
"""

import binascii
import contextlib
import json
import logging
import queue
import shutil
import signal
import stat
from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec

from chat_desktop import background, child_processes
from chat_desktop.atomic_write import rename_over
from chat_desktop.files.made import (
    COPY,
    COPY_TYPES,
    FORMS,
    PIXELS_MOST,
    Made,
    Served,
    State,
    has_preview,
    made_path,
    part_path,
)
from chat_desktop.files.process_limits import OUTPUT_BYTES

log = logging.getLogger(__name__)

VERB = "__pictures"
# For one file. The process may compute for 10 s (process_limits.py); the rest is for waiting: it gives way to the host.
LIMIT_SECONDS = 30.0
KILL_SECONDS = 5.0  # a process that was killed is gone by then, unless its disk hangs
PICTURES_MOST = 200  # of one process: what libraries leak ends with it
ANSWER_BYTES = 4_096
TINY_BYTES = 1_024
FORM_BYTES = 4 * 1024**2
FULL_BYTES = 64 * 1024**2  # with less space than this, a disk counts as full
PAGES_MOST = 10_000_000
# Each thread that reads a picture would reserve memory for itself (glibc).
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}
# The status of a process that has computed too long: ended by SIGXCPU, or by the Job Object of Windows.
TIME_IS_UP = (-int(getattr(signal, "SIGXCPU", 0)) or None, 1_816)
# How copies begin, by their type.
STARTS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "image/gif": b"GIF8"}
TYPES = {
    "image": ("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/heic"),
    "pdf": ("application/pdf",),
}

Side = Annotated[int, msgspec.Meta(ge=1, le=PIXELS_MOST)]


class UnavailableError(Exception):
    """Nothing is known of the file: no process could be started, the host stops, or its disk is full."""


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    hash: str
    state: State
    kind: str = "file"
    type: str = ""
    width: Side | None = None
    height: Side | None = None
    tiny: str = ""
    pages: Annotated[int, msgspec.Meta(ge=1, le=PAGES_MOST)] | None = None
    animated: bool = False
    served: Served = "same"


class PictureMaker:
    """The process that makes pictures: it is started for the first one. FOLDER takes what is made.

    `make` is called by one thread at a time; `end` and `stop` by any thread.
    """

    def __init__(
        self, folder: Path, command: Sequence[str] | None = None, limit_seconds: float = LIMIT_SECONDS
    ) -> None:
        self._folder = folder
        self._command = list(command or child_processes.own_command(VERB))
        self._limit_seconds = limit_seconds
        self._worker: _Worker | None = None
        self._stopped = False

    @property
    def process_id(self) -> int | None:
        """The id of the process, or None when there is none."""
        worker = self._worker
        return None if worker is None else worker.process.pid

    def make(self, path: Path, file_hash: str) -> Made:
        """Makes the pictures of a file, whose outcome may be that there are none. Blocks the calling thread.

        Raises UnavailableError when it has to be tried again later.
        """
        request = {"path": str(path), "folder": str(self._folder), "hash": file_hash}
        try:
            made = self._ask(request) or self._ask(request)  # a process that is killed from outside costs no picture
        finally:
            self._remove_parts(file_hash)
        if made is None or (made.state == "fresh" and not self._is_disk_full()):
            return Made("failed")
        if made.state == "fresh":
            raise UnavailableError("the disk is full")
        return made

    def end(self) -> None:
        """Ends the process. The next picture starts another one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()

    def stop(self) -> None:
        """Ends the process for good, also in the middle of a picture."""
        self._stopped = True
        self.end()

    def _ready(self) -> "_Worker":
        worker = self._worker
        if worker is not None and not worker.is_ready:
            self.end()
            worker = None
        if worker is None:
            try:
                worker = self._worker = _Worker(self._command)
            except (OSError, RuntimeError) as problem:
                raise UnavailableError(f"the process that makes pictures did not start: {problem}") from problem
        if self._stopped:
            self.end()
            raise UnavailableError("the host stops")
        return worker

    def _ask(self, request: dict[str, str]) -> Made | None:
        """Returns what the process made of a file, or None when it has failed and another one may do better."""
        worker = self._ready()
        line = worker.ask(json.dumps(request).encode() + b"\n", self._limit_seconds)
        made = None if line is None else self._checked(line, request["hash"])
        if made is None:
            self.end()
            if self._stopped:
                raise UnavailableError("the host stops")
            log.info("The process that makes pictures failed at a file; it was ended")
            return Made("failed") if worker.is_spent else None
        return made

    def _is_disk_full(self) -> bool:
        try:
            return shutil.disk_usage(self._folder).free < FULL_BYTES
        except OSError:
            return True

    def _checked(self, line: bytes, file_hash: str) -> Made | None:
        """Returns what an answer says and keeps what was made, or returns None when the answer cannot be true."""
        try:
            answer = msgspec.json.decode(line, type=_Answer)
            tiny = b64decode(answer.tiny, validate=True)
        except (msgspec.MsgspecError, UnicodeError, binascii.Error):
            return None
        if answer.hash != file_hash:
            return None
        if answer.state != "made":
            return Made(answer.state)
        width, height = answer.width, answer.height
        if width is None or height is None or width * height > PIXELS_MOST:
            return None
        if answer.type not in TYPES.get(answer.kind, ()) or (answer.pages is None) != (answer.kind != "pdf"):
            return None
        if not (_is_webp(tiny[:12]) and len(tiny) <= TINY_BYTES):
            return None
        made = Made("made", answer.kind, answer.type, width, height, tiny, answer.pages, answer.animated, answer.served)
        kept = self._keep(file_hash, made)
        return None if kept is None else made._replace(bytes=kept)

    def _keep(self, file_hash: str, made: Made) -> int | None:
        """Gives the files that were made their names, and returns their bytes; None when one is not what it should."""
        forms = FORMS if has_preview(made.width or 0, made.height or 0) else FORMS[:1]
        if not all(_is_picture_file(part_path(self._folder, file_hash, form)) for form in forms):
            return None
        copies = [COPY] if made.served == "copy" else []
        if copies and not _is_copy(part_path(self._folder, file_hash, COPY), made.type):
            return None
        kept = 0
        try:
            for form in (*forms, *copies):
                path = made_path(self._folder, file_hash, form)
                rename_over(part_path(self._folder, file_hash, form), path)
                kept += path.stat().st_size
        except OSError:
            return None
        return kept

    def _remove_parts(self, file_hash: str) -> None:
        for form in (*FORMS, COPY):
            with contextlib.suppress(OSError):
                part_path(self._folder, file_hash, form).unlink(missing_ok=True)


class _Worker:
    """A process, and the thread that reads its answers."""

    def __init__(self, command: Sequence[str]) -> None:
        """Raises OSError, and RuntimeError when there is no thread for it."""
        self.process = child_processes.start_worker(command, child_processes.own_folder(), **ENVIRONMENT)
        self._answers: queue.Queue[bytes | None] = queue.Queue(maxsize=2)
        self._asked = 0
        self.is_spent = False
        try:
            background.start("pictures", self._read)
        except RuntimeError:
            self.kill()
            raise

    @property
    def is_ready(self) -> bool:
        """Whether it may be asked: it runs, is not too old, and has said nothing without being asked."""
        return self._asked < PICTURES_MOST and self._answers.empty() and self.process.poll() is None

    def ask(self, line: bytes, limit_seconds: float) -> bytes | None:
        """Returns the answer, or None when none came in time. `is_spent` tells that the file has used up its time."""
        self._asked += 1
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(line)
            self.process.stdin.flush()
            answer = self._answers.get(timeout=limit_seconds)
        except queue.Empty:
            self.is_spent = True
            return None
        except OSError:
            answer = None
        if answer is None:
            self.kill()
            self.is_spent = self.process.returncode in TIME_IS_UP
        return answer

    def kill(self) -> None:
        """Kills the process and waits for its end."""
        with contextlib.suppress(OSError):
            self.process.kill()
        with contextlib.suppress(child_processes.TimeoutExpired):
            self.process.wait(KILL_SECONDS)
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()

    def _read(self) -> None:
        """Reads answers until the process ends or says what no answer can be. A flood is cut off."""
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            while (line := stream.readline(ANSWER_BYTES)).endswith(b"\n"):
                try:
                    self._answers.put_nowait(line)
                except queue.Full:
                    break
            with contextlib.suppress(OSError):
                self.process.kill()
        with contextlib.suppress(queue.Full):
            self._answers.put_nowait(None)


def _is_picture_file(path: Path) -> bool:
    """Returns whether a file is what was asked for: a small WebP picture, and no link to something else."""
    return _is_webp(_head(path, FORM_BYTES))


def _is_copy(path: Path, media_type: str) -> bool:
    """Returns whether a file begins as a copy of a picture of this type does."""
    head, wanted = _head(path, OUTPUT_BYTES), COPY_TYPES.get(media_type, media_type)
    return _is_webp(head) if wanted == "image/webp" else wanted in STARTS and head.startswith(STARTS[wanted])


def _head(path: Path, bytes_most: int) -> bytes:
    """Returns how a file begins that the process has written; nothing for a link to another one, or a large file."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1 or found.st_size > bytes_most:
            return b""
        with path.open("rb") as file:
            return file.read(12)
    except OSError:
        return b""


def _is_webp(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"
