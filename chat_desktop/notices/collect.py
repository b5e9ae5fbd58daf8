"""Collects the licences of all shipped software: Python, the required packages, data files and the page's scripts."""

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
# Its wheel carries libheif and libde265 as files of their own and says that they are LGPL, but without the text.
HEIF = re.compile(r"pi[-_]heif", re.IGNORECASE)
LGPL = ["LGPL-3.0", "GPL-3.0"]  # the first one is a supplement to the second


def everything() -> list[Notice]:
    """Returns all notices, sorted by name. A missing text is an empty string, which a test detects."""
    found = [python(), unicode_data(), *packages(), *scripts()]
    return sorted(found, key=lambda notice: notice["name"].lower())


def python() -> Notice:
    """Returns the notice of Python."""
    return {"name": "Python", "version": platform.python_version(), "licence": "PSF-2.0", "text": own_text("PSF-2.0")}


def unicode_data() -> Notice:
    """Returns the notice of the Unicode tables that are used to detect confusable names."""
    folder = paths.PACKAGE / "chat" / "core" / "unicode"
    head = (folder / "confusables.txt").read_text(encoding="utf-8").split("\n", 1)[0]
    version = re.search(r"\d+\.\d+\.\d+", head)
    text = (folder / "LICENSE").read_text(encoding="utf-8")
    return {"name": "Unicode data", "version": version[0] if version else "", "licence": "Unicode-DFS", "text": text}


def packages() -> Iterator[Notice]:
    """Yields the notices of all direct and indirect requirements that are installed."""
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
            continue  # required on another platform, or for the window only
        waiting += [required for line in package.requires or () if (required := plain_requirement(line))]
        yield notice_of(package)


def roots() -> Iterable[str]:
    """Returns the direct requirements, including those of the window, from the checkout or the installed wheel."""
    project = paths.PACKAGE.parent / "pyproject.toml"
    if project.is_file():
        project_table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
        lines = project_table["dependencies"] + project_table["optional-dependencies"]["desktop"]
    else:
        lines = metadata.requires("chat-desktop") or []
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines]


def plain_requirement(line: str) -> str:
    """Returns the name in a requirement, or "" when the requirement belongs to an extra that is not used."""
    return "" if "extra ==" in line else re.split(r"[^\w.-]", line, maxsplit=1)[0]


def notice_of(package: metadata.Distribution) -> Notice:
    """Returns the notice of an installed package."""
    name = package.metadata["Name"]
    licence = "LGPL-3.0-only" if QT.match(name) else licence_of(package)
    if HEIF.fullmatch(name):
        licence += " AND LGPL-3.0-or-later"
    return {"name": name, "version": package.version, "licence": licence, "text": text_of(package, name)}


def licence_of(package: metadata.Distribution) -> str:
    """Returns the licence in the metadata of the package, or ""."""
    values_of = package.metadata.get_all
    expression = next(iter(values_of("License-Expression") or values_of("License") or []), "")
    if expression and "\n" not in expression:  # some packages put the whole text there
        return expression
    classifiers = values_of("Classifier") or []
    return ", ".join(line.rsplit(" :: ", 1)[1] for line in classifiers if line.startswith("License ::"))


def text_of(package: metadata.Distribution, name: str) -> str:
    """Returns the licence files of the package, or else the texts in this folder, for example for Qt."""
    inside = [file for file in package.files or () if _is_licence(file)]
    texts = [found for file in sorted(inside) if (found := _content(file))]
    if not texts or HEIF.fullmatch(name):
        texts += [own_text(own) for own in own_texts(name)]
    return "\n\n".join(text.strip() for text in texts)


def _is_licence(file: metadata.PackagePath) -> bool:
    """Returns whether the file's name or the name of its folder (PEP 639) in the metadata says that it is a licence."""
    folder, *inside = file.parts
    return ".dist-info" in folder and any(LICENCE_FILE.search(part) for part in inside)


def _content(file: metadata.PackagePath) -> str:
    """Returns the text of the file, or "" when the package lists a file that it does not contain."""
    try:
        return Path(str(file.locate())).read_bytes().decode(errors="replace")
    except OSError:
        return ""


def own_texts(name: str) -> list[str]:
    """Returns the names of the texts in this folder that apply to the package NAME."""
    if HEIF.fullmatch(name):
        return LGPL
    if not QT.match(name):
        return [name]
    return ["Qt", *LGPL] + (["Chromium"] if "webengine" in name.lower() else [])


def own_text(name: str) -> str:
    """Returns the text NAME of this folder, or ""."""
    file = TEXTS / f"{name}.txt"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def scripts() -> Iterator[Notice]:
    """Yields the notices of the page's third-party scripts in webui/vendor/vendor.json and of their bundled parts."""
    webui = paths.webui()
    rows = json.loads((webui / "vendor" / "vendor.json").read_text(encoding="utf-8"))
    for row in {entry["package"]: entry for top in rows for entry in (top, *top.get("bundles", ()))}.values():
        text = (webui / row["licence_file"]).read_text(encoding="utf-8")
        yield {"name": row["package"], "version": row["version"], "licence": row["licence"], "text": text}
