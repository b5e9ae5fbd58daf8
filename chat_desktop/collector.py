"""Python's cycle collector, told what kind of program this is: one that holds much for long and makes few cycles."""

import gc

# Net new containers between two looks at the young ones, then how many looks between two at the older ones. By default
# 700, 10 and 10: a fifth of the time in which 1,500 pages came back went into looking at what could not be garbage.
GENERATION_0, GENERATION_1, GENERATION_2 = 20_000, 20, 50


def pause() -> None:
    """While the program starts: importing makes no garbage to speak of, and looking for it takes a twentieth of it."""
    gc.disable()


def resume() -> None:
    """After the start: what is there now stays for good, so it is never looked at again."""
    gc.freeze()
    gc.set_threshold(GENERATION_0, GENERATION_1, GENERATION_2)
    gc.enable()
