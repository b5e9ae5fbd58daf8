"""Names the devices of people."""

from typing import Any

from chat_desktop.chat.users import user_agents


def named(description: str) -> dict[str, Any]:
    """Returns what `user_agents.describe` says of a device: in English, and by key for a page in another language.

    There is no key where the words are only the name of a browser, or are missing."""
    found = user_agents.told(description) if description else None
    if found is None:
        return {"device": description}
    return {"device": description, "device_key": found.key, "device_values": dict(found.values)}
