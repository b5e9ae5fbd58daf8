"""Says in a few words how far a download is, how fast it goes and how long it takes."""

import time
from collections import deque
from collections.abc import Callable

from chat_desktop.desktop.texts import text

# Each is a thousand times the one before.
_SIZES = ("size.bytes", "size.kilobytes", "size.megabytes", "size.gigabytes", "size.terabytes")
# The speed is the mean of this time: a shorter one jumps, a longer one hides that the link has become slow.
_MEAN_SECONDS = 4.0
_STALLED_SECONDS = 10.0
_SEPARATOR = " \N{MIDDLE DOT} "


class Progress:
    """The bytes that have arrived, and when."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._marks: deque[tuple[float, int]] = deque([(now(), 0)])
        self._moved_at = now()

    def text(self, received: int, total: int) -> str:
        """Notes how many bytes have RECEIVED, and returns the words. TOTAL is 0 or less when it is not known."""
        now = self._now()
        if received != self._marks[-1][1]:
            self._moved_at = now
        self._marks.append((now, received))
        while len(self._marks) > 2 and now - self._marks[0][0] > _MEAN_SECONDS:
            self._marks.popleft()
        parts = [text("progress.of", done=size(received), all=size(total)) if total > 0 else size(received)]
        if now - self._moved_at >= _STALLED_SECONDS:
            return _SEPARATOR.join([parts[0], text("progress.waiting")])
        speed = self._speed()
        if speed > 0:
            parts.append(text("progress.speed", size=size(int(speed))))
            if total > received:
                parts.append(time_left((total - received) / speed))
        return _SEPARATOR.join(parts)

    def _speed(self) -> float:
        (first, before), (last, received) = self._marks[0], self._marks[-1]
        return (received - before) / (last - first) if last > first else 0.0


def size(count: int) -> str:
    """Returns a number of bytes as people read it: "950 B", "1.4 MB"."""
    number, unit = float(max(count, 0)), 0
    while number >= 999.5 and unit < len(_SIZES) - 1:
        number, unit = number / 1000, unit + 1
    written = f"{number:.0f}"
    if unit and number < 99.95:
        whole, part = f"{number:.1f}".split(".")
        written = text("number.decimal", whole=whole, part=part)
    return text(_SIZES[unit], size=written)


def time_left(seconds: float) -> str:
    """Returns a duration as people read it: "8 s left", "3 min left", "2 h 5 min left"."""
    if seconds < 59.5:
        return text("progress.seconds", n=max(round(seconds), 1))
    minutes = round(seconds / 60)
    if minutes < 60:
        return text("progress.minutes", n=minutes)
    return text("progress.hours", h=minutes // 60, n=minutes % 60)
