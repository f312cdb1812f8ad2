"""`analyse orienteering` and `dosage`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn, assert_never

from app.analysis.patrol import Presence, Stops, Walk, best_walk, presence
from app.patrols.gpx import Forbidden, GpxTrack, NotGpx, NoTrack, NotXml, read_gpx
from app.patrols.orienteering import BudgetTooSmall
from app.patrols.spots import DEFAULT_RADIUS
from app.patrols.track import CleanTrack, Dropped, NoUsableFix, TrackLimits
from app.patrols.visits import VisitRules
from sync.server.analyse.outcomes import argument
from sync.server.analyse.printing import Analysis
from sync.server.analyse.reading import BadInput, Refused, Table, number, read_table
from sync.server.analyse.registration import Subparsers, add_method
from sync.server.analyse.spots_file import read_spots

_ROLES = {"": set(), "start": {"start"}, "end": {"end"}, "both": {"start", "end"}, "depot": {"start", "end"}}


def add(subparsers: Subparsers) -> None:
    """Add the methods of this family."""
    parser = add_method(
        subparsers,
        "orienteering",
        _orienteering,
        summary="The walk with the highest score within a budget: columns x,y,score,service,role. Distances are "
        "Euclidean, service (optional) is paid at every stop, role is start, end or empty; without an end the walk "
        "returns to its start.",
        source="Tsiligirides 1984, J. Operational Research Society 35; Held & Karp 1962 (exact to 14 stops); "
        "Vansteenwegen et al. 2009 (search); Fischetti, Salazar & Toth 1998 (proof by branch and cut with HiGHS).",
    )
    parser.add_argument("file", metavar="STOPS.csv")
    parser.add_argument("--budget", required=True, metavar="B", help="the most that distances and service may cost")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="seed of the search; 0 by default")
    parser.add_argument("--proof-seconds", default="5", help="time for the proof above 14 stops; 5 by default, 0: none")
    parser = add_method(
        subparsers,
        "dosage",
        _dosage,
        summary="How often, how long and at what intervals a track was at each spot: a GPX track and GeoJSON points "
        "(property radius in metres) or polygons. A visit never spans a gap; a shorter stay is a pass.",
        source="Crime Science 13, 2024, doi 10.1186/s40163-024-00221-x (frequency, duration, intermittency); "
        "Koper 1995, Justice Quarterly 12 (10 to 16 minutes).",
    )
    parser.add_argument("track", metavar="TRACK.gpx")
    parser.add_argument("spots", metavar="SPOTS.geojson")
    for option, default, text in (
        ("--radius", DEFAULT_RADIUS, "metres around a point without a radius of its own"),
        ("--accuracy", TrackLimits().worst_accuracy, "drop fixes worse than so many metres"),
        ("--gap", TrackLimits().longest_silence, "a longer silence, in seconds, is a gap"),
        ("--exit-margin", VisitRules().exit_margin, "metres beyond the edge before a visit ends"),
        ("--min-minutes", VisitRules().shortest / 60, "a shorter stay is a pass"),
    ):
        parser.add_argument(option, default=str(default), help=f"{text}; {default:g} by default")


def _orienteering(arguments: argparse.Namespace) -> Analysis:
    table = read_table(arguments.file)
    roles = table.parsed("role", "start, end, both or nothing", _role) if table.has("role") else ()
    start, end = _ends(table, roles)
    stops = Stops(
        points=tuple(zip(table.numbers("x"), table.numbers("y"), strict=True)),
        score=_amounts(table, "score", [bool(role) for role in roles]),
        service=_amounts(table, "service", [True] * len(table)) if table.has("service") else (0.0,) * len(table),
        start=start,
        end=end,
    )
    budget = _budget(arguments.budget)
    seconds = argument("--proof-seconds", arguments.proof_seconds)
    found = best_walk(stops, budget, seed=arguments.seed, proof_seconds=seconds)
    if isinstance(found, BudgetTooSmall):
        raise Refused(f"the way from start to end alone costs {found.needed:.6g}, the budget is {found.budget:g}")
    return _walk(table, stops, found, budget=budget, seed=arguments.seed)


def _walk(table: Table, stops: Stops, found: Walk, *, budget: float, seed: int) -> Analysis:
    names = next((table.text(name) for name in ("id", "name", "stop") if table.has(name)), None)
    labels = names or tuple(str(index + 1) for index in range(len(table)))
    rows = [
        {
            "position": position,
            "stop": labels[one.stop],
            "row": table.rows[one.stop],
            "x": stops.points[one.stop][0],
            "y": stops.points[one.stop][1],
            "score": one.score,
            "service": one.service,
            "cost_so_far": one.cost_so_far,
        }
        for position, one in enumerate(found.stops, start=1)
    ]
    solved = found.solved
    values = {
        "n": len(table),
        "reachable": solved.reachable,
        "visited": found.visited,
        "score": solved.best.score,
        "cost": solved.best.cost,
        "budget": budget,
        "exact": solved.exact,
        "bound": solved.bound,
        "gap": solved.gap,
        "method": solved.method.value,
        "seed": seed,
        "order": [labels[one.stop] for one in found.stops],
    }
    notes = [] if names else ["Stops are named by their data row, counted from 1 without the header."]
    if not solved.exact:
        notes.append("Not proven: a better walk may exist, up to the bound where one is given.")
    return Analysis("orienteering", values, {"stops": rows}, tuple(notes))


def _role(cell: str) -> set[str]:
    words = cell.casefold().replace("|", " ").replace("+", " ").replace("/", " ").replace(",", " ").split()
    return set().union(*(_ROLES[word] for word in words)) if words else set()


def _ends(table: Table, roles: tuple[set[str], ...]) -> tuple[int, int]:
    found: dict[str, int] = {}
    for index, role in enumerate(roles):
        for end in sorted(role):
            if end in found:
                raise BadInput(table.file, table.rows[index], "role", f"one {end}, found a second")
            found[end] = index
    if "start" not in found:
        raise BadInput(table.file, 1, "role", "a row with the role start")
    return found["start"], found.get("end", found["start"])


def _amounts(table: Table, name: str, may_be_blank: list[bool]) -> tuple[float, ...]:
    """Numbers of 0 or more; an empty cell is 0 where it may be one."""
    blank = iter(may_be_blank)

    def parse(cell: str) -> float:
        value = 0.0 if next(blank) and not cell else number(cell)
        if value < 0:
            raise ValueError(cell)
        return value

    return table.parsed(name, "a number of at least 0", parse)


def _budget(text: str) -> float:
    value = argument("--budget", text)
    if value < 0:
        raise BadInput("arguments", 0, "--budget", f"a number of at least 0, found {text}")
    return value


def _dosage(arguments: argparse.Namespace) -> Analysis:
    limits = TrackLimits(_above("--accuracy", arguments.accuracy), _above("--gap", arguments.gap))
    rules = VisitRules(
        _above("--exit-margin", arguments.exit_margin, zero=True),
        _above("--min-minutes", arguments.min_minutes, zero=True) * 60.0,
    )
    spots = read_spots(arguments.spots, _above("--radius", arguments.radius))
    gpx = _gpx(arguments.track)
    found = presence(gpx.segments, spots, limits, rules)
    if isinstance(found, NoUsableFix):
        raise Refused(_unusable(arguments.track, found))
    track = found.track
    values = {
        "n": track.fixes,
        "fixes_read": gpx.fixes + gpx.broken,
        "fixes_dropped": track.dropped.total + gpx.broken,
        **_dropped(track.dropped, gpx),
        "start": _iso(found.start),
        "end": _iso(found.end),
        "gap_count": len(track.gaps),
        "gap_minutes": found.gap_minutes,
    }
    return Analysis("dosage", values, _tables(found), _track_notes(gpx, track, rules))


def _tables(found: Presence) -> dict[str, list[dict[str, object]]]:
    spots: list[dict[str, object]] = [
        {
            "spot": spot.spot,
            "frequency": spot.frequency,
            "minutes": spot.minutes,
            "median_minutes": spot.median_minutes,
            "median_gap": spot.median_gap,
            "full": spot.full,
            "passes": spot.passes,
            "pass_minutes": spot.pass_minutes,
        }
        for spot in found.spots
    ]
    visits: list[dict[str, object]] = [
        {"spot": spot.spot, "start": _iso(v.start), "end": _iso(v.end), "minutes": v.seconds / 60.0, "fixes": v.fixes}
        for spot in found.spots
        for v in spot.visits
    ]
    gaps: list[dict[str, object]] = [
        {"start": _iso(gap.start), "end": _iso(gap.end), "minutes": (gap.end - gap.start) / 60.0}
        for gap in found.track.gaps
    ]
    return {"spots": spots, "visits": visits, "gaps": gaps}


def _dropped(dropped: Dropped, gpx: GpxTrack) -> dict[str, int]:
    return {
        "dropped_inaccurate": dropped.inaccurate,
        "dropped_without_time": dropped.without_time,
        "dropped_unset_clock": dropped.unset_clock,
        "dropped_off_earth": dropped.off_earth,
        "dropped_repeated": dropped.repeated,
        "dropped_broken": gpx.broken,
    }


def _track_notes(gpx: GpxTrack, track: CleanTrack, rules: VisitRules) -> tuple[str, ...]:
    notes = [
        f"Minutes and frequency count stays of at least {rules.shortest / 60:g} minutes; shorter ones are passes.",
        "median_gap is the median of the minutes from the end of a visit to the start of the next.",
    ]
    read = gpx.fixes + gpx.broken
    if track.fixes == 1:
        notes.append("One fix alone has no duration.")
    elif track.fixes < read / 2:
        notes.append(f"Only {track.fixes} of {read} fixes could be used; the minutes are those of a part of the track.")
    if gpx.zoneless:
        notes.append(f"{gpx.zoneless} times have no zone and are taken as UTC.")
    if gpx.route_points or gpx.way_points:
        notes.append(f"Not walked: {gpx.route_points} route points and {gpx.way_points} way points.")
    if gpx.empty_segments:
        notes.append(f"Empty segments: {gpx.empty_segments}.")
    if track.dropped.out_of_order:
        notes.append(f"{track.dropped.out_of_order} fixes stood out of order and were sorted by time.")
    return tuple(notes)


def _gpx(path: str) -> GpxTrack:
    try:
        outcome = read_gpx(Path(path).read_bytes())
    except OSError as error:
        raise BadInput(path, 0, "", f"a readable file ({error.strerror})") from None
    return outcome if isinstance(outcome, GpxTrack) else _no_gpx(path, outcome)


def _no_gpx(path: str, outcome: NotXml | NotGpx | Forbidden | NoTrack) -> NoReturn:
    match outcome:
        case NotXml(line, column, reason):
            raise BadInput(path, line, "", f"GPX, which is well-formed XML ({reason} at character {column})")
        case NotGpx(root):
            raise BadInput(path, 0, "", f"a GPX document, found the root element {root}")
        case Forbidden(what):
            raise BadInput(path, 0, "", f"a plain GPX track; its {what} could exhaust or mislead the reader")
        case NoTrack(routes, ways):
            kinds = [f"{name}: {count}" for name, count in (("route points", routes), ("way points", ways)) if count]
            held = f" ({', '.join(kinds)})" if kinds else ""
            raise Refused(f"{path} has no track point{held}; nobody's presence can be read from it")
        case _:
            assert_never(outcome)


def _unusable(path: str, found: NoUsableFix) -> str:
    reasons = [
        ("without a time", found.dropped.without_time),
        ("with a clock that was not set", found.dropped.unset_clock),
        ("too inaccurate", found.dropped.inaccurate),
        ("off the earth", found.dropped.off_earth),
    ]
    told = ", ".join(f"{reason}: {count}" for reason, count in reasons if count)
    return f"{path} has no usable fix (read: {found.fixes}; {told}); minutes can not be read from it"


def _above(name: str, text: str, *, zero: bool = False) -> float:
    value = argument(name, text)
    if value < 0 or (value == 0 and not zero):
        raise BadInput("arguments", 0, name, f"a number {'of at least' if zero else 'above'} 0, found {text}")
    return value


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")
