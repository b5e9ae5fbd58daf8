"""The main flow in Firefox, which `puppeteer-core` drives over WebDriver BiDi."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import dev_firefox
import pytest

from tests.conftest import StartHost
from tests.support.cast import OFFICE, PASSWORD
from tests.support.host_process import ServedHost
from tests.support.pages import NAME
from tests.support.shared_files import FILES

FLOW = Path(__file__).with_name("main_flow.mjs")
LIMIT_SECONDS = 150


@pytest.fixture(scope="module")
def tools() -> dev_firefox.Tools:
    """Node, the package that drives, and Firefox. On CI a test that did not run must not look like one that passed."""
    return needed(dev_firefox.find())


def needed(found: dev_firefox.Tools | str) -> dev_firefox.Tools:
    if isinstance(found, str):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(found)
    return found


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_what_is_missing_is_told_and_fails_on_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(dev_firefox, "find_firefox", lambda: None)
    with pytest.raises(outcome, match=r"Firefox is not installed|Node 18"):
        needed(dev_firefox.find())
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(outcome, match="Node 18 or newer with npm is needed"):
        needed(dev_firefox.find())


@pytest.fixture
def profile() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="firefox-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_an_office_is_set_up_joined_and_used_in_firefox(
    tools: dev_firefox.Tools, start_host: StartHost, own_port: str, profile: Path
) -> None:
    host = start_host("--allow-host", NAME, "--port", own_port)
    told = {
        "base": f"http://{NAME}:{own_port}",
        "setup_token": host.setup_token,
        "join_code": host.join_code,
        "office": OFFICE,
        "password": PASSWORD,
        "files": [[name, kind, base64.b64encode(data).decode()] for name, kind, data in FILES],
    }
    command = [tools.node, str(FLOW), str(tools.modules), tools.firefox, str(profile)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "HOME": str(profile), "MOZ_HEADLESS": "1"},
    ) as flow:
        try:
            said = follow(flow, told, host, lambda: start_host("--allow-host", NAME, "--port", own_port))
            assert flow.stderr is not None
            reason = flow.stderr.read()
            assert flow.wait(LIMIT_SECONDS) == 0, "\n".join([*said, reason])
        finally:
            end(flow)
    assert said[-1] == "the browser has complained of nothing"


def follow(
    flow: "subprocess.Popen[str]", told: Mapping[str, object], host: ServedHost, again: Callable[[], object]
) -> list[str]:
    """What the flow says, step by step; stops and starts the host when it asks for that."""
    assert flow.stdin is not None
    assert flow.stdout is not None
    orders: dict[str, Callable[[], object]] = {"STOP": host.stop, "START": again}
    tell(flow, json.dumps(told))
    said = []
    for line in map(str.strip, flow.stdout):
        if line in orders:
            orders[line]()
            tell(flow, "done")
        else:
            print(line, flush=True)
            said.append(line)
    return said


def tell(flow: "subprocess.Popen[str]", line: str) -> None:
    assert flow.stdin is not None
    flow.stdin.write(f"{line}\n")
    flow.stdin.flush()


def end(flow: "subprocess.Popen[str]") -> None:
    """First in a way that lets it take its browser along."""
    flow.terminate()
    try:
        flow.wait(30)
    except subprocess.TimeoutExpired:
        flow.kill()
