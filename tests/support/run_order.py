"""The order in which a run takes the files, so that two workers have work to the end.

pytest-xdist gives each worker the next file when it is nearly through with one. The files that take seconds come first,
and the many that take a part of one come last: with them the workers end together.
"""

import pytest

# The folders of tests/ whose files take long: they start hosts, browsers, windows and networks. All others are short.
# The executable is being frozen while the first of them run (packaging/freezing.py).
LONG_FIRST = ("faults", "e2e", "network", "packaging", "desktop", "firefox", "webui", "runtime", "development")


def arrange(items: list[pytest.Item]) -> None:
    """Sorts in place; a file stays whole."""
    first_seen: dict[object, int] = {}
    for item in items:
        first_seen.setdefault(item.path, len(first_seen))
    # Within a file who asks for a browser comes last: Playwright keeps an event loop running in this thread as long as
    # its browser lives, which is until the end of the file.
    items.sort(key=lambda item: (rank(item), first_seen[item.path], "chromium" in getattr(item, "fixturenames", ())))


def rank(item: pytest.Item) -> int:
    folders = item.path.relative_to(item.config.rootpath).parts
    return next((number for number, folder in enumerate(LONG_FIRST) if folder in folders), len(LONG_FIRST))
