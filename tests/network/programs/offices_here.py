"""Runs the command `chat-desktop offices` alone: `offices_here.py SECONDS`."""

import sys

from chat_desktop.network.mdns.list_command import run

if __name__ == "__main__":
    sys.exit(run(float(sys.argv[1])))
