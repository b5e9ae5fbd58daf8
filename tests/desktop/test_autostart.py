"""Starting at sign-in: what is written to the system, and what is read back from it."""

import os
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chat_desktop import config
from chat_desktop.desktop.autostart import system
from chat_desktop.desktop.autostart.linux import AutostartEntry, autostart_folder, join_exec, split_exec
from chat_desktop.desktop.autostart.mac import LaunchAgent
from chat_desktop.desktop.autostart.windows import APPROVED, RUN, RunValue, Value
from tests.desktop.programs.driving import wait_until

ODD = 'a "b" $HOME `c` %U 100% \\n d\\ \N{ROCKET}'


class TestLinux:
    def test_the_entry_is_written_read_back_and_removed(self, tmp_path: Path) -> None:
        entry = AutostartEntry("chat", [sys.executable, "run"], folder=tmp_path / "not yet")
        assert entry.is_on() is False
        entry.turn(True)
        assert entry.is_on() is True
        text = (tmp_path / "not yet" / "chat.desktop").read_text("utf-8")
        assert f'Exec="{sys.executable}" "run"\n' in text
        assert "X-GNOME-Autostart-enabled=true\n" in text
        for comment in (
            "Comment=Opens the",
            "Comment[de]=Öffnet das",
            "Comment[pt_BR]=Abre o",
            "Comment[zh_CN]=在后台",
        ):
            assert f"\n{comment}" in text
        entry.turn(False)
        entry.turn(False)
        assert entry.is_on() is False

    @pytest.mark.parametrize(
        "line", ["X-GNOME-Autostart-enabled=false", "Hidden=true", 'Exec="/nonexistent/program"', "Exec="]
    )
    def test_what_the_desktop_has_turned_off_is_off(self, tmp_path: Path, line: str) -> None:
        entry = AutostartEntry("chat", [sys.executable], folder=tmp_path)
        entry.turn(True)
        file = tmp_path / "chat.desktop"
        key = line.partition("=")[0]
        kept = [each for each in file.read_text().splitlines() if not each.startswith(f"{key}=")]
        file.write_text("\n".join([*kept, line, "[Desktop Action x]", f"Exec={sys.executable}", "Hidden=false"]))
        assert entry.is_on() is False
        entry.turn(True)
        assert entry.is_on() is True

    def test_a_damaged_entry_is_off(self, tmp_path: Path) -> None:
        (tmp_path / "chat.desktop").write_bytes(b"\xff\x00[Desktop Entry\nExec=\\")
        assert AutostartEntry("chat", [sys.executable], folder=tmp_path).is_on() is False

    def test_odd_words_come_back_as_they_were(self) -> None:
        words = ["/a b/c", ODD, "", "\N{ARABIC LETTER MEEM}", "tab\there"]
        assert split_exec(join_exec(words)) == words
        assert split_exec("chat-desktop --data=/x %U") == ["chat-desktop", "--data=/x", ""]

    @pytest.mark.skipif(shutil.which("gio") is None, reason="GLib is not installed")
    def test_the_system_starts_the_program_with_the_same_words(self, tmp_path: Path) -> None:
        program = tmp_path / f"program {ODD}".replace("%", "")  # GLib does not find a program with a % in its name
        told = tmp_path / "told"
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$PWD" "$@" > "{told}.new"; mv "{told}.new" "{told}"\n')
        program.chmod(0o700)
        work = tmp_path / f"work {ODD}"
        work.mkdir()
        AutostartEntry("chat", [str(program), "--data", ODD], work, tmp_path).turn(True)
        subprocess.run(["gio", "launch", str(tmp_path / "chat.desktop")], timeout=20, check=True, env={**os.environ})
        wait_until(told.exists)
        assert told.read_text().splitlines() == [str(work), "--data", ODD]

    def test_the_folder_is_that_of_the_session(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
        assert autostart_folder() == tmp_path / ".config" / "autostart"
        monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
        assert autostart_folder() == tmp_path / ".config" / "autostart"
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
        assert autostart_folder() == tmp_path / "own" / "autostart"


class FakeRegistry:
    def __init__(self) -> None:
        self.values: dict[tuple[str, str], Value] = {}

    def read(self, key: str, name: str) -> Value | None:
        return self.values.get((key, name))

    def write(self, key: str, name: str, value: Value) -> None:
        self.values[key, name] = value

    def delete(self, key: str, name: str) -> None:
        self.values.pop((key, name), None)


class TestWindows:
    def test_the_value_is_written_read_back_and_deleted(self) -> None:
        registry = FakeRegistry()
        run = RunValue("Chat Desktop", [r"C:\Program Files\chat\chat-desktop.exe", "run", "--hidden"], registry)
        assert run.is_on() is False
        run.turn(True)
        assert registry.values == {(RUN, "Chat Desktop"): r'"C:\Program Files\chat\chat-desktop.exe" run --hidden'}
        assert run.is_on() is True
        run.turn(False)
        assert (run.is_on(), registry.values) == (False, {})

    def test_what_the_task_manager_has_turned_off_is_off_until_it_is_turned_on(self) -> None:
        registry = FakeRegistry()
        run = RunValue("Chat Desktop", ["chat.exe"], registry)
        run.turn(True)
        for first, is_on in ((2, True), (3, False), (6, True), (7, False)):
            registry.values[APPROVED, "Chat Desktop"] = bytes([first]) + bytes(11)
            assert run.is_on() is is_on
        run.turn(True)
        assert run.is_on() is True


class TestMac:
    def test_the_agent_is_written_read_back_and_removed(self, tmp_path: Path) -> None:
        asked: list[tuple[str, ...]] = []

        def launchctl(*arguments: str) -> str:
            asked.append(arguments)
            return '"org.other" => disabled\n\t"org.chat" => enabled\n'

        agent = LaunchAgent("org.chat", ["/A b/chat", "run"], tmp_path, tmp_path / "agents", launchctl)
        assert agent.is_on() is False
        agent.turn(True)
        content = plistlib.loads((tmp_path / "agents" / "org.chat.plist").read_bytes())
        assert content["ProgramArguments"] == ["/A b/chat", "run"]
        assert (content["RunAtLoad"], content["WorkingDirectory"]) == (True, str(tmp_path))
        assert agent.is_on() is True
        assert asked[0] == ("enable", f"gui/{os.getuid()}/org.chat")
        agent.turn(False)
        assert agent.is_on() is False

    @pytest.mark.parametrize("state", ["disabled", "true"])
    def test_what_the_login_items_have_turned_off_is_off(self, tmp_path: Path, state: str) -> None:
        agent = LaunchAgent("org.chat", ["chat"], None, tmp_path, lambda *_: f'\t"org.chat" => {state}\n')
        agent.turn(True)
        assert agent.is_on() is False

    def test_a_damaged_list_is_off(self, tmp_path: Path) -> None:
        agent = LaunchAgent("org.chat", ["chat"], None, tmp_path, lambda *_: "")
        for damaged in (b"", b"<plist>", b"bplist00", plistlib.dumps([1])):
            (tmp_path / "org.chat.plist").write_bytes(damaged)
            assert agent.is_on() is False


def test_each_data_folder_has_a_start_of_its_own(tmp_path: Path) -> None:
    usual = config.data_folder()
    assert system.named("chat-desktop", usual) == "chat-desktop"
    assert system.command_for(usual)[-2:] == ["run", "--hidden"]
    assert system.command_for(tmp_path)[-2:] == ["--data", str(tmp_path)]
    names = {system.named("chat-desktop", folder) for folder in (usual, tmp_path, tmp_path / "b")}
    assert len(names) == 3
