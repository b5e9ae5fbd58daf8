"""Checks the application firewall of macOS with its own tool, which prints English in every language."""

import re

from chat_desktop.network.doctor import platform_tools
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import FIREWALL

TOOL = "/usr/libexec/ApplicationFirewall/socketfilterfw"
OFF, ON, BLOCKS_ALL = "0", "1", "2"
STATE = re.compile(r"\(State = (\d)\)")

_OPTIONS = "System Settings, Network, Firewall, Options"


def check(subject: Subject) -> Check:
    """Checks whether the firewall allows connections to this program."""
    answers = [platform_tools.run(TOOL, *words) for words in (["--getglobalstate"], ["--getblockall"])]
    program = platform_tools.run(TOOL, "--getappblocked", subject.program)
    return evaluate(*(answer.output if answer else "" for answer in (*answers, program)))


def evaluate(state: str, block_all: str, program: str) -> Check:
    """Evaluates the outputs of --getglobalstate, --getblockall and --getappblocked PROGRAM."""
    found = STATE.search(state)
    if found is None:
        return FIREWALL.unknown("macOS didn't say whether its firewall is on.", f"Check {_OPTIONS}.")
    if found[1] == OFF:
        return FIREWALL.ok("The macOS firewall is off.")
    if found[1] == BLOCKS_ALL or "enabled" in block_all.lower():
        return FIREWALL.failed(
            "The macOS firewall blocks all incoming connections.",
            f"{_OPTIONS}: turn off “Block all incoming connections”.",
        )
    if "blocked" in program.lower():
        return FIREWALL.failed(
            "The macOS firewall blocks this program.",
            f"{_OPTIONS}: set this program to “Allow incoming connections”.",
        )
    if "permitted" in program.lower():
        return FIREWALL.ok("The macOS firewall allows connections to this program.")
    return FIREWALL.warning(
        "The macOS firewall is on and doesn't know this program yet. It asks when the first colleague connects.",
        f"Choose “Allow” when macOS asks, or add this program in {_OPTIONS}.",
    )
