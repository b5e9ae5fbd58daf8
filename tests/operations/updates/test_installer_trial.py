"""On Windows the installer exchanges the folders, and asks the old program by `try-update` what to do. Here it is
played; the real one is tried in wine (tests/packaging/test_windows_update.py)."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop import child_processes
from chat_desktop.cli import parser, try_update
from chat_desktop.errors import StartError
from chat_desktop.operations.updates import apply, keys, outcome, plan, program_folder
from chat_desktop.operations.updates.plan import Plan
from tests.operations.updates.test_trial import changed_tables, install, started
from tests.operations.updates.test_trial import planned as planned
from tests.operations.updates.test_update_command import installed as installed
from tests.operations.updates.test_update_command import run as update_command
from tests.operations.updates.test_updates import KEYS, LINUX, program, update, version_of
from tests.support.hosts.tiny_server import until

pytestmark = LINUX
SCRIPT = (Path(__file__).resolve().parents[3] / "build" / "installers" / "chat-desktop.nsi").read_text("utf-8")


@pytest.fixture(autouse=True)
def with_installer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply, "uses_installer", lambda: True)


def file_of(planned: Plan) -> Path:
    return planned.data / "updates" / plan.FOLDER / plan.FILE


def try_it(planned: Plan, *stage: str) -> int:
    arguments = parser.make().parse_args(["try-update", str(file_of(planned)), *stage])
    return int(arguments.run(arguments))


def test_a_program_that_serves_is_told_by_the_exit_status_and_the_folders_are_left_to_the_installer(
    planned: Plan,
) -> None:
    assert try_it(planned) == 0
    old = program_folder.old(planned.folder)
    assert (version_of(planned.folder), version_of(old)) == ("2.0", "1.0")
    assert not file_of(planned).exists(), "nobody tries it again with this plan"


def test_a_program_that_does_not_serve_is_told_too_and_nothing_is_put_back_before_the_folder(planned: Plan) -> None:
    install(planned.folder, program("2.0", serves=False, ends=3))
    changed_tables(planned)
    assert try_it(planned) == 1
    assert version_of(planned.folder) == "2.0"
    assert (planned.data / "chat.db").read_text() == "migrated"
    plan.sweep(planned.data)  # at a start in between
    # The installer puts the folder back, and asks again.
    program_folder.put_back(planned.folder, program_folder.old(planned.folder))
    assert try_it(planned, try_update.TAKEN_BACK) == 1
    assert (planned.data / "chat.db").read_text() == "as it was"
    until(lambda: started(planned)[-1:] == [f"1.0 serve --port=9000 --data={planned.data}"], "the old one is back")
    assert "did not serve" in str(outcome.kept(planned.data))
    plan.sweep(planned.data)
    assert not file_of(planned).parent.exists()


def test_a_program_that_could_not_be_replaced_goes_on_and_its_database_is_not_put_back(planned: Plan) -> None:
    install(planned.folder, program("1.0", ends=0))
    changed_tables(planned)  # the copy is from an earlier update
    assert try_it(planned, try_update.NOT_REPLACED) == 1
    assert (planned.data / "chat.db").read_text() == "migrated"
    until(lambda: started(planned) == [f"1.0 serve --port=9000 --data={planned.data}"], "it runs again")
    assert "could not be replaced" in str(outcome.kept(planned.data))


@pytest.mark.parametrize("content", ["", "{}", '{"folder": "a", "data": "b", "more": 1}', "[1]"])
def test_a_damaged_plan_is_refused(planned: Plan, content: str) -> None:
    file_of(planned).write_text(content)
    with pytest.raises(StartError, match="not the plan of an update"):
        try_it(planned)


def test_the_update_starts_the_installer_beside_its_plan_and_ends(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[Any] = []
    monkeypatch.setattr(child_processes, "start", lambda *words, **more: calls.append((words, more)))
    left = tmp_path / "updates" / plan.FOLDER / "left.exe"
    left.parent.mkdir(parents=True)
    left.touch()
    words = '["serve", "--port=9000"]'
    assert update_command(str(update(tmp_path)), "--yes", "--words", words) == 0
    place = left.parent
    assert calls == [(([str(place / "setup.exe"), "/S", "/UPDATE"], place), {apply.INSTALLED: str(installed)})]
    assert sorted(file.name for file in place.iterdir()) == [plan.FILE, "setup.exe"]
    written = plan.read(place / plan.FILE)
    assert (written.folder, written.data, written.version) == (installed, tmp_path, "2.0")
    assert written.words == ["serve", "--port=9000"]
    assert version_of(installed) == "1.0"
    assert "as soon as this one has ended" in capsys.readouterr().out


def test_the_installer_and_the_program_have_the_same_names() -> None:
    assert f"$EXEDIR\\{plan.FILE}" in SCRIPT
    assert f"ReadEnvStr $0 {apply.INSTALLED}" in SCRIPT
    for stage in (try_update.TAKEN_BACK, try_update.NOT_REPLACED):
        assert f"insertmacro GoOn {stage}" in SCRIPT


@pytest.mark.parametrize(("has_window", "package"), [(True, "chat-desktop"), (False, "chat-desktop-headless")])
def test_the_folder_of_the_installer_has_another_name_than_its_package(
    monkeypatch: pytest.MonkeyPatch, has_window: bool, package: str
) -> None:
    found = SimpleNamespace() if has_window else None
    monkeypatch.setattr("importlib.util.find_spec", lambda name: found)
    folder = Path("Chat Desktop")
    assert program_folder.package_name(folder, on_windows=True) == package
    assert program_folder.package_name(folder, on_windows=False) == "Chat Desktop"
    assert program_folder.program(folder, on_windows=True) == folder / "chat-desktop.exe"


def test_only_our_installer_is_started(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keys.compiled_in() == KEYS
    path = update(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"2.0", b"3.0"))
    monkeypatch.setattr(child_processes, "start", lambda *words, **more: pytest.fail("it was started"))
    with pytest.raises(StartError):
        update_command(str(path), "--yes")
