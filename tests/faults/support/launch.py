"""Starts the host without a defence: `python -m tests.faults.support.launch NAME,NAME serve ...`.

The product has no such switch; this is how a test shows that it would notice.
"""

import sys

from chat_desktop.__main__ import main
from tests.faults.support import access_weaknesses, faulty_parts, time_limits, weaknesses

__all__ = ["access_weaknesses", "faulty_parts", "time_limits", "weaknesses"]  # imported for what they register

if __name__ == "__main__":
    for name in filter(None, sys.argv[1].split(",")):
        weaknesses.take_out(name)
    sys.exit(main(sys.argv[2:]))
