"""The firewalls of Linux and macOS, from what their own tools and files say."""

from pathlib import Path

import pytest

from chat_desktop.network.doctor.firewall import mac
from chat_desktop.network.doctor.firewall.linux import evaluate_firewalld, evaluate_ruleset, evaluate_ufw, parse_zones

FIXTURES = Path(__file__).parent / "fixtures"

UFW_CONF = "# /etc/ufw/ufw.conf\n#\n\n# Set to yes to start on boot.\nENABLED=yes\n\nLOGLEVEL=low\n"
UFW_DEFAULTS = 'IPV6=yes\n\nDEFAULT_INPUT_POLICY="DROP"\nDEFAULT_OUTPUT_POLICY="ACCEPT"\n'
UFW_RULES = """*filter
:ufw-user-input - [0:0]
### RULES ###

### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in
-A ufw-user-input -p tcp --dport 22 -j ACCEPT

### tuple ### deny tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in
-A ufw-user-input -p tcp --dport 8080 -j DROP

### tuple ### {} 0.0.0.0/0 any {} in

### END RULES ###
"""
ZONES = "FedoraWorkstation (default)\n  interfaces: wlp2s0\ndocker\n  interfaces: docker0\n"
OPEN_PORTS = "1025-65535/tcp 1025-65535/udp"


@pytest.mark.parametrize(
    ("row", "source", "state"),
    [
        ("allow tcp 8765", "0.0.0.0/0", "ok"),
        ("allow any 8765", "0.0.0.0/0", "ok"),
        ("limit tcp 80,8000:9000", "0.0.0.0/0", "ok"),
        ("allow any any", "192.168.1.0/24", "ok"),
        ("allow udp 8765", "0.0.0.0/0", "failed"),
        ("deny tcp 8765", "0.0.0.0/0", "failed"),
        ("allow tcp 8765", "192.168.1.7/32", "failed"),
    ],
)
def test_ufw_by_its_rules(row: str, source: str, state: str) -> None:
    check = evaluate_ufw(UFW_CONF, UFW_DEFAULTS, UFW_RULES.format(row, source), 8765)
    assert check is not None
    assert check.state == state


def test_ufw_without_the_right_to_read_its_rules_is_a_warning_with_the_command() -> None:
    check = evaluate_ufw(UFW_CONF, UFW_DEFAULTS, None, 8765)
    assert check is not None
    assert (check.state, check.cure) == ("warning", "Run: sudo ufw allow 8765/tcp && sudo ufw allow 5353/udp")


def test_ufw_that_is_off_or_not_there_is_nobodys_matter() -> None:
    assert evaluate_ufw(UFW_CONF.replace("yes", "no"), UFW_DEFAULTS, None, 8765) is None
    assert evaluate_ufw(None, None, None, 8765) is None
    free = evaluate_ufw(UFW_CONF, UFW_DEFAULTS.replace("DROP", "ACCEPT"), None, 8765)
    assert free is not None
    assert free.state == "ok"


def test_the_zones_of_firewalld_are_read_in_its_old_and_new_form() -> None:
    assert parse_zones(ZONES) == ["FedoraWorkstation", "docker"]
    assert parse_zones(ZONES.replace(" (default)", "")) == ["FedoraWorkstation", "docker"]
    assert parse_zones("") == []


@pytest.mark.parametrize(
    ("ports", "state"),
    [
        ({"public": "8765/tcp 443/tcp"}, "ok"),
        ({"FedoraWorkstation": OPEN_PORTS}, "ok"),
        ({"trusted": ""}, "ok"),
        ({"public": ""}, "failed"),
        ({"public": "8765/udp"}, "failed"),
        ({"home": "8765/tcp", "public": ""}, "failed"),
        ({"public": None}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_firewalld_by_the_ports_of_its_zones(ports: dict[str, str | None], state: str) -> None:
    check = evaluate_firewalld(ports, 8765)
    assert check.state == state
    assert state != "failed" or "--zone=public --add-port=8765/tcp" in check.cure


@pytest.mark.parametrize(
    ("ruleset", "port", "state"),
    [
        ("drop", 8765, "failed"),
        ("drop", 443, "ok"),
        ("opened", 8765, "unknown"),
        ("opened", 9000, "failed"),
        ("plain", 8765, "ok"),
        ("late", 8765, "unknown"),
        ("some", 8765, "unknown"),
        ("some", 80, "failed"),
        ("reject", 8765, "unknown"),
        ("reject", 80, "ok"),
        ("free", 8765, "ok"),
        ("free", 25, "unknown"),
        ("returns", 8765, "unknown"),
        ("returns", 80, "unknown"),
        ("adapter", 8765, "unknown"),
        ("docker", 8765, "ok"),
        ("negated", 8765, "unknown"),
        ("verdicts", 8765, "unknown"),
        ("verdicts", 80, "failed"),
    ],
)
def test_the_kernels_own_rules(ruleset: str, port: int, state: str) -> None:
    """The policy and the rules that name the port decide; other rules that might are not worked out.

    The fixtures are what `nft -j list ruleset` printed for rulesets that the kernel had taken.
    """
    assert evaluate_ruleset((FIXTURES / f"{ruleset}.json").read_text("utf-8"), port).state == state


@pytest.mark.parametrize("output", ["", "{}", '{"nftables": 3}', '{"nftables": [{"rule": {"expr": []}}]}'])
def test_rules_that_cannot_be_understood_are_not_guessed_at(output: str) -> None:
    assert evaluate_ruleset(output, 8765).state == "unknown"


APP = "/Applications/Chat Desktop.app/Contents/MacOS/chat-desktop"
MAC_ON = "Firewall is enabled. (State = 1)\n"
MAC_BLOCK_OFF = "Firewall has block all state set to disabled.\n"


@pytest.mark.parametrize(
    ("state", "block_all", "program", "expected"),
    [
        ("Firewall is disabled. (State = 0)\n", MAC_BLOCK_OFF, "", "ok"),
        (MAC_ON, "Block all DISABLED! \n", f"Incoming connection to {APP} is permitted \n", "ok"),
        (MAC_ON, MAC_BLOCK_OFF, f"Incoming connection to {APP} is blocked \n", "failed"),
        (MAC_ON, MAC_BLOCK_OFF, "The application is not part of the firewall \n", "warning"),
        (MAC_ON, "Firewall has block all state set to enabled.\n", "", "failed"),
        ("Firewall is blocking all non-essential incoming connections. (State = 2)\n", "", "", "failed"),
        ("", "", "", "unknown"),
    ],
)
def test_the_firewall_of_macos(state: str, block_all: str, program: str, expected: str) -> None:
    assert mac.evaluate(state, block_all, program).state == expected
