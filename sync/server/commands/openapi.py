"""`okrskar-server openapi`: the description of the API for programs, as JSON."""

import argparse

from sync.server.commands.arguments import Subparsers


def add(subparsers: Subparsers) -> None:
    """Register the subcommand."""
    words = "print the description of the API (OpenAPI 3.1)"
    subparsers.add_parser("openapi", help=words, description=words).set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Print it; no database is asked."""
    from importlib.metadata import version

    import msgspec

    from sync.server.http.openapi import described
    from sync.server.routes import ROUTES

    print(msgspec.json.format(msgspec.json.encode(described(ROUTES, version("okrskar")))).decode())
    return 0
