"""Names for files that somebody may delete without being allowed to know anything of them but their size."""

import hmac
import secrets
from hashlib import sha256

SECRET_BYTES = 32


class FileKeys:
    """Makes a key of a file for one person.

    A hash in place of a key would let them test whether the office has a file that they have themselves. The secret is
    made at each start of the host, so a key ends with it: a page then asks for what takes space again.
    """

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(SECRET_BYTES)

    def of(self, user_id: str, file_hash: str) -> str:
        """Returns the key, 64 hexadecimal digits."""
        return hmac.new(self._secret, f"{user_id} {file_hash}".encode(), sha256).hexdigest()
