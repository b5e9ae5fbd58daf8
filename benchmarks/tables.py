"""Defines the table of each part: its title, its headings and its cells."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.bench import Row

Cell = Callable[[Row], str]


Columns = list[tuple[str, Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    columns: Columns


def one(heading: str, key: str, form: str = "{:.2f}") -> Columns:
    return [(heading, lambda row: form.format(row[key]))]


def both(heading: str, key: str, form: str = "{:.2f}") -> Columns:
    """Returns columns for the host, the reference server (peer) and their ratio."""
    return [
        (f"{heading}: host", lambda row: form.format(row["host"][key])),
        ("peer", lambda row: form.format(row["peer"][key])),
        ("ratio", lambda row: f"**{row['host'][key] / row['peer'][key]:.2f}**"),
    ]


def unsynced(heading: str, key: str, form: str) -> Columns:
    """The host without the disk's syncs, and its ratio to the peer. Empty where that was not measured."""
    return [
        (heading, lambda row: form.format(row["unsynced"][key]) if "unsynced" in row else ""),
        ("ratio", lambda row: f"**{row['unsynced'][key] / row['peer'][key]:.2f}**" if "unsynced" in row else ""),
    ]


def ratio(heading: str, over: str, under: str) -> Columns:
    """Empty where a figure is missing."""
    return [(heading, lambda row: f"**{row[over] / row[under]:.2f}**" if over in row and under in row else "")]


def given(heading: str, key: str) -> Columns:
    """Empty where there is no such figure."""
    return [(heading, lambda row: "" if row.get(key) is None else f"{row[key]:,.2f}")]


COUNT = "{:,}"
TABLES = {
    "closed": Table(
        "Closed loop: 20 senders, each waits for its ack",
        [
            *one("people", "people", COUNT),
            *both("CPU a delivery, us", "cpu_us"),
            *both("deliveries/s", "per_second", "{:,.0f}"),
            *both("p99, ms", "p99_ms", "{:.0f}"),
            *both("memory, MB", "memory_mb", "{:.0f}"),
        ],
    ),
    "paced": Table(
        "Paced: 100 messages a second",
        [
            *one("people", "people", COUNT),
            *both("CPU a delivery, us", "cpu_us"),
            *both("p50, ms", "p50_ms"),
            *both("p99, ms", "p99_ms"),
        ],
    ),
    "idle": Table(
        "An idle connection",
        [
            *one("connections", "people", COUNT),
            *both("memory, kB", "kb", "{:.1f}"),
            *both("CPU to connect, ms", "cpu_ms"),
        ],
    ),
    "large_office": Table(
        "A large office: everyone connects and stays idle",
        [
            *one("people", "people", COUNT),
            *one("all connected after, s", "seconds", "{:.0f}"),
            *one("sent meanwhile, MB", "sent_mb", "{:.0f}"),
            *one("CPU to connect, ms", "cpu_ms"),
            *one("memory, MB", "memory_mb", "{:.0f}"),
            *one("then idle, % of a core", "idle_percent", "{:.1f}"),
        ],
    ),
    "storm": Table(
        "Everyone reconnects at once: handshake, welcome, sync of 20 missed messages",
        [
            *one("pages", "people", COUNT),
            *both("all up to date after, ms", "all_ms", "{:.0f}"),
            *both("CPU a page, ms", "cpu_ms"),
        ],
    ),
    "own": Table(
        "A message's own cost",
        [
            *one("senders at once", "senders", COUNT),
            ("people", lambda row: COUNT.format(row["host"]["people"])),
            *both("CPU a message, us", "cpu_us", "{:.0f}"),
            *unsynced("host without syncs", "cpu_us", "{:.0f}"),
            *both("p50, ms", "p50_ms"),
        ],
    ),
    "rooms": Table(
        "100 people who are all in the same rooms, with messages to each room in turn",
        [
            *one("rooms", "rooms", COUNT),
            *both("CPU a delivery, us", "cpu_us"),
            *both("CPU to connect, ms", "connect_ms"),
        ],
    ),
    "history": Table(
        "A long history in one room",
        [
            *one("messages", "messages", COUNT),
            *one("CPU a post, us", "post_us", "{:.0f}"),
            *one("post p95, ms", "post_p95_ms"),
            *one("newest page p95, ms", "newest_p95_ms"),
            *one("jump p95, ms", "jump_p95_ms"),
            *one("500 rows of a sync p95, ms", "sync_p95_ms"),
        ],
    ),
    "start": Table(
        "Cold start without a window",
        [
            *one("third-party imports alone, s", "import_s"),
            *one("ready, s", "ready_s"),
            *ratio("ratio", "ready_s", "import_s"),
            *ratio("ratio of CPU", "ready_cpu_s", "import_cpu_s"),
            ("frozen ready, s", lambda row: f"{row['frozen_s']:.2f}" if "frozen_s" in row else "not built"),
            *ratio("ratio to the same imports frozen", "frozen_s", "frozen_import_s"),
        ],
    ),
}
TABLES["page"] = Table(
    "The page in Chromium",
    [
        ("until the page is usable and idle", lambda row: str(row["what"])),
        *one("measured", "found", "{:,.0f}"),
        ("limit", lambda row: "" if row["most"] is None else f"{row['most']:,.0f}"),
    ],
)
TABLES["search"] = Table(
    "Search, while 200 messages a second are posted",
    [
        *one("messages", "messages", COUNT),
        ("what", lambda row: str(row["what"])),
        *one("measured, p50", "found", "{:,.2f}"),
        *given("p95", "p95"),
        *given("p95 of CPU", "cpu_p95"),
        *given("limit", "most"),
    ],
)
TABLES["files"] = Table(
    "Files, beside nginx in the same run",
    [
        ("what", lambda row: str(row["what"])),
        *one("host", "host", "{:,.2f}"),
        *given("nginx", "nginx"),
        *given("plain copy", "copy"),
        ("ratio", lambda row: "" if row.get("ratio") is None else f"**{row['ratio']:.2f}**"),
        ("limit", lambda row: str(row["limit"])),
    ],
)
TABLES["record"] = TABLES["history"]
