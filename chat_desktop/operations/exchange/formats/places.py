"""Finds the parts of another program's export in an archive, which may lie in a folder of their own."""

from collections.abc import Iterable, Iterator
from typing import Any

from chat_desktop.operations.exchange import json_pieces
from chat_desktop.operations.exchange.bundle import Bundle


def root_of(bundle: Bundle, *names: str) -> str | None:
    """Returns the folder of the archive in which one of these files lies: "" or "folder/"; None without one."""
    found = [name for name in bundle.names if name.split("/")[-1] in names and name.count("/") <= 1]
    return None if not found else min(name[: len(name) - len(name.split("/")[-1])] for name in found)


def objects(bundle: Bundle, name: str) -> Iterator[dict[str, Any]]:
    """Yields the objects of a file, which is one array or has one object a line. Raises ExchangeRefused."""
    if bundle.is_archive and name not in bundle.names:
        return
    with bundle.open(name) as file:
        is_array = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"["
    with bundle.open(name) as file:
        if is_array:
            yield from json_pieces.elements(file, name)
        else:
            yield from (line for _, line in json_pieces.lines(file, name))


def files_by_id(names: Iterable[str]) -> dict[str, str]:
    """Returns the names of files by the id that begins their own name, or is that of their folder."""
    found: dict[str, str] = {}
    for name in names:
        *folders, last = name.split("/")
        for mark in ("-", ".", "_"):
            found.setdefault(last.partition(mark)[0], name)
        found.setdefault(last, name)
        if folders:
            found.setdefault(folders[-1], name)
    return found
