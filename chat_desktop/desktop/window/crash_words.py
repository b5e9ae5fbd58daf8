"""Says in the language of the window that the office or its page has stopped working."""

from pathlib import Path

from chat_desktop.desktop.texts import sentences, text
from chat_desktop.runtime.program.crash import Crash


def of_server(crash: Crash) -> str:
    """Returns what is said of the end of the server."""
    return _with_report(text("crash.restarted" if crash.is_restarted else "crash.given_up"), crash.report)


def of_page(is_reloaded: bool, report: Path | None) -> str:
    """Returns what is said of the end of the page, which was loaded again or not."""
    return _with_report(text("crash.reloaded" if is_reloaded else "crash.page_given_up"), report)


def _with_report(told: str, report: Path | None) -> str:
    return sentences(told, text("crash.report_stays") if report else "")
