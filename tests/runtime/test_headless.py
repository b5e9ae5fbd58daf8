"""A signal to stop is never lost, whenever it comes and whichever thread the system gives it to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# The signal comes while the main thread sleeps, and the system is made to give it to another.
TO_ANOTHER_THREAD = """
import os, signal, threading, time
from chat_desktop.runtime.headless import Stop
stop = Stop()
main = threading.main_thread().native_id
def asleep():
    return open(f"/proc/self/task/{main}/stat").read().rsplit(")", 1)[1].split()[0] == "S"
def strike():
    for _ in range(200):
        if asleep():
            break
        time.sleep(0.01)
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    time.sleep(30)
threading.Thread(target=strike, daemon=True).start()
stop.wait()
os._exit(7)
"""
BEFORE = """
import os, signal
from chat_desktop.runtime.headless import Stop
stop = Stop()
os.kill(os.getpid(), signal.SIGTERM)
stop.wait()
assert stop.asked()
os._exit(7)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("program", [TO_ANOTHER_THREAD, BEFORE], ids=["to another thread", "before"])
def test_a_signal_to_stop_ends_the_waiting(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=dict(os.environ), check=False, timeout=20)
    assert done.returncode == 7
