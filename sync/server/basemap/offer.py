"""Makes a built bundle the one that devices fetch: first the file under its hash, then the look-up row and the feed."""

import shutil
from pathlib import Path
from typing import Final

from sqlalchemy.engine import Connection

from app.districts.domain import Basemap
from sync.server.basemap import repository
from sync.server.basemap.build import Built
from sync.server.feed.publish import Put, publish
from sync.server.ground.documents import render

FOLDER: Final = "basemap"
ROW: Final = "city"
SCOPE: Final = "city"


def bundle_path(files: Path, sha256: str) -> Path:
    """Where the server keeps the bytes of a bundle, below its directory of files."""
    return files / FOLDER / sha256


def offer(connection: Connection, files: Path, built: Built, at: str) -> Basemap:
    """Stores and announces a bundle; ``at`` is the server's time. Older bundles stay until devices have the new one."""
    target = bundle_path(files, built.sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        shutil.copyfile(built.path, part)
        part.replace(target)
    row = Basemap(ROW, built.sha256, built.size, at)
    repository.replace(connection, row)
    publish(connection, [Put("basemap", ROW, ROW, SCOPE, render(row))], at)
    return row
