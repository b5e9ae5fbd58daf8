"""The two ends of a move as processes that kill themselves: `python -m tests.operations.moving.ends OFFICE FOLDER`.

A process without threads loads the program once, and forks for each end of each move of a copy of the folder OFFICE.
It prints for each step what became of the two ends, and then of another try.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from chat_desktop.operations.backup import restoring
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.moving import codes, messages, receiving, sending
from chat_desktop.runtime.copies.standing import Standing
from chat_desktop.storage import newer_copy, snapshot
from chat_desktop.storage.database import FILE_NAME
from chat_desktop.storage.newer_copy import Handover, NewerCopy
from tests.support.parts.rules_office import START_MS
from tests.support.running.forks import forked, status_of

CODE = codes.new_code()
SENDER_STEPS = ("introduced", "closing", "checking", "stopping", "stopped", "committed")
RECEIVER_STEPS = ("begun", "unpacked", "prepared", "committing", "finished")


def at(step: str, wanted: str | None) -> None:
    if step == wanted:
        os.kill(os.getpid(), signal.SIGKILL)


def before(place: Any, name: str, step: str, wanted: str | None) -> None:
    """Kills the process before a function is called."""
    real: Callable[..., Any] = getattr(place, name)

    def function(*args: Any, **kwargs: Any) -> Any:
        at(step, wanted)
        return real(*args, **kwargs)

    setattr(place, name, function)


def send(data: Path, port: int, step: str | None) -> None:
    standing = Standing(data, snapshot.term(data / FILE_NAME))
    if standing.newer is not None and standing.newer.handover is not None:
        sending.commit(standing.newer.handover)
        standing.settle()
        return
    before(sending, "_send_all", "introduced", step)
    before(sending, "_commit", "stopped", step)

    def stop(prepared: sending.Prepared) -> None:
        at("stopping", step)
        standing.hand_over(NewerCopy(prepared.term, (prepared.origin,), START_MS, prepared.handover))

    progress = Progress(lambda stage: at(stage, step))
    handover = Handover(sending.new_id(), "127.0.0.1", port, CODE)
    sending.send(handover, Source(data, data / "files"), START_MS, progress, lambda: at("closing", step), stop)
    at("committed", step)
    standing.settle()


def receive(data: Path, listener: socket.socket, step: str | None) -> None:
    with receiving.held(data, False):
        receiver = receiving.Receiver(data, Progress())
        receiver.code = CODE
        before(restoring, "unpack_stream", "begun", step)
        before(receiving, "write_atomically", "unpacked", step)
        before(receiving.Receiver, "finish", "committing", step)
        real = messages.say

        def say(link: Any, kind: bytes, **said: Any) -> None:
            if "term" in said:
                at("prepared", step)
            if kind == messages.FINISHED:
                at("finished", step)
            real(link, kind, **said)

        messages.say = say  # type: ignore[assignment]
        receiver.serve(listener)


def run(old: Path, new: Path, sender_step: str | None, receiver_step: str | None) -> dict[str, Any]:
    """Runs both ends once. A receiver that is left alone is ended."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = int(listener.getsockname()[1])
    point_to(old, port)
    receiver = forked(lambda: receive(new, listener, receiver_step))
    listener.close()
    status = status_of(forked(lambda: send(old, port, sender_step)))
    if status != 0:
        with contextlib.suppress(ProcessLookupError):
            os.kill(receiver, signal.SIGTERM)
    ended = status_of(receiver)
    return {"sender": status, "receiver": ended, "old": serves(old), "new": serves(new)}


def point_to(old: Path, port: int) -> None:
    """The receiver waits at a port of its own each time."""
    newer = newer_copy.read(old)
    if newer is not None and newer.handover is not None:
        newer_copy.write(old, replace(newer, handover=replace(newer.handover, port=port)))


def serves(data: Path) -> bool:
    """Whether a host that is started with a folder accepts writes."""
    return (data / FILE_NAME).is_file() and newer_copy.read(data) is None


def main(office: Path, folder: Path) -> None:
    steps = [("", ""), *((step, "") for step in SENDER_STEPS), *(("", step) for step in RECEIVER_STEPS)]
    results = {}
    for sender_step, receiver_step in steps:
        old, new = (folder / f"{sender_step}{receiver_step}-{name}" for name in ("old", "new"))
        shutil.copytree(office, old)
        new.mkdir()
        runs = [run(old, new, sender_step or None, receiver_step or None)]
        if not runs[0]["new"]:
            runs.append(run(old, new, None, None))
        results[f"{sender_step}{receiver_step}"] = runs
    print(json.dumps(results))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
