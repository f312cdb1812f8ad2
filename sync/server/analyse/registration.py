"""How a method family puts its methods on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

from sync.server.analyse.printing import Analysis

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse has no public name for it
Method: TypeAlias = Callable[[argparse.Namespace], Analysis]


def add_method(subparsers: Subparsers, name: str, run: Method, *, summary: str, source: str) -> argparse.ArgumentParser:
    """Add `analyse NAME` with `--json`; `source` names the publications and is shown at the end of `--help`.

    Returns the parser, so that the family adds its own arguments.
    """
    # argparse expands % in `help` alone
    parser = subparsers.add_parser(
        name, help=summary.replace("%", "%%"), description=summary, epilog=f"Source: {source}"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.set_defaults(method=run)
    return parser
