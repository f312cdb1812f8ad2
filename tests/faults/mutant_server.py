"""The server's command line with a mutant in place: ``python -m tests.faults.mutant_server MUTANT serve …``."""

import os
import sys

from sync.server import cli
from tests.faults.mutants import mutated

VARIABLE = "OKRSKAR_TEST_MUTANT"


def application() -> object:
    """The application of one worker process under the mutant that the environment names."""
    from sync.server.commands.serve import application as right

    mutated(os.environ[VARIABLE]).__enter__()
    return right()


def main() -> int:
    """Put the mutant in, then run the command."""
    os.environ[VARIABLE] = sys.argv[1]
    with mutated(sys.argv[1]):
        return cli.main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
