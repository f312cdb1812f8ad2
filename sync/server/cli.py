"""`okrskar-server`: the server's command line. Starts fast: a subcommand imports what it needs when it runs."""

import argparse
import sys
from collections.abc import Callable, Sequence

from sync.server.analyse import cli as analyse


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line and run the chosen subcommand. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="okrskar-server", description="The central server of Okrskář.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    analyse.add_parser(commands)
    arguments = parser.parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
