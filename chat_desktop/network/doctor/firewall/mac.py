"""Checks the application firewall of macOS with its own tool, which prints English in every language."""

import re

from chat_desktop.languages.sentences import sentence
from chat_desktop.network.doctor import platform_tools
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import FIREWALL

TOOL = "/usr/libexec/ApplicationFirewall/socketfilterfw"
OFF, ON, BLOCKS_ALL = "0", "1", "2"
STATE = re.compile(r"\(State = (\d)\)")


def check(subject: Subject) -> Check:
    """Checks whether the firewall allows connections to this program."""
    answers = [platform_tools.run(TOOL, *words) for words in (["--getglobalstate"], ["--getblockall"])]
    program = platform_tools.run(TOOL, "--getappblocked", subject.program)
    return evaluate(*(answer.output if answer else "" for answer in (*answers, program)))


def evaluate(state: str, block_all: str, program: str) -> Check:
    """Evaluates the outputs of --getglobalstate, --getblockall and --getappblocked PROGRAM."""
    found = STATE.search(state)
    if found is None:
        return FIREWALL.unknown(sentence("check.mac_silent"), sentence("check.mac_look"))
    if found[1] == OFF:
        return FIREWALL.ok(sentence("check.mac_off"))
    if found[1] == BLOCKS_ALL or "enabled" in block_all.lower():
        return FIREWALL.failed(sentence("check.mac_blocks_all"), sentence("check.mac_unblock_all"))
    if "blocked" in program.lower():
        return FIREWALL.failed(sentence("check.mac_blocks"), sentence("check.mac_allow"))
    if "permitted" in program.lower():
        return FIREWALL.ok(sentence("check.mac_opens"))
    return FIREWALL.warning(sentence("check.mac_will_ask"), sentence("check.mac_choose_allow"))
