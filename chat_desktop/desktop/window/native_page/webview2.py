"""WebView2 on Windows: the engine's own find bar, menu, printing and spell check, which pywebview switches off.

Its keys are those of Edge: Ctrl+F, Ctrl+P, Ctrl+plus. Of its menu stays what is of use in a chat. Permissions and
dialogs are answered as in the window on Linux.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from chat_desktop.desktop.window.external_links import NavigationPolicy
from chat_desktop.desktop.window.native_page.zoom import Zoom

# The names of Microsoft's documentation. "other" are the suggestions of the spell check.
KEPT_ITEMS = frozenset(
    {
        *("undo", "redo", "cut", "copy", "paste", "pasteAndMatchStyle", "selectAll"),
        *("copyLinkToHighlight", "copyLinkLocation", "copyImage", "saveImageAs", "print", "spellCheck", "other"),
        *("copyLink", "copyImageLocation", "saveMediaAs", "emoji"),
    }
)
GRANTED_KINDS = frozenset({"Microphone", "ClipboardRead", "Notifications"})
_DARK_TITLE_BAR = 20  # DWMWA_USE_IMMERSIVE_DARK_MODE
_ALLOW, _DENY = "Allow", "Deny"


def configure(form: Any, policy: NavigationPolicy, zoom: Zoom, states: Any) -> None:
    """Prepares the page in FORM once its engine is ready. `states` is the enumeration CoreWebView2PermissionState."""
    control = form.browser.webview

    def ready(sender: Any, args: Any) -> None:
        if args.IsSuccess:
            set_up(sender.CoreWebView2, policy, states)
            zoom.again()

    control.CoreWebView2InitializationCompleted += ready
    control.ZoomFactorChanged += lambda sender, _args: zoom.note(float(sender.ZoomFactor))
    control.NavigationCompleted += lambda _sender, _args: zoom.again()


def set_up(core: Any, policy: NavigationPolicy, states: Any) -> None:
    """Switches on what the engine has, and answers what pages ask for."""
    core.Settings.AreBrowserAcceleratorKeysEnabled = True
    core.Settings.AreDefaultContextMenusEnabled = True
    core.Settings.AreDefaultScriptDialogsEnabled = False
    core.ContextMenuRequested += lambda _sender, args: keep_useful_items(args.MenuItems)
    core.PermissionRequested += lambda _sender, args: answer_permission(args, policy, states)
    core.ScriptDialogOpening += lambda _sender, args: answer_dialog(args)


def keep_useful_items(items: Any) -> None:
    """Removes what only developers or a browser need from a menu, from its end on."""
    for place in reversed(range(items.Count)):
        item = items[place]
        if str(item.Kind) != "Separator" and str(item.Name) not in KEPT_ITEMS:
            items.RemoveAt(place)


def answer_permission(args: Any, policy: NavigationPolicy, states: Any) -> None:
    """Grants pages of the own office what they need, and denies all else, without a question."""
    is_own_page = policy.is_own_office and policy.contains(str(args.Uri).rstrip("/"))
    is_granted = is_own_page and str(args.PermissionKind) in GRANTED_KINDS
    args.State = getattr(states, _ALLOW if is_granted else _DENY)


def answer_dialog(args: Any) -> None:
    """Shows no dialog of a page, and lets the person leave it."""
    if str(args.Kind) == "Beforeunload":
        args.Accept()


def title_bar(handle: int, set_attribute: Callable[..., int] | None = None) -> Callable[[bool], None]:
    """Returns what draws the title bar of the window with this HANDLE dark or light."""

    def draw(is_dark: bool) -> None:
        call = set_attribute or ctypes.windll.dwmapi.DwmSetWindowAttribute  # type: ignore[attr-defined]
        value = ctypes.c_int(int(is_dark))
        call(ctypes.c_void_p(handle), _DARK_TITLE_BAR, ctypes.byref(value), ctypes.sizeof(value))

    return draw
