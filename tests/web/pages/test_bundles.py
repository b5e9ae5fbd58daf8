"""Modules joined into files: what is touched in each, what goes where, and that nothing gets lost."""

import json
from pathlib import Path

import pytest

from chat_desktop.web.assets import bundles, javascript_modules
from chat_desktop.web.assets.javascript_modules import NotJoinableError
from chat_desktop.web.assets.source_map import Written

WEBUI = Path(__file__).parents[3] / "webui"
TABLE = (WEBUI / "app" / "bundles.txt").read_text("utf-8")


def read(name: str) -> str:
    return (WEBUI / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ('import { a, b as c } from "./x.js";', 'const { a, b: c } = $need("app/x.js");'),
        ('import {\n  a,\n  b,\n} from "../lib/x.js";', 'const { a, b } = $need("lib/x.js");\n\n\n'),
        ('import d from "./x.js";', 'const { default: d } = $need("app/x.js");'),
        ('import d, { a } from "./x.js";', 'const { default: d, a } = $need("app/x.js");'),
        ('import * as u from "./x.js";', 'const u = $need("app/x.js");'),
        ('import "./x.js";', '$need("app/x.js");'),
        ('import{a as b}from"./x.js";var c=1;', 'const { a: b } = $need("app/x.js");var c=1;'),
        ('const f = () => import("./x.js");', 'const f = () => $load("app/x.js");'),
        ("const here = import.meta.url;", "const here = $url;"),
    ],
)
def test_an_import_is_needed_at_once_or_when_it_is_used(text: str, body: str) -> None:
    assert javascript_modules.read("app/a.js", text).body == body


@pytest.mark.parametrize(
    ("text", "body", "exports"),
    [
        ("export const a = 1;", "const a = 1;", {"a": "a"}),
        ("export async function f() {}", "async function f() {}", {"f": "f"}),
        ("export class C {}", "class C {}", {"C": "C"}),
        ("var a;export{a as b,c};", "var a;", {"b": "a", "c": "c"}),
        ("export default function(){}", "const $default = function(){}", {"default": "$default"}),
        ('export { a } from "./x.js";', 'const $from0 = $need("app/x.js");', {"a": "$from0.a"}),
        ('export * from "./x.js";', 'const $from0 = $need("app/x.js"); $exports({}, $from0);', {}),
    ],
)
def test_an_export_is_what_it_stands_for(text: str, body: str, exports: dict[str, str]) -> None:
    found = javascript_modules.read("app/a.js", text)
    assert (found.body, found.exports) == (body, exports)


@pytest.mark.parametrize(
    "text",
    ["export let a = 1;", "export const { a } = b;", 'await sheet("x");', "export default a;\nexport var b;"],
)
def test_what_cannot_be_joined_rightly_is_refused(text: str) -> None:
    with pytest.raises(NotJoinableError):
        javascript_modules.read("app/a.js", text)


@pytest.mark.parametrize("text", ['/**\n * import("./x.js")\n */', '/** @type {import("./x.js").T} */\nlet a;'])
def test_a_type_in_a_comment_is_not_loaded(text: str) -> None:
    assert javascript_modules.read("app/a.js", text).loads == []


def test_a_type_within_a_line_is_left_out() -> None:
    text = 'const a = /** @type {Map<string, {b: any}>} */ (c), d = "/** e */";\n'
    assert javascript_modules.read("app/a.js", text).body == 'const a = (c), d = "/** e */";\n'


def test_a_line_that_is_a_comment_is_left_out_and_one_that_only_ends_with_a_comment_stays() -> None:
    text = 'if (a) {\n  // Why.\n  b("//x"); // Here.\n}\n//# sourceURL=a.js\n'
    body = 'if (a) {\n\n  b("//x"); // Here.\n}\n//# sourceURL=a.js\n'
    assert javascript_modules.read("app/a.js", text).body == body


def test_every_module_is_in_one_bundle_with_its_lines_where_they_were() -> None:
    placed = [module for bundle in bundles.plan(TABLE, read) for module in bundle.modules]
    names = [module.name for module in placed]
    assert len(names) == len(set(names)) > 100
    for module in placed:
        assert module.body.count("\n") == read(module.name).count("\n"), module.name


def test_what_is_loaded_on_use_has_its_place_in_the_table() -> None:
    """Otherwise it is in the bundle "rest", and loading one brings all of them."""
    assert [bundle.name for bundle in bundles.plan(TABLE, read)] == [line.split()[0] for line in TABLE.splitlines()]


FILES = {
    "app/main.js": 'import { a } from "./a.js";\nconst later = () => import("./later.js");',
    "app/a.js": "export const a = 1;",
    "app/b.js": 'import { a } from "./a.js";\nexport const b = a;',
    "app/later.js": 'import { b } from "./b.js";\nexport * from "./b.js";\nexport const c = b;',
    "app/loader.js": "// the loader",
    "app/worker.js": 'import { a } from "./a.js";',
}


def test_a_bundle_has_what_no_bundle_before_has_and_the_rest_is_found() -> None:
    found = bundles.plan("main app/main.js\nb app/b.js", FILES.__getitem__)
    assert [(bundle.file, [module.name for module in bundle.modules]) for bundle in found] == [
        ("app/main.js", ["app/a.js", "app/main.js"]),
        ("bundles/b.js", ["app/b.js"]),
        ("bundles/rest.js", ["app/later.js"]),
    ]


def test_all_files_of_a_later_module_are_known_at_the_start_so_that_they_come_side_by_side() -> None:
    found = bundles.join(bundles.plan("main app/main.js\nb app/b.js", FILES.__getitem__), FILES.__getitem__)
    assert '{"app/later.js": ["b", "rest", "sentences"]}' in found["app/main.js"]()


def test_a_single_module_leads_to_the_one_in_its_bundle_but_not_for_a_worker() -> None:
    planned = bundles.plan("main app/main.js", FILES.__getitem__)
    found = bundles.join(planned, FILES.__getitem__, FILES)
    assert "export const { b, c } = $found;" in found["app/later.js"]()
    assert '"../main.js"' not in found["app/later.js"]()
    assert "app/a.js" not in found, "the worker has it as it is"


def test_a_map_tells_the_source_and_the_line_of_each_line() -> None:
    written = Written()
    written.line("x")
    written.source("app/a.js", "one\ntwo")
    written.source("app/b.js", "three", "drei")
    told = json.loads(written.map())
    assert (told["sources"], told["sourcesContent"]) == (["source/app/a.js", "source/app/b.js"], ["one\ntwo", "three"])
    assert told["mappings"] == ";AAAA;AACA;ACDA"
    assert written.text("m.map") == "x\none\ntwo\ndrei\n//# sourceMappingURL=m.map\n"
