"""Runs a command for developers: `python3 dev.py run`, `serve`, `test`, `lint`, `bench`, `package`, `help`.

Each command installs what it needs first. The code is in build/development/ and uses the standard library alone. This
file keeps to the grammar of Python 2.7, so that an old Python can print the error below.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (the error is for older versions)
    sys.exit(
        "Chat Desktop needs Python 3.11 or newer; this is Python %d.%d. Start dev.py with a newer one."  # noqa: UP031
        % sys.version_info[:2]
    )

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "build"))  # noqa: PTH100, PTH118, PTH120

from development.dev_verbs import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
