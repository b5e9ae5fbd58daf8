"""An import over the rules themselves: cancelled, broken off, continued, and put into the order of time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.chat.importing import messages, order, people
from chat_desktop.chat.importing.records import Person as ImportedPerson
from chat_desktop.chat.messages import history
from chat_desktop.errors import Forbidden, NotSignedIn
from chat_desktop.files.store import FileStore
from chat_desktop.operations.exchange.refused import Cancelled, ExchangeRefused
from chat_desktop.operations.exchange.survey import Survey
from chat_desktop.runtime.exchange import import_run
from chat_desktop.runtime.exchange.import_run import ImportRun
from chat_desktop.runtime.file_uploads import FileUploads
from chat_desktop.storage.queries import messages as message_queries
from tests.exchange.test_refusals import ANA, END, OFFICE, ROOM, chained, message
from tests.support.files import foreign_exports
from tests.support.parts.rules_office import Person, RulesOffice

MINUTE = 60_000


def test_who_was_called_like_a_mention_of_the_whole_room_gets_a_name_that_is_free(office: RulesOffice) -> None:
    ana = office.ana.session_id
    office.write(
        people.add,
        ana,
        [ImportedPerson("x", ("everyone",)), ImportedPerson("y", ("Here!",)), ImportedPerson("z", ("here", "Zoe"))],
    )
    assert [office.read(people.names_here, ana)[each] for each in "xyz"] == ["Someone", "Someone 2", "Zoe"]


class Runs:
    """Imports the same file again and again."""

    def __init__(self, office: RulesOffice, folder: Path, path: Path) -> None:
        self._office, self._path = office, path
        self.store = FileStore(folder / "files")
        self.store.prepare()
        self.last: ImportRun

    def run(self, who: Person, before: Callable[[ImportRun], Any] = lambda run: None) -> dict[str, int]:
        survey = Survey(self._path)
        try:
            while survey.step(100):
                pass
            run = ImportRun(
                self._office,
                FileUploads(self.store),
                lambda act, *args: act(*args),
                survey,
                (who.session_id, who.user_id),
            )
            self.last = run
            before(run)
            run.run({})
            return run.counts
        finally:
            survey.close()


def lines(folder: Path, count: int, start: int) -> Path:
    """Returns an export of COUNT messages of one room, a minute apart, the first one at START."""
    said = []
    for number in range(count):
        at = {"$date": start + number * MINUTE}
        said.append(message(id=f"m{number:09d}", body=f"there {number}", created_at=at))
    path = folder / "export.jsonl"
    path.write_text(chained(OFFICE, ANA, ROOM, *said, END), "utf-8")
    return path


def texts(office: RulesOffice, room_id: str) -> list[tuple[int, str]]:
    page = office.read(history.page, office.ana.session_id, room_id, after=0, limit=200)
    return [(one.seq, one.body) for one in page.messages]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_run, "MESSAGES_BATCH", 7)
    monkeypatch.setattr(order, "SWAPS", 3)


def test_a_cancelled_import_leaves_whole_messages_and_is_continued(office: RulesOffice, tmp_path: Path) -> None:
    runs = Runs(office, tmp_path, lines(tmp_path, 40, office.now - 50 * MINUTE))

    def stop_later(run: ImportRun) -> None:
        put, left = run._put, 2

        def counted(room_id: str, ready: Any) -> None:
            nonlocal left
            left -= 1
            run.is_cancelled = left < 0
            put(room_id, ready)

        run._put = counted  # type: ignore[method-assign]

    with pytest.raises(Cancelled):
        runs.run(office.ana, stop_later)
    assert len(texts(office, str(ROOM["id"]))) == 14
    assert runs.run(office.ana)["messages"] == 26
    assert texts(office, str(ROOM["id"])) == [(seq, f"there {seq - 1}") for seq in range(1, 41)]
    assert runs.run(office.ana)["messages"] == 0


def test_messages_stand_in_the_order_of_time_between_those_of_this_office(office: RulesOffice, tmp_path: Path) -> None:
    runs = Runs(office, tmp_path, lines(tmp_path, 10, office.now))
    runs.run(office.ana)
    room_id = str(ROOM["id"])
    office.now += 20 * MINUTE
    for number in range(5):
        office.post(office.ana, f"here {number} @Ana", room_id)
        office.now += 2 * MINUTE
    later = office.now
    office.now -= 100 * MINUTE  # a clock that was set back does not change the order of what was written here
    office.post(office.ana, "here, later", room_id)
    office.now = later
    (tmp_path / "2").mkdir()
    path = tmp_path / "2" / "export.jsonl"
    more = [
        message(id=f"n{n:09d}", body=f"then {n}", created_at={"$date": later - (30 - n) * MINUTE}) for n in range(30)
    ]
    path.write_text(chained(OFFICE, ANA, ROOM, *more, END), "utf-8")
    Runs(office, tmp_path, path).run(office.ana)
    found = texts(office, room_id)
    assert [seq for seq, _ in found] == list(range(1, len(found) + 1))
    here = [body for _, body in found if body.startswith("here")]
    assert here == [*(f"here {number} @Ana" for number in range(5)), "here, later"]
    then = [body for _, body in found if body.startswith("then")]
    assert then == [f"then {number}" for number in range(30)]
    bodies = [body for _, body in found]
    assert bodies.index("then 19") < bodies.index("here 0 @Ana") < bodies.index("then 21")


def test_steps_reach_the_order_and_keep_every_place_taken_once() -> None:
    rows = [(seq, (seq * 7919) % 100, 1) for seq in range(1, 101)]
    places = {seq: seq for seq, _, _ in rows}
    for moves in order._steps(order._wanted(rows)):
        assert sorted(old for old, _ in moves) == sorted(new for _, new in moves)
        assert len(moves) <= 2 * order.SWAPS
        at = {place: message for message, place in places.items()}
        places |= {at[old]: new for old, new in moves}
    times = {seq: at for seq, at, _ in rows}
    assert [times[one] for one in sorted(places, key=lambda each: places[each])] == sorted(times.values())


def test_a_full_disk_ends_it_and_it_goes_on_later(
    office: RulesOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = Runs(office, tmp_path, foreign_exports.slack(tmp_path / "slack.zip"))
    with monkeypatch.context() as full:
        full.setattr(FileStore, "has_space_for", lambda self, size: False)
        with pytest.raises(ExchangeRefused, match="no room"):
            runs.run(office.ana)
    assert list(runs.store.incoming.iterdir()) == []
    assert runs.run(office.ana)["files"] == 1
    assert len(list(runs.store.hashes())) == 1


def test_a_file_is_kept_once(office: RulesOffice, tmp_path: Path) -> None:
    runs = Runs(office, tmp_path, foreign_exports.mattermost(tmp_path / "mattermost.zip"))
    runs.run(office.ana)
    Runs(office, tmp_path, foreign_exports.rocketchat(tmp_path / "rocketchat.zip")).run(office.ana)
    assert len(list(runs.store.hashes())) == 1


@pytest.mark.parametrize("name", ["ben", "cleo"])
def test_only_the_owner_imports(office: RulesOffice, tmp_path: Path, name: str) -> None:
    runs = Runs(office, tmp_path, lines(tmp_path, 3, office.now))
    with pytest.raises(Forbidden):
        runs.run(getattr(office, name))


def test_a_session_that_has_ended_ends_the_import(office: RulesOffice, tmp_path: Path) -> None:
    runs = Runs(office, tmp_path, lines(tmp_path, 3, office.now))
    gone = Person(office.ana.user_id, "no-such-session", "")
    with pytest.raises(NotSignedIn):
        runs.run(gone)


def test_nothing_gets_into_a_closed_room_of_others(office: RulesOffice, tmp_path: Path) -> None:
    theirs = office.make_room(office.ben, "Board", "closed")
    said = message(room_id=theirs)
    path = tmp_path / "export.jsonl"
    path.write_text(chained(OFFICE, ANA, {**ROOM, "id": theirs}, said, END), "utf-8")
    runs = Runs(office, tmp_path, path)
    assert runs.run(office.ana)["messages"] == 0
    assert "Rooms that are here already and that you are not in" in str(runs.last.left_out.told())


def test_a_message_of_another_room_is_not_changed(office: RulesOffice, tmp_path: Path) -> None:
    theirs = office.make_room(office.ben, "Board", "closed")
    secret = office.post(office.ben, "Secret", theirs)
    path = tmp_path / "export.jsonl"
    said = message(id=secret.id, body="Changed", edited_at="2030-01-01T00:00:00Z")
    path.write_text(chained(OFFICE, ANA, ROOM, said, END), "utf-8")
    runs = Runs(office, tmp_path, path)
    assert runs.run(office.ana)["changed"] == 0
    assert runs.last.left_out.told()[0]["reason_key"] == messages.ELSEWHERE
    assert office.read(lambda r: r.db.execute(message_queries.BY_ID_ALONE, (secret.id,)).fetchone())[6] == "Secret"


def test_odd_people_get_names_that_may_be_here(office: RulesOffice, tmp_path: Path) -> None:
    odd = ["", "\u202eAna\u200b", "W" * 90, "👩‍👩‍👧‍👦 [x] - y", "محمد", "Ana"]
    people = [{**ANA, "id": f"odd{number:09d}", "name": name} for number, name in enumerate(odd)]
    said = [message(id=f"o{number:09d}", sender_id=one["id"]) for number, one in enumerate(people)]
    path = tmp_path / "export.jsonl"
    path.write_text(chained(OFFICE, *people, ROOM, *said, END), "utf-8")
    assert Runs(office, tmp_path, path).run(office.ana)["people"] == 5
