"""The program as if it were installed and built with a key of a test: `python -m ...keyed_host KEYS PROGRAM WORD...`.

KEYS is the file of the public keys, PROGRAM the folder in which the program is said to be installed. What would replace
the program is written into the file `started` beside it."""

import json
import sys
from functools import partial
from pathlib import Path

from chat_desktop import child_processes
from chat_desktop.cli.main import main
from chat_desktop.operations.updates import keys, program_folder

if __name__ == "__main__":
    file, folder, words = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    compiled_in, start = keys.compiled_in, child_processes.start
    keys.compiled_in = partial(compiled_in, file)
    program_folder.installed = lambda: folder

    def note(command: list[str], *rest: object, **more: str) -> object:
        if "update" not in command:
            return start(command, *rest, **more)  # type: ignore[arg-type]
        (folder.parent / "started").write_text(json.dumps(command))
        return None

    child_processes.start = note  # type: ignore[assignment]
    sys.exit(main(words))
