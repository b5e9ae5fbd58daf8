"""Prepares what pages load, once for all hosts that are forked from a process."""

from chat_desktop import paths
from chat_desktop.languages.catalogues import ENGLISH
from chat_desktop.web.assets.asset_files import AssetFiles, contents, stamp_of

ENDINGS = (".js", ".css", f"/{ENGLISH}.json", f"/{ENGLISH}.rest.json")


def prepare() -> None:
    """Reads, joins and compresses the page's files, which takes half of a host's start without its imports."""
    assets = AssetFiles(paths.webui())
    for name in contents(assets.folder, stamp_of(assets.folder)).joined:
        if name.endswith(ENDINGS):
            assets.file(name)
