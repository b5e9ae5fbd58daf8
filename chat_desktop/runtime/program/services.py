"""What the routes use of the program itself: its window, its start at sign-in, and its end."""

from collections.abc import Callable
from typing import Protocol

from chat_desktop.chat.core.one_time_tokens import OneTimeTokens
from chat_desktop.network.addressing import office_url
from chat_desktop.runtime.program.incoming import Incoming
from chat_desktop.web.services import Autostart, DesktopServices, ProgramServices, WindowServices


class Program(Protocol):
    """What is needed of the host. The window replaces these functions when it opens."""

    window_tokens: OneTimeTokens
    raise_window: Callable[[], bool]
    close_window: Callable[[], None]
    visit: Callable[[str, str | None], bool]
    autostart: Autostart | None

    @property
    def incoming(self) -> Incoming: ...

    @property
    def command_secret(self) -> str: ...

    def window_url(self) -> str: ...


def of(program: Program) -> DesktopServices:
    """Returns the services. Each call uses the function that the program has at that moment."""

    def open_visit(url: str, office_id: str | None) -> bool | None:
        origin = office_url.origin(url)
        return None if origin is None else program.visit(origin, office_url.office_id(office_id))

    return DesktopServices(
        secret=program.command_secret,
        window_tokens=program.window_tokens,
        window=WindowServices(lambda: program.raise_window(), program.window_url, open_visit),
        program=ProgramServices(
            lambda: program.autostart,
            lambda: program.close_window(),
            program.incoming.receiving,
            program.incoming.kept_copies,
        ),
    )
