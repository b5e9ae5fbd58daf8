"""What the operating system says of a failure, by the error number, as sentences of the catalogue."""

import errno

from chat_desktop.start_error import ToldError

_KEYS = {
    errno.EACCES: "os_permission_denied",
    errno.EPERM: "os_not_permitted",
    errno.ENOENT: "os_not_there",
    errno.ENOTDIR: "os_no_folder",
    errno.EISDIR: "os_is_folder",
    errno.EEXIST: "os_exists",
    errno.EBUSY: "os_busy",
    errno.ENOSPC: "os_no_space",
    errno.EFBIG: "os_file_large",
    errno.EROFS: "os_read_only",
    errno.EIO: "os_input_output",
    errno.ENAMETOOLONG: "os_name_long",
    errno.EMFILE: "os_files_open",
    errno.ECONNREFUSED: "os_refused",
    errno.ECONNRESET: "os_reset",
    errno.ETIMEDOUT: "os_timed_out",
    errno.EHOSTUNREACH: "os_no_route",
    errno.ENETUNREACH: "os_no_network",
    errno.EADDRINUSE: "os_address_used",
    errno.EADDRNOTAVAIL: "os_address_foreign",
}
if hasattr(errno, "EDQUOT"):  # not on Windows
    _KEYS[errno.EDQUOT] = "os_quota"


def system_words(problem: OSError) -> ToldError:
    """Returns the words for a failure as a value of another sentence; those of the system itself where we have none."""
    number = errno.ETIMEDOUT if isinstance(problem, TimeoutError) else problem.errno
    key = None if number is None else _KEYS.get(number)
    return ToldError(key or problem.strerror or str(problem) or type(problem).__name__)
