"""What the window tells its page about alerts, as attributes of the document (webui/app/lib/desktop_window.js)."""

import json


def page_facts(*, is_behind: bool, is_paused: bool) -> str:
    """Returns the code that tells it. A window is behind when it is shown and another one is in use."""
    window, notifications = ("behind" if is_behind else ""), ("paused" if is_paused else "")
    return (
        f"Object.assign(document.documentElement.dataset, {{ window: '{window}', notifications: '{notifications}' }});"
    )


def reply_code(tag: str, words: str) -> str:
    """Returns the code that lets the page send WORDS to the room of the notification TAG."""
    detail = json.dumps({"tag": tag, "text": words})
    return f"dispatchEvent(new CustomEvent('notificationreply', {{ detail: {detail} }}))"
