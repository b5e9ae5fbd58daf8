"""The parser knows every command, and imports one command alone where that is all that is asked."""

import argparse
import subprocess
import sys

import pytest

from chat_desktop.cli import parser
from tests.support.hosts.host_process import ROOT


def commands(made: argparse.ArgumentParser) -> list[str]:
    (found,) = (each for each in made._actions if isinstance(each, argparse._SubParsersAction))
    return list(found.choices)


def test_the_command_at_the_beginning_is_made_alone() -> None:
    assert commands(parser.make()) == list(parser.COMMANDS)
    assert [commands(parser.make([name, "--data", "serve"])) for name in parser.COMMANDS] == [
        [name] for name in parser.COMMANDS
    ]


@pytest.mark.parametrize("words", [[], ["--help"], ["--data", "serve", "stop"], ["nothing"]])
def test_all_commands_are_known_where_none_is_at_the_beginning(words: list[str]) -> None:
    assert commands(parser.make(words)) == list(parser.COMMANDS)


def test_a_wrong_word_is_answered_with_the_commands_and_a_wrong_flag_with_those_of_its_command() -> None:
    told = [
        subprocess.run([sys.executable, "-m", "chat_desktop", *words], capture_output=True, text=True, cwd=ROOT)
        for words in (["nothing"], ["stop", "--nothing"])
    ]
    assert [each.returncode for each in told] == [2, 2]
    assert "invalid choice: 'nothing'" in told[0].stderr
    assert "make-current" in told[0].stderr
    assert "unrecognized arguments: --nothing" in told[1].stderr
