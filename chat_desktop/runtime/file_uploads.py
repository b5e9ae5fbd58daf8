"""Uploads that are under way in this process: one request writes to an upload at a time, and the latest one wins."""

from collections.abc import Iterator
from contextlib import contextmanager

from gevent.lock import BoundedSemaphore

from chat_desktop.chat.attachments.records import FileLimits
from chat_desktop.chat.attachments.uploads import DEFAULT_LIMITS
from chat_desktop.file_transfer import BodyReceiver
from chat_desktop.files.store import FileStore
from chat_desktop.files.upload_writer import UploadWriter

# A further one has to read its file again. That is one with few bytes, so that many small uploads of one person do not
# let the host read the large ones of others again and again.
WRITERS_KEPT = 200


class Holder:
    """The request that writes to an upload at this moment, and the lock that the next one waits for."""

    def __init__(self) -> None:
        self.lock = BoundedSemaphore()
        self.body: BodyReceiver | None = None
        self.waiting = 0


class FileUploads:
    """Implements Uploads (web/services.py). It is used on the hub."""

    def __init__(self, store: FileStore, limits: FileLimits = DEFAULT_LIMITS) -> None:
        self.store, self.limits = store, limits
        self._holders: dict[str, Holder] = {}
        self._writers: dict[str, UploadWriter] = {}
        self._held: dict[str, UploadWriter] = {}
        self._hashes: dict[str, Holder] = {}

    @contextmanager
    def hold(self, upload_id: str, body: BodyReceiver) -> Iterator[UploadWriter]:
        """Ends the request that writes to this upload, waits until it has ended, and yields the writer."""
        with self._alone(self._holders, upload_id, body):
            writer = self._writers.pop(upload_id, None) or self._read(upload_id, body)
            body.run(writer.open)
            self._held[upload_id] = writer
            try:
                yield writer
            finally:
                del self._held[upload_id]
                if body.run(writer.close):
                    self._keep(upload_id, writer)

    @contextmanager
    def lock_hash(self, file_hash: str) -> Iterator[None]:
        """Keeps the bytes of a hash from being removed while a row for them is on its way, and the other way round."""
        with self._alone(self._hashes, file_hash, None):
            yield

    def offset(self, upload_id: str) -> int:
        """Returns how many bytes of an upload have arrived, or 0. It looks at the disk when this process has not."""
        writer = self._held.get(upload_id) or self._writers.get(upload_id)
        if writer is not None:
            return writer.arrived
        try:
            return self.store.upload_path(upload_id).stat().st_size
        except OSError:
            return 0

    def forget(self, upload_id: str) -> None:
        """Ends the request that writes to an upload which is over."""
        self._writers.pop(upload_id, None)
        holder = self._holders.get(upload_id)
        if holder is not None and holder.body is not None:
            holder.body.cut()

    def _read(self, upload_id: str, body: BodyReceiver) -> UploadWriter:
        writer: UploadWriter = body.run(UploadWriter, self.store.upload_path(upload_id))
        while not body.run(writer.catch_up):
            pass
        return writer

    def _keep(self, upload_id: str, writer: UploadWriter) -> None:
        self._writers[upload_id] = writer
        if len(self._writers) > WRITERS_KEPT:
            del self._writers[min(self._writers, key=lambda one: self._writers[one].offset)]

    @contextmanager
    def _alone(self, holders: dict[str, Holder], key: str, body: BodyReceiver | None) -> Iterator[None]:
        holder = holders.setdefault(key, Holder())
        holder.waiting += 1
        if body is not None and holder.body is not None:
            holder.body.cut()
        try:
            with holder.lock:
                holder.body = body
                try:
                    yield
                finally:
                    holder.body = None
        finally:
            holder.waiting -= 1
            if not holder.waiting:
                holders.pop(key, None)
