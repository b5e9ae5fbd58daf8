"""Runs a flow in Firefox, which `puppeteer-core` drives over WebDriver BiDi."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from development import dev_firefox

FOLDER = Path(__file__).parent
LIMIT_SECONDS = 150


def needed(found: dev_firefox.Tools | str) -> dev_firefox.Tools:
    if isinstance(found, str):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(found)
    return found


@pytest.fixture(scope="module")
def tools() -> dev_firefox.Tools:
    """Node, the package that drives, and Firefox. On CI a test that did not run must not look like one that passed."""
    return needed(dev_firefox.find())


@pytest.fixture
def profile() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="firefox-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def run_flow(
    name: str,
    tools: dev_firefox.Tools,
    profile: Path,
    told: Mapping[str, object],
    orders: Mapping[str, Callable[[], object]] | None = None,
) -> list[str]:
    """Runs the flow in the module NAME, which is told TOLD, and returns what it said. ORDERS are lines that it may say
    to have something done."""
    command = [tools.node, str(FOLDER / name), str(tools.modules), tools.firefox, str(profile)]
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
            said = follow(flow, told, orders or {})
            assert flow.stderr is not None
            reason = flow.stderr.read()
            assert flow.wait(LIMIT_SECONDS) == 0, "\n".join([*said, reason])
        finally:
            end(flow)
    return said


def follow(
    flow: "subprocess.Popen[str]", told: Mapping[str, object], orders: Mapping[str, Callable[[], object]]
) -> list[str]:
    """What the flow says, step by step."""
    assert flow.stdin is not None
    assert flow.stdout is not None
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
