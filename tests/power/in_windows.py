"""What the hidden window and the icon do in Windows, as JSON: `python -m tests.power.in_windows PICTURE.png`."""

import ctypes
import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from chat_desktop.desktop.tray import windows_tray
from chat_desktop.desktop.tray.shell32 import CALLBACK
from chat_desktop.desktop.tray.tray import TrayActions
from chat_desktop.power import clocks
from chat_desktop.power.system import PowerListener
from chat_desktop.power.windows import RESUME_AUTOMATIC, SUSPEND, WindowsPower
from chat_desktop.win32 import message_window
from chat_desktop.win32.user32 import WM_ENDSESSION, WM_POWERBROADCAST, WM_QUERYENDSESSION

WAIT_SECONDS = 60.0


def until(condition: Any) -> bool:
    end = time.monotonic() + WAIT_SECONDS
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(condition())


def main(picture: Path) -> dict[str, Any]:
    seen: dict[str, Any] = {"told": [], "chosen": []}
    user = getattr(ctypes, "WinDLL")("user32")  # noqa: B009
    user.SendMessageW.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_size_t, ctypes.c_ssize_t]
    window = message_window.shared()
    assert window is not None
    power = WindowsPower(lambda: window, lambda: seen["told"].append("stop"))
    power.start(PowerListener(seen["told"].append, lambda: seen["told"].append("back")))
    power.keep_awake(True)
    seen["keeps_awake"] = until(power.keeps_awake)
    seen["on_mains"], seen["slept"] = power.on_mains(), clocks.slept() >= 0
    for message, wparam in (
        (WM_POWERBROADCAST, SUSPEND),
        (WM_POWERBROADCAST, RESUME_AUTOMATIC),
        (WM_QUERYENDSESSION, 0),
        (WM_ENDSESSION, 0),
    ):
        seen.setdefault("answers", []).append(user.SendMessageW(window.handle, message, wparam, 0))
    actions = TrayActions(
        open=lambda: seen["chosen"].append("open"),
        invite=lambda: None,
        status=lambda: "The office is open",
        keeps_running=lambda: True,
        keep_running=lambda keeps: None,
        quit=lambda: None,
    )
    tray = windows_tray.WindowsTray(
        window, actions, None, lambda: "Office & Söhne 🚀", draw=lambda *_: picture.read_bytes()
    )
    seen["tray"] = until(tray.is_available)
    tray.show_unread(3)
    user.SendMessageW(window.handle, CALLBACK, 0, windows_tray.SELECT)
    menu = threading.Thread(target=user.SendMessageW, args=(window.handle, CALLBACK, 0, windows_tray.CONTEXT_MENU))
    menu.start()
    until(lambda: user.FindWindowW("#32768", None))
    seen["menu"] = bool(user.FindWindowW("#32768", None))
    window.run(user.EndMenu)  # the menu handles messages of the window while it is open
    menu.join(WAIT_SECONDS)
    seen["menu_closed"] = not menu.is_alive()
    user.SendMessageW(window.handle, window.system.registered("TaskbarCreated"), 0, 0)
    seen["again"] = tray.is_available()
    tray.remove()
    power.keep_awake(False)
    seen["lets_sleep"] = until(lambda: not power.keeps_awake())
    window.stop()
    seen["ended"] = not window.handle
    return seen


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
