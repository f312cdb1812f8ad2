"""Devices of the tests in this folder; each is closed after its test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.accounts.domain import Role
from app.session import DeviceSession
from tests.app import device as devices


@pytest.fixture
def clock() -> devices.HandClock:
    """A clock at noon of 1 June 2026 UTC."""
    return devices.HandClock()


@pytest.fixture
def device(tmp_path: Path, clock: devices.HandClock) -> Iterator[DeviceSession]:
    """An officer's enrolled device."""
    session = devices.session(tmp_path / "device", clock=clock)
    yield session
    session.close()


@pytest.fixture
def supervisor(tmp_path: Path, clock: devices.HandClock) -> Iterator[DeviceSession]:
    """A supervisor's enrolled device."""
    session = devices.session(tmp_path / "supervisor", role=Role.SUPERVISOR, clock=clock)
    yield session
    session.close()
