"""Starts the program `chat-desktop`."""

import sys
from collections.abc import Sequence

from chat_desktop import child_processes  # noqa: F401 - imported early, because it saves the environment of the start

PICTURES = (
    "__pictures"  # makes the pictures of files, for the host that has started it (chat_desktop/files/pictures.py)
)
SEARCH = "__search"  # searches for a host that has started it (chat_desktop/runtime/searching)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command of the command line, or the part of this program that a host starts for itself."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if list(arguments) == [PICTURES]:
        # Before the imports of the whole program: they would take a second, and memory that pictures need.
        from chat_desktop.files import picture_child

        return picture_child.main()
    if list(arguments[:1]) == [SEARCH] and len(arguments) == 2:
        from chat_desktop.runtime.searching import child

        return child.main(arguments[1])
    from chat_desktop.cli.main import main as command_line

    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main())
