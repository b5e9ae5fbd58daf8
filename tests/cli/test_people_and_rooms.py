"""What the owner does by commands: people, rooms, how to join and passwords, with a host and without one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.cli import parser
from chat_desktop.errors import StartError
from tests.conftest import StartHost
from tests.support.cast import ANA
from tests.support.hosts.host_process import ServedHost, set_up_office
from tests.support.hosts.http_browser import Browser


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("office")) as host:
        yield host


@pytest.fixture
def command(served: ServedHost, capsys: pytest.CaptureFixture[str]) -> "Command":
    return Command(served.data, capsys)


class Command:
    """Runs commands in this process, at the host that serves the folder."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._data, self._capsys = data, capsys

    def text(self, *words: str) -> str:
        """Returns what is printed for people."""
        arguments = parser.make().parse_args(["--data", str(self._data), *words])
        assert arguments.run(arguments) == 0
        return self._capsys.readouterr().out

    def json(self, name: str, *words: str) -> Any:
        """Returns what is printed for programs."""
        return json.loads(self.text(name, "--json", *words))


def test_people_are_listed_and_get_roles(served: ServedHost, command: Command) -> None:
    cleo = served.newcomer("Cleo")
    name = cleo.user["name"]
    listed = command.json("people")["people"]
    assert {one["name"]: one["role"] for one in listed}[name] == "member"
    assert name in command.text("people")
    assert command.json("people", "role", name, "admin")["user"]["role"] == "admin"
    url = command.json("people", "link", cleo.user_id)["url"]
    user = served.browser().post("/api/session", {"link_token": url.partition("link=")[2]}).expect()["user"]
    assert user["id"] == cleo.user_id
    assert command.json("people", "remove", name.upper())["user"]["active"] is False
    with pytest.raises(StartError, match="There is no person 'Nobody'"):
        command.json("people", "remove", "Nobody")


def test_what_the_office_refuses_is_its_sentence(command: Command) -> None:
    with pytest.raises(StartError, match="You can't do that to yourself"):
        command.json("people", "remove", ANA)


def test_rooms_are_made_archived_and_brought_back(served: ServedHost, command: Command) -> None:
    assert command.json("rooms", "create", "Fair", "--closed")["room"]["kind"] == "closed"
    assert command.json("rooms", "archive", "#Fair")["room"]["archived"] is True
    [line] = [line for line in command.text("rooms").splitlines() if line.startswith("#Fair")]
    assert line.split()[1:3] == ["closed,", "archived"]
    assert "archived" not in command.json("rooms", "unarchive", "fair")["room"]
    assert command.json("rooms", "open", "fair")["room"]["kind"] == "open"


def test_names_that_look_like_flags_or_marks_are_found(served: ServedHost, command: Command) -> None:
    served.ana.make_room("#tag")
    served.ana.make_room("-x")
    assert command.json("rooms", "archive", "#tag")["room"]["name"] == "#tag"
    assert command.json("rooms", "unarchive", "##TAG")["room"]["name"] == "#tag"
    assert command.json("rooms", "archive", "--", "-x")["room"]["name"] == "-x"


def test_the_link_and_the_pin_let_people_in(served: ServedHost, command: Command) -> None:
    before = command.json("invite")
    assert before["join_url"].endswith(served.join_code)
    after = command.json("invite", "--turn-on", "pin")
    assert "pin" in after["ways"]
    shown = command.text("invite")
    assert before["join_url"] in shown
    assert after["pin"] in shown
    assert len(shown.splitlines()) > 15, "the QR code is missing"
    assert "pin" not in command.json("invite", "--turn-off", "pin")["ways"]


def test_the_language_of_the_office_is_shown_and_chosen(served: ServedHost, command: Command) -> None:
    assert command.json("language")["language"] == "en"
    shown = command.text("language", "pt-BR")
    [line] = [line for line in shown.splitlines() if line.startswith("pt-BR")]
    assert line.split() == ["pt-BR", "Português", "(Brasil)", "chosen"]
    assert served.ana.get("/api/boot").expect()["office"]["language"] == "pt-BR"
    with pytest.raises(StartError, match=r"Chat Desktop has no such language\."):
        command.text("language", "tlh")
    assert command.json("language", "en")["language"] == "en"


def test_a_new_password_signs_in_and_the_old_devices_are_out(served: ServedHost, command: Command) -> None:
    cleo = served.newcomer("Cleo")
    found = command.json("reset-password", cleo.user["name"])
    assert cleo.get("/api/rooms").status == 401
    served.browser().sign_in(cleo.user["name"], found["password"])


def test_without_a_host_the_owner_gets_a_password_and_links_of_the_office_that_will_run(
    start_host: StartHost, own_port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    host = start_host("--port", own_port).set_up()
    host.stop()
    from tests.cli.test_status import command as process

    done = process("reset-password", "--json", ANA, data=host.data)
    assert (done.returncode, done.stderr) == (0, "")
    invited = process("invite", "--port", own_port, "--host", "127.0.0.1", data=host.data)
    assert f":{own_port}/join#" in invited.stdout
    assert "The office is not running now." in invited.stdout
    again = start_host("--port", own_port)
    Browser(again.url).sign_in(ANA, json.loads(done.stdout)["password"])
