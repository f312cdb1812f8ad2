"""`okrskar-server analyse METHOD …`: numbers from files, with intervals and sources."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from sync.server.analyse.printing import as_json, as_text, error_as_json
from sync.server.analyse.reading import BadInput, Refused
from sync.server.analyse.registration import Method, Subparsers

FAMILIES: tuple[str, ...] = (
    "surface",
    "hotspots",
    "rates",
    "proportions",
    "participation",
    "outcomes",
    "time_series",
    "patrol",
    "staffing",
)
"""The modules of this package that add methods, in the order in which `--help` lists them."""

_EPILOG = (
    "Input: CSV with a header row, comma or semicolon, UTF-8 with or without BOM, decimal point or comma. "
    "Bad input is named by file, row (the header is row 1), column and what was expected; the exit code is then 2."
)


def add_parser(subparsers: Subparsers) -> None:
    """Add `analyse` and all its methods to the server's command line; parsed arguments carry `run`."""
    parser = subparsers.add_parser("analyse", help="numbers for analysts from CSV files", epilog=_EPILOG)
    _add_methods(parser)
    parser.set_defaults(run=run)


def main(argv: Sequence[str]) -> int:
    """Run `analyse` alone: `argv` starts with the method. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="okrskar-server analyse", epilog=_EPILOG)
    _add_methods(parser)
    return run(parser.parse_args(argv))


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen method and print what it found. Returns 0, or 2 for bad input and refusals."""
    method: Method = arguments.method
    try:
        analysis = method(arguments)
    except (BadInput, Refused) as error:
        if arguments.json:
            print(error_as_json(error))
        word = "refused" if isinstance(error, Refused) else "bad input"
        print(f"{word}: {error}", file=sys.stderr)
        return 2
    try:
        print(as_json(analysis) if arguments.json else as_text(analysis), flush=True)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _add_methods(parser: argparse.ArgumentParser) -> None:
    methods = parser.add_subparsers(title="methods", metavar="METHOD", required=True)
    for family in FAMILIES:
        import_module(f"sync.server.analyse.{family}").add(methods)
