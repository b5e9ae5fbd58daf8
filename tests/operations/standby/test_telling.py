"""When a stand-by says that the host is gone, and offers to take over."""

from pathlib import Path

import pytest

from chat_desktop.operations.standby import settings, telling
from chat_desktop.operations.standby.settings import COPY, State
from chat_desktop.operations.standby.store import LIST_NAME
from tests.operations.standby.ends import STANDBY

NOW = 1_800_000_000_000


@pytest.mark.parametrize(
    ("silent_ms", "reason", "offers"),
    [
        (89_000, "not_there", False),
        (90_000, "not_there", True),
        (180_000, None, False),  # the copy of a large office is renewed so seldom, while the host is there
        (300_000, None, True),  # the program was closed meanwhile
        (400_000, "newer", False),
        (-1, "not_there", True),  # the clock was set back
    ],
)
def test_taking_over_is_offered_when_the_host_was_silent_for_some_time(
    tmp_path: Path, silent_ms: int, reason: str | None, offers: bool
) -> None:
    (tmp_path / COPY).mkdir()
    (tmp_path / COPY / LIST_NAME).write_bytes(b"")
    settings.write_state(tmp_path, State(current_at=NOW - 420_000, seen_at=NOW - silent_ms, reason=reason))
    said = telling.status(tmp_path, STANDBY, NOW)
    assert (said["may_take_over"], said["age_seconds"], said["is_old"]) == (offers, 420, True)


def test_nothing_is_offered_without_a_copy_or_after_taking_over(tmp_path: Path) -> None:
    assert not telling.status(tmp_path, STANDBY, NOW)["may_take_over"]
    assert telling.status(tmp_path, STANDBY, NOW)["age_seconds"] is None
