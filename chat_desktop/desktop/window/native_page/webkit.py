"""WebKit on macOS: zoom, printing and finding by the keys of Safari, its context menu, and the title bar in the theme.

Spell check is the engine's own: its choices are in the context menu of a field.
"""

from collections.abc import Callable
from typing import Any

from chat_desktop.desktop.window.native_page.webkit_find import Find
from chat_desktop.desktop.window.native_page.zoom import STEP, Zoom

OnGui = Callable[[Callable[[], None]], None]

_DARK, _LIGHT = "NSAppearanceNameDarkAqua", "NSAppearanceNameAqua"
_COMMAND = 1 << 20  # NSEventModifierFlagCommand
# Items of WebKit's menu that only a browser or a developer needs.
_DROPPED_ITEMS = ("Reload", "InspectElement", "GoBack", "GoForward", "OpenLink", "OpenLinkInNewWindow", "DownloadLink")


def configure(view: Any, zoom: Zoom, find: Find, events: Any, mask: int, print_page: Callable[[], object]) -> None:
    """Binds the keys. `events` is the class NSEvent and `mask` NSEventMaskKeyDown."""

    def pressed(event: Any) -> Any:
        return (
            None if act(event.charactersIgnoringModifiers(), event.modifierFlags(), zoom, find, print_page) else event
        )

    events.addLocalMonitorForEventsMatchingMask_handler_(mask, pressed)
    # pywebview removes every item of the menu.
    type(view).willOpenMenu_withEvent_ = lambda _self, menu, _event: keep_useful_items(menu)


def act(key: str, modifiers: int, zoom: Zoom, find: Find, print_page: Callable[[], object]) -> bool:
    """Does what a key with Cmd is for. Returns whether there is something."""
    acts: dict[str, Callable[[], object]] = {
        "+": lambda: zoom.set(zoom.factor * STEP),
        "=": lambda: zoom.set(zoom.factor * STEP),
        "-": lambda: zoom.set(zoom.factor / STEP),
        "0": lambda: zoom.set(1.0),
        "p": print_page,
        "f": find.begin,
        "g": find.next,
        "G": lambda: find.next(backwards=True),
    }
    if not modifiers & _COMMAND or key not in acts:
        return False
    acts[key]()
    return True


def keep_useful_items(menu: Any) -> None:
    """Removes items from a context menu, from its end on."""
    for place in reversed(range(menu.numberOfItems())):
        name = str(menu.itemAtIndex_(place).identifier() or "")
        if name.removeprefix("WKMenuItemIdentifier") in _DROPPED_ITEMS:
            menu.removeItemAtIndex_(place)


def enlarge(view: Any, on_gui: OnGui) -> Callable[[float], None]:
    """Returns what enlarges the page in a WKWebView."""
    return lambda factor: on_gui(lambda: view.setPageZoom_(factor))


def title_bar(window: Any, appearances: Any, on_gui: OnGui) -> Callable[[bool], None]:
    """Returns what draws the title bar of an NSWindow. `appearances` is the class NSAppearance."""

    def draw(is_dark: bool) -> None:
        appearance = appearances.appearanceNamed_(_DARK if is_dark else _LIGHT)
        on_gui(lambda: window.setAppearance_(appearance))

    return draw
