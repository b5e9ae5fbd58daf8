"""Windows' network profile and firewall, from what Windows gives: numbers and the registry's lines, in any language."""

import sys

import pytest

from chat_desktop.network.doctor.firewall import elevation, windows_rule
from chat_desktop.network.doctor.firewall.windows import FirewallProfile, evaluate, firewall_profile, parse
from chat_desktop.network.doctor.probes import network_profile
from chat_desktop.network.doctor.probes.network_profile import Category, Connected

OURS = r"C:\Users\Jürgen\AppData\Local\Programs\chat-desktop\chat-desktop.exe"
PORT = 8765

# As Windows PowerShell 5.1 writes them: two spaces, one object without a list, names in the person's own words.
GERMAN = """{
    "Name":  "FRITZ!Box 7590",
    "InterfaceAlias":  "WLAN",
    "InterfaceIndex":  12,
    "Category":  0
}"""
FRENCH = """[
    {
        "Name":  "Réseau non identifié",
        "InterfaceAlias":  "vEthernet (WSL)",
        "InterfaceIndex":  41,
        "Category":  0
    },
    {
        "Name":  "bureau.local",
        "InterfaceAlias":  "Connexion au réseau local",
        "InterfaceIndex":  7,
        "Category":  2
    }
]"""
JAPANESE = '\ufeff{"Name": "ネットワーク 2", "InterfaceAlias": "イーサネット", "InterfaceIndex": 5, "Category": 1}'

CORE = [
    r"v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|App=%SystemRoot%\system32\svchost.exe|Svc=termservice|",
    r"v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=17|LPort=5353|App=%SystemRoot%\system32\svchost.exe|Svc=dnscache|",
    r"v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=RPC|App=%SystemRoot%\system32\lsass.exe|Name=x|",
    r"v2.31|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=8765|Name=switched off|",
    r"v2.31|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|Name=out|",
    r"v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=8765|RA4=203.0.113.7|Name=one address|",
    "not a rule",
]
ALLOWED = f"v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Private|Profile=Domain|LPort=8765|App={OURS}|"
# What Windows writes when somebody says No to its question, in small letters and without a port.
BLOCKED = (
    "v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Private|App="
    r"C:\users\jürgen\appdata\local\programs\chat-desktop\chat-desktop.exe|Name=chat-desktop.exe|Defer=User|"
)
BY_RANGE = r"v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort2_10=8000-9000|LPort=22|Name=a range|"
BY_VARIABLE = r"v2.31|Action=Allow|Active=TRUE|Dir=In|App=%LOCALAPPDATA%\Programs\chat-desktop\chat-desktop.exe|"
ENVIRONMENT = {"LocalAppData": r"C:\Users\Jürgen\AppData\Local", "SystemRoot": r"C:\Windows"}


def state(*lines: str, category: Category = Category.PRIVATE, **of_guard: bool) -> str:
    rules = parse([*CORE, *lines], ENVIRONMENT)
    return evaluate({category: FirewallProfile(**of_guard)}, rules, {category}, PORT, OURS).state


@pytest.mark.parametrize(
    ("output", "category", "name"),
    [(GERMAN, Category.PUBLIC, "FRITZ!Box 7590"), (JAPANESE, Category.PRIVATE, "ネットワーク 2")],
)
def test_one_network_is_read_in_any_language(output: str, category: Category, name: str) -> None:
    found = network_profile.parse(output)
    assert found is not None
    assert [(network.category, network.name) for network in found] == [(category, name)]


def test_several_networks_are_read_and_none_is_none() -> None:
    found = network_profile.parse(FRENCH)
    assert found is not None
    assert [network.category for network in found] == [Category.PUBLIC, Category.DOMAIN]
    assert network_profile.parse("") == []


@pytest.mark.parametrize("output", ["Zugriff verweigert", "{}", '{"Category": 9}', "[1]", "null"])
def test_what_is_no_answer_is_not_known(output: str) -> None:
    assert network_profile.parse(output) is None
    assert network_profile.evaluate(network_profile.parse(output)).state == "unknown"


def test_a_public_network_is_named_with_the_way_to_change_it() -> None:
    check = network_profile.evaluate(network_profile.parse(GERMAN))
    assert check.state == "warning"
    assert "FRITZ!Box 7590 (WLAN)" in check.detail
    assert "Private" in check.cure
    assert network_profile.evaluate([Connected("Büro", "Ethernet", 3, Category.DOMAIN)]).state == "ok"


def test_what_is_asked_of_windows_is_numbers() -> None:
    assert "[int]$_.NetworkCategory" in network_profile.ASK
    assert network_profile.system32("netsh.exe") == r"C:\Windows\System32\netsh.exe"


def test_without_a_rule_of_its_own_the_program_is_shut_off() -> None:
    assert state() == "failed"


@pytest.mark.parametrize("line", [ALLOWED, BY_RANGE, BY_VARIABLE, ALLOWED.replace("LPort", "RA4=LocalSubnet|LPort")])
def test_a_rule_lets_colleagues_through(line: str) -> None:
    assert state(line) == "ok"


@pytest.mark.parametrize("other", [ALLOWED.replace("8765", "80"), ALLOWED.replace("chat-desktop.exe", "other.exe")])
def test_a_rule_for_something_else_does_not(other: str) -> None:
    assert state(other) == "failed"


def test_a_rule_that_blocks_wins_over_one_that_allows() -> None:
    check = evaluate({}, parse([ALLOWED, BLOCKED], ENVIRONMENT), {Category.PRIVATE}, PORT, OURS)
    assert check.state == "failed"
    assert "chose No" in check.detail


def test_a_rule_for_private_networks_does_not_help_on_a_public_one() -> None:
    rules = parse([ALLOWED], ENVIRONMENT)
    check = evaluate({}, rules, {Category.PUBLIC}, PORT, OURS)
    assert check.state == "failed"
    assert "private" in check.detail
    assert evaluate({}, rules, {Category.PRIVATE, Category.PUBLIC}, PORT, OURS).state == "failed"


def test_a_firewall_that_is_off_or_open_keeps_nobody_out() -> None:
    assert state(on=False) == "ok"
    assert state(allows_by_default=True) == "ok"
    assert state(BLOCKED, allows_by_default=True) == "failed"


def test_block_all_heeds_no_rule() -> None:
    assert state(ALLOWED, blocks_all=True) == "failed"


def test_a_profile_is_read_from_its_values() -> None:
    assert firewall_profile({}) == FirewallProfile(on=True, allows_by_default=False, blocks_all=False)
    assert firewall_profile({"EnableFirewall": 0}).on is False
    assert firewall_profile({"DefaultInboundAction": 0, "DoNotAllowExceptions": 1}) == FirewallProfile(True, True, True)


def test_the_rule_is_for_this_program_two_ports_and_no_public_network() -> None:
    wanted = windows_rule.Rules(OURS, PORT, replaces=True)
    delete, tcp, udp = wanted.commands()
    assert delete == f'netsh advfirewall firewall delete rule name=all dir=in program="{OURS}"'
    for command, protocol, port in ((tcp, "TCP", 8765), (udp, "UDP", 5353)):
        assert command == (
            f'netsh advfirewall firewall add rule name="Chat Desktop ({protocol} {port})" dir=in action=allow '
            "enable=yes "
            f'program="{OURS}" protocol={protocol} localport={port} profile=private,domain'
        )


def test_windows_is_asked_once_and_for_its_own_netsh() -> None:
    parameters = windows_rule.Rules(OURS, PORT, replaces=False).parameters()
    netsh = r'"C:\Windows\System32\netsh.exe" advfirewall firewall add rule'
    assert parameters is not None
    assert parameters.startswith(f'/d /s /c "{netsh}')
    assert parameters.count(netsh) == 2
    assert parameters.endswith('profile=private,domain"')
    assert "delete" not in parameters


@pytest.mark.parametrize(
    "unfit", [r'C:\a" & calc & "\x.exe', r"C:\100%\x.exe", r"C:\a&b\x.exe", "C:\\a\nb.exe", r"C:\a^b.exe"]
)
def test_a_path_that_would_mean_something_to_the_shell_is_never_run(unfit: str) -> None:
    wanted = windows_rule.Rules(unfit, PORT, replaces=True)
    assert wanted.parameters() is None
    assert windows_rule.make(wanted) == elevation.NOT_POSSIBLE
    assert unfit in wanted.text()


@pytest.mark.skipif(sys.platform == "win32", reason="there it would ask the person at the screen")
def test_elsewhere_nobody_can_be_asked() -> None:
    assert windows_rule.make(windows_rule.Rules(OURS, PORT, replaces=False)) == elevation.NOT_POSSIBLE
