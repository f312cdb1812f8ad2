"""How a server that the device believes names whom to believe next, so that its authority can change."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from app.db.outcomes import StoreFull
from sync.client.origin import Origin
from sync.client.outcomes import Offline, Reason
from sync.client.transport import Transport
from sync.protocol.authorities import Authorities, read_authorities

Keep = Callable[[str], StoreFull | None]


class Succession:
    """Takes the authorities that the server of ``origin`` names, on the thread of the request that brought them.

    ``keep`` makes them durable, in the file of ``origin`` too. What can not be read, can not be kept or does not reach
    the server leaves everything as it is: it is named again with the next token.
    """

    def __init__(self, transport: Transport, origin: Origin, believed: str, keep: Keep) -> None:
        self._transport, self._origin, self._keep = transport, origin, keep
        self._believed = read_authorities(believed)

    def take(self, named: str) -> None:
        """Believe these, and no others, from the next connection on."""
        wanted = read_authorities(named)
        if not isinstance(wanted, Authorities):
            return
        if isinstance(self._believed, Authorities) and wanted.same_as(self._believed):
            return
        if not _reaches(self._origin.url, wanted.pem) or self._keep(wanted.pem) is not None:
            return
        self._believed = wanted
        self._transport.believe_anew()


def _reaches(url: str, pem: str) -> bool:
    """Whether who believes only these gets through to the server: else a slip there would shut every device out."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            trial = Path(folder) / "authority.pem"
            trial.write_text(pem, encoding="ascii")
            transport = Transport(Origin(url, trial))
            answer = transport.ask("GET", "/healthz")
            transport.close()
    except OSError:
        return False
    return not isinstance(answer, Offline) or answer.reason is Reason.FOREIGN
