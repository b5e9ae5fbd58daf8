"""Measures the cost of a message, and whether a long history makes writing or reading slower."""

from functools import partial

from benchmarks import office, servers
from benchmarks.bench import Bench, Row, median, say
from benchmarks.generator import drive
from benchmarks.parts.connections import check
from benchmarks.plan import Plan
from benchmarks.servers import Server

PAIR = 2
BURST = 1_200  # messages: a person may send no more at once
WEEK = 5_000  # messages missed in a week away
RECORD = 10_000_000


def own_cost(bench: Bench, plan: Plan) -> list[Row]:
    """Measures the cost of a message from one sender, and from twenty senders at once."""
    return [
        {"senders": senders, **bench.in_turn(partial(_talk, senders=senders), max(PAIR, senders), unsynced=True)}
        for senders in (1, 20)
    ]


def history(bench: Bench, plan: Plan) -> list[Row]:
    """Measures writing and reading with long histories."""
    rows = []
    for count in plan.history:
        say(f"  {count:,} messages")
        rows.append({"messages": count, **bench.alone(_read_back, people=PAIR, messages=count)})
    return rows


def record(bench: Bench, plan: Plan) -> list[Row]:
    """Measures a history of ten million messages (5 GB), which is written once and kept."""
    say(f"  {RECORD:,} messages (the first time takes minutes to write)")
    kept = office.kept(bench.place / "record", PAIR, RECORD)
    rows = []
    for _ in range(bench.rounds):
        with servers.host(kept) as server:
            rows.append(_read_back(server))
    return [{"messages": RECORD, **median(rows)}]


def _talk(server: Server, senders: int) -> Row:
    people = max(PAIR, senders)
    count = BURST if senders == 1 else BURST * 5
    done = drive(server, "fan_out", people=people, senders=senders, messages=count, warm_up=100, rate=0)
    check(done.result, "missing", "refused", "lost")
    latency = done.result["latency_ms"]
    return {"cpu_us": done.cpu("warm", "posted") * 1e6 / count, "people": people, "p50_ms": latency["p50"]}


def _read_back(server: Server) -> Row:
    work = {"people": PAIR, "requests": 200, "week": WEEK, "warm_up": 100, "messages": BURST}
    done = drive(server, "history", **work)
    check(done.result, "missing", "refused", "lost")
    return {
        "post_us": done.cpu("warm", "posted") * 1e6 / BURST,
        "post_p95_ms": done.result["latency_ms"]["p95"],
        **{f"{name}_p95_ms": done.result[name]["p95"] for name in ("newest", "jump", "sync")},
    }
