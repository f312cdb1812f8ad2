"""`okrskar-server districts import` and `tips import`: files of others become ours, or are refused in words."""

from sync.server.commands.arguments import Subparsers
from sync.server.imports import districts_cli, tips_cli


def add(subparsers: Subparsers) -> None:
    """Register `districts` and `tips` with their subcommands."""
    districts_cli.add(subparsers)
    tips_cli.add(subparsers)
