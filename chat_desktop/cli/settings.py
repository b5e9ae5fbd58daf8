"""Reads the settings and configures memory management for commands that serve or show an office."""

import argparse

from chat_desktop import allocator, collector, config


def prepare(arguments: argparse.Namespace) -> config.Config:
    """Configures memory management and returns the settings. Raises StartError when a setting is invalid."""
    collector.pause()
    allocator.configure()
    return config.load(arguments)
