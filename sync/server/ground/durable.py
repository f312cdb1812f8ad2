"""What makes files outlive a power cut."""

import os
from pathlib import Path


def sync_directory(path: Path) -> None:
    """Put on the disk which files a folder has: a new or renamed one is there only after this."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
