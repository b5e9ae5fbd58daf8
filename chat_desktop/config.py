"""Defines all settings in one table, and reads them from the configuration file, the environment and the flags.

Order of precedence: `config.toml` in the data folder < `CHAT_DESKTOP_*` in the environment < flags.
"""

import argparse
import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chat_desktop.errors import StartError
from chat_desktop.start_error import Cause, ToldError

ENVIRONMENT_PREFIX = "CHAT_DESKTOP_"
_AT_LINE = re.compile(r"\(at line (\d+),")


class RefusedValue(ToldError, ValueError):
    """A setting cannot have this value. The text is the end of a sentence that says so."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in Python and in the file, its default, its parser and its help.

    `many` means that it can be given several times."""

    name: str
    default: Any
    parse: Callable[[str], Any]
    help: str
    placeholder: str = ""
    many: bool = False

    @property
    def flag(self) -> str:
        """The flag of the command line, such as `--ready-file`."""
        switches_off = self.parse is _boolean and self.default is True
        return "--" + ("no-" if switches_off else "") + self.name.replace("_", "-")


def _boolean(text: str) -> bool:
    values = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if text.lower() not in values:
        raise RefusedValue("setting_yes_or_no")
    return values[text.lower()]


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise RefusedValue("setting_port")
    return int(text)


def _gigabytes(text: str) -> int:
    """Returns bytes."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 1_000_000:
        raise RefusedValue("setting_gigabytes")
    return int(found * 10**9)


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:  # the home folder for `~` is unknown
        raise RefusedValue("setting_no_home") from None
    except OSError:
        raise RefusedValue("setting_folder_gone") from None


_HOST_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9._-]{0,251}[A-Za-z0-9_.-])?|[0-9A-Fa-f:.]{2,45}")


def _host_name(text: str) -> str:
    """Returns the name as browsers send it in the Host header, with IDNA for characters outside of ASCII."""
    try:
        name = text if text.isascii() else text.encode("idna").decode()
    except UnicodeError:
        name = ""
    if not _HOST_NAME.fullmatch(name.strip("[]")):
        raise RefusedValue("setting_host_name")
    return name


SECURE = "serve https, and plain http on this computer only (default: as chosen in the settings)"

SETTINGS = (
    Setting("data", None, _folder, "the folder that holds this office (default: the platform's data folder)", "DIR"),
    Setting("host", "0.0.0.0", str, "the address to listen on", "ADDRESS"),
    Setting("port", None, _port, "the port; 0: any free one (default: 8765, or the next free one up to 8785)", "N"),
    Setting("ready_file", None, _folder, "write the addresses to this file when the host is ready", "FILE"),
    Setting("discovery", True, _boolean, "do not announce the office on the network"),
    Setting("office", None, str, "the name to suggest for a new office", "NAME"),
    Setting("allow_host", (), _host_name, "answer to this host name too; may be repeated", "NAME", many=True),
    Setting("secure", None, _boolean, SECURE),
    Setting("tls_cert", None, _folder, "serve https with this certificate (PEM, followed by its chain)", "FILE"),
    Setting("tls_key", None, _folder, "the private key of that certificate (PEM)", "FILE"),
    Setting("files", None, _folder, "the folder for the files that people send (default: in the data folder)", "DIR"),
    Setting("largest_file", None, _gigabytes, "the size up to which a file can be sent, in GB (default: 10)", "GB"),
    Setting("quota", None, _gigabytes, "how much each person's files may take, in GB (default: 20)", "GB"),
)


@dataclass(frozen=True, slots=True)
class Config:
    """The values of all settings, read once at the start."""

    data: Path
    host: str = "0.0.0.0"
    port: int | None = None
    ready_file: Path | None = None
    discovery: bool = True
    office: str | None = None
    allow_host: tuple[str, ...] = ()
    secure: bool | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None
    files: Path | None = None
    largest_file: int | None = None
    quota: int | None = None


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Adds the flags of all settings to PARSER."""
    for setting in SETTINGS:
        # With SUPPRESS, the defaults of a command's flags do not overwrite flags that are given before the command.
        options: dict[str, Any] = {"dest": setting.name, "default": argparse.SUPPRESS, "help": setting.help}
        if setting.parse is _boolean:
            options |= {"action": "store_const", "const": "no" if setting.default is True else "yes"}
        else:
            options |= {"metavar": setting.placeholder, "action": "append" if setting.many else "store"}
        parser.add_argument(setting.flag, **options)


def words(flags: argparse.Namespace) -> list[str]:
    """Returns the flags that were given, with absolute paths, as words for another start of the program.

    `load` has accepted them."""
    found: list[str] = []
    for setting in SETTINGS:
        given = getattr(flags, setting.name, None)
        if given is None:
            continue
        if setting.parse is _boolean:
            found.append(setting.flag)
            continue
        values = given if setting.many else [given]
        found += [f"{setting.flag}={_folder(value) if setting.parse is _folder else value}" for value in values]
    return found


def load(flags: argparse.Namespace, environment: Mapping[str, str] = os.environ) -> Config:
    """Reads the configuration file, the environment and the flags.

    Raises StartError when a setting is unknown or invalid, or the file cannot be read."""
    names = {setting.name for setting in SETTINGS}
    given = _from_environment(environment) | {name: value for name, value in vars(flags).items() if name in names}
    if given.get("data") == "":  # an unset variable in a script must not open the default office
        raise StartError("setting_data_empty")
    data = _value(SETTINGS[0], given) if "data" in given else data_folder()
    merged = _from_file(data / "config.toml") | given
    values = {setting.name: _value(setting, merged) for setting in SETTINGS} | {"data": data}
    return Config(**values)


def data_folder() -> Path:
    """Returns the platform's data folder of this program for the current account, without creating it.

    Raises StartError when the account has no home folder."""
    import platformdirs

    try:
        folder = platformdirs.user_data_path("chat-desktop", appauthor=False)
    except (OSError, RuntimeError, KeyError):
        folder = Path("~")
    if folder.parts[:1] == ("~",):  # an account without a home folder: `~` is not replaced
        raise StartError("no_home_folder")
    return folder


def _value(setting: Setting, given: Mapping[str, Any]) -> Any:
    if setting.name not in given:
        return setting.default
    raw = given[setting.name]
    try:
        if "\0" in str(raw):
            raise RefusedValue("setting_null")
        if setting.many:
            return tuple(setting.parse(str(item)) for item in _as_list(raw))
        return setting.parse(str(raw))
    except RefusedValue as problem:
        raise StartError("setting_refused", {"name": setting.name, "value": repr(raw), "why": problem}) from None


def _as_list(raw: Any) -> Sequence[Any]:
    return raw if isinstance(raw, list | tuple) else [raw]


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environment.get(ENVIRONMENT_PREFIX + setting.name.upper())
        if text:
            found[setting.name] = [part.strip() for part in text.split(",")] if setting.many else text
    return found


def _from_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            read = tomllib.load(file)
    except FileNotFoundError:
        return {}
    except OSError as problem:
        # Imported late, as it needs modules that most commands do without.
        from chat_desktop.languages.system_words import system_words

        raise StartError("settings_file_unreadable", {"file": path, "why": system_words(problem)}) from None
    except ValueError as problem:
        raise StartError("settings_file_unreadable", {"file": path, "why": _not_toml(problem)}) from None
    except RecursionError:
        raise StartError("settings_file_too_deep", {"file": path}) from None
    unknown = sorted(set(read) - {setting.name for setting in SETTINGS} | {"data"} & set(read))
    if unknown:
        raise StartError("setting_unknown", {"file": path, "name": unknown[0]})
    return read


def _not_toml(problem: ValueError) -> Cause:
    at = _AT_LINE.search(str(problem))
    if at is None:
        return Cause("settings_not_toml", str(problem))
    return Cause("settings_line_not_toml", str(problem), {"line": int(at[1])})
