"""File < environment < flags, and a sentence for what cannot be."""

from pathlib import Path

import pytest

from chat_desktop import config
from chat_desktop.cli import parser
from chat_desktop.errors import StartError


def load(tmp_path: Path, *flags: str, file: str = "", **environment: str) -> config.Config:
    (tmp_path / "config.toml").write_text(file, "utf-8")
    arguments = parser.make().parse_args(["serve", "--data", str(tmp_path), *flags])
    return config.load(arguments, {f"CHAT_DESKTOP_{name}": value for name, value in environment.items()})


def test_with_nothing_said_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path) == config.Config(data=tmp_path)


def test_every_setting_has_its_place_in_the_config() -> None:
    assert [setting.name for setting in config.SETTINGS] == list(config.Config.__dataclass_fields__)
    for setting in config.SETTINGS[1:]:
        assert config.Config.__dataclass_fields__[setting.name].default == setting.default


def test_a_flag_beats_the_environment_and_that_the_file(tmp_path: Path) -> None:
    file = "port = 1\nhost = '127.0.0.1'\noffice = 'File'"
    assert load(tmp_path, file=file) == config.Config(tmp_path, "127.0.0.1", 1, office="File")
    assert load(tmp_path, file=file, PORT="2", OFFICE="Environment").port == 2
    assert load(tmp_path, "--port", "3", file=file, PORT="2", OFFICE="Environment").port == 3
    assert load(tmp_path, "--port", "3", file=file, PORT="2", OFFICE="Environment").office == "Environment"


def test_flags_may_stand_before_the_command_too(tmp_path: Path) -> None:
    arguments = parser.make().parse_args(["--data", str(tmp_path), "--port", "5", "serve", "--no-discovery"])
    read = config.load(arguments, {})
    assert (read.data, read.port, read.discovery) == (tmp_path, 5, False)


def test_several_host_names(tmp_path: Path) -> None:
    assert load(tmp_path, "--allow-host", "a", "--allow-host", "b").allow_host == ("a", "b")
    assert load(tmp_path, ALLOW_HOST="a, b").allow_host == ("a", "b")
    assert load(tmp_path, file="allow_host = ['a', 'b']").allow_host == ("a", "b")
    assert load(tmp_path, file="allow_host = 'a'").allow_host == ("a",)


def test_a_host_name_that_is_no_ascii_is_taken_as_browsers_write_it(tmp_path: Path) -> None:
    assert load(tmp_path, "--allow-host", "b\u00fcro.example", "--allow-host", "fd00::5").allow_host == (
        "xn--bro-hoa.example",
        "fd00::5",
    )


def test_an_empty_folder_is_not_the_default_one(tmp_path: Path) -> None:
    """`--data "$FOLDER"` of a script in which FOLDER was never set: the default may hold somebody's office."""
    with pytest.raises(StartError, match="The setting data is empty"):
        config.load(parser.make().parse_args(["serve", "--data", ""]), {})


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "1e9", "x"])
def test_looking_takes_no_impossible_time(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser.make().parse_args(["offices", "--seconds", seconds])
    assert ended.value.code == 2
    assert "--seconds" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["no", "off", "0", "FALSE"])
def test_discovery_is_switched_off_in_any_of_these_words(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, DISCOVERY=text).discovery is False
    assert load(tmp_path, file="discovery = false").discovery is False
    assert load(tmp_path, file="discovery = true").discovery is True


def test_an_empty_variable_is_not_there(tmp_path: Path) -> None:
    assert load(tmp_path, PORT="", OFFICE="") == config.Config(data=tmp_path)


@pytest.mark.parametrize(
    ("file", "environment", "said"),
    [
        ("port = 70000", {}, "port cannot be 70000"),
        ("port = -1", {}, "port cannot be -1"),
        ("", {"PORT": "eighty"}, "a port is a number"),
        ("", {"DISCOVERY": "perhaps"}, "say yes or no"),
        ("colour = 'red'", {}, "unknown setting: colour"),
        ("data = '/elsewhere'", {}, "unknown setting: data"),
        ("port = ", {}, "cannot be read"),
        ('ready_file = "a\\u0000b"', {}, "it has a null character in it"),
        ('host = "a\\u0000b"', {}, "it has a null character in it"),
        ("allow_host = ['fine', 'b\u00fc ro']", {}, "a host name has letters"),
        ("allow_host = ['http://chat']", {}, "a host name has letters"),
        ("allow_host = [1, {a = 2}]", {}, "a host name has letters"),
        ("port = " + "[" * 5_000, {}, "cannot be read"),
        ("ready_file = '~nobody-here/x'", {}, "ready_file cannot be"),
    ],
)
def test_what_cannot_be_is_one_sentence(tmp_path: Path, file: str, environment: dict[str, str], said: str) -> None:
    with pytest.raises(StartError) as caught:
        load(tmp_path, file=file, **environment)
    assert said in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StartError, match="cannot be read"):
        config.load(parser.make().parse_args(["serve", "--data", str(tmp_path)]), {})


def test_the_flags_that_were_given_are_words_for_another_start_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = ["--data", "here", "--port=5", "--allow-host", "a.example", "--allow-host", "b.example"]
    given += ["--office=-Nord & Süd-", "--no-discovery", "--ready-file", "ready"]
    before = parser.make().parse_args(["serve", *given])
    words = config.words(before)
    assert f"--data={tmp_path / 'here'}" in words
    read = config.load(before, {})
    monkeypatch.chdir(tmp_path.parent)
    assert config.load(parser.make().parse_args(["serve", *words]), {}) == read
    assert config.words(parser.make().parse_args(["serve"])) == []
