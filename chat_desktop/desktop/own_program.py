"""Starts another process of this program, which outlives the current one."""

from chat_desktop import child_processes
from chat_desktop.child_processes import Process

# Without this, a frozen one-file program would use the unpacked folder of this process, which is deleted at its end.
_INDEPENDENT = {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


def start(*arguments: str) -> Process:
    """Starts the program with ARGUMENTS, for example `start("visit", URL)`.

    Raises OSError when it cannot be started."""
    return child_processes.start([*command(), *arguments], child_processes.own_folder(), **_INDEPENDENT)


def run(*arguments: str, limit_seconds: float, **more: str) -> child_processes.Finished | None:
    """Runs the program to its end. MORE is added to its environment.

    Returns None when it cannot be started or does not end in LIMIT_SECONDS."""
    return child_processes.run(
        [*command(), *arguments], limit_seconds, child_processes.own_folder(), **_INDEPENDENT, **more
    )


def command() -> list[str]:
    """Returns the command that starts this program, from a checkout, a wheel or a frozen program."""
    return child_processes.own_command()
