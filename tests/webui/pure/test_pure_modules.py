"""The page's modules that need no document: the same tests in a browser, under the policy that is served, and in Node.

The tests are `*.test.mjs` in the folders beside this file. Each exports `module`, the path of what it tests, and
`tests`, functions by name. A function gets the loaded module, and one that loads others; it throws when something is
wrong.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Route

from tests.support.browsers.pages import Person, people_of
from tests.support.hosts.host_process import ServedHost
from tests.webui.sources.source import WEBUI

PURE = Path(__file__).parent
CASES = Path(__file__).parents[2] / "formatting" / "cases.json"
NAMES = sorted(path.relative_to(PURE).as_posix() for path in PURE.rglob("*.test.mjs"))
ZONE = "Europe/Berlin"
LEAST_NODE = 20
LIMIT_SECONDS = 60

# An address of the host's that only the test's own route answers.
ADDRESS = "/pure-tests/"
RUN = """
const { module, tests } = await import(`${location.origin}%s${a}`);
const load = async path => find(new URL(path, ui)) ?? await import(ui + path);
const wrong = [], loaded = await load(module);
for (const [name, check] of Object.entries(tests)) {
  try { await check(loaded, load); } catch (problem) { wrong.push(`${name}: ${problem.message}`); }
}
return [Object.keys(tests).length, wrong];
"""


@pytest.fixture(scope="module")
def reader(chromium: Chromium, shown_host: ServedHost) -> Iterator[Person]:
    """A page in front of which nobody has signed in."""
    with people_of(chromium, shown_host) as people:
        person = people("desktop", locale="en-GB", timezone_id=ZONE)
        person.context.route(f"**{ADDRESS}**", answer)
        person.open("/sign-in")
        # The first page loads a part of the sentences; which test asks for another one must not depend on the order.
        person.module("loader.js", "await m.prefetch(['sentences'])")
        yield person


def answer(route: Route) -> None:
    name = route.request.url.rpartition(ADDRESS)[2]
    if Path(name).name == CASES.name:
        return route.fulfill(path=CASES, content_type="application/json")
    return route.fulfill(path=PURE / name, content_type="text/javascript")


@pytest.mark.parametrize("name", NAMES)
def test_a_pure_module_works_in_a_browser(reader: Person, name: str) -> None:
    count, wrong = reader.module("lib/i18n.js", RUN % ADDRESS, name)
    assert wrong == []
    assert count > 0


def test_the_pure_modules_work_in_node(node: str, tmp_path: Path) -> None:
    # Node takes a file for a module when the nearest package.json says so, and the page has none.
    shutil.copytree(WEBUI, tmp_path / "webui")
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    environment = os.environ | {"WEBUI": str(tmp_path / "webui"), "TZ": ZONE}
    command = [node, "--test", "--test-reporter=tap", str(PURE / "run.mjs")]
    told = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=LIMIT_SECONDS, check=False
    )
    wrong = re.findall(r"^not ok.*?^ {2}\.\.\.$", told.stdout, re.MULTILINE | re.DOTALL)
    assert told.returncode == 0, "\n".join(wrong) + told.stderr
    assert wrong == []
    passed = re.search(r"^# pass (\d+)$", told.stdout, re.MULTILINE)
    assert passed
    assert int(passed[1]) > len(NAMES)


@pytest.fixture
def node() -> str:
    return needed(shutil.which("node"))


def needed(found: str | None) -> str:
    """On CI a test that did not run must not look like one that passed."""
    if found is None or version_of(found) < LEAST_NODE:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"Node {LEAST_NODE} or newer is needed.")
    return found


def version_of(node: str) -> int:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return int(told.removeprefix("v").split(".")[0])


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_without_node_this_is_skipped_but_fails_on_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="Node 20 or newer is needed"):
        needed(None)
