"""A process that ends at any named line leaves either all of a batch or nothing of it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

import sync.server
from app.identifiers import new_id
from app.outbox.domain import RecordedOperation
from app.tips import operations as ops
from sync.protocol.messages import PROTOCOL, PushRequest
from sync.server.ground.crashpoints import EXIT_CODE, NAMES, crash_point
from tests.sync.server import schema
from tests.sync.server.station import IN_WEST, WEST, Device, Station

PROGRAM = """
import sys
from pathlib import Path
import msgspec
from app.accounts.domain import Role
from sync.protocol.messages import PushRequest
from sync.server.accounts.callers import Caller
from sync.server.push.batch import push
from sync.server.service import Server
from sync.server.settings import Settings
url, files, officer, device = sys.argv[1:5]
server = Server(Settings(database=url, files=Path(files)))
push(server, Caller(officer, "", Role.OFFICER, device), msgspec.json.decode(sys.stdin.buffer.read(), type=PushRequest))
"""
PUSH_POINTS = [name for name in NAMES if name.startswith(("push.", "publish."))]
AFTER_COMMIT = "push.after_commit"


def push_in_a_process(device: Device, operations: tuple[RecordedOperation, ...], crash_at: str) -> int:
    settings = device.station.settings
    request = PushRequest(PROTOCOL, device.station.server.now(), operations)
    command = [sys.executable, "-c", PROGRAM, settings.database, str(settings.files)]
    done = subprocess.run(
        [*command, device.officer_id, str(device.caller.device_id)],
        input=msgspec.json.encode(request),
        env=os.environ | {"OKRSKAR_CRASH_AT": crash_at},
        check=False,
    )
    return done.returncode


@pytest.mark.parametrize("name", PUSH_POINTS)
def test_that_a_crash_in_a_push_leaves_all_or_nothing_and_the_repeat_completes_it(station: Station, name: str) -> None:
    device = station.officer("novak", WEST)
    tip_id = new_id()
    sent = (
        device.record(tip_id, ops.TipFile(title="Lampa", category="light", place=IN_WEST)),
        device.record(tip_id, ops.TipNoteAdd(new_id(), "Byl jsem tam.")),
    )
    assert push_in_a_process(device, sent, name) == EXIT_CODE
    tables = (schema.tip, schema.note, schema.receipt)
    counts = [station.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]
    assert counts == ([1, 1, 2] if name == AFTER_COMMIT else [0, 0, 0])
    assert [verdict.verdict.value for verdict in device.push(*sent)] == ["applied", "applied"]
    counts = [station.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]
    assert counts == [1, 1, 2]
    device.pull()
    assert set(device.docs("tip")) == {tip_id}


def test_that_every_named_point_is_in_the_code_once() -> None:
    used: list[str] = []
    for path in Path(sync.server.__file__).parent.rglob("*.py"):
        used += re.findall(r'crash_point\("([a-z_.]+)"\)', path.read_text())
    assert sorted(used) == sorted(NAMES)


def test_that_without_the_variable_nothing_happens() -> None:
    for name in NAMES:
        crash_point(name)
