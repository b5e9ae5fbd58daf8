"""The page's imports point one way, as those of the host do: lib <- store <- net <- sync, and ui <- features."""

import pytest

from tests.webui.sources.import_order import ALONE, FILES, LAYERS, circles, faults, layer_of
from tests.webui.sources.source import WEBUI, modules


def texts() -> dict[str, str]:
    return {path.relative_to(WEBUI).as_posix(): path.read_text("utf-8") for path in modules()}


def test_imports_point_one_way_and_close_no_circle() -> None:
    assert faults(texts()) == []


def test_every_module_has_a_layer() -> None:
    beside = {file.split("/")[1] for file in texts() if file.count("/") == 1}
    assert beside == {*FILES, *ALONE}
    assert {layer_of(file) for file in texts()} == {*LAYERS, "alone"}


def test_no_folder_is_crowded() -> None:
    folders: dict[str, int] = {}
    for path in modules():
        folders[path.parent.name] = folders.get(path.parent.name, 0) + 1
    assert {name: count for name, count in folders.items() if count > 20} == {}


STATIC, DYNAMIC = 'import {{ a }} from "{}";', 'const later = () => import("{}");'


@pytest.mark.parametrize(
    ("file", "statement", "target"),
    [
        ("app/store/session.js", DYNAMIC, "../sync/index.js"),
        ("app/store/session.js", STATIC, "../ui/parts.js"),
        ("app/lib/text.js", STATIC, "../store/session.js"),
        ("app/net/api.js", DYNAMIC, "../sync/index.js"),
        ("app/sync/index.js", STATIC, "../ui/parts.js"),
        ("app/sync/index.js", DYNAMIC, "../features/invite/knocks.js"),
        ("app/ui/parts.js", STATIC, "../features/invite/knocks.js"),
        ("app/ui/parts.js", STATIC, "../sync/index.js"),
        ("app/features/invite/knocks.js", STATIC, "../../main.js"),
        ("app/trust.js", STATIC, "./lib/text.js"),
        ("app/html.js", STATIC, "./lib/text.js"),
    ],
)
def test_an_import_against_the_order_is_found(file: str, statement: str, target: str) -> None:
    found = faults({file: statement.format(target)})
    assert len(found) == 1
    assert file in found[0]


def test_features_may_be_loaded_by_what_is_drawn_first() -> None:
    assert faults({"app/ui/parts.js": DYNAMIC.format("../features/invite/knocks.js")}) == []


def test_a_type_in_a_comment_is_no_import() -> None:
    assert faults({"app/store/sync_layer.js": '/** @typedef {typeof import("../sync/index.js")} SyncLayer */'}) == []


def test_an_import_whose_target_is_computed_is_found() -> None:
    assert faults({"app/ui/parts.js": "const load = (name) => import(`./${name}.js`);"}) != []


def test_a_circle_of_files_and_one_of_folders_are_found() -> None:
    two = {"app/lib/a.js": STATIC.format("./b.js"), "app/lib/b.js": DYNAMIC.format("./a.js")}
    assert faults(two) == ["circle of files: app/lib/a.js -> app/lib/b.js -> app/lib/a.js"]
    folders = {
        "app/features/people/a.js": STATIC.format("../rooms/b.js"),
        "app/features/rooms/c.js": STATIC.format("../people/d.js"),
    }
    assert faults(folders) == ["circle of folders: app/features/people -> app/features/rooms -> app/features/people"]


def test_circles_are_told_as_the_way_round_them() -> None:
    assert list(circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()})) == [["b", "c", "b"]]
