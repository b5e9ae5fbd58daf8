"""Returns the licences of all software that is shipped with Chat Desktop, for the page's About dialog."""

import json

from chat_desktop import paths


def load() -> list[dict[str, str]]:
    """Returns `[{"name", "version", "licence", "text"}]`, sorted by name.

    In a build, it reads the file that the build has written. Otherwise it reads hundreds of small files of installed
    packages, so it must not be called on the hub.
    """
    written = paths.notices()
    if written is not None:
        notices: list[dict[str, str]] = json.loads(written.read_text(encoding="utf-8"))
        return notices
    from chat_desktop.notices import collect

    return collect.everything()
