"""`analyse wilson`."""

import argparse

from app.safety.proportions import wilson
from sync.server.analyse.printing import Analysis
from sync.server.analyse.reading import BadInput, number
from sync.server.analyse.registration import Subparsers, add_method


def add(subparsers: Subparsers) -> None:
    """Add the method of this family."""
    parser = add_method(
        subparsers,
        "wilson",
        _wilson,
        summary="Interval of a proportion: Y of N.",
        source="Wilson 1927, J. Am. Stat. Assoc. 22; Newcombe 1998, Statistics in Medicine 17, method 3.",
    )
    parser.add_argument("y", metavar="Y", help="how many of them")
    parser.add_argument("n", metavar="N", help="of how many")
    parser.add_argument("--confidence", default="0.95", help="confidence of the interval (default 0.95)")


def _wilson(arguments: argparse.Namespace) -> Analysis:
    y, n = _whole("Y", arguments.y), _whole("N", arguments.n)
    try:
        confidence = number(arguments.confidence)
        found = wilson(y, n, confidence=confidence)
    except ValueError:
        raise BadInput("arguments", 0, "", "0 ≤ Y ≤ N, N ≥ 1 and a confidence between 0 and 1") from None
    values = {"y": y, "n": n, "p": found.share, "low": found.low, "high": found.high, "confidence": confidence}
    return Analysis("wilson", values)


def _whole(name: str, text: str) -> int:
    try:
        value = number(text)
    except ValueError:
        value = -1.0
    if value < 0 or value != int(value):
        raise BadInput("arguments", 0, name, f"a whole number of at least 0, found {text!r}")
    return int(value)
