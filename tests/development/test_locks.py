"""The locks fit pyproject.toml and each other, and name nothing but packages and hashes."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "build" / "locks").glob("*.txt"))
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()


def packages(layer: str) -> set[str]:
    return set(dict(PINNED.findall((ROOT / "build" / "locks" / f"{layer}.txt").read_text())))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_package_is_pinned_and_hashed_and_no_address_is_named(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[a-z0-9-]+==\S+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_two_locks_never_disagree_about_a_version() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in PINNED.findall(lock.read_text()):
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_everything_that_pyproject_asks_for_is_locked() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {"serve": told["project"]["dependencies"], "desktop": told["project"]["optional-dependencies"]["desktop"]}
    asked |= told["dependency-groups"]
    for layer, requirements in asked.items():
        assert {canonical(requirement) for requirement in requirements} <= packages(layer), layer


def test_a_server_without_a_screen_fetches_no_window() -> None:
    assert not {name for name in packages("serve") | packages("test") if "pyside" in name or "webview" in name}


def test_what_builds_proxy_tools_is_locked_too() -> None:
    """pywebview needs it, it is published as source only, and an isolated build would fetch its tools unchecked."""
    assert "proxy-tools" in packages("desktop")
    assert {"pip", "setuptools", "wheel"} <= packages("build")


def test_the_page_is_checked_against_the_versions_that_it_ships() -> None:
    """The vendored scripts tell no types; the declarations come from npm and must be of the same versions."""
    wanted = json.loads((ROOT / "build" / "node" / "package.json").read_text())["devDependencies"]
    vendored = {row["package"]: row["version"] for row in json.loads((ROOT / "webui/vendor/vendor.json").read_text())}
    types = {name: version for name, version in wanted.items() if name != "typescript"}
    assert types == {name: vendored[name] for name in types}


@pytest.mark.parametrize("folder", ["build/node", "benchmarks/node", "tests/firefox"])
def test_the_locks_of_node_name_no_registry(folder: str) -> None:
    lock = json.loads((ROOT / folder / "package-lock.json").read_text())
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
    assert [name for name, entry in lock["packages"].items() if name and "integrity" not in entry] == []
