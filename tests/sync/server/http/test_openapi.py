"""The description of the API says every route and every message, and is one that tools can read."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from sync.server import cli
from sync.server.http.calls import Entry
from sync.server.routes import ROUTES


@pytest.fixture
def description(capsys: pytest.CaptureFixture[str]) -> Any:
    assert cli.main(["openapi"]) == 0
    return json.loads(capsys.readouterr().out)


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "$ref":
                yield one
            else:
                yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


def test_that_every_route_is_described_and_nothing_else(description: Any) -> None:
    said = {(method.upper(), path) for path, methods in description["paths"].items() for method in methods}
    assert said == {(route.method, route.path) for route in ROUTES if not route.page}


def test_that_every_message_of_the_table_is_there_with_its_fields(description: Any) -> None:
    schemas = description["components"]["schemas"]
    for kind in {kind for route in ROUTES for kind in (route.takes, route.gives) if kind is not None}:
        fields = {field.encode_name for field in msgspec.structs.fields(kind)}
        assert set(schemas[kind.__name__]["properties"]) == fields, kind


def test_that_every_reference_leads_somewhere_and_every_operation_has_one_name(description: Any) -> None:
    there = {f"#/components/schemas/{name}" for name in description["components"]["schemas"]}
    assert set(references(description)) <= there
    assert "#/components/schemas/Problem" in set(references(description))
    names = [one["operationId"] for methods in description["paths"].values() for one in methods.values()]
    assert len(set(names)) == len(names)


def test_that_an_operation_says_its_parameters_its_body_and_who_may(description: Any) -> None:
    for route in (route for route in ROUTES if not route.page):
        one = description["paths"][route.path][route.method.lower()]
        assert [p["name"] for p in one["parameters"]] == re.findall(r"{(\w+)}", route.path)
        assert ("requestBody" in one) == (route.takes is not None)
        assert (one["security"] == []) == (route.entry is Entry.ANYONE)
        assert one["x-roles"] == sorted(route.roles)
        assert {str(status) for status in route.statuses} | {"default"} == set(one["responses"])
        assert one["summary"]


def test_that_what_takes_json_says_of_which_type() -> None:
    for route in ROUTES:
        if route.method == "POST" and route.path.startswith("/api/v1") and "files" not in route.path:
            assert route.takes is not None or route.statuses == (204,), route.path
