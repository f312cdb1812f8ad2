"""Identifiers sort by their time and never wrap."""

import uuid

import pytest

from app.identifiers import new_id, uuid7_of


def test_that_an_id_is_a_uuid_of_version_7_with_its_time() -> None:
    made = uuid.UUID(uuid7_of(1_772_438_400_000, 5))
    assert (made.version, made.int >> 80, made.int & 0xFF) == (7, 1_772_438_400_000, 5)
    assert new_id() < new_id()


@pytest.mark.parametrize("before", [-1, -2_208_988_800_000, -(2**63)])
def test_that_a_time_before_1970_sorts_before_all_others(before: int) -> None:
    assert uuid7_of(before, 7) == uuid7_of(0, 7) < uuid7_of(1, 0)


def test_that_a_time_that_has_no_room_is_the_last_one() -> None:
    assert uuid7_of(2**48, 7) == uuid7_of(2**60, 7) == uuid7_of(2**48 - 1, 7) > uuid7_of(2**48 - 2, 7)
