"""Checks the Windows category of each network. On a public network, the firewall blocks connections by default.

It reads numbers from WMI, because the output of `Get-NetConnectionProfile` is in the language of Windows.
"""

import json
import sys
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

from chat_desktop.languages.sentences import sentence
from chat_desktop.network.doctor import platform_tools
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import PROFILE

# The class that Get-NetConnectionProfile uses. ConvertTo-Json writes a single object without a list.
ASK = (
    "[Console]::OutputEncoding = [Text.Encoding]::UTF8; "
    "Get-CimInstance -Namespace root/StandardCimv2 -ClassName MSFT_NetConnectionProfile | "
    "Select-Object Name, InterfaceAlias, InterfaceIndex, @{n='Category'; e={[int]$_.NetworkCategory}} | ConvertTo-Json"
)
POWERSHELL = r"WindowsPowerShell\v1.0\powershell.exe"
LIMIT_SECONDS = 7.0  # the first start of PowerShell after a boot is slow


class Category(IntEnum):
    """The values of NetworkCategory in MSFT_NetConnectionProfile."""

    PUBLIC = 0
    PRIVATE = 1
    DOMAIN = 2


@dataclass(frozen=True, slots=True)
class Connected:
    """A connected network. `name` is the name of the network, and `adapter` the name that Windows gives its adapter."""

    name: str
    adapter: str
    index: int
    category: Category


def check(subject: Subject) -> Check | None:
    """Checks the category of the networks with colleagues. Returns None on other platforms than Windows."""
    if sys.platform == "win32":
        return evaluate(of_lan(connected(), subject))
    else:  # noqa: RET505  # mypy treats code after a return as unreachable
        return None


def evaluate(networks: list[Connected] | None) -> Check:
    """Evaluates the categories of the networks. NETWORKS is None when they are not known."""
    if networks is None:
        return PROFILE.unknown(sentence("check.profile_unknown"), sentence("check.make_private"))
    public = [network for network in networks if network.category is Category.PUBLIC]
    if public:
        return PROFILE.warning(
            sentence("check.profile_public", networks=_named(public)), sentence("check.make_private")
        )
    if networks:
        return PROFILE.ok(sentence("check.profile_private", networks=_named(networks)))
    return PROFILE.ok(sentence("check.profile_none"))


def connected() -> list[Connected] | None:
    """Returns the networks of this computer, or None when PowerShell fails."""
    ran = platform_tools.run(
        system32(POWERSHELL), "-NoProfile", "-NonInteractive", "-Command", ASK, limit=LIMIT_SECONDS
    )
    return parse(ran.output) if ran and ran.status == 0 else None


def parse(output: str) -> list[Connected] | None:
    """Parses the output of ASK: nothing, an object or a list of objects. Returns None when it is invalid."""
    try:
        found: Any = json.loads(output.lstrip("\ufeff")) if output.strip() else []
        rows = found if isinstance(found, list) else [found]
        return [
            Connected(str(r["Name"]), str(r["InterfaceAlias"]), int(r["InterfaceIndex"]), Category(int(r["Category"])))
            for r in rows
        ]
    except (ValueError, KeyError, TypeError):
        return None


def of_lan(networks: list[Connected] | None, subject: Subject) -> list[Connected] | None:
    """Returns the networks with colleagues. Virtual switches and VPNs are often public, which does not matter."""
    if networks is None:
        return None
    leading = {index for index, ips in _indexes() if any(address.ip in ips for address in subject.lan)}
    return [network for network in networks if network.index in leading] or networks


@cache
def system32(program: str) -> str:
    """Returns the full path of a program of Windows, without the variable %SystemRoot%, which can be changed."""
    if sys.platform == "win32":
        import ctypes

        folder = ctypes.create_unicode_buffer(260)
        ctypes.windll.kernel32.GetSystemDirectoryW(folder, 260)
        return f"{folder.value}\\{program}"
    else:  # noqa: RET505
        return rf"C:\Windows\System32\{program}"


def _indexes() -> list[tuple[int | None, list[str]]]:
    import ifaddr

    return [(a.index, [ip.ip for ip in a.ips if isinstance(ip.ip, str)]) for a in ifaddr.get_adapters()]


def _named(networks: list[Connected]) -> list[str]:
    return [f"{network.name} ({network.adapter})" for network in networks]
