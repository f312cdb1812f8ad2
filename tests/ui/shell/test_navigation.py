"""Each role has its pages, and nobody stays on one that is not theirs any more."""

import pytest

from app.accounts.domain import Role
from tests.architecture.sources import ROOT
from ui.shell.navigation import NavigationViewModel
from ui.shell.pages import PAGES, file_of, pages_of


def shown(navigation: NavigationViewModel) -> list[str]:
    return [row.key for row in navigation.pages.rows]


@pytest.mark.parametrize("role", list(Role))
def test_that_the_board_is_for_who_leads_alone(role: Role) -> None:
    keys = [page.key for page in pages_of(role)]
    assert ("team" in keys) == (role in (Role.SUPERVISOR, Role.ADMIN))
    assert {"today", "map", "patrol", "sync", "settings"} <= set(keys)


def test_that_every_page_has_a_key_keys_and_a_file_of_its_own() -> None:
    for values in (
        [page.key for page in PAGES],
        [page.keys for page in PAGES],
        [page.file for page in PAGES if page.file],
    ):
        assert len(set(values)) == len(values)
    assert all((ROOT / "ui" / page.file).is_file() for page in PAGES if page.file)
    assert sum(page.few for page in PAGES) >= 5
    assert file_of("nothing") == ""


def test_that_who_loses_a_role_is_led_from_its_page(qapp: object, english: None) -> None:
    navigation = NavigationViewModel(Role.SUPERVISOR)
    navigation.go("team")
    navigation.take_role(Role.OFFICER)
    assert "team" not in shown(navigation)
    assert (navigation.props.page, navigation.props.file) == ("today", "")


def test_that_another_role_leaves_one_on_a_page_that_both_have(qapp: object, english: None) -> None:
    navigation = NavigationViewModel(Role.OFFICER)
    navigation.go("sync")
    navigation.take_role(Role.SUPERVISOR)
    assert navigation.props.page == "sync"
    assert "team" in shown(navigation)


def test_that_a_tip_is_shown_beside_the_list_or_the_map_and_leads_there_from_elsewhere(qapp: object) -> None:
    navigation = NavigationViewModel(Role.OFFICER)
    navigation.go("map")
    navigation.showTip(True)
    assert (navigation.props.page, navigation.props.tipOpen) == ("map", True)
    navigation.go("sync")
    navigation.showTip(True)
    assert (navigation.props.page, navigation.props.tipOpen) == ("today", True)
    navigation.showTip(False)
    assert (navigation.props.page, navigation.props.tipOpen) == ("today", False)
