"""Runs `chat-desktop doctor --json` in a namespace: `examine.py DATA [FLAGS]`. `--serve` runs a host instead."""

import sys

from chat_desktop.__main__ import main

if __name__ == "__main__":
    data, *flags = sys.argv[1:]
    command = ["serve", *flags[1:]] if flags[:1] == ["--serve"] else ["doctor", "--json", *flags]
    sys.exit(main([*command, "--data", data]))
