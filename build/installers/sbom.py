"""Writes the list of all parts of a frozen folder with their versions and licences, in the format CycloneDX 1.6."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from frozen import bundle, folders, system_notices
from packageurl import PackageURL

from chat_desktop.notices import collect


def write(folder: Path, made: Path, epoch: int) -> Path:
    """Writes the list for `folder`, whose notices.json names the parts, to `made` and returns it."""
    notices = json.loads(next(folder.rglob("notices.json")).read_text("utf-8"))
    if folder.name == folders.folder_name(headless=True):
        notices = [notice for notice in notices if not bundle.is_of_window(notice["name"])]
    bom = describe(notices, folder.name, epoch)
    outputter = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    made.write_text(outputter.output_as_string(indent=1) + "\n", "utf-8")
    return made


def describe(notices: Sequence[dict[str, str]], name: str, epoch: int) -> Bom:
    """Returns the list, with the same id and time for the same parts."""
    program = Component(name=name, version=bundle.VERSION, type=ComponentType.APPLICATION, bom_ref=name)
    program.licenses.add(LicenseFactory().make_from_string("BSD-3-Clause"))
    bom = Bom(components=[component(notice) for notice in notices])
    bom.metadata.component = program
    bom.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    bom.serial_number = uuid5(NAMESPACE_URL, json.dumps([name, bundle.VERSION, epoch, *map(identity, notices)]))
    bom.register_dependency(program, bom.components)
    return bom


def component(notice: dict[str, str]) -> Component:
    """Returns one part."""
    url = package_url(notice["name"], notice["version"])
    part = Component(name=notice["name"], version=notice["version"], type=ComponentType.LIBRARY)
    part.bom_ref.value = identity(notice)
    part.purl = url
    if notice["licence"]:
        part.licenses.add(LicenseFactory().make_from_string(notice["licence"]))
    return part


def identity(notice: dict[str, str]) -> str:
    """Returns a text that names one part of a list."""
    return f"{notice['name']}@{notice['version']}"


def package_url(name: str, version: str) -> PackageURL | None:
    """Returns the address of a part in its registry, by which known faults are found; None for what is in none."""
    if name in {script["name"] for script in collect.scripts()}:
        group, _, short = name.rpartition("/")
        return PackageURL("npm", namespace=group or None, name=short, version=version)
    if is_installed(name, version):
        return PackageURL("pypi", name=bundle.canonical(name), version=version)
    if (system_notices.DOCS / name / "copyright").is_file():
        return PackageURL("deb", namespace="debian", name=name, version=version)
    return None


def is_installed(name: str, version: str) -> bool:
    """Returns whether the Python that builds has this package at this version."""
    try:
        return metadata.version(name) == version
    except (metadata.PackageNotFoundError, ValueError):  # a name that no package can have is a ValueError
        return False
