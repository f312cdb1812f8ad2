"""A resident beside the desk; what differs between the databases is tested where it is asked."""

import pytest

from tests.sync.server.residents.visitor import visitor

__all__ = ["visitor"]


@pytest.fixture
def database_kind() -> str:
    return "sqlite"
