"""Notifications of the window on macOS, with stand-ins for Foundation and WebKit; the page's script runs in Node."""

import json
import shutil
import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop.desktop.notifications.mac_notifier import MacNotifier
from chat_desktop.desktop.notifications.notice import Notice
from chat_desktop.desktop.notifications.webkit_presenter import WebkitPresenter, origin_of, present
from chat_desktop.desktop.window.external_links import OwnOfficePolicy
from chat_desktop.desktop.window.native_page import in_use, mac_notices

HOME = "http://127.0.0.1:8765"
CLICKED, REPLIED = 1, 3
# What a page does with its notifications; the last line tells what was posted.
PAGE = """
const posted = [], clicks = [];
globalThis.location = { origin: ORIGIN };
const handler = { postMessage: (text) => posted.push(JSON.parse(text)) };
globalThis.webkit = { messageHandlers: { chatNotifications: handler } };
const events = new EventTarget();
globalThis.addEventListener = events.addEventListener.bind(events);
globalThis.dispatchEvent = events.dispatchEvent.bind(events);
globalThis.Notification = undefined;
SCRIPT
if (globalThis.Notification) {
  const notice = new Notification("Ben in General", { body: "<b>Hello</b>", tag: "room" });
  notice.onclick = () => clicks.push(notice.tag);
  notice.onclose = () => clicks.push("closed");
  CLICK;
  notice.close();
  notice.close();
}
console.log(JSON.stringify([posted, clicks]));
"""


class Made:
    """An object of Foundation that was allocated: it keeps what is set."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    @classmethod
    def alloc(cls) -> "Made":
        return cls()

    def init(self) -> "Made":
        return self

    def __getattr__(self, name: str) -> Any:
        return lambda value: self.values.update({name: value})


class Centre:
    def __init__(self) -> None:
        self.delivered: list[dict[str, Any]] = []
        self.removed: list[str] = []

    def removeAllDeliveredNotifications(self) -> None:  # noqa: N802
        self.removed.append("all")

    def setDelegate_(self, target: Any) -> None:  # noqa: N802
        self.target = target

    def deliverNotification_(self, made: Made) -> None:  # noqa: N802
        self.delivered.append(made.values)

    def removeDeliveredNotification_(self, made: Made) -> None:  # noqa: N802
        self.removed.append(made.values["setIdentifier_"])


class Shown:
    """A notifier that keeps what it shows."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.closed: list[Notice] = []

    def show(self, notice: Notice) -> None:
        self.notices.append(notice)

    def close(self, notice: Notice) -> None:
        self.closed.append(notice)

    def stop(self) -> None:
        self.notices.clear()


def foundation(centre: Centre | None) -> Any:
    queue = SimpleNamespace(mainQueue=lambda: SimpleNamespace(addOperationWithBlock_=lambda work: work()))
    kinds = SimpleNamespace(defaultUserNotificationCenter=lambda: centre)
    return SimpleNamespace(NSUserNotificationCenter=kinds, NSUserNotification=Made, NSOperationQueue=queue)


def test_a_notification_is_shown_as_plain_text_clicked_answered_and_removed() -> None:
    centre, done = Centre(), list[str]()
    notifier = MacNotifier(foundation(centre), lambda kit: Made)
    notice = Notice("room", "Ben", "<b>1 < 2</b>", lambda: done.append("clicked"), done.append)
    notifier.show(notice)
    [shown] = centre.delivered
    assert (shown["setTitle_"], shown["setInformativeText_"]) == ("Ben", "<b>1 < 2</b>")
    assert shown["setHasReplyButton_"] is True
    notifier.activated("room", CLICKED, "")
    for words in ("  ", "x" * 16_001, " Yes "):
        notifier.activated("room", REPLIED, words)
    notifier.activated("another", CLICKED, "")
    assert done == ["clicked", "Yes"]
    notifier.close(Notice("room", "an older one", "", lambda: None))
    assert centre.removed == []
    notifier.close(notice)
    notifier.stop()
    assert centre.removed == ["room", "all"]


def test_a_program_without_a_bundle_is_silent() -> None:
    notifier = MacNotifier(foundation(None))
    assert not notifier.is_available
    notice = Notice("room", "Ben", "Hello", lambda: None)
    notifier.show(notice)
    notifier.close(notice)


def presenter(shown: Shown, ran: list[str], is_paused: bool = False) -> WebkitPresenter:
    return WebkitPresenter(HOME, shown, lambda: ran.append("front"), lambda: is_paused, ran.append)


def said(act: str, number: str = "1", **more: Any) -> str:
    return json.dumps({"act": act, "number": number, "tag": "room", "title": "Ben", "body": "Hello", **more})


def test_what_the_page_tells_is_shown_and_a_click_and_a_reply_reach_it() -> None:
    shown, ran = Shown(), list[str]()
    made = presenter(shown, ran)
    made.told(said("show"), HOME, True)
    [notice] = shown.notices
    assert (notice.tag, notice.title, notice.body) == ("room", "Ben", "Hello")
    notice.clicked()
    assert notice.replied is not None
    notice.replied('"); alert("x')
    assert ran[0] == "front"
    assert "'notificationclick', { detail: \"1\" }" in ran[1]
    assert json.dumps('"); alert("x') in ran[2]
    made.told(said("close"), HOME, True)
    made.told(said("close"), HOME, True)
    assert shown.closed == [notice]


@pytest.mark.parametrize(
    ("message", "origin", "is_main_frame"),
    [
        (said("show"), "http://127.0.0.2:8765", True),
        (said("show"), "http://127.0.0.1", True),
        (said("show"), HOME, False),
        (said("show", title=""), HOME, True),
        (said("run"), HOME, True),
        ("[1]", HOME, True),
        ("{}", HOME, True),
        ("no JSON", HOME, True),
        ("[" * 100_000, HOME, True),
    ],
)
def test_nothing_else_is_shown(message: str, origin: str, is_main_frame: bool) -> None:
    shown = Shown()
    presenter(shown, []).told(message, origin, is_main_frame)
    assert shown.notices == []


def test_a_pause_and_a_page_without_end_are_bounded() -> None:
    shown = Shown()
    presenter(shown, [], is_paused=True).told(said("show"), HOME, True)
    assert shown.notices == []
    made = presenter(shown, [])
    for number in range(300):
        made.told(said("show", str(number), body="x" * 9_000), HOME, True)
    assert len(made._kept) <= 100
    assert len(shown.notices[0].body) == 1_000


def test_it_is_bound_before_the_first_page_and_hears_messages() -> None:
    bound: list[tuple[str, Any]] = []
    controller = SimpleNamespace(
        addUserScript_=lambda made: bound.append(("script", made)),
        addScriptMessageHandler_name_=lambda target, name: bound.append((name, target)),
    )
    view = SimpleNamespace(configuration=lambda: SimpleNamespace(userContentController=lambda: controller))
    script = SimpleNamespace(initWithSource_injectionTime_forMainFrameOnly_=lambda *values: values)
    kit = SimpleNamespace(WKUserScript=SimpleNamespace(alloc=lambda: script))
    made = presenter(Shown(), [])
    present(view, made, kit, lambda kit: Made)
    assert bound[0] == ("script", (made.script, 0, True))
    assert bound[1][0] == "chatNotifications"
    place = SimpleNamespace(protocol=lambda: "http", host=lambda: "127.0.0.1", port=lambda: 8765)
    assert origin_of(place) == HOME


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node")
@pytest.mark.parametrize("origin", [HOME, "http://192.0.2.1:8765"])
def test_the_script_gives_notifications_to_pages_of_the_own_office_alone(origin: str) -> None:
    click = "dispatchEvent(new CustomEvent('notificationclick', { detail: '1' }))"
    page = PAGE.replace("SCRIPT", presenter(Shown(), []).script).replace("CLICK", click)
    code = page.replace("location = { origin: ORIGIN }", f"location = {{ origin: {json.dumps(origin)} }}")
    done = subprocess.run(["node", "-e", code], capture_output=True, text=True, timeout=30, check=True)
    posted, clicks = json.loads(done.stdout)
    if origin != HOME:
        assert (posted, clicks) == ([], [])
        return
    assert [(one["act"], one["number"], one["tag"], one["title"], one["body"]) for one in posted] == [
        (act, "1", "room", "Ben in General", "<b>Hello</b>") for act in ("show", "close")
    ]
    assert clicks == ["room", "closed"]


def test_the_page_of_another_office_gets_no_way_to_the_program() -> None:
    policy = OwnOfficePolicy(HOME)
    policy.is_own_office = False
    assert mac_notices.of_window(None, policy, lambda: None, lambda: False) is None
    made = mac_notices.presenter(None, f"{HOME}/window#token=1", Shown(), lambda: None, lambda: False)
    assert f'"{HOME}"' in made.script


def test_another_program_in_front_is_noticed() -> None:
    application = SimpleNamespace(isActive=lambda: False)
    kit = SimpleNamespace(NSApplication=SimpleNamespace(sharedApplication=lambda: application))
    assert in_use._on_macos(kit) is True
    assert in_use.is_behind() is False, "Linux has its own way"
