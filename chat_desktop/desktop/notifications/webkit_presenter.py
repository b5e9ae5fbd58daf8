"""Shows the notifications of the page in the window of macOS, whose engine has none for pages.

A script gives pages of the own office a `Notification` that hands its words on. So the page decides about them by the
person's levels and quiet hours, and opens the message on a click, as in browsers and in the window on Linux.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from chat_desktop.desktop.notifications.notice import Notice, Notifier
from chat_desktop.desktop.notifications.page_facts import reply_code

HANDLER = "chatNotifications"
_MOST_KEPT = 100
_MOST_CHARACTERS = 1_000
_AT_START = 0  # WKUserScriptInjectionTimeAtDocumentStart

_SCRIPT = """
(() => {
  if (location.origin !== ORIGIN) return;
  const handler = webkit.messageHandlers.HANDLER, kept = new Map();
  const tell = (act, { number, tag, title, body }) => {
    handler.postMessage(JSON.stringify({ act, number, tag, title, body }));
  };
  let numbers = 0;
  class Notification {
    static permission = "granted";
    static requestPermission = () => Promise.resolve("granted");
    onclick = null;
    onclose = null;
    constructor(title, options = {}) {
      this.number = String(++numbers);
      this.title = String(title);
      this.body = String(options.body ?? "");
      this.tag = String(options.tag ?? "");
      kept.set(this.number, this);
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
      tell("show", this);
    }
    close() {
      if (!kept.delete(this.number)) return;
      tell("close", this);
      this.onclose?.();
    }
  }
  globalThis.Notification = Notification;
  addEventListener("notificationclick", (event) => kept.get(event.detail)?.onclick?.());
})();
"""


class WebkitPresenter:
    """Shows what pages of ORIGIN tell, by NOTIFIER. `run_js` runs code in the page and may wait for the GUI thread."""

    def __init__(
        self,
        origin: str,
        notifier: Notifier,
        bring_to_front: Callable[[], None],
        is_paused: Callable[[], bool],
        run_js: Callable[[str], object],
    ) -> None:
        self._origin, self._notifier, self._bring_to_front = origin, notifier, bring_to_front
        self._is_paused, self._run_js = is_paused, run_js
        self._kept: dict[str, Notice] = {}

    @property
    def script(self) -> str:
        """What a page runs before its own scripts."""
        parts = {"ORIGIN": json.dumps(self._origin), "HANDLER": HANDLER, "MOST_KEPT": str(_MOST_KEPT)}
        script = _SCRIPT
        for name, value in parts.items():
            script = script.replace(name, value)
        return script

    def told(self, message: str, origin: str, is_main_frame: bool) -> None:
        """Takes what a page has posted. Only the own office's is heard."""
        if origin != self._origin or not is_main_frame:
            return
        try:
            said = json.loads(message)
            act, number = said["act"], str(said["number"])
            title, body, tag = (str(said[name])[:_MOST_CHARACTERS] for name in ("title", "body", "tag"))
        except (ValueError, TypeError, KeyError, RecursionError):
            return
        if act == "show":
            self._show(number, tag, title, body)
        elif act == "close" and (notice := self._kept.pop(number, None)):
            self._notifier.close(notice)

    def _show(self, number: str, tag: str, title: str, body: str) -> None:
        if self._is_paused() or not title:
            return

        def clicked() -> None:
            self._bring_to_front()
            self._run_js(f"dispatchEvent(new CustomEvent('notificationclick', {{ detail: {json.dumps(number)} }}))")

        def replied(words: str) -> None:
            self._run_js(reply_code(tag, words))

        notice = Notice(tag or number, title, body, clicked, replied)
        self._kept[number] = notice
        if len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._notifier.show(notice)


def present(view: Any, presenter: WebkitPresenter, kit: Any, target_of: Callable[[Any], Any] | None = None) -> None:
    """Binds the presenter to a WKWebView before it has loaded a page. `kit` is WebKit."""
    controller = view.configuration().userContentController()
    target = (target_of or _target_class)(kit).alloc().init()
    target.presenter = presenter
    made = kit.WKUserScript.alloc().initWithSource_injectionTime_forMainFrameOnly_(presenter.script, _AT_START, True)
    controller.addUserScript_(made)
    controller.addScriptMessageHandler_name_(target, HANDLER)


def origin_of(place: Any) -> str:
    """Returns the origin that a WKSecurityOrigin names, as `location.origin` does."""
    port = int(place.port())
    return f"{place.protocol()}://{place.host()}{f':{port}' if port else ''}"


@cache
def _target_class(kit: Any) -> Any:
    """Returns the class whose object receives messages of pages. A process can define this name only once."""
    import objc  # type: ignore[import-not-found, unused-ignore]

    protocol = objc.protocolNamed("WKScriptMessageHandler")

    class ChatDesktopPageTarget(kit.NSObject, protocols=[protocol]):  # type: ignore[misc, call-arg]
        def userContentController_didReceiveScriptMessage_(self, _controller: Any, message: Any) -> None:  # noqa: N802
            frame = message.frameInfo()
            self.presenter.told(str(message.body()), origin_of(frame.securityOrigin()), bool(frame.isMainFrame()))

    return ChatDesktopPageTarget
