"""What others do meanwhile: a supervisor gives a tip away, a colleague closes another."""

from ui.demo.scene import HOLE, NOISE, PHONE, Proof, Scene, hold


def supervisor_reassigns(scene: Scene) -> Proof:
    """A supervisor on another device sees the district's workload and gives the third tip to somebody else."""
    actor = scene.enter("supervisor", "jestrab")
    actor.do("wait", what="synced")
    actor.do("go", page="team")
    actor.do("wait", what="board")
    board = actor.do("read")["team"]["rows"]
    row = next(row for row in board if row["district"] == "Střed" and row["officer"] == "Jan Kos")
    hold(row["open"] >= 3, "the board counts the three", row)
    actor.do("cell", district="stred", holder=row["holderId"], measure="open")
    scene.shot("supervisor", "08-team-laptop")
    actor.do("reassign", tip=scene.tips[NOISE]["id"], holder=scene.station.codes.people["cermak"])
    actor.do("wait", what="settled")
    actor.do("sync")
    seen = actor.do("read")
    hold(seen["sync"]["waiting"] == 0, "the reassignment is with the station", seen["sync"])
    return f"Střed, Jan Kos: {row['open']} open, {row['overdue']} overdue; {NOISE!r} given to Petr Čermák"


def colleague_closes(scene: Scene) -> Proof:
    """The officer's backup closes the second tip first."""
    actor = scene.enter("colleague", "sykorova", size=PHONE, look="dark")
    actor.do("wait", what="synced")
    scene.shot("colleague", "09-today-phone-dark")
    actor.do("open", title=HOLE, tip=scene.tips[HOLE]["id"])
    actor.do("wait", what="tip", title=HOLE)
    scene.shot("colleague", "10-tip-phone-dark")
    actor.do("tap", words="Uzavřít podnět")
    actor.do("tap", words="Předáno")
    actor.do("write", field="např. technické služby", text="Technické služby")
    scene.shot("colleague", "11-closing-phone-dark")
    actor.do("close")
    actor.do("wait", what="status", words="Uzavřený")
    actor.do("wait", what="settled")
    actor.do("sync")
    hold(actor.do("read")["sync"]["waiting"] == 0, "the closing is with the station")
    return f"{HOLE!r} is closed at the station as handed over to Technické služby"
