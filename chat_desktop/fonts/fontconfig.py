"""Asks fontconfig, by which the window and every program on Linux finds fonts, which fonts have some characters."""

import ctypes
from collections.abc import Iterable

_LIBRARY = "libfontconfig.so.1"
_Pointer = ctypes.c_void_p


class _FontSet(ctypes.Structure):
    _fields_ = (("nfont", ctypes.c_int), ("sfont", ctypes.c_int), ("fonts", _Pointer))


def without_font(samples: Iterable[tuple[str, bool]]) -> list[bool]:
    """Returns for each sample whether no font has all of its characters. A sample is (characters, in colour).

    Fonts that were installed a moment ago count. Raises OSError where there is no fontconfig, or it cannot be read.
    """
    library = _library()
    # A configuration of its own: the window reads the current one at the same time.
    config = library.FcInitLoadConfigAndFonts()
    if not config:
        raise OSError("fontconfig cannot read its configuration")
    try:
        return [_count(library, config, *sample) == 0 for sample in samples]
    finally:
        library.FcConfigDestroy(config)


def _count(library: ctypes.CDLL, config: int, characters: str, in_colour: bool) -> int:
    charset = " ".join(f"{ord(one):x}" for one in characters)
    pattern = library.FcNameParse(f":charset={charset}{':color=true' if in_colour else ''}".encode())
    wanted = library.FcObjectSetCreate()
    try:
        found = library.FcFontList(config, pattern, wanted)
        count = found.contents.nfont if found else 0
        if found:
            library.FcFontSetDestroy(found)
        return int(count)
    finally:
        library.FcObjectSetDestroy(wanted)
        library.FcPatternDestroy(pattern)


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(_LIBRARY)
    library.FcInitLoadConfigAndFonts.restype = _Pointer
    library.FcNameParse.restype, library.FcNameParse.argtypes = _Pointer, [ctypes.c_char_p]
    library.FcObjectSetCreate.restype = _Pointer
    library.FcFontList.restype, library.FcFontList.argtypes = ctypes.POINTER(_FontSet), [_Pointer, _Pointer, _Pointer]
    for name in ("FcConfigDestroy", "FcFontSetDestroy", "FcObjectSetDestroy", "FcPatternDestroy"):
        function = getattr(library, name)
        function.restype, function.argtypes = None, [_Pointer]
    return library
