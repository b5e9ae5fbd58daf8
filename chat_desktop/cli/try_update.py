"""Implements `chat-desktop try-update`, which watches a new program in its first minute.

Only cli/update.py starts it, and on Windows the installer (build/installers/chat-desktop.nsi).
"""

import argparse
from pathlib import Path
from typing import Any

from chat_desktop.errors import StartError

TRY, TAKEN_BACK, NOT_REPLACED = "try", "taken-back", "not-replaced"


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse, without a help text: no person uses it.

    The stages after the first one are those of the installer for Windows: it has put the old program back, or it could
    not replace it."""
    parser = commands.add_parser("try-update")
    parser.add_argument("plan", type=Path)
    parser.add_argument("stage", nargs="?", choices=(TRY, TAKEN_BACK, NOT_REPLACED), default=TRY)
    parser.set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Returns the exit status: 0 when the new program has served, 1 when the old one is back or is to come back.

    Raises StartError when the plan cannot be read."""
    from chat_desktop.operations.updates import apply, plan, trial

    try:
        wanted = plan.read(arguments.plan)
    except ValueError as problem:
        raise StartError(str(problem)) from None
    has_served = False
    if arguments.stage == TAKEN_BACK:
        trial.go_back(wanted)
    elif arguments.stage == NOT_REPLACED:
        trial.start_again(wanted, wanted.refused(trial.NOT_REPLACED))
    elif apply.uses_installer():
        has_served = trial.serves(wanted)
        if not has_served:
            return 1  # the installer exchanges the folders after this process has ended, and asks again
    else:
        has_served = trial.run(wanted)
    arguments.plan.unlink(missing_ok=True)
    return 0 if has_served else 1
