"""Measures the cost of a delivery and of a connection for the host and the reference server."""

from collections.abc import Callable

from benchmarks.bench import Bench, Row, say
from benchmarks.generator import Run, drive
from benchmarks.plan import RATE, SENDERS, Plan
from benchmarks.servers import Server

CONNECTED_SETTLE_MS = 20_000  # time until all events and requests that follow a connection are done
SHOWN = 30  # people whom a page shows, and whose presence it asks for after a count


def closed_loop(bench: Bench, plan: Plan) -> list[Row]:
    """Measures deliveries when each sender waits for its ack, for several numbers of people."""
    return [_grown(bench, people, plan.messages(people), 0) for people in plan.people]


def paced(bench: Bench, plan: Plan) -> list[Row]:
    """Measures deliveries at a fixed rate of messages, for several numbers of people."""
    return [_grown(bench, people, plan.paced_messages, RATE) for people in plan.paced]


def rooms(bench: Bench, plan: Plan) -> list[Row]:
    """Measures 100 people who are all in the same rooms, for several numbers of rooms."""
    people = 100
    rows = []
    for count in plan.rooms:
        say(f"  {count} rooms")
        run = _run(people, plan.messages(people) // 2, 0)
        rows.append({"rooms": count, **bench.in_turn(run, people, rooms=count)})
    return rows


def idle(bench: Bench, plan: Plan) -> list[Row]:
    """Measures the memory of an idle connection, by the difference between many and some connections."""
    some, many = plan.idle

    def run(server: Server) -> Row:
        done = drive(server, "idle", warm_up=some, people=many)
        more = many - some
        return {"kb": done.memory("some", "all") / more, "cpu_ms": done.cpu("some", "all") * 1e3 / more}

    say(f"  {some} to {many} people")
    return [{"people": many - some, **bench.in_turn(run, many)}]


def large_office(bench: Bench, plan: Plan) -> list[Row]:
    """Measures a large office in which everyone connects and stays idle. It runs with the host alone, because the
    reference server has no presence."""
    people, rest_s = plan.large_office, plan.large_office_idle_s

    def run(server: Server) -> Row:
        plan_ = {"people": people, "shown": SHOWN, "settle": CONNECTED_SETTLE_MS, "rest": rest_s * 1_000}
        done = drive(server, "large_office", **plan_)
        check(done.result, "lost")
        return {
            "seconds": done.result["seconds"],
            "sent_mb": done.result["sent"] / 1e6,
            "cpu_ms": done.cpu("empty", "all") * 1e3 / people,
            "memory_mb": done.marks["rested"].memory / 1024,
            "idle_percent": done.cpu("all", "rested") * 100 / rest_s,
        }

    say(f"  {people:,} people")
    return [{"people": people, **bench.alone(run, people=people)}]


def storm(bench: Bench, plan: Plan) -> list[Row]:
    """Measures all pages that reconnect at once: handshake, `welcome`, and a sync of 20 missed messages."""
    people, missed = plan.storm, 20

    def run(server: Server) -> Row:
        done = drive(server, "storm", people=people, messages=missed)
        check(done.result, "missing", "lost")
        return {"all_ms": done.result["max"], "cpu_ms": done.cpu("asleep", "synced") * 1e3 / people}

    say(f"  {people} pages return")
    return [{"people": people, **bench.in_turn(run, people + 1)}]


def _grown(bench: Bench, people: int, count: int, rate: int) -> Row:
    say(f"  {people} people")
    return {"people": people, **bench.in_turn(_run(people, count, rate), people)}


def _run(people: int, count: int, rate: int) -> Callable[[Server], Row]:
    work = {"people": people, "senders": min(SENDERS, people), "messages": count, "rate": rate}

    def run(server: Server) -> Row:
        done = drive(server, "fan_out", **work, warm_up=max(20, count // 10))
        check(done.result, "missing", "refused", "lost")
        return figures(done, people)

    return run


def figures(done: Run, people: int) -> Row:
    """Returns the figures of a run with deliveries."""
    result = done.result
    return {
        "cpu_us": done.cpu("warm", "posted") * 1e6 / result["deliveries"],
        "per_second": result["per_second"],
        "p50_ms": result["latency_ms"]["p50"],
        "p99_ms": result["latency_ms"]["p99"],
        "connect_ms": done.cpu("empty", "connected") * 1e3 / people,
        "memory_mb": done.marks["posted"].memory / 1024,
    }


def check(result: Row, *faults: str) -> None:
    """Raises RuntimeError when something was lost in the run, because its figures are not valid then."""
    found = {name: result[name] for name in faults if result[name]}
    if found:
        raise RuntimeError(f"The run is not valid: {found}")
