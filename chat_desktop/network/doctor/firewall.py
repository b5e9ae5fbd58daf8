"""Whether this computer's own firewall lets colleagues through to the host."""

import sys

from chat_desktop.network.doctor.checks import Check, Topic
from chat_desktop.network.doctor.subject import Subject

FIREWALL = Topic("firewall", "Firewall of this computer")


def look(subject: Subject) -> Check:
    # Each is loaded where it is of use.
    if sys.platform == "win32":
        from chat_desktop.network.doctor import firewall_windows

        return firewall_windows.look(subject)
    elif sys.platform == "darwin":  # noqa: RET505  # mypy takes what follows a return for dead
        from chat_desktop.network.doctor import firewall_mac

        return firewall_mac.look(subject)
    else:
        from chat_desktop.network.doctor import firewall_linux

        return firewall_linux.look(subject)
