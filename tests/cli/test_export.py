"""`chat-desktop export`: JSON lines with files in a chain of hashes, one HTML page, and what checks them."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from chat_desktop.cli import parser
from chat_desktop.cli.office import export
from chat_desktop.errors import StartError
from chat_desktop.operations.exchange import writing
from chat_desktop.operations.exchange.writing import ExportWriter
from tests.e2e.files.sent_files import share
from tests.support.browsers.pages import chromium as chromium
from tests.support.hosts.host_process import ServedHost, set_up_office

HOSTILE = '<script>document.title = "taken"</script><img src=x onerror="document.title = 1">'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("office")) as host:
        with host.ana.connect_socket() as ana:
            ana.ask("message:post", {"room_id": host.ana.home(), "client_id": "a", "body": "Hello, office"})
            ana.ask("message:post", {"room_id": host.ana.home(), "client_id": "b", "body": HOSTILE})
        share(host.ana, host.url, host.ana.home(), "The plan", ("plan.txt", b"Hello"), ("تقرير.bin", b"x" * 200_000))
        host.ana.make_room("Empty", "closed")
        secret = host.newcomer("Cleo").make_room("Salaries", "closed")
        assert secret
        yield host


def run(served: ServedHost, *words: str) -> None:
    arguments = parser.make().parse_args(["--data", str(served.data), "export", "--json", *words])
    assert arguments.run(arguments) == 0


@pytest.fixture(scope="module")
def exported(served: ServedHost, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("to") / "office"
    run(served, "--to", str(folder))
    return folder


def records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / writing.LINES).read_text("utf-8").splitlines()]


def test_the_lines_have_everything_that_the_owner_can_read(exported: Path) -> None:
    found = records(exported)
    assert found[0]["type"] == "office"
    assert [one["name"] for one in found if one["type"] == "room"] == ["General", "Empty"]
    messages = [one for one in found if one["type"] == "message"]
    assert [one["body"] for one in messages][:2] == ["Hello, office", HOSTILE]
    plan, report = messages[-1]["attachments"]
    assert (plan["name"], (exported / plan["path"]).read_bytes()) == ("plan.txt", b"Hello")
    assert (report["name"], report["size"]) == ("تقرير.bin", 200_000)
    assert "Salaries" not in (exported / writing.LINES).read_text("utf-8")
    assert not exported.with_name("office.part").exists()


def test_pages_of_messages_follow_each_other(
    served: ServedHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exported: Path
) -> None:
    monkeypatch.setattr(export, "PAGE", 1)
    run(served, "--to", str(tmp_path / "small"), "--room", "general", "--without-files")
    seqs = [one["seq"] for one in records(tmp_path / "small") if one["type"] == "message"]
    assert seqs == [one["seq"] for one in records(exported) if one["type"] == "message"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be checked: No such file or directory \\(.*export.jsonl\\)"),
        (b"\xff\xfe", "is not the list of an export of Chat Desktop"),
        (b"[1]\n", "is not the list of an export of Chat Desktop"),
    ],
)
def test_what_is_no_export_is_told_in_a_sentence(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    if content is not None:
        (tmp_path / writing.LINES).write_bytes(content)
    arguments = parser.make().parse_args(["export", "--check", str(tmp_path)])
    with pytest.raises(StartError, match=sentence):
        arguments.run(arguments)


def test_what_is_no_file_is_not_imported(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, sentence in (("pipe", "is neither a file nor a folder"), ("gone", "cannot be read: No such file")):
        arguments = parser.make().parse_args(["import", str(tmp_path / name)])
        with pytest.raises(StartError, match=sentence):
            arguments.run(arguments)


def test_a_change_of_a_line_or_of_a_file_is_noticed(served: ServedHost, tmp_path: Path, capsys: Any) -> None:
    folder = tmp_path / "office"
    run(served, "--to", str(folder))
    capsys.readouterr()
    run(served, "--check", str(folder))
    assert json.loads(capsys.readouterr().out)["files"] == 2
    lines = (folder / writing.LINES).read_text("utf-8")
    (folder / writing.LINES).write_text(lines.replace("Hello, office", "Hello, Office"), "utf-8")
    with pytest.raises(StartError, match="is not what was exported"):
        run(served, "--check", str(folder))
    (folder / writing.LINES).write_text(lines, "utf-8")
    for file in (folder / writing.FILES).iterdir():
        file.write_bytes(b"other")
    with pytest.raises(StartError, match="is not the file that was exported"):
        run(served, "--check", str(folder))


def test_a_folder_that_exists_is_left_alone(served: ServedHost, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(StartError, match="exists already"):
        run(served, "--to", str(tmp_path))
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_an_export_that_fails_leaves_nothing(
    served: ServedHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export.Export, "_message", refuse)
    with pytest.raises(StartError, match="No space left on device"):
        run(served, "--to", str(tmp_path / "office"))
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_export_has_left_hinders_no_other(served: ServedHost, tmp_path: Path) -> None:
    part = tmp_path / "office.part"
    (part / "files").mkdir(parents=True)
    (part / "files" / "one").write_bytes(b"half")
    (part / "export.jsonl").write_text("{", "utf-8")
    run(served, "--to", str(tmp_path / "office"))
    assert [one.name for one in tmp_path.iterdir()] == ["office"]
    run(served, "--check", str(tmp_path / "office"))
    part.mkdir()
    (part / "mine.txt").write_text("mine", "utf-8")
    (tmp_path / "office").rename(tmp_path / "before")
    with pytest.raises(StartError, match="exists already"):
        run(served, "--to", str(tmp_path / "office"))
    assert (part / "mine.txt").read_text("utf-8") == "mine"


def test_of_two_exports_to_one_folder_none_counts_that_is_not_whole(
    served: ServedHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"

    def begin_another(*_: object) -> None:
        (tmp_path / "office.part").rename(other)
        (tmp_path / "office.part").mkdir()

    monkeypatch.setattr(ExportWriter, "end", begin_another)
    with pytest.raises(StartError, match="Another export"):
        run(served, "--to", str(tmp_path / "office"))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["office.part", "other"]


def test_the_page_opens_from_the_disk_searches_and_obeys_no_message(exported: Path, chromium: Chromium) -> None:
    page = chromium.new_page()
    page.goto((exported / writing.HTML).as_uri())
    rows = page.locator("li")
    expect(rows).to_have_count(3)
    expect(rows.nth(1).locator("p")).to_have_text(HOSTILE)
    page.get_by_role("searchbox").fill("plan TXT")
    expect(page.get_by_role("status")).to_have_text("1 found")
    expect(rows.nth(0)).to_be_hidden()
    expect(rows.nth(2).get_by_role("link", name="plan.txt")).to_be_visible()
    assert records(exported)[-1]["hash"] in page.locator(".hash").last.inner_text()
    assert "taken" not in page.title()
    page.close()
