"""What is no whole, honest export is refused before anything of it is imported."""

import hashlib
import json
import struct
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.operations.exchange import bundle
from chat_desktop.operations.exchange.hash_chain import HashChain
from chat_desktop.operations.exchange.refused import ExchangeRefused
from chat_desktop.operations.exchange.survey import Survey
from tests.faults.support import figures
from tests.support.files.foreign_exports import archive

OFFICE = {"type": "office", "format": 2, "id": "office-there", "name": "There", "at": "2026-11-23T01:29:03Z"}
ANA = {"type": "user", "id": "anathere0000", "name": "Ana", "role": "owner", "active": True}
ROOM = {"type": "room", "id": "roomthere000", "name": "Site", "kind": "closed", "topic": "", "members": []}
END = {"type": "end", "rooms": 1, "messages": 1, "files": 0}
PLACES = ("../../etc/passwd", "/etc/passwd", "files/../../x", "files/a/b", "C:\\x")
ENTRIES = ("../export.jsonl", "/etc/x", "a/../../b", "C:/x", "a\\..\\b")


def message(**more: Any) -> dict[str, Any]:
    told = {"type": "message", "id": "01mb60c51k0000000a", "room_id": ROOM["id"], "sender_id": ANA["id"], "body": "Hi"}
    return {**told, "created_at": "2026-11-23T01:29:03.123Z", "attachments": [], "reactions": [], **more}


def chained(*records: dict[str, Any]) -> str:
    chain = HashChain()
    return "".join(chain.line(record) + "\n" for record in records)


def whole(**more: Any) -> str:
    return chained(OFFICE, ANA, ROOM, message(**more), END)


def survey(path: Path) -> Survey:
    found = Survey(path)
    try:
        while found.step(100):
            pass
    finally:
        found.close()
    return found


def refusal(folder: Path, content: str | bytes) -> str:
    path = folder / "export.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ExchangeRefused) as refused:
        survey(path)
    return str(refused.value)


def zip_refusal(folder: Path, files: dict[str, Any]) -> str:
    with pytest.raises(ExchangeRefused) as refused:
        survey(archive(folder / "export.zip", files))
    return str(refused.value)


def attached(path: str, content: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {"attachments": [{"id": "f", "name": "plan.txt", "size": 5, "path": path, "sha256": digest}]}


def test_a_whole_export_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text(whole(), "utf-8")
    found = survey(path)
    assert (found.messages, list(found.people), list(found.rooms)) == (1, [ANA["id"]], [ROOM["id"]])


def test_a_broken_chain(tmp_path: Path) -> None:
    assert "its hash does not follow" in refusal(tmp_path, whole().replace('"Hi"', '"Ho"'))


def test_a_line_that_was_taken_out(tmp_path: Path) -> None:
    lines = whole().splitlines(keepends=True)
    assert ":4 is not" in refusal(tmp_path, "".join(lines[:3] + lines[4:]))


def test_a_cut_in_a_line_and_at_its_end(tmp_path: Path) -> None:
    assert "was cut off" in refusal(tmp_path, whole()[:-40])
    assert "its last line is missing" in refusal(tmp_path, "".join(whole().splitlines(keepends=True)[:-1]))


def test_another_version(tmp_path: Path) -> None:
    assert "format 3" in refusal(tmp_path, chained({**OFFICE, "format": 3}, END))


def test_a_line_without_an_end_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text(chained(OFFICE), "utf-8")
    with path.open("ab") as file:
        file.truncate(5 << 30)  # a hole, which takes no space
    tracemalloc.start()
    with pytest.raises(ExchangeRefused, match="longer than 4 MB"):
        survey(path)
    assert tracemalloc.get_traced_memory()[1] < 32 << 20
    tracemalloc.stop()


def test_json_that_is_nested_very_deeply(tmp_path: Path) -> None:
    assert "not valid JSON" in refusal(tmp_path, chained(OFFICE) + "[" * 100_000 + "\n")


def test_what_is_no_export_at_all(tmp_path: Path) -> None:
    assert "no export that can be imported" in refusal(tmp_path, b"\x00\xff" * 500)
    assert "no export that can be imported" in refusal(tmp_path, "")
    assert "no export that can be imported" in zip_refusal(tmp_path, {"a.txt": "Hello"})


def test_a_file_that_is_not_what_was_exported(tmp_path: Path) -> None:
    lines = whole(**attached("files/f", b"Hello"))
    assert "is not what was exported" in zip_refusal(tmp_path, {"export.jsonl": lines, "files/f": b"Other"})
    assert "is missing in the export" in zip_refusal(tmp_path, {"export.jsonl": lines})


@pytest.mark.parametrize("path", PLACES)
def test_a_place_of_a_file_that_leads_elsewhere(tmp_path: Path, path: str) -> None:
    lines = whole(**attached(path, b"Hello"))
    assert "a place that no export gives it" in zip_refusal(tmp_path, {"export.jsonl": lines})


@pytest.mark.parametrize("name", ENTRIES)
def test_a_name_in_an_archive_that_leads_out_of_it(tmp_path: Path, name: str) -> None:
    assert "lead out of it" in zip_refusal(tmp_path, {"export.jsonl": whole(), name: "x"})
    figures.note(22, "imports", f"{len(PLACES) + len(ENTRIES)} paths in archives that lead elsewhere: refused")


def test_an_archive_that_unpacks_to_far_more(tmp_path: Path) -> None:
    files = {"export.jsonl": whole(), "files/f": b"\0" * (40 << 20)}
    assert "far more than it takes" in zip_refusal(tmp_path, files)


def test_an_archive_that_uses_the_same_bytes_twice(tmp_path: Path) -> None:
    path = archive(tmp_path / "export.zip", {"a.json": "x" * 5_000, "b.json": bytes(range(256)) * 8})
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 20 : at + 24] = struct.pack("<L", len(data))
    path.write_bytes(data)
    with pytest.raises(ExchangeRefused, match="the same bytes"):
        survey(path)


def test_an_archive_with_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST_ENTRIES", 2)
    assert "too many files" in zip_refusal(tmp_path, {"export.jsonl": whole(), "a": "x", "b": "x"})


def test_an_archive_that_was_cut_or_damaged(tmp_path: Path) -> None:
    path = archive(tmp_path / "export.zip", {"export.jsonl": whole() + " " * 5_000})
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ExchangeRefused):
        survey(path)
    at = data.find(b"\n", 60)
    path.write_bytes(data[:60] + bytes([data[60] ^ 0xFF]) + data[61:])
    with pytest.raises(ExchangeRefused):
        survey(path)
    assert at


def test_an_archive_with_a_password(tmp_path: Path) -> None:
    path = archive(tmp_path / "export.zip", {"export.jsonl": whole()})
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(ExchangeRefused, match="password"):
        survey(path)


def test_days_of_any_size_are_read_element_by_element(tmp_path: Path) -> None:
    path = tmp_path / "slack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("users.json", json.dumps([{"id": "U1", "name": "ana", "team_id": "T"}]))
        packed.writestr("channels.json", json.dumps([{"id": "C1", "name": "general", "members": ["U1"]}]))
        with packed.open("general/2020-01-01.json", "w", force_zip64=True) as day:
            day.write(b"[")
            for number in range(3_000):
                text = f"{number} {hashlib.sha256(str(number).encode()).hexdigest() * 70}"
                entry = {"type": "message", "user": "U1", "ts": f"{1_500_000_000 + number}.000100", "text": text}
                day.write((b"," if number else b"") + json.dumps(entry).encode())
            day.write(b"]")
    tracemalloc.start()
    assert survey(path).messages == 3_000
    assert tracemalloc.get_traced_memory()[1] < 12 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("kind", [None, 5, [], {"a": 1}, "\ud800", "x" * 100_000])
def test_lines_of_mattermost_of_no_kind_are_left_out(tmp_path: Path, kind: object) -> None:
    path = tmp_path / "mattermost.jsonl"
    path.write_text(json.dumps({"type": "version", "version": 1}) + "\n" + json.dumps({"type": kind}) + "\n", "utf-8")
    found = survey(path)
    assert (found.messages, [one["count"] for one in found.left_out.told()]) == (0, [1])
