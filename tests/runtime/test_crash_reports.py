"""A report about a crash: the end of the log, not too much of it, and not too many."""

from pathlib import Path

import pytest

from chat_desktop.runtime.program import crash_reports


def test_a_report_ends_with_the_last_whole_lines_of_the_log(tmp_path: Path) -> None:
    lines = [f"line {number} {'x' * 90}" for number in range(1000)]
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "chat-desktop.log").write_text("\n".join(lines))
    report = crash_reports.write(tmp_path, "It has ended.")
    assert report is not None
    text = report.read_text("utf-8")
    assert text.startswith("It has ended.\n")
    kept = text.partition("The last lines of the log:\n\n")[2].splitlines()
    assert kept == lines[-len(kept) :]
    assert 300 < len(kept) < 500


def test_the_newest_reports_are_kept(tmp_path: Path) -> None:
    written = [crash_reports.write(tmp_path, f"Number {number}.") for number in range(8)]
    assert sorted((tmp_path / "logs").iterdir()) == written[3:]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    report = crash_reports.write(tmp_path, "It has ended.")
    assert report is not None
    assert crash_reports.save_as(report, tmp_path / "kept.txt")
    assert (tmp_path / "kept.txt").read_text("utf-8") == report.read_text("utf-8")
    assert not crash_reports.save_as(report, tmp_path / "gone" / "kept.txt")
    assert "kept.txt: No such file or directory." in caplog.text
    (tmp_path / "a file").touch()
    assert crash_reports.write(tmp_path / "a file", "It has ended.") is None
