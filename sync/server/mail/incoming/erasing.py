"""Deletes the bytes of mails whose tip or sender was erased. Harmless to repeat."""

from sync.server.mail.incoming import repository
from sync.server.mail.incoming.raws import Raws
from sync.server.service import Server


def drop_erased(server: Server) -> None:
    """Delete them, then forget their names."""
    raws = Raws(server.settings.files)
    with server.database.read() as connection:
        found = repository.erased(connection)
    for name in found:
        raws.drop(name)
    if found:
        server.database.durably(lambda c: repository.forget_names(c, found))
