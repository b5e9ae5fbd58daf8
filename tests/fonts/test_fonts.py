"""Which scripts have no font: a real fontconfig from which fonts are hidden, in the commands and in a running host."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop.fonts import fontconfig, scripts
from chat_desktop.fonts.scripts import SCRIPTS, Script
from chat_desktop.network.doctor.probes import fonts
from tests.support.hosts.host_process import ServedHost

ROOT = Path(__file__).parents[2]
CONTROL = ROOT / "build" / "linux" / "debian" / "window.control"
CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir>
<selectfont><rejectfont>{hidden}</rejectfont></selectfont></fontconfig>"""
MISSING = "from chat_desktop.fonts import scripts; print([one.font for one in scripts.missing()])"
LATIN, ARABIC, CHINESE, JAPANESE, EMOJI = SCRIPTS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems come with all fonts")


def hide(folder: Path, *globs: str) -> dict[str, str]:
    """Returns the environment in which fontconfig does not find the fonts whose paths match."""
    path = folder / "fonts.conf"
    hidden = "".join(f"<glob>{glob}</glob>" for glob in globs)
    path.write_text(CONFIGURATION.format(cache=folder / "cache", hidden=hidden), "utf-8")
    return {"FONTCONFIG_FILE": str(path), "DISPLAY": ":4711"}


def found(environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", MISSING]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


def test_this_computer_has_a_font_for_latin_letters_and_none_for_what_nobody_has_drawn() -> None:
    assert fontconfig.without_font([("Aä", False), ("\U0003fff0", False), ("Aä", True)]) == [False, True, True]


def test_a_font_that_is_hidden_is_missing(tmp_path: Path) -> None:
    everything = found(hide(tmp_path, "*/no-such-font/*"))
    assert EMOJI.font not in everything
    missing = [script.font for script in SCRIPTS if script.font in everything or script is EMOJI]
    assert found(hide(tmp_path, "*/*Emoji*")) == str(missing)


def test_without_any_font_every_script_is_missing(tmp_path: Path) -> None:
    assert found(hide(tmp_path, "*")) == str([script.font for script in SCRIPTS])


@pytest.fixture
def fontless(tmp_path: Path) -> Iterator[ServedHost]:
    host = ServedHost(tmp_path, environment=hide(tmp_path, "*"))
    yield host.set_up()
    host.kill()


def test_the_doctor_and_the_console_name_what_to_install(tmp_path: Path, fontless: ServedHost) -> None:
    environment, host = hide(tmp_path, "*"), fontless
    told = host.ana.get("/api/host/program").expect()["fonts"]
    keys = [one["key"].removeprefix("check.") for one in told]
    assert keys == [f"no_font_{name}" for name in ("latin", "arabic", "chinese", "japanese", "emoji")] + [
        "install_fonts"
    ]
    family = scripts.distribution()
    assert EMOJI.package(family) in told[-1]["values"]["packages"]
    (check,) = [one for one in host.ana.get("/api/doctor").expect()["checks"] if one["id"] == "fonts"]
    assert (check["state"], len(check["found"])) == ("ok", 5), "nobody is kept from joining by them"
    assert check["cure"].startswith("Install these fonts on the host's computer")
    command = [sys.executable, "-m", "chat_desktop", "doctor", "--data", str(host.data)]
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert "can't show Japanese." in re.sub(r"\s+", " ", done.stdout)


def test_nothing_is_said_without_a_screen_and_on_other_systems() -> None:
    assert scripts.applies({"DISPLAY": ":0"}, "linux")
    assert scripts.applies({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert not scripts.applies({"DISPLAY": ""}, "linux")
    assert not scripts.applies({"DISPLAY": ":0"}, "win32")
    assert not scripts.applies({}, "darwin")


def test_a_system_without_fontconfig_is_not_blamed() -> None:
    def broken(samples: object) -> list[bool]:
        raise OSError("libfontconfig.so.1: cannot open shared object file")

    assert scripts.missing(broken) == []


@pytest.mark.parametrize(
    ("family", "missing", "packages"),
    [
        ("debian", [CHINESE, JAPANESE], "fonts-noto-cjk"),
        ("fedora", [ARABIC, EMOJI], "google-noto-sans-arabic-fonts, google-noto-color-emoji-fonts"),
        ("arch", [JAPANESE], "noto-fonts-cjk"),
        (None, [CHINESE, JAPANESE], "Noto Sans CJK SC, Noto Sans CJK JP"),
    ],
)
def test_packages_are_named_as_the_distribution_names_them(
    family: str | None, missing: list[Script], packages: str
) -> None:
    check = fonts.evaluate(missing, family)
    assert check.cure == f"Install these fonts on the host's computer, then open the office again: {packages}."
    assert len(check.found) == len(missing)


def test_the_debian_package_recommends_them_all() -> None:
    recommended = re.search(r"^Recommends: (.*)$", CONTROL.read_text("utf-8"), re.MULTILINE)
    assert recommended is not None
    # The toolkit depends on a font for Latin letters.
    assert {script.packages["debian"] for script in SCRIPTS if script is not LATIN} <= set(recommended[1].split(", "))


def test_only_the_owner_is_told_about_the_hosts_fonts(fontless: ServedHost) -> None:
    assert fontless.newcomer("Eve").get("/api/host/program").status == 403
