"""Checks whether this computer's firewall allows colleagues to reach the host."""

import sys

from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject


def check(subject: Subject) -> Check:
    """Checks the firewall of this platform."""
    # Only the module of this platform is loaded.
    if sys.platform == "win32":
        from chat_desktop.network.doctor.firewall import windows

        return windows.check(subject)
    elif sys.platform == "darwin":  # noqa: RET505  # mypy treats code after a return as unreachable
        from chat_desktop.network.doctor.firewall import mac

        return mac.check(subject)
    else:
        from chat_desktop.network.doctor.firewall import linux

        return linux.check(subject)
