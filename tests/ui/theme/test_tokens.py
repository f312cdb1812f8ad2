import pytest

from ui.theme.tokens import Scheme, Tokens, contrast, glyphs, load_tokens

SURFACES = ("surface", "surfaceDim", "surfaceSunk")
TEXTS = ("text", "textMuted", "textFaint")
SIGNS = ("outline", "selection", "focus", "safetyWorse", "safetyUnknown", "safetyBetter", "safetyFew")
ROLES = ("primary", "danger", "warning", "success", "info")


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return load_tokens()


@pytest.fixture(params=list(Scheme))
def colours(request: pytest.FixtureRequest, tokens: Tokens) -> dict[str, str]:
    return tokens.schemes[request.param]


def test_that_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_that_every_scheme_has_the_same_roles(tokens: Tokens) -> None:
    roles = {scheme: set(colours) for scheme, colours in tokens.schemes.items()}
    assert roles[Scheme.LIGHT] == roles[Scheme.DARK] == roles[Scheme.CONTRAST]


def too_weak(colours: dict[str, str], pairs: list[tuple[str, str]], least: float) -> list[str]:
    return [
        f"{over} on {under}: {contrast(colours[over], colours[under]):.2f}"
        for over, under in pairs
        if contrast(colours[over], colours[under]) < least
    ]


def test_that_text_is_readable_on_every_surface(colours: dict[str, str]) -> None:
    grounds = (*SURFACES, "selectionSoft", "primarySoft")
    assert too_weak(colours, [(text, ground) for text in TEXTS for ground in grounds], 4.5) == []


def test_that_coloured_words_are_readable(colours: dict[str, str]) -> None:
    pairs = [(role, ground) for role in ROLES for ground in (*SURFACES, "selectionSoft", f"{role}Soft")]
    pairs += [(f"{role}Ink", role) for role in ROLES] + [("text", f"{role}Soft") for role in ROLES]
    assert too_weak(colours, pairs, 4.5) == []


def test_that_signs_stand_out_from_their_ground(colours: dict[str, str]) -> None:
    assert too_weak(colours, [(sign, ground) for sign in SIGNS for ground in SURFACES], 3.0) == []


def test_that_high_contrast_text_reaches_seven_to_one(tokens: Tokens) -> None:
    pairs = [(text, ground) for text in TEXTS for ground in SURFACES]
    assert too_weak(tokens.schemes[Scheme.CONTRAST], pairs, 7.0) == []


def test_that_spaces_lie_on_the_grid_and_targets_fit_a_glove(tokens: Tokens) -> None:
    assert [value % 4 for value in tokens.space.values()] == [0] * len(tokens.space)
    assert tokens.size["target"] >= 48
    assert tokens.size["targetWalking"] >= 56
    assert all(150 <= value <= 200 for value in tokens.duration.values())


def test_that_the_icon_font_has_a_character_for_each_name() -> None:
    assert len(glyphs()["map-pin"]) == 1
