"""Copies the page's third-party modules out of an npm folder into webui/vendor, and writes vendor.json.

    npm install --prefix DIR preact@11.2.0 htm@3.1.1 @preact/signals@2.11.4 @preact/signals-core@1.14.5 \\
        socket.io-client@4.8.4 lean-qr@2.7.4 lucide-static@1.62.0 \\
        @noble/ed25519@3.2.0 @noble/hashes@2.4.0 @highlightjs/cdn-assets@11.12.0 \\
        emojibase-data@17.0.0 cldr-annotations-full@48.2.0 cldr-annotations-derived-full@48.2.0 \\
        tus-js-client@4.3.1 client-zip@2.5.1
    python build/vendor.py DIR

Only a maintainer who upgrades a package runs this: what it writes is committed, and a test hashes it again.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import vendor_emoji

WEBUI = Path(__file__).resolve().parent.parent / "webui"


@dataclass(frozen=True)
class Module:
    package: str
    source: str
    target: str
    bundles: tuple[str, ...] = ()


MODULES = (
    Module("preact", "dist/preact.mjs", "preact.js"),
    Module("preact", "hooks/dist/hooks.mjs", "preact-hooks.js"),
    Module("@preact/signals-core", "dist/signals-core.mjs", "signals-core.js"),
    Module("@preact/signals", "dist/signals.mjs", "signals.js"),
    Module("htm", "dist/htm.mjs", "htm.js"),
    Module("lean-qr", "index.mjs", "lean-qr.js"),
    Module(
        "socket.io-client",
        "dist/socket.io.esm.min.js",
        "socket.io.js",
        ("engine.io-client", "engine.io-parser", "socket.io-parser", "@socket.io/component-emitter"),
    ),
    # Loaded with the first code block of a message: the common languages, and what offices on Windows use.
    Module("@highlightjs/cdn-assets", "es/highlight.min.js", "highlight.js"),
    Module("@highlightjs/cdn-assets", "es/languages/powershell.min.js", "highlight-powershell.js"),
    # Loaded with the first file that is sent. A classic script: it makes the global name `tus`.
    Module("tus-js-client", "dist/tus.min.js", "tus.js", ("js-base64", "url-parse", "querystringify", "requires-port")),
    # Loaded with the first folder that is sent.
    Module("client-zip", "index.js", "client-zip.js"),
    # Plain http has no crypto.subtle: whether an answer is the office's own is checked by these.
    Module("@noble/ed25519", "index.js", "noble-ed25519.js"),
    *(
        Module("@noble/hashes", name, f"noble-hashes/{name}")
        for name in ("sha2.js", "hmac.js", "_md.js", "_u64.js", "utils.js")
    ),
)

SIBLINGS = {
    "preact": "./preact.js",
    "preact/hooks": "./preact-hooks.js",
    "@preact/signals-core": "./signals-core.js",
}

# The page's name of an icon -> lucide's. Ours says what it is for where the drawing alone does not.
ICONS = {
    "alert": "circle-alert",
    "archive": "archive",
    "at": "at-sign",
    "back": "chevron-left",
    "ban": "ban",
    "bell": "bell",
    "bold": "bold",
    "bookmark": "bookmark",
    "check": "check",
    "checklist": "list-checks",
    "checks": "check-check",
    "chevron": "chevron-down",
    "clock": "clock",
    "code": "code",
    "compass": "compass",
    "copy": "copy",
    "down": "arrow-down",
    "edit": "pencil",
    "erase": "delete",
    "expand": "maximize",
    "folder": "folder",
    "forward": "forward",
    "hash": "hash",
    "info": "info",
    "italic": "italic",
    "key": "key-round",
    "knock": "door-open",
    "leave": "log-out",
    "link": "link",
    "lock": "lock",
    "mic": "mic",
    "monitor": "monitor",
    "moon": "moon",
    "more": "ellipsis",
    "new": "square-pen",
    "notes": "notebook-pen",
    "people": "users",
    "person": "user-plus",
    "pin": "pin",
    "plus": "plus",
    "poll": "chart-no-axes-column",
    "print": "printer",
    "qr": "qr-code",
    "quote": "text-quote",
    "react": "smile-plus",
    "remove-person": "user-minus",
    "reply": "reply",
    "retry": "rotate-ccw",
    "search": "search",
    "seen": "eye",
    "settings": "settings",
    "shield": "shield",
    "smartphone": "smartphone",
    "smile": "smile",
    "star": "star",
    "strike": "strikethrough",
    "sun": "sun",
    "thread": "message-square-text",
    "trash": "trash-2",
    "unlock": "lock-open",
    "unread": "mail",
    "up": "arrow-up",
    "user": "user-round",
    "volume": "volume-2",
    "wifi": "wifi",
    "x": "x",
}

# The icons of the groups of emoji, in a file of their own that is loaded with the picker.
GROUP_ICONS = {
    "activities": "volleyball",
    "flags": "flag",
    "food": "coffee",
    "nature": "leaf",
    "objects": "lightbulb",
    "people": "user-round",
    "recent": "clock",
    "smileys": "smile",
    "symbols": "shapes",
    "travel": "car-front",
}

# The icons of pictures and files, which are loaded with the first of them.
FILE_ICONS = {
    "camera": "camera",
    "download": "download",
    "file": "file",
    "image": "image",
    "left": "chevron-left",
    "mic": "mic",
    "pause": "pause",
    "play": "play",
    "right": "chevron-right",
    "stop": "square",
    "video": "video",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
}

MARK = '<path d="M5 13.5a7 6.5 0 1 1 3.4 4.4L4.5 19l1.1-3.2A6.3 6.3 0 0 1 5 13.5zM9 11.5h6M9 14.5h3.5"/>'


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Copy the page's third-party modules out of an npm folder.")
    parser.add_argument("folder", type=Path, help="the folder that holds node_modules")
    packages = parser.parse_args(arguments).folder / "node_modules"
    if not (packages / "preact").is_dir():
        print(f"{packages} has no packages: run the npm install named at the top of this file.", file=sys.stderr)
        return 2
    entries = list(write_emoji(packages))
    entries.append(write_icons(packages, "vendor/emoji/groups.svg", GROUP_ICONS))
    entries.append(write_icons(packages, "vendor/files/icons.svg", FILE_ICONS))
    entries += [copy_module(packages, module) for module in MODULES]
    entries.append(write_icons(packages, "icons.svg", ICONS, symbol("mark", MARK)))
    write(WEBUI / "vendor" / "vendor.json", json.dumps(entries, indent=2) + "\n")
    return 0


def copy_module(packages: Path, module: Module) -> dict[str, object]:
    text = (packages / module.package / module.source).read_text(encoding="utf-8")
    text = rewrite_imports(re.sub(r"\n?//# sourceMappingURL=.*\n?", "\n", text))
    write(WEBUI / "vendor" / module.target, text)
    return entry(packages, module.package, module.source, f"vendor/{module.target}", module.bundles)


def rewrite_imports(text: str) -> str:
    """Bare names would need an import map, which is an inline script, which the page's policy forbids."""

    def sibling(match: re.Match[str]) -> str:
        return f'{match[1]}"{SIBLINGS[match[2]]}"'

    return re.sub(r'\b(from|import)\s*"([@\w][^"./]*(?:/[^"]*)?)"', sibling, text)


def write_emoji(packages: Path) -> Iterator[dict[str, object]]:
    """Yields an entry for the table, and one for the names of each other language."""
    target = f"vendor/emoji/{vendor_emoji.ENGLISH}.json"
    write(WEBUI / target, vendor_emoji.table(packages))
    yield entry(packages, vendor_emoji.PACKAGE, f"{vendor_emoji.ENGLISH}/data.json", target, ())
    (package, kind), (derived, _) = vendor_emoji.ANNOTATIONS
    for language, folder in vendor_emoji.NAMES.items():
        target = f"vendor/emoji/{language}.json"
        write(WEBUI / target, vendor_emoji.names(packages, language))
        yield entry(packages, package, f"{kind}/{folder}/annotations.json", target, (derived,))


def write_icons(packages: Path, file: str, icons: dict[str, str], *others: str) -> dict[str, object]:
    symbols = [*(symbol(name, drawing(packages, lucide)) for name, lucide in sorted(icons.items())), *others]
    write(WEBUI / file, '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n")
    return entry(packages, "lucide-static", "icons", file, ())


def drawing(packages: Path, name: str) -> str:
    text = (packages / "lucide-static" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    body = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)
    if body is None:
        raise SystemExit(f"The icon {name} is not a drawing that this script can read.")
    return re.sub(r"\s*\n\s*", "", body[1]).replace(" />", "/>")


def symbol(name: str, body: str) -> str:
    return f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>'


def entry(packages: Path, package: str, source: str, file: str, bundles: tuple[str, ...]) -> dict[str, object]:
    return {
        **about(packages, package),
        "source": source,
        "file": file,
        "sha256": hashlib.sha256((WEBUI / file).read_bytes()).hexdigest(),
        "licence_file": copy_licence(packages, package),
        "bundles": [{**about(packages, name), "licence_file": copy_licence(packages, name)} for name in bundles],
    }


def about(packages: Path, package: str) -> dict[str, object]:
    manifest = json.loads((packages / package / "package.json").read_text(encoding="utf-8"))
    return {"package": package, "version": manifest["version"], "licence": manifest["license"]}


def copy_licence(packages: Path, package: str) -> str:
    target = f"vendor/LICENSES/{package.lstrip('@').replace('/', '-')}.txt"
    text = next((packages / package).glob("LICENSE*")).read_text(encoding="utf-8")
    write(WEBUI / target, text)
    return target


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    raise SystemExit(main())
