"""The page of the window on Windows and macOS, with stand-ins for their engines: keys, menus, permissions, theme."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop.desktop.window.external_links import OwnOfficePolicy
from chat_desktop.desktop.window.native_page import webkit, webkit_find, webview2
from chat_desktop.desktop.window.native_page.theme import ThemeWatch
from chat_desktop.desktop.window.native_page.webkit_find import Find
from chat_desktop.desktop.window.native_page.zoom import Zoom

HOME = "http://127.0.0.1:8765"
STATES = SimpleNamespace(Allow="allowed", Deny="denied")
COMMAND = 1 << 20


class Event:
    """An event of .NET, as Python sees it."""

    def __init__(self) -> None:
        self.handlers: list[Callable[..., None]] = []

    def __iadd__(self, handler: Callable[..., None]) -> "Event":
        self.handlers.append(handler)
        return self

    def happen(self, sender: Any, args: Any) -> None:
        for handler in self.handlers:
            handler(sender, args)


class Items(list[Any]):
    """The items of a menu of WebView2."""

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self)

    def RemoveAt(self, place: int) -> None:  # noqa: N802
        del self[place]


class Core:
    """The engine."""

    def __init__(self) -> None:
        self.Settings = SimpleNamespace()
        self.ContextMenuRequested, self.PermissionRequested, self.ScriptDialogOpening = Event(), Event(), Event()


def item(name: str, kind: str = "Command") -> Any:
    return SimpleNamespace(Name=name, Kind=kind)


@pytest.fixture
def control() -> Any:
    return SimpleNamespace(
        CoreWebView2InitializationCompleted=Event(), ZoomFactorChanged=Event(), NavigationCompleted=Event()
    )


def ready(control: Any, policy: OwnOfficePolicy, zoom: Zoom) -> Core:
    form = SimpleNamespace(browser=SimpleNamespace(webview=control))
    webview2.configure(form, policy, zoom, STATES)
    core = Core()
    done = SimpleNamespace(IsSuccess=True)
    control.CoreWebView2InitializationCompleted.happen(SimpleNamespace(CoreWebView2=core), done)
    return core


def test_webview2_has_its_own_find_bar_menu_and_zoom_and_no_dialogs(control: Any) -> None:
    applied: list[float] = []
    zoom = Zoom(1.21, applied.append)
    core = ready(control, OwnOfficePolicy(HOME), zoom)
    assert core.Settings.AreBrowserAcceleratorKeysEnabled
    assert core.Settings.AreDefaultContextMenusEnabled
    assert core.Settings.AreDefaultScriptDialogsEnabled is False
    assert applied == [1.21]
    control.ZoomFactorChanged.happen(SimpleNamespace(ZoomFactor=1.5), None)
    control.NavigationCompleted.happen(None, None)
    assert (zoom.factor, applied) == (1.5, [1.21, 1.5])
    items = Items([item("back"), item("cut"), item("", "Separator"), item("inspectElement"), item("spellCheck")])
    core.ContextMenuRequested.happen(None, SimpleNamespace(MenuItems=items))
    assert [each.Name for each in items] == ["cut", "", "spellCheck"]


@pytest.mark.parametrize(
    ("is_own", "uri", "kind", "state"),
    [
        (True, f"{HOME}/", "Microphone", "allowed"),
        (True, f"{HOME}/", "Camera", "denied"),
        (True, f"{HOME}/", "Geolocation", "denied"),
        (True, "http://127.0.0.2:9/", "Microphone", "denied"),
        (False, f"{HOME}/", "Microphone", "denied"),
        (False, f"{HOME}/", "ClipboardRead", "denied"),
    ],
)
def test_webview2_grants_only_pages_of_the_own_office_what_they_need(
    control: Any, is_own: bool, uri: str, kind: str, state: str
) -> None:
    policy = OwnOfficePolicy(HOME)
    policy.is_own_office = is_own
    asked = SimpleNamespace(Uri=uri, PermissionKind=kind, State="")
    ready(control, policy, Zoom(1.0, lambda _: None)).PermissionRequested.happen(None, asked)
    assert asked.State == state


def test_webview2_lets_the_person_leave_a_page_that_would_hold_them(control: Any) -> None:
    accepted: list[str] = []
    core = ready(control, OwnOfficePolicy(HOME), Zoom(1.0, lambda _: None))
    for kind in ("Alert", "Confirm", "Prompt", "Beforeunload"):
        asked = SimpleNamespace(Kind=kind, Accept=lambda kind=kind: accepted.append(kind))
        core.ScriptDialogOpening.happen(None, asked)
    assert accepted == ["Beforeunload"]


def test_the_title_bar_of_windows_is_drawn_by_the_documented_attribute() -> None:
    calls: list[tuple[int, int]] = []

    def set_attribute(window: Any, attribute: int, _value: Any, _size: int) -> int:
        calls.append((window.value, attribute))
        return 0

    draw = webview2.title_bar(77, set_attribute)
    draw(True)
    assert calls == [(77, 20)]


@pytest.mark.parametrize(
    ("key", "modifiers", "factor", "acts"),
    [
        ("+", COMMAND, 1.1, True),
        ("-", COMMAND, 0.909, True),
        ("0", COMMAND, 1.0, True),
        ("f", COMMAND, 1.0, True),
        ("F", COMMAND, 1.0, False),  # the page's own search
        ("f", 0, 1.0, False),
        ("+", 0, 1.0, False),
    ],
)
def test_webkit_zooms_by_the_keys_of_safari(key: str, modifiers: int, factor: float, acts: bool) -> None:
    zoom = Zoom(1.0, lambda _: None)
    assert webkit.act(key, modifiers, zoom, Find(None, None, lambda _: None), lambda: None) is acts
    assert zoom.factor == factor


class Found:
    """A page that notes what is looked for, and how: WKWebView, WebKit and WKFindConfiguration in one."""

    def __init__(self) -> None:
        self.calls: list[Any] = []
        self.WKFindConfiguration = SimpleNamespace(alloc=lambda: SimpleNamespace(init=lambda: self))

    def setBackwards_(self, value: bool) -> None:  # noqa: N802
        self.calls.append(value)

    def setWraps_(self, value: bool) -> None:  # noqa: N802
        assert value

    def findString_withConfiguration_completionHandler_(self, words: str, _how: Any, _done: Any) -> None:  # noqa: N802
        self.calls.append(words)


def test_webkit_finds_words_and_goes_on_both_ways() -> None:
    page, asked = Found(), list[str]()
    answers: list[str | None] = [None, " ", "Ärger 😀", "new"]

    def ask(words: str) -> str | None:
        asked.append(words)
        return answers.pop(0)

    find = Find(page, page, ask)
    for key in ("f", "g", "f", "g", "G"):
        assert webkit.act(key, COMMAND, Zoom(1.0, lambda _: None), find, lambda: None)
    assert page.calls == [False, "Ärger 😀", False, "Ärger 😀", True, "Ärger 😀"]
    find.begin()
    assert (asked, page.calls[-1]) == (["", "", "", "Ärger 😀"], "new")


def test_the_words_to_find_are_asked_for_in_a_dialog_of_the_system() -> None:
    field = SimpleNamespace(setStringValue_=lambda _words: None, stringValue=lambda: "typed")
    first = SimpleNamespace(setInitialFirstResponder_=lambda _field: None)
    for pressed, words in ((1000, "typed"), (1001, None)):
        does = dict.fromkeys(("setMessageText_", "addButtonWithTitle_", "setAccessoryView_"), lambda _value: None)
        alert = SimpleNamespace(**does, window=lambda: first, runModal=lambda pressed=pressed: pressed)
        kit = SimpleNamespace(
            NSTextField=SimpleNamespace(alloc=lambda: SimpleNamespace(initWithFrame_=lambda _frame: field)),
            NSAlert=SimpleNamespace(alloc=lambda alert=alert: SimpleNamespace(init=lambda: alert)),
            NSMakeRect=lambda *_: None,
            NSAlertFirstButtonReturn=1000,
        )
        assert webkit_find.asked("before", kit) == words


def test_zoom_stays_within_its_range() -> None:
    zoom = Zoom(1.0, lambda _: None)
    zoom.set(99.0)
    assert zoom.factor == 3.0
    zoom.set(0.01)
    assert zoom.factor == 0.5


def test_the_title_bar_follows_the_page_and_the_system_where_the_page_has_no_choice() -> None:
    drawn: list[bool] = []
    window = SimpleNamespace(theme="system")
    window.run_js = lambda _code: window.theme
    system = SimpleNamespace(is_dark=True)
    watch = ThemeWatch(window, drawn.append, lambda: system.is_dark)
    for theme, is_dark in (("system", True), ("dark", True), ("light", True), ("system", False), (None, True)):
        window.theme, system.is_dark = theme, is_dark
        watch.look()
    assert drawn == [True, False, True]
