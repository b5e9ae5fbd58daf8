"""Whether this computer's own firewall lets colleagues through to the host."""

import sys

from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject


def check(subject: Subject) -> Check:
    # Each is loaded where it is of use.
    if sys.platform == "win32":
        from chat_desktop.network.doctor.firewall import windows

        return windows.check(subject)
    elif sys.platform == "darwin":  # noqa: RET505  # mypy takes what follows a return for dead
        from chat_desktop.network.doctor.firewall import mac

        return mac.check(subject)
    else:
        from chat_desktop.network.doctor.firewall import linux

        return linux.check(subject)
