r"""Checks Windows Defender Firewall by its registry values, which are the same in every language and need no rights.

Each value of FirewallRules is a line like `v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Private|LPort=8765|
App=C:\...\chat-desktop.exe|Name=Chat Desktop|` ([MS-GPFAS] 2.2.2). A rule without a Profile, Protocol or LPort applies
to all of them. A rule that blocks has priority over all rules that allow.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chat_desktop.languages.sentences import sentence
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.firewall import windows_registry as read
from chat_desktop.network.doctor.probes import network_profile
from chat_desktop.network.doctor.probes.network_profile import Category
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import FIREWALL

TCP = "6"
PROFILE_NAMES = {Category.PUBLIC: "Public", Category.PRIVATE: "Private", Category.DOMAIN: "Domain"}
# The registry names the private profile as Windows XP did.
PROFILE_KEYS = {Category.PUBLIC: "PublicProfile", Category.PRIVATE: "StandardProfile", Category.DOMAIN: "DomainProfile"}
# A rule with one of these fields concerns a Windows service, a Store app or another person's processes.
NOT_OURS = {"SVC", "PFN", "APPPKGID", "LUOWN"}


@dataclass(frozen=True, slots=True)
class FirewallProfile:
    """The state of one profile. `blocks_all` means that it ignores the rules that allow ("Block all")."""

    on: bool = True
    allows_by_default: bool = False
    blocks_all: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """An active rule for incoming connections.

    Empty `profiles` and `ports` mean all of them, and an empty `program` means all programs."""

    allows: bool
    profiles: frozenset[str]
    ports: tuple[range, ...]
    program: str

    def covers(self, category: Category, port: int, program: str) -> bool:
        """Returns whether the rule applies to a connection to the port of the program on such a network."""
        return (
            (not self.profiles or PROFILE_NAMES[category] in self.profiles)
            and (not self.ports or any(port in ports for ports in self.ports))
            and (not self.program or _same_file(self.program, program))
        )


def check(subject: Subject) -> Check:
    """Checks whether the firewall allows colleagues to reach the host."""
    networks = network_profile.of_lan(network_profile.connected(), subject)
    categories = {network.category for network in networks or []}
    return evaluate(*registry(), categories or {Category.PUBLIC}, subject.port, subject.program)


def evaluate(
    profiles: Mapping[Category, FirewallProfile],
    rules: Iterable[Rule],
    categories: set[Category],
    port: int,
    program: str,
) -> Check:
    """Evaluates profiles and rules.

    CATEGORIES are those of the networks with colleagues. PROGRAM is the full path of this program."""
    rules = list(rules)
    for category in sorted(categories):
        profile = profiles.get(category, FirewallProfile())
        verdict = _of_profile(
            profile, [r for r in rules if r.covers(category, port, program)], category, rules, port, program
        )
        if verdict is not None:
            return verdict
    if not any(profiles.get(category, FirewallProfile()).on for category in categories):
        return FIREWALL.ok(sentence("check.windows_off"))
    return FIREWALL.ok(sentence("check.windows_opens", port=str(port)))


def parse(lines: Iterable[str], environment: Mapping[str, str] = os.environ) -> list[Rule]:
    """Returns the rules among the values of FirewallRules that may concern this program."""
    return [rule for line in lines if (rule := _rule(line, environment)) is not None]


def _of_profile(
    profile: FirewallProfile, matching: list[Rule], category: Category, rules: list[Rule], port: int, program: str
) -> Check | None:
    """Returns the problem that blocks colleagues on a network of this category, or None."""
    if not profile.on:
        return None
    if profile.blocks_all:
        return FIREWALL.failed(sentence("check.windows_blocks_all"), sentence("check.windows_unblock_all"))
    if any(not rule.allows for rule in matching):
        return FIREWALL.failed(sentence("check.windows_rule_blocks"), sentence("check.windows_replace_rule"))
    if matching or profile.allows_by_default:
        return None
    elsewhere = any(rule.allows and rule.covers(c, port, program) for rule in rules for c in Category)
    if elsewhere and category is Category.PUBLIC:
        return FIREWALL.failed(sentence("check.windows_public"), sentence("check.windows_set_private"))
    return FIREWALL.failed(sentence("check.windows_no_rule", port=str(port)), sentence("check.windows_add_rule"))


def _rule(line: str, environment: Mapping[str, str]) -> Rule | None:
    fields: dict[str, list[str]] = {}
    for part in line.split("|")[1:]:
        key, _, value = part.partition("=")
        fields.setdefault(key.upper(), []).append(value)
    first = {key: values[0] for key, values in fields.items()}
    if first.get("ACTIVE", "").upper() != "TRUE" or first.get("DIR") != "In" or first.get("PROTOCOL", TCP) != TCP:
        return None
    if NOT_OURS & fields.keys() or first.get("APP", "").lower() == "system" or not _reaches_the_lan(fields):
        return None
    try:
        ports = tuple(_range(text) for key in ("LPORT", "LPORT2_10", "LPORT2_20") for text in fields.get(key, []))
    except ValueError:
        return None  # the name of a service (RPC, IPHTTPS) instead of a port number
    program = _expanded(first.get("APP", ""), environment)
    return Rule(first.get("ACTION") != "Block", frozenset(fields.get("PROFILE", [])), ports, program)


def _reaches_the_lan(fields: Mapping[str, list[str]]) -> bool:
    """Returns whether a rule applies to the whole local network and not only to certain remote addresses."""
    remote = [value for key, values in fields.items() if key.startswith(("RA4", "RA6", "RA42")) for value in values]
    return not remote or "LocalSubnet" in remote


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def _expanded(path: str, environment: Mapping[str, str]) -> str:
    """Returns the path with variables such as %SystemRoot% replaced. Their names are case-insensitive."""
    known = {name.upper(): value for name, value in environment.items()}
    pieces = path.split("%")
    return "".join(known.get(piece.upper(), "") if at % 2 else piece for at, piece in enumerate(pieces))


def _same_file(one: str, other: str) -> bool:
    return one.replace("/", "\\").casefold() == other.replace("/", "\\").casefold()


def registry() -> tuple[dict[Category, FirewallProfile], list[Rule]]:
    """Reads the profiles and rules of this computer. A group policy has priority over local values."""
    own, policy = read.FIREWALL, read.FIREWALL_POLICY
    profiles = {
        category: firewall_profile({**read.values(f"{own}\\{key}"), **read.values(f"{policy}\\{key}")})
        for category, key in PROFILE_KEYS.items()
    }
    lines = [*read.values(f"{own}\\FirewallRules").values(), *read.values(f"{policy}\\FirewallRules").values()]
    return profiles, parse(str(line) for line in lines)


def firewall_profile(values: Mapping[str, object]) -> FirewallProfile:
    """Returns the profile with these registry values."""
    return FirewallProfile(
        on=values.get("EnableFirewall", 1) != 0,
        allows_by_default=values.get("DefaultInboundAction", 1) == 0,
        blocks_all=values.get("DoNotAllowExceptions", 0) == 1,
    )
