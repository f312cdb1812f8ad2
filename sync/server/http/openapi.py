"""The description of the API (OpenAPI 3.1), made from the table of routes and the types of its messages."""

import re
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from sync.protocol.messages import Problem
from sync.server.http.calls import Entry, Route

_REFERENCES: Final = "#/components/schemas/{name}"
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_BEARER: Final = {"bearer": {"type": "http", "scheme": "bearer", "description": "Of a device, a session or a program."}}
_REFUSED: Final = "Refused; the code is for programs, the message for people."


def described(routes: Iterable[Route], version: str) -> dict[str, Any]:
    """The whole description, ready to be written as JSON."""
    rows = [route for route in routes if not route.page]
    types = sorted({kind for row in rows for kind in (row.takes, row.gives) if kind}, key=lambda kind: kind.__name__)
    found, components = msgspec.json.schema_components([*types, Problem], ref_template=_REFERENCES)
    schemas: dict[type, dict[str, Any]] = dict(zip([*types, Problem], found, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for row in rows:
        paths.setdefault(row.path, {})[row.method.lower()] = _operation(row, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Okrskář", "version": version, "license": {"name": "GPL-3.0-or-later"}},
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _BEARER},
    }


def _operation(row: Route, schemas: dict[type, dict[str, Any]]) -> dict[str, Any]:
    answers: dict[str, Any] = {str(status): _answer(row, status, schemas) for status in row.statuses}
    answers["default"] = {
        "description": _REFUSED,
        "content": {"application/problem+json": {"schema": schemas[Problem]}},
    }
    operation: dict[str, Any] = {
        "operationId": f"{row.handler.__module__.split('.')[-2]}_{row.handler.__name__}",
        "summary": (row.handler.__doc__ or "").partition("\n")[0],
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in _PLACEHOLDER.findall(row.path)
        ],
        "responses": answers,
        "x-roles": sorted(row.roles),
        "x-key-scopes": sorted(row.scopes),
        "x-rate": row.rate.value,
        "x-most-bytes": row.limit,
        "security": [] if row.entry is Entry.ANYONE else [{"bearer": []}],
    }
    if row.takes is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schemas[row.takes]}}}
    return operation


def _answer(row: Route, status: int, schemas: dict[type, dict[str, Any]]) -> dict[str, Any]:
    said: dict[str, Any] = {"description": "Done."}
    if row.gives is not None:
        said["content"] = {"application/json": {"schema": schemas[row.gives]}}
    elif status in (200, 206) and row.method == "GET":
        said["content"] = {"application/octet-stream": {}}
    return said
