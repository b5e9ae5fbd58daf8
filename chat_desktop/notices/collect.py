"""Finds what is shipped and its licence: Python, its packages (down from our own requirements), the page's scripts."""

import json
import platform
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from chat_desktop import paths

Notice = dict[str, str]

TEXTS = Path(__file__).resolve().parent / "texts"
LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
QT = re.compile(r"(pyside6|shiboken6)", re.IGNORECASE)


def everything() -> list[Notice]:
    """Every notice, sorted by name. A missing text is an empty string: a test makes that an error."""
    found = [python(), unicode_data(), words(), *packages(), *scripts()]
    return sorted(found, key=lambda notice: notice["name"].lower())


def python() -> Notice:
    return {"name": "Python", "version": platform.python_version(), "licence": "PSF-2.0", "text": own_text("PSF-2.0")}


def unicode_data() -> Notice:
    """The tables that tell look-alike names apart."""
    folder = paths.PACKAGE / "chat" / "core" / "unicode"
    head = (folder / "confusables.txt").read_text(encoding="utf-8").split("\n", 1)[0]
    version = re.search(r"\d+\.\d+\.\d+", head)
    text = (folder / "LICENSE").read_text(encoding="utf-8")
    return {"name": "Unicode data", "version": version[0] if version else "", "licence": "Unicode-DFS", "text": text}


def words() -> Notice:
    """BIP 39's English list, by which two screens compare a fingerprint."""
    text = (paths.PACKAGE / "network" / "tls" / "words" / "LICENSE").read_text(encoding="utf-8")
    return {"name": "mnemonic (word list)", "version": "0.21", "licence": "MIT", "text": text}


def packages() -> Iterator[Notice]:
    """Our requirements and theirs, as far as they are installed here."""
    seen: set[str] = set()
    waiting = list(roots())
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # another system's, or the window's where there is none
        waiting += [required for line in package.requires or () if (required := plain_requirement(line))]
        yield notice_of(package)


def roots() -> Iterable[str]:
    """What we require ourselves, the window's libraries too: from the checkout, else from the installed wheel."""
    project = paths.PACKAGE.parent / "pyproject.toml"
    if project.is_file():
        told = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
        lines = told["dependencies"] + told["optional-dependencies"]["desktop"]
    else:
        lines = metadata.requires("chat-desktop") or []
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines]


def plain_requirement(line: str) -> str:
    """The name in a requirement, or nothing when it belongs to an extra, which nobody asked for."""
    return "" if "extra ==" in line else re.split(r"[^\w.-]", line, maxsplit=1)[0]


def notice_of(package: metadata.Distribution) -> Notice:
    name = package.metadata["Name"]
    licence = "LGPL-3.0-only" if QT.match(name) else licence_of(package)
    return {"name": name, "version": package.version, "licence": licence, "text": text_of(package, name)}


def licence_of(package: metadata.Distribution) -> str:
    told = package.metadata.get_all
    expression = next(iter(told("License-Expression") or told("License") or []), "")
    if expression and "\n" not in expression:  # some put the whole text there
        return expression
    classifiers = told("Classifier") or []
    return ", ".join(line.rsplit(" :: ", 1)[1] for line in classifiers if line.startswith("License ::"))


def text_of(package: metadata.Distribution, name: str) -> str:
    """The package's own files, else ours: Qt and proxy_tools are published without a licence text."""
    inside = [file for file in package.files or () if ".dist-info" in file.parts[0] and LICENCE_FILE.search(file.name)]
    texts = [found for file in sorted(inside) if (found := _content(file))] or [
        own_text(own) for own in own_texts(name)
    ]
    return "\n\n".join(text.strip() for text in texts)


def _content(file: metadata.PackagePath) -> str:
    """Empty when the package lists a file that it does not bring: one package hides no other."""
    try:
        return Path(str(file.locate())).read_bytes().decode(errors="replace")
    except OSError:
        return ""


def own_texts(name: str) -> list[str]:
    if not QT.match(name):
        return [name]
    return ["Qt", "LGPL-3.0", "GPL-3.0"] + (["Chromium"] if "webengine" in name.lower() else [])


def own_text(name: str) -> str:
    file = TEXTS / f"{name}.txt"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def scripts() -> Iterator[Notice]:
    """The page's own third-party scripts, as webui/vendor/vendor.json lists them, and what is bundled in them."""
    webui = paths.webui()
    rows = json.loads((webui / "vendor" / "vendor.json").read_text(encoding="utf-8"))
    for row in {entry["package"]: entry for top in rows for entry in (top, *top.get("bundles", ()))}.values():
        text = (webui / row["licence_file"]).read_text(encoding="utf-8")
        yield {"name": row["package"], "version": row["version"], "licence": row["licence"], "text": text}
