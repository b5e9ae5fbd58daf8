"""What the window tells its page about alerts, as attributes of the document (webui/app/lib/desktop_window.js)."""


def page_facts(*, is_behind: bool, is_paused: bool) -> str:
    """Returns the code that tells it. A window is behind when it is shown and another one is in use."""
    window, notifications = ("behind" if is_behind else ""), ("paused" if is_paused else "")
    return (
        f"Object.assign(document.documentElement.dataset, {{ window: '{window}', notifications: '{notifications}' }});"
    )
