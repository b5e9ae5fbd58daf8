"""Checks the firewalls of Linux as far as this account may read them: ufw, firewalld, then the kernel's rules."""

import json
import re

from chat_desktop.languages.sentences import Sentence, sentence
from chat_desktop.network.doctor import platform_tools
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.firewall import nftables
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import FIREWALL

UFW_ON, UFW_DEFAULTS, UFW_RULES = "/etc/ufw/ufw.conf", "/etc/default/ufw", "/etc/ufw/user.rules"
FIREWALLD = ("/usr/bin/firewall-cmd", "/bin/firewall-cmd")
NFT = ("/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft")
LIST_RULES = "sudo nft list ruleset"
IPTABLES = ("/usr/sbin/iptables", "/sbin/iptables", "/usr/bin/iptables")

# The comment that ufw writes above each of its rules: `### tuple ### allow tcp 8765 0.0.0.0/0 any 0.0.0.0/0 in`.
UFW_TUPLE = re.compile(r"^### tuple ### (\w+) (\w+) (\S+) \S+ (\S+) (\S+) in", re.MULTILINE)


def check(subject: Subject) -> Check:
    """Checks the first firewall that is active."""
    port = subject.port
    return _ufw(port) or _firewalld(port) or _kernel(port)


def _ufw(port: int) -> Check | None:
    return evaluate_ufw(
        platform_tools.read(UFW_ON), platform_tools.read(UFW_DEFAULTS), platform_tools.read(UFW_RULES), port
    )


def evaluate_ufw(conf: str | None, defaults: str | None, rules: str | None, port: int) -> Check | None:
    """Evaluates the files of ufw. Returns None when ufw is not installed or off.

    RULES is None for accounts other than root, which cannot read the file."""
    if not re.search(r"^ENABLED=\"?yes", conf or "", re.MULTILINE | re.IGNORECASE):
        return None
    if re.search(r'^DEFAULT_INPUT_POLICY="?ACCEPT', defaults or "", re.MULTILINE):
        return FIREWALL.ok(sentence("check.ufw_permissive"))
    step = sentence("check.run", command=f"sudo ufw allow {port}/tcp && sudo ufw allow 5353/udp")
    if rules is None:
        return FIREWALL.warning(sentence("check.ufw_unreadable"), step)
    if any(_allows(row, port) for row in UFW_TUPLE.findall(rules)):
        return FIREWALL.ok(sentence("check.firewall_opens", name="ufw", port=str(port)))
    return FIREWALL.failed(sentence("check.ufw_blocks", port=str(port)), step)


def _allows(row: tuple[str, str, str, str, str], port: int) -> bool:
    action, protocol, ports, _, source = row
    everyone = source in ("0.0.0.0/0", "any") or not source.endswith("/32")
    return action in ("allow", "limit") and protocol in ("tcp", "any") and everyone and _among(port, ports)


def _firewalld(port: int) -> Check | None:
    tool = platform_tools.first_existing(*FIREWALLD)
    state = platform_tools.run(tool, "--state") if tool else None
    if tool is None or state is None or state.status != 0:
        return None
    active = platform_tools.run(tool, "--get-active-zones")
    zones = parse_zones(active.output) if active and active.status == 0 else []
    ports = {}
    for zone in zones[:4]:
        ran = platform_tools.run(tool, f"--zone={zone}", "--list-ports")
        ports[zone] = ran.output if ran and ran.status == 0 else None
    return evaluate_firewalld(ports, port)


def parse_zones(output: str) -> list[str]:
    """Returns the zone names in the output of --get-active-zones: the first word of each line without indentation."""
    return [line.split()[0] for line in output.splitlines() if line.strip() and not line[0].isspace()]


def evaluate_firewalld(ports: dict[str, str | None], port: int) -> Check:
    """Evaluates PORTS, which has the output of --list-ports for each active zone, or None when that failed."""
    if not ports or None in ports.values():
        return FIREWALL.unknown(sentence("check.firewalld_silent"), _firewalld_step("public", port))
    blocking = [zone for zone, text in ports.items() if zone != "trusted" and not _opens(text or "", port)]
    if not blocking:
        return FIREWALL.ok(sentence("check.firewall_opens", name="firewalld", port=str(port)))
    found = sentence("check.firewalld_blocks", port=str(port), zone=blocking[0])
    return FIREWALL.failed(found, _firewalld_step(blocking[0], port))


def _firewalld_step(zone: str, port: int) -> Sentence:
    opening = f"sudo firewall-cmd --permanent --zone={zone} --add-port={port}/tcp --add-service=mdns"
    return sentence("check.run", command=f"{opening} && sudo firewall-cmd --reload")


def _opens(text: str, port: int) -> bool:
    """Returns whether the ports in TEXT, such as `1025-65535/udp 8765/tcp`, include the TCP port."""
    return any(_among(port, entry[:-4]) for entry in text.split() if entry.endswith("/tcp"))


def _among(port: int, ports: str) -> bool:
    """Returns whether PORTS includes PORT.

    PORTS is `any`, or numbers and ranges with commas. A range has a colon in ufw and a hyphen in firewalld."""
    if ports == "any":
        return True
    for part in ports.split(","):
        first, _, last = part.replace(":", "-").partition("-")
        if first.isdecimal() and int(first) <= port <= int(last if last.isdecimal() else first):
            return True
    return False


def _kernel(port: int) -> Check:
    nft, iptables = platform_tools.first_existing(*NFT), platform_tools.first_existing(*IPTABLES)
    if nft is None and iptables is None:
        return FIREWALL.ok(sentence("check.no_firewall"))
    ran = platform_tools.run(nft, "-j", "list", "ruleset") if nft else None
    if ran and ran.status == 0:
        return evaluate_ruleset(ran.output, port)
    ran = platform_tools.run(iptables, "-S", "INPUT") if iptables else None
    if ran and ran.status == 0 and not re.search(r"^-P INPUT DROP|-j (DROP|REJECT)", ran.output, re.MULTILINE):
        return FIREWALL.ok(sentence("check.kernel_accepts_all"))
    return FIREWALL.unknown(sentence("check.kernel_unreadable"), sentence("check.look_at_rules", command=LIST_RULES))


def evaluate_ruleset(output: str, port: int) -> Check:
    """Evaluates the output of `nft -j list ruleset`."""
    try:
        verdict = nftables.verdict(json.loads(output), port)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        verdict = "unknown"
    if verdict == "drop":
        drops = sentence("check.kernel_drops", port=str(port))
        return FIREWALL.failed(drops, sentence("check.kernel_add_rule", port=str(port)))
    if verdict == "unknown":
        unsure = sentence("check.kernel_unsure", port=str(port))
        return FIREWALL.unknown(unsure, sentence("check.look_at_rules", command=LIST_RULES))
    return FIREWALL.ok(sentence("check.kernel_opens", port=str(port)))
