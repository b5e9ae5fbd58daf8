"""Commands about what a message carries besides its text: the bodies of requests, as in commands.py."""

from chat_desktop.chat.core.commands import Command, Text


class Vote(Command, frozen=True):
    """`choices` are all options that the person votes for, by their numbers from 0; an empty list takes the vote
    back."""

    message_id: Text
    choices: list[int]


class AboutMessage(Command, frozen=True):
    message_id: Text
