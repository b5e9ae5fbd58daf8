"""The page's files: what is loaded first, what is vendored, and what must not be in them."""

import ast
import hashlib
import json
import re

import pytest

from chat_desktop.web.assets import bundles
from chat_desktop.wire import names
from tests.webui.sources.source import APP, LAZY, WEBUI, boot_graph, imports, modules

# A module costs no request of its own any more, since the host joins modules into files (docs/decisions/0008): a first
# visit costs bytes and requests, and tests/e2e/joining/test_first_visit.py bounds both. This bound only shows that
# nothing gets into the first file by an import that nobody has thought about.
BOOT_MODULES = 60
LINES = 300


def vendored() -> list[dict[str, str]]:
    entries: list[dict[str, str]] = json.loads((WEBUI / "vendor" / "vendor.json").read_text("utf-8"))
    return entries


def test_the_first_file_has_the_boot_modules_alone() -> None:
    table = (APP / "bundles.txt").read_text("utf-8")
    main = bundles.plan(table, lambda name: (WEBUI / name).read_text("utf-8"))[0]
    assert sorted(module.name for module in main.modules) == sorted(boot_graph())


def test_the_boot_modules_stay_within_their_budget() -> None:
    assert len(boot_graph()) <= BOOT_MODULES


def test_every_module_is_reached_and_every_import_is_there() -> None:
    files = {path.relative_to(WEBUI).as_posix() for path in modules()}
    reached, waiting = set(), ["app/main.js"]
    while waiting:
        file = waiting.pop()
        if file not in reached:
            reached.add(file)
            waiting += imports(file) + imports(file, LAZY)
    assert all((WEBUI / file).is_file() for file in reached)
    # A classic script, two pages by themselves, and a worker.
    assert files - reached == {
        "app/theme.js",
        "app/trust.js",
        "app/visit.js",
        "app/features/relocation/probe_worker.js",
    }


def test_what_is_not_on_the_first_screen_is_not_in_the_boot_graph() -> None:
    assert [file for file in boot_graph() if file.startswith(("app/features/", "app/sync/"))] == []


@pytest.mark.parametrize("entry", vendored(), ids=lambda entry: entry["file"])
def test_a_vendored_file_is_the_one_that_was_taken_and_has_its_licence(entry: dict[str, str]) -> None:
    assert hashlib.sha256((WEBUI / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    for package in (entry, *entry["bundles"]):
        assert package["licence"], package
        assert "copyright" in (WEBUI / package["licence_file"]).read_text("utf-8").lower()


def test_every_vendored_file_is_listed_and_asks_for_nothing_elsewhere() -> None:
    listed = {entry["file"] for entry in vendored()}
    files = sorted((WEBUI / "vendor").rglob("*.js"))
    tables = [file for folder in ("emoji", "files") for file in (WEBUI / "vendor" / folder).iterdir()]
    assert {path.relative_to(WEBUI).as_posix() for path in (*files, *tables)} | {"icons.svg"} == listed
    for path in files:
        text = path.read_text("utf-8")
        assert "sourceMappingURL" not in text
        assert all(name.startswith("./") for name in re.findall(r'\bfrom\s*"([\w@./][^"\s]*)"', text))


def test_commands_and_events_are_the_hosts() -> None:
    text = (APP / "net" / "protocol.js").read_text("utf-8")
    commands, events = (re.findall(r'(\w+): "([^"]+)"', part) for part in text.split("export const Event"))
    assert dict(commands) == {name: value for name, value in vars(names.Command).items() if name.isupper()}
    assert dict(events) == {name: value for name, value in vars(names.Event).items() if name.isupper()}


def test_command_and_event_names_are_written_nowhere_else() -> None:
    every = {*names.COMMANDS, *names.EVENTS} - {"welcome"}
    for path in modules():
        if path.name != "protocol.js":
            assert [name for name in every if f'"{name}"' in path.read_text("utf-8")] == [], path


def test_no_module_makes_html_from_text_or_code_from_strings() -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySet|\beval\(|new Function|srcdoc"
    for path in modules():
        assert re.search(forbidden, path.read_text("utf-8")) is None, path


def test_the_templates_and_styles_hold_nothing_inline_and_nothing_from_elsewhere() -> None:
    for path in (WEBUI / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        assert re.search(r"<style|\sstyle=|\son\w+=|https?://", text) is None, path
        assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", text)), path
    for path in (WEBUI / "css").rglob("*.css"):
        assert re.search(r"url\(|@import|https?://", path.read_text("utf-8")) is None, path


def test_light_and_dark_differ_in_colours_alone() -> None:
    """What axe says of roles, names and sizes in the light is true in the dark (page_checks.py): a style tells them
    apart by `light-dark()`, which gives a colour, and no module asks for the scheme."""
    for path in [*(WEBUI / "css").rglob("*.css"), *APP.rglob("*.js")]:
        assert "prefers-color-scheme" not in path.read_text("utf-8"), path


def test_lengths_and_edges_are_logical_so_that_right_to_left_works() -> None:
    physical = (
        r"(?:margin|padding|border)-(?:left|right)\b|\b(?:left|right):|text-align: (?:left|right)|float: (?:left|right)"
    )
    for path in (WEBUI / "css").rglob("*.css"):
        rules = [line for line in path.read_text("utf-8").splitlines() if re.search(physical, line)]
        # Code reads from left to right in every language.
        assert [rule for rule in rules if "direction: ltr" not in rule] == [], path


def test_the_sprites_have_the_icons_that_the_vendoring_script_names() -> None:
    """Whoever upgrades a package runs it, and what it does not name would be lost."""
    script = ast.parse((WEBUI.parent / "build" / "vendor.py").read_text("utf-8"))
    tables = {ast.unparse(node.targets[0]): node.value for node in script.body if isinstance(node, ast.Assign)}
    for table, sheet, own in (("ICONS", "icons.svg", {"mark"}), ("FILE_ICONS", "vendor/files/icons.svg", set())):
        found = set(re.findall(r'<symbol id="([\w-]+)"', (WEBUI / sheet).read_text("utf-8")))
        assert found == set(ast.literal_eval(tables[table])) | own, sheet


def test_every_icon_that_is_drawn_is_in_the_sprite_and_every_one_there_is_drawn() -> None:
    text = "".join(path.read_text("utf-8") for path in modules())
    text += "".join(path.read_text("utf-8") for path in (WEBUI / "templates").glob("*.html"))
    sheets = ((WEBUI / name).read_text("utf-8") for name in ("icons.svg", "vendor/files/icons.svg"))
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', "".join(sheets)))
    # The name of a form's field is no icon's.
    text = re.sub(r'h\(Field, \{ (?:key: [^,]+, )?name: "\w+"', "", text)
    # Nor is the name of a lexer's extension.
    text = re.sub(r'\{ name: "\w+", level: ', "", text)
    named = set(re.findall(r'(?:name|icon): (?:[^"}]*? \? )?"([\w-]+)"', text)) | set(
        re.findall(r"icons\.svg#([\w-]+)", text)
    )
    quoted = set(re.findall(r'"([\w-]+)"', text))
    assert named - sprite - {"name", "password", "office_name", "current_password", "topic", "Your"} == set()
    assert sprite - quoted - named == set()


def test_no_file_is_long() -> None:
    files = [*modules(), *(WEBUI / "css").rglob("*.css")]
    counted = {path.relative_to(WEBUI).as_posix(): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: count for name, count in counted.items() if count > LINES} == {}
