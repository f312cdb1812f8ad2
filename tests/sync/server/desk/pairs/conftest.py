"""Pages that ask nothing by words of their own: what differs between the databases is tested where it is asked."""

import pytest


@pytest.fixture
def database_kind() -> str:
    return "sqlite"
