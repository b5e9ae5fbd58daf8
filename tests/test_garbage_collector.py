"""The cycle collector: it rests while the program starts, and works when it has started."""

import subprocess
import sys

SCRIPT = """
import gc
from chat_desktop import garbage_collector

class Cycle:
    def __init__(self):
        self.me = self

garbage_collector.pause()
assert not gc.isenabled()
for _ in range(2):
    garbage_collector.resume()
assert gc.isenabled()
kept = gc.get_freeze_count()
for _ in range(10 * garbage_collector.GENERATION_0):
    Cycle()
left = sum(isinstance(thing, Cycle) for thing in gc.get_objects())
print(kept > 1_000, left < 3 * garbage_collector.GENERATION_0)
"""


def test_it_leaves_what_is_there_alone_and_still_finds_cycles() -> None:
    """In a process of its own: what is frozen here would stay frozen for every other test."""
    told = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "True"]
