"""Windows' category of each network: on a public one its firewall lets nobody in unless a rule says so.

Asked of WMI by numbers, because every word of `Get-NetConnectionProfile` is in the language of that Windows.
"""

import json
import sys
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

from chat_desktop.network.doctor import platform_tools
from chat_desktop.network.doctor.checks import Check, join_words
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import PROFILE

# The class behind Get-NetConnectionProfile; ConvertTo-Json writes a single object without a list round it.
ASK = (
    "[Console]::OutputEncoding = [Text.Encoding]::UTF8; "
    "Get-CimInstance -Namespace root/StandardCimv2 -ClassName MSFT_NetConnectionProfile | "
    "Select-Object Name, InterfaceAlias, InterfaceIndex, @{n='Category'; e={[int]$_.NetworkCategory}} | ConvertTo-Json"
)
POWERSHELL = r"WindowsPowerShell\v1.0\powershell.exe"
LIMIT_SECONDS = 7.0  # PowerShell's first start after a boot


class Category(IntEnum):
    """NetworkCategory of MSFT_NetConnectionProfile."""

    PUBLIC = 0
    PRIVATE = 1
    DOMAIN = 2


@dataclass(frozen=True, slots=True)
class Connected:
    """A network that this computer is on: `name` is the person's word for it, `adapter` Windows'."""

    name: str
    adapter: str
    index: int
    category: Category


def check(subject: Subject) -> Check | None:
    """None elsewhere than on Windows."""
    if sys.platform == "win32":
        return evaluate(of_lan(connected(), subject))
    else:  # noqa: RET505  # mypy looks at one platform at a time, and takes what follows a return for dead
        return None


def evaluate(networks: list[Connected] | None) -> Check:
    if networks is None:
        return PROFILE.unknown("Windows didn't say which kind of network this is.", _STEPS)
    public = [network for network in networks if network.category is Category.PUBLIC]
    if public:
        return PROFILE.warning(f"Windows treats {_named(public)} as a public network and blocks others on it.", _STEPS)
    return PROFILE.ok(
        f"Windows treats {_named(networks)} as a private network." if networks else "There is no network."
    )


def connected() -> list[Connected] | None:
    """The networks that this Windows is on; None when it does not tell."""
    ran = platform_tools.run(
        system32(POWERSHELL), "-NoProfile", "-NonInteractive", "-Command", ASK, limit=LIMIT_SECONDS
    )
    return parse(ran.output) if ran and ran.status == 0 else None


def parse(output: str) -> list[Connected] | None:
    """ASK's answer: nothing, an object or a list of them."""
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
    """Those that lead to colleagues: virtual switches and VPNs are public more often than not, and do not matter."""
    if networks is None:
        return None
    leading = {index for index, ips in _indexes() if any(address.ip in ips for address in subject.lan)}
    return [network for network in networks if network.index in leading] or networks


@cache
def system32(program: str) -> str:
    """The full path of one of Windows' own programs: %SystemRoot% may be set to anything."""
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


def _named(networks: list[Connected]) -> str:
    return join_words([f"“{network.name}” ({network.adapter})" for network in networks])


_STEPS = (
    "If this is the office's own network: open Settings, Network & internet, the connection's properties, and set "
    "the network profile type to Private."
)
