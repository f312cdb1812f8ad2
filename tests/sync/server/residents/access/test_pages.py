"""The holder of a link gets what is held about them as a file, and nothing of anybody else."""

import io
import zipfile
from typing import Any

import msgspec

from app.identifiers import new_id
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipAsk, TipClose, TipEdit, TipNoteAdd
from tests.sync.server.residents.test_joining import joined, only_tip, said, sent
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import WEST, HttpAnswer, Station


def opened(answer: HttpAnswer) -> tuple[dict[str, Any], str]:
    """The file for programs, and the page."""
    assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["content-disposition"].startswith('attachment; filename="udaje-')
    with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
        return msgspec.json.decode(packed.read("udaje.json")), packed.read("udaje.html").decode()


def fetched(visitor: Visitor, secret: str) -> tuple[dict[str, Any], str]:
    assert visitor.get(f"/sledovat/{secret}/udaje").status == 200
    return opened(visitor.get(f"/sledovat/{secret}/udaje.zip?lang=cs"))


def test_that_a_party_gets_its_own_data_and_nothing_of_another_or_of_the_officers(
    station: Station, visitor: Visitor
) -> None:
    officer, other = station.officer("novak", WEST), Visitor(visitor.app, station, "198.51.100.7")
    first = visitor.send(
        where="50.050000, 13.050000", text="Tajná slova první", name="Jana Malá", email="jana@example.cz"
    )
    waiting, _ = fetched(visitor, first)
    assert (waiting["name"], waiting["text"], waiting["status"]) == ("Jana Malá", "Tajná slova první", "")
    work(station)
    second = joined(station, other)
    tip_id = only_tip(station)
    officer.do(tip_id, TipNoteAdd(new_id(), "Interní: odesílatelka je stěžovatelka."))
    officer.do(tip_id, TipAsk(Status.NEW, "Kde přesně, paní Malá?"))
    said(visitor, first, "U školky.")
    said(other, second, "Druhá slova.")
    work(station)
    files = [str(fetched(visitor, first)), str(fetched(other, second))]
    for own in ("Jana Malá", "jana@example.cz", "Tajná slova první", "Kde přesně, paní Malá?", "U školky."):
        assert [own in one for one in files] == [True, False], own
    for others in ("Bojím se tam taky", "Druhá slova."):
        assert [others in one for one in files] == [False, True], others
    assert all("Interní" not in one and "karel@example.cz" not in one for one in files)
    facts, page = fetched(visitor, first)
    assert sorted(one["by"] for one in facts["messages"]) == ["police", "you"]
    assert (facts["days_after_closing"], facts["joined"]) == (365, False)
    assert "1 rok" in page
    officer.do(tip_id, TipEdit("text", "Tajná slova první", "Tajná slova první. Interní doplnění."))
    facts, page = fetched(visitor, first)
    assert (facts["text"], facts["text_was_changed"]) == ("", True)
    assert "Interní" not in str((facts, page))


def test_that_a_held_reply_and_what_a_wrong_link_asks_stay_here(station: Station, visitor: Visitor) -> None:
    officer = station.officer("novak", WEST)
    secret = sent(station, visitor, name="<b>Jana</b>")
    tip_id = only_tip(station)
    officer.do(tip_id, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Ještě ne.")))
    facts, page = fetched(visitor, secret)
    assert facts["messages"] == []
    assert "&lt;b&gt;Jana" in page
    for wrong in (secret[:-1], "x" * 22, f"{secret}0"):
        assert visitor.get(f"/sledovat/{wrong}/udaje").status == 404
        assert visitor.get(f"/sledovat/{wrong}/udaje.zip").status == 404
    visitor.get(f"/sledovat/{secret}/vymazat")
    visitor.post(f"/sledovat/{secret}/vymazat", {})
    assert visitor.get(f"/sledovat/{secret}/udaje.zip").status == 404
