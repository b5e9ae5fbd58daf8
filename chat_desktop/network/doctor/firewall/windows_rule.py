"""The rule in Windows' firewall that lets colleagues through, made with one click and an administrator's yes.

The running office has no right to make it and never gets one: Windows' own netsh is started run_elevated, with words of
ours alone, and what came of it is read from the registry afterwards. `cmd` joins its calls, so that Windows asks once.
"""

import re
from dataclasses import dataclass

from chat_desktop import paths
from chat_desktop.network.doctor.firewall.elevation import NOT_POSSIBLE, run_elevated
from chat_desktop.network.doctor.probes.network_profile import system32

NAME = "Chat Desktop"
MDNS_PORT = 5353
PROFILES = "private,domain"  # never public: whoever makes a café's Wi-Fi public means it

# cmd gives these a meaning of its own, between quotes too; a path with one is the person's to type.
UNFIT = re.compile(r'["%^&|<>!\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Rules:
    """What is to be allowed: TCP to PORT and UDP to mDNS's, for PROGRAM alone. `afresh` deletes what Windows wrote for
    the program when somebody said No; not for a Python that other programs run in."""

    program: str
    port: int
    afresh: bool

    def commands(self) -> list[str]:
        """netsh's words, a line each: for showing, and for `parameters`."""
        made = [self._add("TCP", self.port), self._add("UDP", MDNS_PORT)]
        return (
            [f'netsh advfirewall firewall delete rule name=all dir=in program="{self.program}"', *made]
            if self.afresh
            else made
        )

    def text(self) -> str:
        """For a terminal that an administrator has opened."""
        return "\n".join(self.commands())

    def parameters(self) -> str | None:
        """What cmd.exe is given; None when the program's path would mean something else to it."""
        if UNFIT.search(self.program) or not 0 < self.port < 65_536:
            return None
        netsh = system32("netsh.exe")
        calls = " & ".join(f'"{netsh}"' + command.removeprefix("netsh") for command in self.commands())
        return f'/d /s /c "{calls}"'

    def _add(self, protocol: str, port: int) -> str:
        return (
            f'netsh advfirewall firewall add rule name="{NAME} ({protocol} {port})" dir=in action=allow enable=yes '
            f'program="{self.program}" protocol={protocol} localport={port} profile={PROFILES}'
        )


def rules(program: str, port: int) -> Rules:
    return Rules(program, port, afresh=paths.frozen())


def make(wanted: Rules) -> str:
    """Asks Windows to run it as an administrator, and waits: DONE, REFUSED (the person said No) or NOT_POSSIBLE.
    Blocks for as long as Windows' question stands."""
    parameters = wanted.parameters()
    return NOT_POSSIBLE if parameters is None else run_elevated(system32("cmd.exe"), parameters)
