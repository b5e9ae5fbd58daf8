"""Has one file after the other read as the host does, and notes what that took and what is left of its metadata."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, UnidentifiedImageError

from benchmarks import usage
from chat_desktop.files import kinds
from chat_desktop.files.made import COPY, Made, made_path
from chat_desktop.files.pictures import PictureMaker

HASH = "ab" * 32
# A copy keeps how the picture is turned, and nothing else that a camera or a program has written.
KEPT = {ExifTags.Base.Orientation}
FILES_MOST = 100  # of one process, before the host itself would end it
TELLING = ("exif", "xmp", "comment", "photoshop", "Author", "Comment", "Software", "XML:com.adobe.xmp")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`state` is that of Made, or `no picture` for what is never decoded. `ended`: the process did not outlive it.

    `cpu` are seconds, `memory` is the most that the process had, in MB, and `told` what is left of its metadata.
    """

    path: Path
    state: str
    kind: str
    cpu: float = 0.0
    memory: float = 0.0
    ended: bool = False
    told: tuple[str, ...] = ()


class Reader:
    """FOLDER takes what is made. A process serves many files, as it does at the host. Linux only (/proc)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._maker = PictureMaker(folder)
        self._files = 0

    def close(self) -> None:
        self._maker.stop()

    def read(self, path: Path) -> Outcome:
        if not kinds.may_show(path):
            return Outcome(path, "no picture", kinds.identify(path)[0])
        self._start()
        before = self._maker.process_id
        assert before is not None
        cpu = usage.of(before).cpu
        Path(f"/proc/{before}/clear_refs").write_text("5", "ascii")  # the peak of memory begins anew
        made = self._maker.make(path, HASH)
        ended = self._maker.process_id != before
        found = Outcome(path, made.state, made.kind, ended=ended, told=self._told(path, made))
        self._clear()
        if ended:
            return found
        return Outcome(path, made.state, made.kind, usage.of(before).cpu - cpu, _peak(before), False, found.told)

    def _start(self) -> None:
        """Begins a process, and lets it load its libraries, so that no file is charged with that."""
        self._files += 1
        if self._files % FILES_MOST == 0:
            self._maker.end()
        if self._maker.process_id is None:
            picture = self._folder / "first.png"
            Image.new("RGB", (8, 8)).save(picture)
            self._maker.make(picture, HASH)
            self._clear()

    def _clear(self) -> None:
        for path in self._folder.iterdir():
            path.unlink()

    def _told(self, path: Path, made: Made) -> tuple[str, ...]:
        """What a person who downloads the picture could learn from it."""
        if made.state != "made" or made.kind != "image":
            return ()
        sent = {"copy": made_path(self._folder, HASH, COPY), "same": path}.get(made.served)
        sent = sent or made_path(self._folder, HASH, "preview")
        if not sent.exists():  # it is so small that its only form is the thumbnail
            sent = made_path(self._folder, HASH, "thumb")
        held = self._folder / f"sent{sent.suffix}"
        shutil.copyfile(sent, held)
        with suppress(OSError, UnidentifiedImageError, SyntaxError, ValueError), Image.open(held) as image:
            tags = [ExifTags.TAGS.get(tag, str(tag)) for tag in image.getexif() if tag not in KEPT]
            notes = [name for name in TELLING if name in image.info and not (name == "exif" and not tags)]
            return tuple(sorted({*tags, *notes}))
        return ()


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1_000
    return 0.0
