"""The process that reads pictures and documents of strangers, started by `chat-desktop __pictures`.

It reads one JSON object a line from its standard input and answers each with one line. Files go by path. It holds no
secrets, has no connection to the host but its two pipes, and may be killed at any time (files/pictures.py).
"""

import errno
import json
from pathlib import Path
from typing import Any

from chat_desktop import child_processes
from chat_desktop.files.process_limits import ProcessLimits

LINE_BYTES = 65_536
FULL = (errno.ENOSPC, errno.EDQUOT)


def main() -> int:
    """Answers until the host closes the pipe, or is gone."""
    limits = ProcessLimits()
    requests, answers = child_processes.own_pipes()
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
