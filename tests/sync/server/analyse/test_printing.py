"""A readable table or one JSON object."""

import json
from io import StringIO

import numpy as np

from sync.server.analyse.printing import Analysis, as_json, as_text, error_as_json
from sync.server.analyse.reading import BadInput, Refused

FOUND = Analysis(
    "demo",
    {"alpha": np.float64(1 / 3), "n": np.int64(4), "met": True, "nothing": float("nan")},
    {"cells": [{"id": "žluť", "z": 1.25, "p": None}, {"id": "b", "z": float("inf"), "p": 0.5}]},
    ("Mind the gap.",),
)


def test_that_json_is_one_object_in_full_precision_and_without_nan() -> None:
    content = json.loads(as_json(FOUND))
    assert content == {
        "method": "demo",
        "alpha": 1 / 3,
        "n": 4,
        "met": True,
        "nothing": None,
        "cells": [{"id": "žluť", "z": 1.25, "p": None}, {"id": "b", "z": None, "p": 0.5}],
        "notes": ["Mind the gap."],
    }
    assert StringIO(as_json(FOUND)).readlines() == [as_json(FOUND)]


def test_that_the_table_is_aligned_and_says_dash_for_nothing() -> None:
    lines = as_text(FOUND).splitlines()
    assert lines[0].split() == ["alpha", "0.333333"]
    assert "met      yes" in lines
    assert lines[5:8] == ["id       z    p", "žluť  1.25    –", "b        –  0.5"]
    assert lines[-1] == "Note: Mind the gap."


def test_that_an_empty_list_is_a_dash_too() -> None:
    assert as_text(Analysis("demo", {"left_out": {}, "split": []})).splitlines() == ["left_out  –", "split     –"]


def test_that_an_empty_table_is_named() -> None:
    assert as_text(Analysis("demo", {}, {"bursts": []})) == "bursts (0)"


def test_that_an_error_is_one_object_too() -> None:
    assert json.loads(error_as_json(BadInput("a.csv", 3, "x", "a number"))) == {
        "error": {"file": "a.csv", "row": 3, "column": "x", "expected": "a number"}
    }
    assert json.loads(error_as_json(Refused("too short"))) == {"refused": "too short"}
