"""Asks the window manager of an X11 session for a dark or a light title bar.

The toolkit's colour scheme reaches title bars only where Qt draws them itself. GNOME's and other window managers read
the property that GTK's programs set.
"""

import ctypes
from contextlib import suppress

PROPERTY, TYPE = b"_GTK_THEME_VARIANT", b"UTF8_STRING"
_REPLACE, _BITS = 0, 8


class _AtomReply(ctypes.Structure):
    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("pad", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("atom", ctypes.c_uint32),
    )


def set_dark(window: int, is_dark: bool) -> None:
    """Sets the property of the window with the number WINDOW. Does nothing where there is no X11."""
    with suppress(OSError):
        xcb = ctypes.CDLL("libxcb.so.1")
        xcb.xcb_connect.restype = ctypes.c_void_p
        connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
        if not xcb.xcb_connection_has_error(connection):
            variant = b"dark" if is_dark else b"light"
            key, kind = (_atom(xcb, connection, name) for name in (PROPERTY, TYPE))
            xcb.xcb_change_property(connection, _REPLACE, window, key, kind, _BITS, len(variant), variant)
            # The server answers in order: with this answer it has set the property. A connection that is closed before
            # that may be dropped with what was sent on it.
            _atom(xcb, connection, PROPERTY)
        xcb.xcb_disconnect(connection)


def _atom(xcb: ctypes.CDLL, connection: ctypes.c_void_p, name: bytes) -> int:
    cookie = xcb.xcb_intern_atom(connection, 0, len(name), name)
    xcb.xcb_intern_atom_reply.restype = ctypes.POINTER(_AtomReply)
    reply = xcb.xcb_intern_atom_reply(connection, cookie, None)
    if not reply:
        return 0
    atom = int(reply.contents.atom)
    libc = ctypes.CDLL(None)
    libc.free.argtypes = [ctypes.c_void_p]
    libc.free(reply)
    return atom
