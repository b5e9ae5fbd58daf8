"""When the computer is kept awake: the owner's setting, who is connected, and mains power."""

import json
import sys
import time
from pathlib import Path

import pytest

from chat_desktop.power import clocks, mains
from chat_desktop.power.stay_awake import FILE, Mode, State, StayAwake
from chat_desktop.power.system import PowerListener


class FakePower:
    """A power management that does as it is told. `mains` is whether the plug is in."""

    def __init__(self) -> None:
        self.wanted = False
        self.mains = True
        self.grants = True

    def start(self, listener: PowerListener) -> None:
        self.listener = listener

    def stop(self) -> None:
        self.wanted = False

    def keep_awake(self, wanted: bool) -> None:
        self.wanted = wanted

    def keeps_awake(self) -> bool:
        return self.wanted and self.grants

    def is_known(self) -> bool:
        return True

    def on_mains(self) -> bool:
        return self.mains


@pytest.mark.parametrize(
    ("mode", "others", "has_mains", "state"),
    [
        ("mains", 1, True, "held"),
        ("mains", 1, False, "battery"),
        ("mains", 0, True, "nobody"),
        ("always", 3, False, "held"),
        ("always", 0, False, "nobody"),
        ("never", 3, True, "never"),
    ],
)
def test_the_setting_decides(tmp_path: Path, mode: Mode, others: int, has_mains: bool, state: State) -> None:
    power = FakePower()
    power.mains = has_mains
    stay = StayAwake(power, tmp_path)
    stay.choose(mode)
    stay.check(lambda: others)
    assert (stay.state(), power.wanted) == (state, state == "held")


def test_it_ends_when_the_last_one_leaves_and_when_the_plug_is_pulled(tmp_path: Path) -> None:
    power = FakePower()
    stay = StayAwake(power, tmp_path)
    for others, has_mains, wanted in ((1, True, True), (1, False, False), (1, True, True), (0, True, False)):
        power.mains = has_mains
        stay.check(lambda others=others: others)  # type: ignore[misc]
        assert power.wanted is wanted


def test_a_system_that_refuses_is_not_said_to_stay_awake(tmp_path: Path) -> None:
    power = FakePower()
    power.grants = False
    stay = StayAwake(power, tmp_path)
    stay.check(lambda: 1)
    assert stay.state() == "refused"


def test_the_setting_is_kept_and_a_damaged_file_is_the_default(tmp_path: Path) -> None:
    StayAwake(FakePower(), tmp_path).choose("always")
    assert StayAwake(FakePower(), tmp_path).mode == "always"
    for damaged in ("{", json.dumps({"stay_awake": "perhaps"}), json.dumps({"stay_awake": ["never"]}), "[]"):
        (tmp_path / FILE).write_text(damaged)
        assert StayAwake(FakePower(), tmp_path).mode == "mains"


def supply(folder: Path, name: str, **lines: str) -> None:
    place = folder / name
    place.mkdir(parents=True)
    for file, line in lines.items():
        (place / file).write_text(f"{line}\n")


def test_mains_power_is_read_from_the_plug_and_the_battery_of_a_mouse_is_none(tmp_path: Path) -> None:
    assert mains.on_mains(tmp_path / "missing") is True
    supply(tmp_path / "mouse", "hidpp", type="Battery", scope="Device")
    assert mains.on_mains(tmp_path / "mouse") is True
    supply(tmp_path / "laptop", "BAT0", type="Battery", status="Discharging")
    supply(tmp_path / "laptop", "AC", type="Mains", online="0")
    assert mains.on_mains(tmp_path / "laptop") is False
    (tmp_path / "laptop" / "AC" / "online").write_text("1\n")
    assert mains.on_mains(tmp_path / "laptop") is True


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the clocks of Linux")
def test_sleep_is_the_difference_of_two_clocks_and_not_of_the_time_of_day(monkeypatch: pytest.MonkeyPatch) -> None:
    before = clocks.slept()
    assert before >= 0
    real, boot, hour = time.clock_gettime, getattr(time, "CLOCK_BOOTTIME", None), 3600
    monkeypatch.setattr(time, "clock_gettime", lambda clock: real(clock) + (hour if clock == boot else 0))
    assert round(clocks.slept() - before) == hour
