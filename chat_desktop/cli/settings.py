"""Reads the settings and configures memory management for commands that serve or show an office."""

import argparse

from chat_desktop import config, garbage_collector, memory_allocator


def prepare(arguments: argparse.Namespace) -> config.Config:
    """Configures memory management and returns the settings. Raises StartError when a setting is invalid."""
    garbage_collector.pause()
    memory_allocator.configure()
    return config.load(arguments)
