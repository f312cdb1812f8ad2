"""The messages of the map page, as resources/map/MESSAGES.md describes them."""

import json
import re
from importlib.resources import files
from typing import Any, get_args

import msgspec
import pytest

from ui.map import messages
from ui.map.messages import HostMessage, NotAMessage, PageMessage, TipTapped, decode, encode

DOCUMENT = (files("resources") / "map" / "MESSAGES.md").read_text(encoding="utf-8")
TO_PAGE, FROM_PAGE = DOCUMENT.split("## From the page")
HOST: Any = msgspec.json.Decoder(HostMessage)


def examples(part: str) -> list[str]:
    return re.findall(r"```json\n(.*?)\n```", part, re.DOTALL)


def tags(union: object) -> set[str]:
    return {str(kind.__struct_config__.tag) for kind in get_args(union)}


@pytest.mark.parametrize("example", examples(TO_PAGE))
def test_that_an_example_to_the_page_is_what_the_host_sends(example: str) -> None:
    assert json.loads(encode(HOST.decode(example))) == json.loads(example)


@pytest.mark.parametrize("example", examples(FROM_PAGE))
def test_that_an_example_from_the_page_is_understood(example: str) -> None:
    assert not isinstance(decode(example), NotAMessage)


def test_that_every_message_has_an_example() -> None:
    assert {json.loads(one)["type"] for one in examples(TO_PAGE)} == tags(HostMessage)
    assert {json.loads(one)["type"] for one in examples(FROM_PAGE)} == tags(PageMessage)


def test_that_the_document_tells_the_version() -> None:
    assert f"Version **{messages.VERSION}**" in DOCUMENT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        '{"type": "tipTapped"}',
        '{"type": "tipTapped", "v": 2, "id": "a"}',
        '{"type": "tipTapped", "v": 1, "id": 5}',
        '{"type": "setTips", "v": 1}',
        '{"type": "mapTapped", "v": 1, "lon": 1000, "lat": 0}',
        '{"type": "longPressed", "v": 1, "lon": 0, "lat": NaN}',
        '{"type": "ready", "v": 1',
        '{"type": "tipTapped", "v": 1, "id": "' + "x" * 200 + '"}',
    ],
)
def test_that_anything_else_is_no_message(text: str) -> None:
    assert isinstance(decode(text), NotAMessage)


def test_that_an_id_may_hold_quotes_and_markup() -> None:
    nasty = "\"</script><script>'\\\u2028"
    text = json.dumps({"type": "tipTapped", "v": 1, "id": nasty})
    assert decode(text) == TipTapped(v=1, id=nasty)
