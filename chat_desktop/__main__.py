"""Starts the program `chat-desktop`."""

import sys

from chat_desktop.cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
