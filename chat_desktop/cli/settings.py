"""What the commands that serve or show an office do first."""

import argparse

from chat_desktop import allocator, collector, config


def prepare(arguments: argparse.Namespace) -> config.Config:
    """The settings, with Python's memory set up for a program that runs for long. Raises StartError."""
    collector.pause()
    allocator.configure()
    return config.load(arguments)
