"""The doctor in a host that runs: an errand that fails is an answer, never an error."""

import threading
from pathlib import Path

import pytest

from chat_desktop import background
from chat_desktop.network.doctor.host_doctor import HostDoctor
from chat_desktop.network.doctor.subject import Subject


def no_adapters() -> Subject:
    raise OSError("the adapters could not be read")


def test_on_windows_a_failed_errand_is_no_command_and_no_rule(caplog: pytest.LogCaptureFixture) -> None:
    doctor = HostDoctor(no_adapters, makes_rules=True)
    assert doctor.firewall_command() is None
    assert doctor.open_firewall() == "not_possible"
    assert doctor.run_checks() == []
    assert caplog.text.count("The doctor failed") == 3


def test_a_system_without_a_thread_to_give_is_no_error_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, *work: object) -> threading.Thread:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(background, "start", refuse)
    doctor = HostDoctor(lambda: Subject(Path(), 8765), makes_rules=True)
    assert doctor.firewall_command() is None
    assert doctor.run_checks() == []


def test_the_command_is_for_this_program_and_this_port() -> None:
    doctor = HostDoctor(lambda: Subject(Path(), 8765), makes_rules=True)
    assert "localport=8765" in (doctor.firewall_command() or "")
