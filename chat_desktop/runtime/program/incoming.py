"""How an office comes to this computer: moved here by another one, or taken over from the copy that is kept here."""

import contextlib
from collections.abc import Iterator

from chat_desktop.runtime.program.receiving import Office, Receiving
from chat_desktop.runtime.standby.kept_copies import KeptCopies


class Incoming:
    """Both ways."""

    def __init__(self, office: Office) -> None:
        self.receiving = Receiving(office)
        self.kept_copies = KeptCopies(office)

    @contextlib.contextmanager
    def running(self, is_program: bool) -> Iterator[None]:
        """Before the host serves, until it has stopped. A host that serves one command keeps no copies."""
        with self.receiving.running(), self.kept_copies.running() if is_program else contextlib.nullcontext():
            yield
