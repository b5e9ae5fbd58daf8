"""A session bus with a panel and a registry of accessible programs: what a frozen window says can be read from it.

Qt tells every widget and every element of its page to assistive technology (AT-SPI), and the panel the menu of its icon
(com.canonical.dbusmenu). Nothing in the program knows that it is read.
"""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Properties, new_error, new_method_call
from jeepney import message_bus as bus_calls
from jeepney import new_method_return as answer
from jeepney.io.blocking import DBusConnection, open_dbus_connection

BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""
REGISTRY, PANEL = "org.a11y.atspi.Registry", "org.kde.StatusNotifierWatcher"
ACCESSIBLE, FOCUS = "org.a11y.atspi.Accessible", "org.a11y.atspi.Event.Focus"
ROOT = "/org/a11y/atspi/accessible/root"
ITEM, MENU = "org.kde.StatusNotifierItem", "com.canonical.dbusmenu"
PATIENCE = 30.0
STEP_SECONDS = 0.05
Menu = dict[str, int]  # the number of an entry by its words


class DesktopBus:
    """`with DesktopBus(folder) as bus:` runs it. `environment` is what a program needs to find it."""

    def __init__(self, folder: Path) -> None:
        settings = folder / "bus.conf"
        settings.write_text(BUS)
        self._command = ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address=1"]
        self._program, self._icon = "", ""
        self._focused = ROOT
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self._daemon = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._daemon.stdout is not None
        self._address = self._daemon.stdout.readline().strip()
        self._asking = open_dbus_connection(self._address, auth_timeout=PATIENCE)
        self._thread = threading.Thread(
            target=self._serve, args=(open_dbus_connection(self._address, auth_timeout=PATIENCE),)
        )
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self._asking.close()
        self._daemon.terminate()
        self._daemon.communicate()

    @property
    def environment(self) -> dict[str, str]:
        both = {"DBUS_SESSION_BUS_ADDRESS": self._address, "AT_SPI_BUS_ADDRESS": self._address}
        return {**both, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}

    def words(self) -> set[str]:
        """Returns the names and descriptions of all that the program's windows consist of, shown or not.

        A menu is no part of them while it is open: it is found by the entry that had the focus last."""
        if not self._program:
            return set()
        found = set(self._words_below(self._program, ROOT))
        with suppress(LookupError):
            _, menu = self._property(DBusAddress(self._focused, self._program, ACCESSIBLE), "Parent")
            found |= set(self._words_below(self._program, menu))
        return found - {""}

    def tray(self) -> Menu:
        """Returns the menu of the program's icon as it opens; nothing before there is one."""
        if not self._icon:
            return {}
        self._ask(self._menu(), "AboutToShow", "i", 0)
        _, (_, _, entries) = self._ask(self._menu(), "GetLayout", "iias", 0, -1, [])
        return {str(told["label"][1]): number for _, (number, told, _) in entries if "label" in told}

    def tool_tip(self) -> str:
        """Returns what the icon says when the mouse is on it."""
        return str(self._property(DBusAddress("/StatusNotifierItem", self._icon, ITEM), "ToolTip")[2])

    def choose(self, entry: str) -> None:
        """Chooses an entry of the icon's menu, without waiting for what follows."""
        body = (self.tray()[entry], "clicked", ("s", ""), 0)
        self._asking.send(new_method_call(self._menu(), "Event", "isvu", body))

    def _menu(self) -> DBusAddress:
        item = DBusAddress("/StatusNotifierItem", self._icon, ITEM)
        return DBusAddress(self._property(item, "Menu"), self._icon, MENU)

    def _words_below(self, program: str, path: str) -> Iterator[str]:
        """What a page or a menu takes away while it is read is left out."""
        at = DBusAddress(path, program, ACCESSIBLE)
        try:
            yield from (str(self._property(at, name)) for name in ("Name", "Description"))
            [children] = self._ask(at, "GetChildren")
        except LookupError:
            return
        for owner, child in children:
            if owner and child != "/org/a11y/atspi/null":
                yield from self._words_below(owner, child)

    def _property(self, at: DBusAddress, name: str) -> Any:
        return self._answered(Properties(at).get(name))[0][1]

    def _ask(self, at: DBusAddress, method: str, signature: str | None = None, *body: object) -> Any:
        return self._answered(new_method_call(at, method, signature, body))

    def _answered(self, call: Message) -> Any:
        told = self._asking.send_and_get_reply(call, timeout=PATIENCE)
        if told.header.message_type is MessageType.error:
            raise LookupError(told.header.fields.get(HeaderFields.error_name), told.body)
        return told.body

    def _serve(self, connection: DBusConnection) -> None:
        for name in (REGISTRY, PANEL):
            connection.send_and_get_reply(bus_calls.RequestName(name))
        connection.send_and_get_reply(bus_calls.AddMatch(f"type='signal',interface='{FOCUS}'"))
        while not self._over.is_set():
            try:
                message = connection.receive(timeout=STEP_SECONDS)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                connection.send(self._answer(message))
            elif message.header.fields.get(HeaderFields.member) == "Focus":
                self._focused = message.header.fields[HeaderFields.path]
        connection.close()

    def _answer(self, message: Message) -> Message:
        member, sender = (message.header.fields.get(field) for field in (HeaderFields.member, HeaderFields.sender))
        if member == "Embed":
            self._program = str(sender)
            return answer(message, "(so)", ((REGISTRY, ROOT),))
        if member == "GetRegisteredEvents":
            return answer(message, "a(ss)", ([(REGISTRY, "focus:")],))
        if member == "RegisterStatusNotifierItem":
            self._icon = str(sender)
            return answer(message)
        if member == "Get" and message.body[0] == PANEL:
            return answer(message, "v", (("b", True),))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
