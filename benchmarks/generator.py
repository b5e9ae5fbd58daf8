"""Runs the load generator in a process of its own. It pauses at marks while the server's usage is read."""

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

from benchmarks.servers import NODE, SCRIPTS, Server
from benchmarks.usage import Usage

BOUND_SECONDS = 300.0  # time after which a run is ended


@dataclass(frozen=True, slots=True)
class Run:
    """The result of the load generator, and the usage of the server at each mark."""

    result: dict[str, Any]
    marks: dict[str, Usage]

    def cpu(self, begin: str, end: str) -> float:
        """Returns the CPU seconds of the server between two marks."""
        return self.marks[end].cpu - self.marks[begin].cpu

    def memory(self, begin: str, end: str) -> int:
        """Returns the growth of the server's memory in kB between two marks."""
        return self.marks[end].memory - self.marks[begin].memory


def drive(server: Server, kind: str, **plan: Any) -> Run:
    """Runs one kind of work (runs.mjs) against `server`. Raises RuntimeError when the generator fails."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "plan.json"
        file.write_text(json.dumps({"run": kind, **server.plan, **plan}))
        command = [NODE, str(SCRIPTS / "load.mjs"), str(file)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, text=True, **pipes) as process:  # type: ignore[call-overload]
            bound = Timer(BOUND_SECONDS, process.kill)
            bound.start()
            try:
                return _listen(process, server)
            finally:
                bound.cancel()
                process.kill()


def _listen(process: "subprocess.Popen[str]", server: Server) -> Run:
    assert process.stdout is not None
    assert process.stdin is not None
    marks: dict[str, Usage] = {}
    for line in process.stdout:
        said = json.loads(line)
        if "result" in said:
            return Run(said["result"], marks)
        marks[said["mark"]] = server.usage()
        process.stdin.write("\n")
        process.stdin.flush()
    raise RuntimeError(f"The load generator ended without a result against the {server.name}.")
