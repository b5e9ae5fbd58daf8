"""Runs a command for developers: `python3 dev.py run`, `serve`, `test`, `lint`, `bench`, `package`, `help`.

Each verb sets up what it needs first. Standard library alone; the work is in build/dev_*.py.
Nothing here may be newer than Python 2.7's grammar: an old Python must live to read its sentence.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (the sentence is for those who start it with an older one)
    sys.exit(
        "Chat Desktop needs Python 3.11 or newer; this is Python %d.%d. Start dev.py with a newer one."  # noqa: UP031
        % sys.version_info[:2]
    )

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "build"))  # noqa: PTH100, PTH118, PTH120

from dev_verbs import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
