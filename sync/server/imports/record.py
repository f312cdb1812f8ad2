"""Every import that changed something is in the audit: who ran it, on which file, with what result."""

import getpass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection

from sync.server.audit import service as audit


def record(connection: Connection, at: str, action: str, file: Path, **counts: int) -> None:
    """Write the entry; late in the transaction that it tells of."""
    told: dict[str, Any] = {"account": operator(), **counts}
    audit.append(connection, at, "command", action, file.name[:200], **told)


def operator() -> str:
    """The account of the machine under which the command runs."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
