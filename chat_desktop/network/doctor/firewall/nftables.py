"""Whether nftables lets a colleague's first packet in, where its JSON ruleset says so plainly.

It looks at the policy for what comes in and at the rules that name our port. It does not work rules out: where others
may decide (by an address, an adapter, a map, an extension of iptables) the verdict is "unknown".
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Literal

Verdict = Literal["accept", "drop", "unknown"]
Key = tuple[str, str, str]  # family, table and chain or set

FAMILIES = ("ip", "inet")
VERDICT = re.compile('"(accept|drop|reject|queue|xt)"')  # of a rule; `xt` is an extension of iptables, and may be any
LIKE: dict[Verdict, set[str]] = {"accept": {"accept"}, "drop": {"drop", "reject"}}
# What a rule for another port, for known connections, for this computer alone or for another protocol has in it.
ELSEWHERE = re.compile('"(ct|lo|udp|icmp|icmpv6|ip6|igmp)"')
NOT_SURELY = re.compile('"(!=|new|tcp)"')
PLAIN = {"counter", "log", "comment", "accept"}


def verdict(ruleset: dict[str, Any], port: int) -> Verdict:
    """RULESET: what `nft -j list ruleset` prints. Every base chain that hooks input has to let the packet through."""
    rules: dict[Key, list[list[dict[str, Any]]]] = {}
    sets: dict[Key, Any] = {}
    inputs: dict[Key, Verdict] = {}
    for kind, body in (next(iter(entry.items())) for entry in ruleset["nftables"]):
        if kind == "rule":
            rules.setdefault((body["family"], body["table"], body["chain"]), []).append(body["expr"])
        elif kind in ("set", "map"):
            sets[body["family"], body["table"], body["name"]] = body.get("elem", [])
        elif kind == "chain" and body.get("hook") == "input" and body["family"] in FAMILIES:
            inputs[body["family"], body["table"], body["name"]] = "drop" if body.get("policy") == "drop" else "accept"
    found = {_evaluate(key, policy, _reached(key, rules, set()), port, sets) for key, policy in inputs.items()}
    return "drop" if "drop" in found else "unknown" if "unknown" in found else "accept"


def _reached(key: Key, rules: dict[Key, Any], seen: set[Key]) -> Iterator[tuple[Key, Any]]:
    """The rules of a chain and of those that it jumps to, in the order in which a packet meets them."""
    seen.add(key)
    for rule in rules.get(key, []):
        yield key, rule
        for target in re.findall(r'"target": "([^"]*)"', json.dumps(rule)):
            if (there := (*key[:2], target)) not in seen:
                yield from _reached(there, rules, seen)


def _evaluate(base: Key, policy: Verdict, rules: Iterator[tuple[Key, Any]], port: int, sets: dict[Key, Any]) -> Verdict:
    """The policy, or the first rule that names our port, unless other rules may decide otherwise."""
    may: set[str] = set()
    for key, rule in rules:
        if _names(rule, port, key, sets):
            return "accept" if key == base and may <= LIKE["accept"] and _accepts_everybody(rule) else "unknown"
        text = json.dumps(rule)
        if not _is_elsewhere(text):
            may |= set(VERDICT.findall(text))
    return policy if may <= LIKE[policy] else "unknown"


def _is_elsewhere(text: str) -> bool:
    """Of a rule that does not name our port: whether it cannot be about what comes to it."""
    return '"dport"' in text or ('"!="' not in text and '"new"' not in text and bool(ELSEWHERE.search(text)))


def _names(rule: list[dict[str, Any]], port: int, key: Key, sets: dict[Key, Any]) -> bool:
    """Whether a statement of RULE is about the TCP port, or may be: about all but some."""
    for text, statement in ((json.dumps(statement), statement) for statement in rule):
        if '"dport"' in text and ('"tcp"' in text or '"th"' in text):
            spans = [*_spans(statement, key, sets)]
            if '"!="' in text or any(first <= port <= last for first, last in spans):
                return True
    return False


def _spans(node: Any, key: Key, sets: dict[Key, Any]) -> Iterator[tuple[int, int]]:
    """The numbers in NODE, as ranges; those of a set that it names too."""
    if isinstance(node, str) and node.startswith("@"):
        node = sets.get((*key[:2], node[1:]), [])
    if isinstance(node, int):
        yield node, node
    elif isinstance(node, dict) and "range" in node:
        yield node["range"][0], node["range"][1]
    elif isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from _spans(part, key, sets)


def _accepts_everybody(rule: list[dict[str, Any]]) -> bool:
    """Whether RULE asks for nothing but the port, and accepts."""
    names = {name for statement in rule for name in statement}
    matches = [statement["match"] for statement in rule if "match" in statement]
    only_ports = all("dport" in json.dumps(each["left"]) and each["op"] in ("==", "in") for each in matches)
    return "accept" in names and names <= PLAIN | {"match"} and only_ports
