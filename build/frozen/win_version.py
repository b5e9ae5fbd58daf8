"""Writes the version resource of chat-desktop.exe, which Explorer shows under Properties, Details."""

from pathlib import Path

TEMPLATE = """VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', 'Chat Desktop contributors'),
      StringStruct('FileDescription', 'Chat Desktop'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', 'chat-desktop'),
      StringStruct('LegalCopyright', 'Chat Desktop contributors, BSD-3-Clause'),
      StringStruct('OriginalFilename', 'chat-desktop.exe'),
      StringStruct('ProductName', 'Chat Desktop'),
      StringStruct('ProductVersion', '{version}')])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])])
  ]
)
"""


def write(folder: Path, version: str) -> str:
    """Writes the resource into the folder and returns its path, as PyInstaller's `version=` wants it."""
    target = folder / "version.txt"
    target.write_text(TEMPLATE.format(numbers=numbers(version), version=version), encoding="utf-8")
    return str(target)


def numbers(version: str) -> tuple[int, int, int, int]:
    """Windows wants four numbers: 0.1.0 is (0, 1, 0, 0)."""
    parts = [int(part) for part in version.split("+")[0].split(".")[:3] if part.isdigit()]
    major, minor, patch = (*parts, 0, 0, 0)[:3]
    return major, minor, patch, 0
