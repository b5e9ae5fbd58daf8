"""Fault 17: ten thousand malformed commands and bodies. Nothing breaks, nothing is told, nothing is written."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from chat_desktop.wire.names import COMMANDS
from tests.faults.conftest import Figure, OpenSite
from tests.faults.support.fault_site import Site
from tests.support.hosts.http_browser import Answer
from tests.support.hosts.socket_client import ClosedError, SocketClient

REFUSALS = {"invalid", "not_found", "unknown_command", "too_long", "forbidden", "rate_limited"}
TRACES = ("Traceback", 'File "', "chat_desktop", "sqlite", "Exception")
ROUTES = [
    ("POST", "/api/setup"), ("POST", "/api/join"), ("POST", "/api/session"), ("POST", "/api/rooms"),
    ("PATCH", "/api/rooms/{room}"), ("POST", "/api/rooms/{room}/members"), ("POST", "/api/direct"),
    ("GET", "/api/rooms/{room}/messages?before={junk}"), ("GET", "/api/rooms/{room}/messages?limit={junk}"),
    ("GET", "/api/messages/{junk}"), ("GET", "/api/rooms/{junk}/members"), ("PATCH", "/api/account"),
    ("PATCH", "/api/office"), ("POST", "/api/account/password"), ("DELETE", "/api/rooms/{room}/members/{junk}"),
    ("PATCH", "/api/rooms/{room}/membership"), ("POST", "/api/desktop/raise"), ("PUT", "/api/rooms"),
    ("GET", "/{junk}"),
]  # fmt: skip
KEYS = ["room_id", "client_id", "body", "message_id", "emoji", "seq", "rooms", "active", "reply_to", "name", "user_ids"]


def junk(chance: random.Random, depth: int = 0) -> object:
    """Never what any command takes."""
    simple: list[object] = [
        None, True, -1, 2**63, 10**30, 1e308, "", "\0", "\ud800", "x" * 70, "../../etc", "' OR 1=1 --", "\u202e",
        [], {},
    ]  # fmt: skip
    if depth > 2 or chance.random() < 0.6:
        return chance.choice(simple)
    if chance.random() < 0.5:
        return [junk(chance, depth + 1) for _ in range(chance.randrange(4))]
    return {chance.choice([*KEYS, "x", "__proto__"]): junk(chance, depth + 1) for _ in range(chance.randrange(5))}


def bodies(chance: random.Random, room_id: str) -> Iterator[object]:
    """Commands that are nearly right, and anything else."""
    while True:
        body = {key: junk(chance) for key in chance.sample(KEYS, chance.randrange(6))}
        if chance.random() < 0.3:
            body["room_id"] = room_id
        yield body if chance.random() < 0.8 else junk(chance)


def rows(site: Site) -> list[object]:
    with closing(sqlite3.connect(site.database)) as database:
        tables = ["users", "rooms", "messages", "memberships", "office"]
        return [database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]


def over_the_socket(site: Site, many: int, chance: random.Random) -> list[str]:
    """The codes of the answers; "" for a success, which no junk may have but a hint."""
    codes: list[str] = []
    made = bodies(chance, site.home)
    while len(codes) < many:
        with site.client(0) as client:
            try:
                codes += [one_command(client, next(made), chance) for _ in range(min(1_000, many - len(codes)))]
            except ClosedError:
                codes.append(f"closed {client.close_code}")
    return codes


def one_command(client: SocketClient, body: object, chance: random.Random) -> str:
    name = chance.choice([*COMMANDS, "message:post", "no:such", "", "connect", "*"])
    ack = client.ask(name, body)
    assert not any(trace in json.dumps(ack) for trace in TRACES), ack
    return "" if ack["ok"] else str(ack["error"]["code"])


def over_http(site: Site, many: int, chance: random.Random) -> list[Answer]:
    browser = site.browser(0)
    answers = []
    for _ in range(many):
        method, path = chance.choice(ROUTES)
        path = path.format(
            room=site.home, junk=chance.choice(["x", "-1", "9" * 30, "%00", "%ff", "..%2f", "a b".replace(" ", "+")])
        )
        sent = json.dumps(junk(chance)).encode() if chance.random() < 0.7 else chance.randbytes(chance.randrange(60))
        answers.append(browser.ask(method, path, None if method == "GET" else sent))
    return answers


def attack(site: Site, many: int) -> tuple[list[str], list[Answer]]:
    chance = random.Random(17)
    return over_the_socket(site, many * 9 // 10, chance), over_http(site, many // 10, chance)


def test_malformed_commands_and_bodies_change_nothing(open_site: OpenSite, figure: Figure, is_long: bool) -> None:
    site, many = open_site(2), 10_000 if is_long else 600
    with site.client(0) as client:
        client.post(site.home, "This stays as it is")
    site.browser(0).get("/api/boot").expect()  # the first page of all, for which the office's key is made
    before = rows(site)
    codes, answers = attack(site, many)
    broken = codes.count("internal") + sum(answer.status >= 500 for answer in answers)
    traces = sum(trace.encode() in answer.content for answer in answers for trace in TRACES)
    same = rows(site) == before
    figure(
        17,
        f"{many:,} malformed: {broken} answers of 500, {traces} traces sent, rows {'unchanged' if same else 'changed'}",
    )
    assert broken == traces == 0
    assert {code for code in codes if code and not code.startswith("closed")} <= REFUSALS
    assert same
    assert site.host.errors == ""
    assert "Traceback" not in site.host.log


def test_without_parsing_answers_are_internal_errors(open_site: OpenSite) -> None:
    codes, _ = attack(open_site(2, without="parsing"), 60)
    assert codes.count("internal") > 0
