"""One round by the app's own way to the station in a process of its own, which a crash point may end anywhere.

``python -m tests.roundtrip.station_process FOLDER``: ends with 0 where the round went through.
"""

import sys
from pathlib import Path

from app.session import DeviceSession, open_session
from sync.client.cancel import Cancel
from sync.client.outcomes import RoundDone
from tests.faults.device import DATA_KEY
from ui.sync.station import StationEngine


def main(folder: Path) -> int:
    """The round."""
    session = open_session(folder, DATA_KEY)
    assert isinstance(session, DeviceSession)
    report = StationEngine(session, session.wipe).round(Cancel())
    session.close()
    print(report)
    return 0 if isinstance(report, RoundDone) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
