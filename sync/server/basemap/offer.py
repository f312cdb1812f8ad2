"""Makes a built bundle the one that devices fetch: first the file under its hash, then the look-up row and the feed."""

import hashlib
import shutil
from pathlib import Path
from typing import Final

from sqlalchemy.engine import Connection

from app.basemap.bundle import Bundle, BundleTooNew, NotABundle, open_bundle
from app.districts.domain import Basemap
from sync.server.basemap import repository
from sync.server.basemap.outcomes import Built
from sync.server.feed.publish import Put, publish
from sync.server.ground.documents import render

FOLDER: Final = "basemap"
ROW: Final = "city"
SCOPE: Final = "city"


class BundleRefused(Exception):
    """The file is no basemap that devices could read; ``args[0]`` says why. Nothing was stored."""


def bundle_path(files: Path, sha256: str) -> Path:
    """Where the server keeps the bytes of a bundle, below its directory of files."""
    return files / FOLDER / sha256


def offer(connection: Connection, files: Path, built: Built, at: str) -> Basemap:
    """Stores and announces a bundle; ``at`` is the server's time. Older bundles stay until devices have the new one.

    Raises BundleRefused for bytes that are not the built ones, or that a device would refuse.
    """
    refuse_bad(built.path, built.sha256)
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


def refuse_bad(path: Path, sha256: str) -> None:
    """Reads every directory, tile and address of a bundle once, with bounds. Raises BundleRefused."""
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise BundleRefused("its bytes are not those that were built")
    opened = open_bundle(path)
    match opened:
        case Bundle():
            fault = opened.fault()
        case BundleTooNew(format=format_):
            fault = f"it has the form {format_}, which this version does not know"
        case NotABundle(reason=reason):
            fault = reason
        case _:
            fault = "there is no such file"
    if fault:
        raise BundleRefused(fault)
