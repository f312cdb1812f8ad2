"""What imports say on a terminal: never a control character of somebody's file, and a bar for long work."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sync.server.commands.arguments import CommandRefused


def say(text: str) -> None:
    """Print a text that may hold words of a file."""
    sys.stdout.write(shown(text) + "\n")


def refused(text: str) -> CommandRefused:
    """The refusal with a text that may hold words of a file."""
    return CommandRefused(shown(text))


def shown(text: str) -> str:
    """The text with a replacement mark for every sign that would act on a terminal and not be seen."""
    return "".join(char if char == "\n" or char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """Hears how much is done of how much; shown on terminals only."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
