"""What becomes of a colleague's first packet in nftables: its JSON ruleset, walked as the kernel walks it.

Only what such a packet certainly is decides: TCP, IPv4, to our port, of a new connection, not over loopback. A rule
that asks for more (an address, an adapter, a rate) counts for some colleagues, and the verdict is then "maybe".
"""

from typing import Any, Literal

Verdict = Literal["accept", "drop", "maybe"]
Match = Literal["yes", "no", "maybe"]

FAMILIES = ("ip", "inet")
DEEPEST = 16  # jumps; the kernel allows as many
ENDS: dict[str, Verdict] = {"accept": "accept", "drop": "drop", "reject": "drop"}


def verdict(ruleset: dict[str, Any], port: int) -> Verdict:
    """RULESET: what `nft -j list ruleset` prints. Every base chain that hooks input has to let the packet through."""
    objects = ruleset["nftables"]
    walk = _Walk(objects, port)
    chains = [entry["chain"] for entry in objects if "chain" in entry]
    inputs = [c for c in chains if c.get("hook") == "input" and c["family"] in FAMILIES]
    results = {walk.base(chain) for chain in inputs}
    if "drop" in results:
        return "drop"
    return "maybe" if "maybe" in results else "accept"


class _Walk:
    def __init__(self, objects: list[dict[str, Any]], port: int) -> None:
        self._port = port
        self._rules: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        self._sets: dict[tuple[str, str, str], Any] = {}
        for entry in objects:
            if rule := entry.get("rule"):
                self._rules.setdefault((rule["family"], rule["table"], rule["chain"]), []).append(rule)
            elif named := entry.get("set"):
                self._sets[named["family"], named["table"], named["name"]] = named.get("elem", [])

    def base(self, chain: dict[str, Any]) -> Verdict:
        found = self._chain((chain["family"], chain["table"], chain["name"]), DEEPEST)
        if found in ("accept", "drop", "maybe"):
            return found  # type: ignore[return-value]
        policy: Verdict = "drop" if chain.get("policy") == "drop" else "accept"
        # Some are let through, or kept out, before the policy is asked.
        return policy if found is None or found == f"some {policy}" else "maybe"

    def _chain(self, key: tuple[str, str, str], depth: int) -> str | None:
        """A verdict for all; "some accept" or "some drop" when it goes on for the others; None when it just goes on."""
        some: set[str] = set()
        for rule in self._rules.get(key, []) if depth else []:
            match, result = self._rule(rule, key, depth)
            if result == "return" and match == "yes":
                break
            if result in (None, "return") or match == "no":
                continue
            if match == "maybe" or result.startswith("some "):
                some.add(result.removeprefix("some "))
            else:
                return result if some <= {result} else "maybe"
        if not some:
            return None
        return f"some {some.pop()}" if len(some) == 1 else "maybe"

    def _rule(self, rule: dict[str, Any], key: tuple[str, str, str], depth: int) -> tuple[Match, str | None]:
        match: Match = "yes"
        for statement in rule.get("expr", []):
            name, body = next(iter(statement.items()))
            if name in ENDS:
                return match, ENDS[name]
            if name in ("jump", "goto"):
                return match, self._chain((*key[:2], body["target"]), depth - 1)
            if name == "return":
                return match, "return"
            if name == "vmap":
                # Which of its verdicts is ours is not worked out; a map of states has none for new connections mostly.
                return "maybe", None if "ct" in body["key"] else "accept"
            match = _both(match, self._statement(name, body, key))
            if match == "no":
                break
        return match, None

    def _statement(self, name: str, body: Any, key: tuple[str, str, str]) -> Match:
        if name in ("counter", "log", "comment", "mangle", "notrack"):
            return "yes"
        if name != "match":
            return "maybe"  # a rate, a verdict map, an extension of iptables
        left, right = body["left"], body["right"]
        fits = self._fits(left, right, key)
        if body["op"] == "!=" and fits != "maybe":
            return "no" if fits == "yes" else "yes"
        return fits

    def _fits(self, left: Any, right: Any, key: tuple[str, str, str]) -> Match:
        if not isinstance(left, dict):
            return "maybe"
        kind, what = next(iter(left.items()))
        if kind == "payload":
            return self._of_payload(what, right, key)
        if kind == "ct" and what.get("key") == "state":
            return "yes" if "new" in _flat(right) else "no"
        if kind == "meta":
            return _of_meta(what["key"], right)
        return "maybe"

    def _of_payload(self, what: Any, right: Any, key: tuple[str, str, str]) -> Match:
        protocol, field = what.get("protocol"), what.get("field")
        if protocol in ("udp", "icmp", "icmpv6", "ip6", "sctp", "dccp", "udplite"):
            return "no"
        if protocol in ("tcp", "th") and field == "dport":
            return "yes" if self._has_port(right, key) else "no"
        if protocol == "ip" and field == "protocol":
            return "yes" if "tcp" in _flat(right) or 6 in _flat(right) else "no"
        return "maybe"

    def _has_port(self, right: Any, key: tuple[str, str, str]) -> bool:
        if isinstance(right, str) and right.startswith("@"):
            right = {"set": self._sets.get((*key[:2], right[1:]), [])}
        for entry in _flat(right):
            value = entry.get("elem", {}).get("val", entry) if isinstance(entry, dict) else entry
            bounds = value.get("range") if isinstance(value, dict) else [value, value]
            if bounds and isinstance(bounds[0], int) and bounds[0] <= self._port <= bounds[1]:
                return True
        return False


def _of_meta(key: str, right: Any) -> Match:
    if key in ("iifname", "iif"):
        return "no" if _flat(right) == ["lo"] else "maybe"
    if key == "l4proto":
        return "yes" if {"tcp", 6} & set(_flat(right)) else "no"
    if key == "nfproto":
        return "yes" if "ipv4" in _flat(right) else "no"
    return "maybe"


def _flat(right: Any) -> list[Any]:
    """One value, a list of them, or {"set": [...]}."""
    if isinstance(right, dict) and "set" in right:
        right = right["set"]
    return right if isinstance(right, list) else [right]


def _both(one: Match, other: Match) -> Match:
    if "no" in (one, other):
        return "no"
    return "maybe" if "maybe" in (one, other) else "yes"
