"""The files of a room with ten thousand of them: by kind, person, name and time, page after page."""

from collections.abc import Iterator

import pytest

from chat_desktop.chat.attachments import room_files
from chat_desktop.chat.attachments.room_files import NAMES_MOST, PAGE_MOST, AskedFiles, FilePage
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.queries.files import in_room
from tests.support.files.many_files import DAY_MS, fill
from tests.support.parts.rules_office import RulesOffice

MESSAGES = 2_500


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RulesOffice]:
    office = RulesOffice(tmp_path_factory.mktemp("many"))
    fill(office, office.home, [office.ben.user_id, office.cleo.user_id])
    yield office
    office.close()


def page(office: RulesOffice, asked: AskedFiles) -> FilePage:
    return office.read(room_files.find, office.cleo.session_id, office.home, asked)


def pages(office: RulesOffice, asked: AskedFiles) -> tuple[list[str], int]:
    """The names of all files that are found, and how many pages that took."""
    names, count = [], 0
    while True:
        found = page(office, asked)
        names += [one.attachment.name for one in found.files]
        count += 1
        if found.next_seq is None:
            return names, count
        place = found.next_seq
        asked = asked._replace(before=place) if asked.after is None else asked._replace(after=place)


def test_all_files_come_page_after_page_each_once(full: RulesOffice) -> None:
    names, count = pages(full, AskedFiles())
    assert len(names) == len(set(names)) == 4 * MESSAGES
    assert count == -(-4 * MESSAGES // PAGE_MOST)
    assert names[0] == f"day {MESSAGES - 1} Übersicht.jpg"
    later, _ = pages(full, AskedFiles(after=MESSAGES - 100))
    assert [later[0], later[-1]] == [f"day {MESSAGES - 100} Übersicht.jpg", f"day {MESSAGES - 1} Übersicht.txt"]
    assert len(later) == 400


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("DAY 2400", [2400]),
        ("day-2400.pdf", [2400]),
        ("400 ubersicht", [2400, 1400, 400]),
        ("ÜBERSICHT 07", [2407, 2307, 2207, 2107, *[100 * n + 7 for n in range(20, 0, -1)]]),
    ],
)
def test_a_name_is_found_by_parts_of_it(full: RulesOffice, typed: str, days: list[int]) -> None:
    names, _ = pages(full, AskedFiles("document", words=typed))
    kinds = ("pdf",) if "pdf" in typed else ("pdf", "zip", "txt")
    assert [name for name in names if name.startswith("day ")] == names
    assert names[: len(kinds)] == [f"day {days[0]} Übersicht.{kind}" for kind in kinds]
    assert {int(name.split()[1]) for name in names} >= set(days)


def test_a_page_looks_at_a_bounded_number_of_names(full: RulesOffice) -> None:
    found = page(full, AskedFiles(words="nobody has named a file so"))
    assert (found.files, found.next_seq) == ([], MESSAGES - NAMES_MOST // 4 + 1)
    names, count = pages(full, AskedFiles(words="nobody has named a file so"))
    assert (names, count) == ([], -(-4 * MESSAGES // NAMES_MOST))


def test_by_person_and_by_moment(full: RulesOffice) -> None:
    until = full.now - 2_000 * DAY_MS + 1
    found = page(full, AskedFiles("picture", until_ms=until))
    assert found.files[0].attachment.name == "day 500 Übersicht.jpg"
    just_before = page(full, AskedFiles("picture", until_ms=until - 1))
    assert just_before.files[0].attachment.name == "day 499 Übersicht.jpg"
    assert len(pages(full, AskedFiles("picture", until_ms=until))[0]) == 501
    assert page(full, AskedFiles(until_ms=full.now - 2_501 * DAY_MS)) == FilePage([], None)
    assert page(full, AskedFiles(until_ms=full.now)).files[0].seq == MESSAGES
    mine, _ = pages(full, AskedFiles("picture", full.ben.user_id))
    assert len(mine) == MESSAGES // 2
    bens, _ = pages(full, AskedFiles("picture", full.ben.user_id, "day 41", until_ms=until))
    cleos, _ = pages(full, AskedFiles("picture", full.cleo.user_id, "day 41", until_ms=until))
    assert "day 41 Übersicht.jpg" in cleos
    assert "day 412 Übersicht.jpg" in bens
    assert not set(bens) & set(cleos)


@pytest.mark.parametrize("seq", [-5, 0, 10**30, -(10**30)])
def test_any_number_is_a_place(full: RulesOffice, seq: int) -> None:
    for asked in (AskedFiles(before=seq), AskedFiles(after=seq), AskedFiles(until_ms=seq)):
        assert len(page(full, asked).files) <= PAGE_MOST


def test_what_is_refused(full: RulesOffice) -> None:
    for asked in (AskedFiles("song"), AskedFiles(words="x" * 101)):
        with pytest.raises(Invalid):
            page(full, asked)
    assert page(full, AskedFiles(words="…")) == FilePage([], None)
    secret = full.make_room(full.ben, "Salaries", "closed")
    with pytest.raises(NotFound):
        full.read(room_files.find, full.cleo.session_id, secret, AskedFiles())


def test_a_page_is_found_by_an_index(full: RulesOffice) -> None:
    def plan(reading: object, query: str) -> str:
        values = (full.home, 9, None, None, 61)
        rows = reading.db.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()  # type: ignore[attr-defined]
        return "\n".join(row[3] for row in rows)

    for query in (in_room(is_of_names, is_after) for is_of_names in (False, True) for is_after in (False, True)):
        found = full.read(plan, query)
        assert "ix_attachments_room_id_seq" in found
