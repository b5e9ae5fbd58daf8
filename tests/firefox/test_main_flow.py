"""The main flow in Firefox."""

import base64
from pathlib import Path

import pytest
from development import dev_firefox

from tests.conftest import StartHost
from tests.firefox.flows import needed, run_flow
from tests.firefox.flows import profile as profile
from tests.firefox.flows import tools as tools
from tests.support.browsers.pages import NAME
from tests.support.cast import OFFICE, PASSWORD
from tests.support.files.shared_files import FILES


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
    orders = {"STOP": host.stop, "START": lambda: start_host("--allow-host", NAME, "--port", own_port)}
    said = run_flow("main_flow.mjs", tools, profile, told, orders)
    assert said[-1] == "the browser has complained of nothing"
