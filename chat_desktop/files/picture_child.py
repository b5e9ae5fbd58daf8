"""The process that reads pictures and documents of strangers, started by `chat-desktop __pictures`.

It reads one JSON object a line from its standard input and answers each with one line. Files go by path. It holds no
secrets, has no connection to the host but its two pipes, and may be killed at any time (files/pictures.py).
"""

import contextlib
import errno
import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from chat_desktop.files.process_limits import ProcessLimits

LINE_BYTES = 65_536
FULL = (errno.ENOSPC, errno.EDQUOT)
_STANDARD_INPUT, _STANDARD_OUTPUT = -10, -11


def main() -> int:
    """Answers until the host closes the pipe, or is gone."""
    limits = ProcessLimits()
    requests, answers = _pipes()
    is_first = True
    while (line := requests.readline(LINE_BYTES)).endswith(b"\n"):
        limits.allow_next()
        answers.write(json.dumps(_answer(json.loads(line), is_first)).encode() + b"\n")
        answers.flush()
        is_first = False
    return 0


def _answer(request: dict[str, str], is_first: bool) -> dict[str, Any]:
    from chat_desktop.files import drawing

    made: dict[str, Any]
    try:
        made = drawing.draw(Path(request["path"]), Path(request["folder"]), request["hash"])
    except drawing.TooLargeError:
        made = {"state": "refused"}
    except drawing.LockedError:
        made = {"state": "plain"}
    except MemoryError:
        if not is_first:
            raise  # earlier files have left too little: the host asks a new process
        made = {"state": "failed"}
    except OSError as problem:
        made = {"state": "fresh" if problem.errno in FULL else "failed"}
    except Exception:  # decoders raise whatever they come across
        made = {"state": "failed"}
    return {**made, "hash": request["hash"]}


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Returns the pipes to the host. What libraries print goes nowhere, because it would be read as an answer."""
    if sys.platform == "win32":
        requests, answers = _handle(_STANDARD_INPUT, os.O_RDONLY), _handle(_STANDARD_OUTPUT, os.O_WRONLY)
    else:
        requests, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        with contextlib.suppress(OSError):
            os.dup2(nowhere, stream)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


if sys.platform == "win32":

    def _handle(number: int, flags: int) -> int:
        """Returns a descriptor for a standard handle: a program with windows has no descriptors 0 and 1."""
        import ctypes
        import msvcrt

        kernel = ctypes.windll.kernel32
        kernel.GetStdHandle.restype = ctypes.c_void_p
        return os.dup(msvcrt.open_osfhandle(kernel.GetStdHandle(number), flags | os.O_BINARY))
