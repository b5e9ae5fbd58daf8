"""Records what the fault tests measure (tests/output/faults), and writes it into docs/reliability.md.

python3 dev.py test --long tests/faults    measures
python -m tests.faults.support.figures             writes the table
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
NOTES = ROOT / "tests" / "output" / "faults"
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

FAULTS: dict[int, tuple[str, str]] = {
    1: ("kill -9 at a random moment of 1,000 sends, 20 rounds", "0 acked lost, 0 twice, serving again in 3 s"),
    2: ("power cut (un-synced writes dropped), 200 runs", "0 acked lost; the same run with NORMAL must fail"),
    3: ("disk full in message, checkpoint, log", "0 acked lost, the person told in 2 s, heals"),
    4: ("ack lost, the same client_id 5 times in parallel, 1,000 messages", "exactly 1,000 rows"),
    5: ("50 people, links cut at random (mean 3 s), 10,000 messages", "50 identical logs, 5 s after the last cut"),
    6: ("1,000 rapid sends of one person; 10 writers in one room", "sender's order kept; one order for all"),
    7: ("host stopped for 60 s; a page frozen 10 min", "converged 5 s after waking; presence right in 20 s"),
    8: ("wall clock +1 h, -1 h, +1 day", "no session lost, order kept"),
    9: ("the host's address changes", "new link, QR and announcement in 10 s; open pages find it again"),
    10: ("port taken; second start; stale lock", "said in 2 s; never two writers on one database"),
    11: ("two hosts, one name", "both reachable under different names in 10 s"),
    12: ("200 people, 20 messages/s, 10 min", "p99 at most the peer's in the same run, 0 errors, memory flat"),
    13: ("200 sign-ins in 30 s", "all in 60 s, memory < 400 MB"),
    14: ("slow headers, slow body, slow read: 200 connections each", "healthy p99 < 100 ms; all gone in 30 s"),
    15: ("WebSocket bombs, 10^5 fragments, 10^4 anonymous handshakes", "memory + < 32 MB, threads + < 20"),
    16: ("one user 5,000 events/s; a reader that stalls", "limited or cut; others' p99 < 400 ms"),
    17: ("10,000 malformed events and bodies", "0 crashes, 0 answers of 500, 0 traces sent, 0 rows changed"),
    18: (
        "foreign, null, missing, look-alike, other-port Origins on all that changes something",
        "all refused",
    ),
    19: ("30 Host variants on `/`, static, `/socket.io`, files", "all 421 or 400"),
    20: ("XSS vectors in a name, message, room, file name, link; in a real browser", "0 scripts run"),
    21: ("SVG, HTML, PDF, polyglots, false names, opened directly", "nothing active inline"),
    22: ("image, document, archive and multipart bombs, traversal, zip-slip", "refused; memory + < 64 MB"),
    23: ("a stolen cookie after every way in which a session ends", "0 accepted; sockets closed in 2 s"),
    24: ("every route and command by everyone", "all as declared; one without a line fails"),
    25: ("every way to see a room from outside", "0 leaks"),
    26: ("impersonation", "all refused"),
    27: ("a PIN: 100,000 guesses from 50 addresses", "at most 20 tested an hour"),
    28: ("100 connections that ask for pages of 6 MB and read nothing", "memory + < 220 MB, and given back"),
}


def note(row: int, test: str, figure: str, *, long: bool = False) -> None:
    """Records that a test has measured `figure` for a row of the table."""
    NOTES.mkdir(parents=True, exist_ok=True)
    kind = "long" if long else "short"
    found = {"row": row, "test": test, "figure": figure, "long": long}
    (NOTES / f"{row:02}-{test}-{kind}.json").write_text(json.dumps(found), "utf-8")


def table() -> str:
    """Returns the table in Markdown, one line a fault. The figure of a long run replaces that of a short one."""
    kept: dict[tuple[int, str], dict[str, Any]] = {}
    for path in sorted(NOTES.glob("*.json"), reverse=True):  # short before long
        found = json.loads(path.read_text("utf-8"))
        kept[found["row"], found["test"]] = found
    lines = ["| # | fault | figure to reach | measured |", "|---|---|---|---|"]
    for row, (fault, wanted) in FAULTS.items():
        told = [_told(found) for (number, _), found in sorted(kept.items()) if number == row]
        lines.append(f"| {row} | {fault} | {wanted} | {'<br>'.join(told) or 'not measured'} |")
    return "\n".join(lines)


def _told(found: dict[str, Any]) -> str:
    return f"{found['figure']} ({'`--long`' if found['long'] else 'short run'})"


def main() -> int:
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
