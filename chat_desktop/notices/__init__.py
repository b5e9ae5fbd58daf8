"""The licences of everything that comes with Chat Desktop, for the page's About."""

import json

from chat_desktop import paths


def load() -> list[dict[str, str]]:
    """`[{"name", "version", "licence", "text"}]`, sorted by name: as the build wrote it, else as installed here.

    The latter reads some hundred small files: not for the hub.
    """
    written = paths.notices()
    if written is not None:
        notices: list[dict[str, str]] = json.loads(written.read_text(encoding="utf-8"))
        return notices
    from chat_desktop.notices import collect

    return collect.everything()
