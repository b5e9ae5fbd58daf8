"""What the documents say of the settings is what the program takes."""

import argparse
import re
import tomllib
from pathlib import Path

from chat_desktop import config

DOCS = Path(__file__).parents[2] / "docs"
SETTINGS = (DOCS / "settings.md").read_text("utf-8")


def shown(setting: config.Setting) -> str:
    flag = f"{setting.flag} {setting.placeholder}".strip()
    default = {None: "", (): "", True: "`yes`"}.get(setting.default, f"`{setting.default}`")
    variable = config.ENVIRONMENT_PREFIX + setting.name.upper()
    return f"| `{setting.name}` | `{variable}` | `{flag}` | {default} | {setting.help} |".replace("|  |", "| |")


def test_the_table_of_settings_is_the_programs_own() -> None:
    rows = [line for line in SETTINGS.splitlines() if line.startswith("| `")]
    assert rows == [shown(setting) for setting in config.SETTINGS]


def test_the_example_is_one_that_the_program_takes(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", SETTINGS, re.DOTALL)
    assert found is not None
    example = found[1]
    (tmp_path / "config.toml").write_text(example, "utf-8")
    read = config.load(config_flags(tmp_path), {})
    assert {name: getattr(read, name) for name in ("port", "discovery")} == {"port": 8770, "discovery": False}
    assert list(read.allow_host) == tomllib.loads(example)["allow_host"]


def config_flags(data: Path) -> argparse.Namespace:
    return argparse.Namespace(data=str(data))


def test_every_document_that_a_document_links_to_is_there() -> None:
    for page in [*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
