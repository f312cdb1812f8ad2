"""Small files that are whole or not there at all, whatever happens while they are written."""

import contextlib
import os
import secrets
from pathlib import Path

from app.db.crashpoints import crash_point


def replace_file(path: Path, content: bytes, before_rename: str = "") -> None:
    """Write to a file beside it, fsync, rename over it, fsync the directory. Raises OSError: the old file stays."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if before_rename:
            crash_point(before_rename)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Make a rename in the directory durable, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
