"""The signals that ask for an end in order."""

import signal


def stop_signals() -> list[signal.Signals]:
    """SIGTERM and SIGINT; what tells that the terminal was closed, unless whoever started the program has said that it
    is to outlive that (`nohup`); Ctrl+Break on Windows."""
    named = [getattr(signal, name, None) for name in ("SIGHUP", "SIGBREAK")]
    more = [number for number in named if number is not None and signal.getsignal(number) != signal.SIG_IGN]
    return [signal.SIGTERM, signal.SIGINT, *more]
