#!/bin/sh
# Puts Chat Desktop into the menu of the person who runs this: ./install.sh, and ./install.sh --remove to take it out again.
# No root: everything goes under ~/.local, and the program stays where it was unpacked.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
program=$(dirname "$here")/chat-desktop
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/chat-desktop.desktop

if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$data"/icons/hicolor/*/apps/chat-desktop.png
    echo "Chat Desktop is out of the menu. The office's own data is where it was."
    exit 0
fi

if [ ! -x "$program" ]; then
    echo "The program is not beside this folder: $program" >&2
    exit 1
fi

mkdir -p "$data/applications"
# The launchers read Exec as words, where a space, a quote or a percent sign in the path must be written with care.
quoted=$(printf '%s' "$program" | sed -e 's/["`$\\]/\\\\&/g' -e 's/%/%%/g')
sed "s|^Exec=.*|Exec=\"$(printf '%s' "$quoted" | sed 's/[&|\\]/\\&/g')\"|" "$here/chat-desktop.desktop" > "$entry"
for icon in "$here"/chat-desktop-*.png; do
    size=${icon##*-}
    size=${size%.png}
    mkdir -p "$data/icons/hicolor/${size}x$size/apps"
    cp "$icon" "$data/icons/hicolor/${size}x$size/apps/chat-desktop.png"
done
echo "Chat Desktop is in the menu."
