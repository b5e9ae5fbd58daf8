"""Evaluates whether the JSON ruleset of nftables accepts a first packet to the host's port.

It uses the policy of the input chains and the rules that name the port. It does not evaluate other rules: if they may
decide (by an address, an adapter, a map or an extension of iptables), the verdict is "unknown".
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Literal

Verdict = Literal["accept", "drop", "unknown"]
Key = tuple[str, str, str]  # family, table and chain or set

FAMILIES = ("ip", "inet")
VERDICT = re.compile('"(accept|drop|reject|queue|xt)"')  # in a rule; `xt` is an extension of iptables with any verdict
LIKE: dict[Verdict, set[str]] = {"accept": {"accept"}, "drop": {"drop", "reject"}}
# A rule with one of these concerns known connections, loopback or another protocol.
ELSEWHERE = re.compile('"(ct|lo|udp|icmp|icmpv6|ip6|igmp)"')
NOT_SURELY = re.compile('"(!=|new|tcp)"')
PLAIN = {"counter", "log", "comment", "accept"}


def verdict(ruleset: dict[str, Any], port: int) -> Verdict:
    """Returns the verdict on a new connection to PORT.

    RULESET is the output of `nft -j list ruleset`. All base chains with the input hook have to accept the packet."""
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
    """Yields the rules of a chain and of the chains that it jumps to, in the order of their evaluation."""
    seen.add(key)
    for rule in rules.get(key, []):
        yield key, rule
        for target in re.findall(r'"target": "([^"]*)"', json.dumps(rule)):
            if (there := (*key[:2], target)) not in seen:
                yield from _reached(there, rules, seen)


def _evaluate(base: Key, policy: Verdict, rules: Iterator[tuple[Key, Any]], port: int, sets: dict[Key, Any]) -> Verdict:
    """Returns the verdict of the first rule that names the port, or of the policy, unless other rules may decide."""
    may: set[str] = set()
    for key, rule in rules:
        if _names(rule, port, key, sets):
            return "accept" if key == base and may <= LIKE["accept"] and _accepts_everybody(rule) else "unknown"
        text = json.dumps(rule)
        if not _is_elsewhere(text):
            may |= set(VERDICT.findall(text))
    return policy if may <= LIKE[policy] else "unknown"


def _is_elsewhere(text: str) -> bool:
    """Returns whether a rule that does not name the port cannot apply to a new connection to it."""
    return '"dport"' in text or ('"!="' not in text and '"new"' not in text and bool(ELSEWHERE.search(text)))


def _names(rule: list[dict[str, Any]], port: int, key: Key, sets: dict[Key, Any]) -> bool:
    """Returns whether a statement of RULE names the TCP port, or excludes some ports."""
    for text, statement in ((json.dumps(statement), statement) for statement in rule):
        if '"dport"' in text and ('"tcp"' in text or '"th"' in text):
            spans = [*_spans(statement, key, sets)]
            if '"!="' in text or any(first <= port <= last for first, last in spans):
                return True
    return False


def _spans(node: Any, key: Key, sets: dict[Key, Any]) -> Iterator[tuple[int, int]]:
    """Yields the numbers in NODE and in the sets that it names, as ranges."""
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
    """Returns whether RULE accepts and has no other condition than the port."""
    names = {name for statement in rule for name in statement}
    matches = [statement["match"] for statement in rule if "match" in statement]
    only_ports = all("dport" in json.dumps(each["left"]) and each["op"] in ("==", "in") for each in matches)
    return "accept" in names and names <= PLAIN | {"match"} and only_ports
