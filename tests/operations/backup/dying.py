"""Processes that kill themselves in the middle of a backup or a restore: `python -m tests.operations.backup.dying`.

A process without threads loads the program once, and forks for each death. It prints for each whether it was killed.

    backup DATA STICK STAGE...         dies when the stage begins
    restore FILE FOLDER COPIES         dies before renaming number 0 in FOLDER/0, before number 1 in FOLDER/1, ...
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from chat_desktop.operations.backup import backup_file, keys, making, restoring
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress, Stage
from tests.support.parts.rules_office import START_MS

PASSPHRASE = "four words do well"
DAY_MS = 86_400_000


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def was_killed(work: Callable[[], object]) -> bool:
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def back_up(data: Path, stick: Path, stage: str) -> None:
    def tell(begun: Stage) -> None:
        if begun == stage:
            die()

    key = keys.new_key(PASSPHRASE, cost=2)
    making.make(Source(data, data / "files"), stick, key, START_MS + DAY_MS, Progress(tell))


def restore(path: Path, data: Path, renamings: int) -> None:
    real, left = Path.replace, renamings

    def replace(source: Path, target: Path) -> Path:
        nonlocal left
        if left == 0:
            die()
        left -= 1
        return real(source, target)

    Path.replace = replace  # type: ignore[assignment,method-assign]
    restoring.restore(path, data, backup_file.key_for(path, PASSPHRASE), Progress(), may_replace=True)


def main(kind: str, first: str, second: str, *more: str) -> None:
    if kind == "backup":
        killed = [was_killed(lambda stage=stage: back_up(Path(first), Path(second), stage)) for stage in more]  # type: ignore[misc]
    else:
        copies = range(int(more[0]))
        killed = [
            was_killed(lambda number=number: restore(Path(first), Path(second) / str(number), number))  # type: ignore[misc]
            for number in copies
        ]
    print(json.dumps(killed))


if __name__ == "__main__":
    main(*sys.argv[1:])
