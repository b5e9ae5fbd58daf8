"""What takes the disk, what is deleted when, and where the log is, by commands; and that all of them tell JSON."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.cli import parser
from chat_desktop.errors import StartError
from tests.cli.test_people_and_rooms import Command
from tests.cli.test_people_and_rooms import command as command
from tests.support.files.file_client import send_file
from tests.support.hosts.host_process import ServedHost, set_up_office
from tests.support.hosts.http_browser import Browser

NAME = "Übersicht é \N{GRINNING FACE} " + "W" * 40 + ".txt"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("office")) as host:
        yield host


def send(who: Browser, room: str, name: str, size: int) -> str:
    """Sends a file into a room, and returns its id."""
    file = send_file(who, name, name[-5:-4].encode() * size)
    with who.connect_socket() as socket:
        socket.post(room, "", attachment_ids=[file["id"]])
    return str(file["id"])


def test_the_largest_files_are_listed_and_removed(served: ServedHost, command: Command) -> None:
    ana, home = served.ana, served.ana.home()
    small, large = send(ana, home, "small.txt", 100), send(ana, home, NAME, 300_000)
    told = command.json("storage")
    assert [one["id"] for one in told["largest"]] == [large, small]
    assert told["disk"]["free"] > 0
    text = command.text("storage")
    assert "300 kB" in text
    assert NAME in text
    assert "#General" in text
    assert command.json("storage", "remove", large) == {"removed": large}
    assert [one["id"] for one in command.json("storage")["largest"]] == [small]
    with pytest.raises(StartError):
        command.json("storage", "remove", "nothing")


def test_a_file_that_the_owner_cannot_see_is_removed_by_its_key(served: ServedHost, command: Command) -> None:
    cleo = served.newcomer("Cleo")
    room = cleo.post("/api/rooms", {"name": "Closed", "kind": "closed", "user_ids": []}).expect(201)["room"]["id"]
    send(cleo, room, "secret.txt", 500_000)
    (first, *_) = command.json("storage")["largest"]
    assert set(first) == {"size", "key"}
    assert "secret" not in command.text("storage")
    command.json("storage", "remove", first["key"])
    assert all(one["size"] < 500_000 for one in command.json("storage")["largest"])


def test_retention_is_shown_tried_and_set(served: ServedHost, command: Command) -> None:
    assert command.json("retention")["retention"]["days"] is None
    assert "never deleted" in command.text("retention")
    tried = command.json("retention", "set", "--days", "365", "--room", "#general=30")
    assert (tried["set"], tried["retention"]["days"]) == (False, None)
    assert "add --yes" in command.text("retention", "set", "--days", "365")
    rule = command.json("retention", "set", "--days", "365", "--room", "General=30", "--yes")["retention"]
    assert rule["days"] == 365
    assert [one["days"] for one in rule["rooms"]] == [30]
    assert "#General: deleted after 30 days." in command.text("retention")
    rule = command.json("retention", "set", "--days", "never", "--room", "General=never", "--yes")["retention"]
    assert (rule["days"], rule["rooms"][0]["days"]) == (None, None)
    rule = command.json("retention", "set", "--room", "General=office", "--hold-room", "General", "--hold", "--yes")
    assert (rule["retention"]["rooms"], rule["retention"]["held"]) == ([], True)
    assert "#General is held" in command.text("retention")
    rule = command.json("retention", "set", "--release-room", "General", "--release", "--yes")["retention"]
    assert (rule["held"], rule["held_rooms"]) == (False, [])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--room", "General=soon"], "'soon' is not a number of days"),
        (["--room", "General"], "There is no room ''"),
        (["--room", "Nowhere=3"], "There is no room 'Nowhere'"),
        (["--days", "never"], "Say what is to change"),
        ([], "Say what is to change"),
        (["--days", "0"], "."),
    ],
)
def test_what_is_no_rule_changes_nothing(command: Command, words: list[str], sentence: str) -> None:
    before = command.json("retention")
    with pytest.raises(StartError, match=sentence):
        command.json("retention", "set", *words, "--yes")
    assert command.json("retention") == before


def test_the_log_is_found_with_and_without_a_host(served: ServedHost, command: Command, tmp_path: Path) -> None:
    told = command.json("log", "--lines", "3")
    assert Path(told["log"]).is_file()
    assert len(told["lines"]) <= 3
    assert command.text("log") == f"{told['log']}\n"
    arguments = parser.make().parse_args(["log", "--data", str(tmp_path)])
    with pytest.raises(StartError, match="There is no log"):
        arguments.run(arguments)


def test_every_command_that_tells_something_tells_it_to_programs_too() -> None:
    words = "status people rooms invite backup restore export reset-password storage retention doctor log update"
    (commands,) = (each for each in parser.make()._actions if isinstance(each, argparse._SubParsersAction))
    more = ["power", "stop", "import", "move", "receive", "standby", "make-current", "language", "offices"]
    without = [name for name in [*words.split(), *more] if "--json" not in commands.choices[name].format_help()]
    assert without == []
    acts = {
        f"{name} {act}": parser
        for name, command in commands.choices.items()
        for group in command._actions
        if isinstance(group, argparse._SubParsersAction)
        for act, parser in group.choices.items()
    }
    assert len(acts) > 15
    assert [name for name, act in acts.items() if not {"--json", "--data"} <= {*act.format_help().split()}] == []


@pytest.mark.parametrize("words", [["retention", "--json", "show"], ["retention", "show", "--json"]])
def test_the_flag_may_stand_before_or_after_the_act(command: Command, words: list[str]) -> None:
    assert "retention" in json.loads(command.text(*words))


def test_the_rule_for_files_is_shown_tried_and_set(served: ServedHost, command: Command) -> None:
    assert command.json("retention")["file_rule"] is None
    tried = command.json("retention", "files", "--days", "90", "--larger-than", "10", "--keep-room", "General")
    assert (tried["set"], tried["file_rule"], tried["would_delete"]) == (False, None, {"files": 0, "bytes": 0})
    words = ["retention", "files", "--days", "90", "--larger-than", "10", "--keep-room", "#General", "--yes"]
    assert "Files that are larger than 10.0 MB: deleted after 90 days." in command.text(*words)
    assert "The files of #General are kept." in command.text("retention")
    rule = command.json("retention", "files", "--drop-room", "General", "--larger-than", "0", "--yes")["file_rule"]
    assert (rule["days"], rule["larger_than"], rule["kept_rooms"]) == (90, 0, [])
    assert command.json("retention", "files", "--days", "never", "--yes")["file_rule"] is None
    for more in ([], ["--keep-room", "General"]):
        with pytest.raises(StartError, match="Say "):
            command.json("retention", "files", *more, "--yes")


def test_the_days_of_a_room_for_files_are_shown_tried_and_set(served: ServedHost, command: Command) -> None:
    tried = command.json("retention", "files", "--room", "General=30")
    assert (tried["set"], tried["file_rule"]) == (False, None)
    rule = command.json("retention", "files", "--room", "#General=30", "--yes")["file_rule"]
    assert (rule["days"], [one["days"] for one in rule["rooms"]]) == (None, [30])
    text = command.text("retention")
    assert "Files: never deleted." in text
    assert "Those of #General: deleted after 30 days." in text
    rule = command.json("retention", "files", "--days", "365", "--room", "General=never", "--yes")["file_rule"]
    assert (rule["days"], rule["rooms"], len(rule["kept_rooms"])) == (365, [], 1)
    assert "The files of #General are kept." in command.text("retention")
    rule = command.json("retention", "files", "--room", "General=office", "--yes")["file_rule"]
    assert (rule["days"], rule["rooms"], rule["kept_rooms"]) == (365, [], [])
    for typed, sentence in (("General=soon", "'soon' is not a number"), ("Nowhere=3", "There is no room 'Nowhere'")):
        with pytest.raises(StartError, match=sentence):
            command.json("retention", "files", "--room", typed, "--yes")
    assert command.json("retention", "files", "--days", "never", "--yes")["file_rule"] is None


def test_a_stop_tells_programs_whether_an_office_ran(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = parser.make().parse_args(["stop", "--json", "--data", str(tmp_path)])
    assert arguments.run(arguments) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told == {"closed": False, "data": str(tmp_path)}
