"""Lists the signals that stop the program in order."""

import signal


def stop_signals() -> list[signal.Signals]:
    """Returns SIGTERM, SIGINT, SIGHUP (a closed terminal), and Ctrl+Break on Windows.

    Signals that were ignored at the start, for example by `nohup`, are omitted."""
    named = [getattr(signal, name, None) for name in ("SIGHUP", "SIGBREAK")]
    more = [number for number in named if number is not None and signal.getsignal(number) != signal.SIG_IGN]
    return [signal.SIGTERM, signal.SIGINT, *more]
