import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.patrols.gpx import Forbidden, GpxTrack, NotGpx, NoTrack, NotXml, read_gpx

HEAD = '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1" xmlns:e="urn:e">'


def track(points: str, head: str = HEAD) -> GpxTrack:
    outcome = read_gpx(f"{head}<trk><trkseg>{points}</trkseg></trk></gpx>".encode())
    assert isinstance(outcome, GpxTrack)
    return outcome


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        '<gpx version="1.0" xmlns="http://www.topografix.com/GPX/1/0">',
        "<gpx>",
        '<g:gpx xmlns:g="urn:somebody">',
        "\ufeff<gpx>",
        "  \n<gpx>",
    ],
)
def test_that_any_namespace_version_and_byte_order_mark_reads_the_same(head: str) -> None:
    tail = "</g:gpx>" if head.startswith("<g:") else "</gpx>"
    point = '<trkpt lat="50.46" lon="13.41"><time>2024-05-01T10:00:00Z</time></trkpt>'
    outcome = read_gpx(f"{head}<trk><trkseg>{point}</trkseg></trk>{tail}".encode())
    assert isinstance(outcome, GpxTrack)
    assert (outcome.segments[0][0].lat, outcome.segments[0][0].at) == (50.46, 1714557600.0)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-2", "windows-1250", "utf-8"])
def test_that_declared_encodings_are_honoured(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><gpx><trk><name>Zátiší</name><trkseg>'
    outcome = read_gpx((text + '<trkpt lat="1" lon="2"/></trkseg></trk></gpx>').encode(encoding))
    assert isinstance(outcome, GpxTrack)
    assert outcome.fixes == 1


@pytest.mark.parametrize(
    ("time", "at"),
    [
        ("2015-12-11T15:43:13.994+01:00", 1449844993.994),
        ("2015-12-11T14:43:13", 1449844993.0),
        ("2015-12-11T14:43:13Z", 1449844993.0),
        ("yesterday", None),
        ("", None),
    ],
)
def test_that_times_are_read_in_any_zone_or_left_out(time: str, at: float | None) -> None:
    found = track(f'<trkpt lat="1" lon="2"><time>{time}</time></trkpt>')
    assert found.segments[0][0].at == at
    assert found.unreadable_times == (at is None)


def test_that_accuracy_comes_from_extensions_first_and_from_dilution_else() -> None:
    found = track(
        '<trkpt lat="1" lon="2"><hdop>4</hdop></trkpt>'
        '<trkpt lat="1" lon="2"><hdop>4</hdop><extensions><e:accuracy>7,5</e:accuracy></extensions></trkpt>'
        '<trkpt lat="1" lon="2"><hdop>bad</hdop></trkpt>'
    )
    assert [fix.accuracy for fix in found.segments[0]] == [20.0, 7.5, None]


def test_that_names_and_times_of_other_elements_are_not_a_point_s() -> None:
    found = track(
        '<trkpt lat="1" lon="2"><extensions><e:time>2001-01-01T00:00:00Z</e:time></extensions></trkpt>'
        '<trkpt lat="x" lon="2"/><trkpt lon="2"/>'
    )
    assert found.segments[0][0].at is None
    assert (found.fixes, found.broken) == (1, 2)


def test_that_routes_and_way_points_are_counted_and_not_walked() -> None:
    outcome = read_gpx(f'{HEAD}<wpt lat="1" lon="2"/><rte><rtept lat="1" lon="2"/></rte></gpx>'.encode())
    assert outcome == NoTrack(route_points=1, way_points=1)


BOMB = (
    '<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<gpx><trk><name>&b;</name></trk></gpx>"
)
OUTSIDE = '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><trk><name>&x;</name></trk></gpx>'


@pytest.mark.parametrize("document", [BOMB, OUTSIDE])
def test_that_entities_are_refused_and_never_expanded(document: str) -> None:
    assert read_gpx(document.encode()) == Forbidden("entities")


def test_that_endless_nesting_is_refused() -> None:
    assert read_gpx(("<gpx>" + "<a>" * 100 + "</a>" * 100 + "</gpx>").encode()) == Forbidden("nesting")


def test_that_what_is_no_gpx_is_told_with_its_place() -> None:
    assert read_gpx(b"<kml></kml>") == NotGpx("kml")
    assert read_gpx(b"<gpx><trk></gpx>") == NotXml(1, 13, "mismatched tag")
    assert isinstance(read_gpx(b""), NotXml)
    assert isinstance(read_gpx(b'<?xml version="1.0" encoding="klingon"?><gpx/>'), NotXml)


@given(st.binary(max_size=200))
def test_that_no_bytes_break_the_reader(content: bytes) -> None:
    for document in (content, b"<gpx><trk><trkseg>" + content + b"</trkseg></trk></gpx>"):
        assert read_gpx(document) is not None
