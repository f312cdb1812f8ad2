"""The cursors that the next page is asked with, before this one is written."""

from sync.client.pull import advanced
from sync.protocol.messages import PullResponse


def test_that_a_page_moves_only_the_scopes_that_it_names() -> None:
    assert advanced({"city": 3, "d1": 5}, PullResponse(cursors={"d1": 9})) == {"city": 3, "d1": 9}


def test_that_a_lost_scope_is_no_longer_asked_for() -> None:
    page = PullResponse(cursors={"d2": 1}, scopes=("city", "d2"))
    assert advanced({"city": 3, "d1": 5}, page) == {"city": 3, "d2": 1}


def test_that_a_scope_to_restart_goes_on_from_where_its_page_ends() -> None:
    page = PullResponse(cursors={"d1": 2}, restart=("d1",))
    assert advanced({"city": 3, "d1": 5}, page) == {"city": 3, "d1": 2}


def test_that_a_restarted_scope_whose_turn_has_not_come_is_asked_for_from_nothing() -> None:
    assert advanced({"city": 3, "d1": 5}, PullResponse(restart=("d1",))) == {"city": 3}
