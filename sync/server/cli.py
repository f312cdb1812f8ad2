"""`okrskar-server`: the server's command line. Starts fast: a subcommand imports what it needs when it runs."""

import argparse
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from sync.server.analyse import cli as analyse
from sync.server.commands.arguments import CommandRefused
from sync.server.commands.printing import printable, printable_lines
from sync.server.paper import typesetting_process
from sync.server.photos import preview_process

COMMANDS: tuple[str, ...] = (
    "sync.server.commands.init",
    "sync.server.commands.serve",
    "sync.server.commands.serve_residents",
    "sync.server.commands.residents",
    "sync.server.commands.officers",
    "sync.server.commands.devices",
    "sync.server.commands.outbox",
    "sync.server.commands.upkeep",
    "sync.server.commands.jobs",
    "sync.server.commands.openapi",
    "sync.server.commands.audit",
    "sync.server.commands.keys",
    "sync.server.commands.privacy",
    "sync.server.commands.mail",
    "sync.server.commands.bodies",
    "sync.server.duty.cli",
    "sync.server.calendars.cli",
    "sync.server.imports.cli",
    "sync.server.ratings.cli",
    "sync.server.basemap.cli",
    "sync.server.demo.cli",
)
"""The modules that register subcommands by ``add(subparsers)``, in the order in which `--help` lists them."""

_OWNER_ONLY = 0o077
"""Whatever a command makes is for the account that the server runs as: files 0600, folders 0700."""


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line and run the chosen subcommand. Returns the exit code: 2 for what is refused in words."""
    if getattr(sys, "frozen", False):
        multiprocessing.freeze_support()  # the worker processes of serve start this program again
        given = sys.argv[1:] if argv is None else argv
        if len(given) in (3, 4) and given[0] == preview_process.WORD:
            return preview_process.main(*given[1:])
        if len(given) == 3 and given[0] == typesetting_process.WORD:
            return typesetting_process.main(given[1], given[2])
    parser = argparse.ArgumentParser(prog="okrskar-server", description="The central server of Okrskář.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        if _exists(name):
            import_module(name).add(commands)
    analyse.add_parser(commands)
    _refuse_unstorable(parser, sys.argv[1:] if argv is None else argv)
    arguments = parser.parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    mask = os.umask(_OWNER_ONLY)
    try:
        return run(arguments)
    except CommandRefused as error:
        print(f"okrskar-server: {printable_lines(error)}", file=sys.stderr)
        return 2
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"okrskar-server: {printable(where)}{printable(error.strerror or error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    finally:
        os.umask(mask)


def _refuse_unstorable(parser: argparse.ArgumentParser, given: Sequence[str]) -> None:
    """Leave in words for an argument that no database can store: NUL, or bytes that are no text."""
    for text in given:
        if "\x00" in text or (not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)):
            parser.error(f"an argument holds a character that can not be stored: {printable(text)}")


def _exists(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(main())
