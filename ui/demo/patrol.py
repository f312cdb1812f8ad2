"""The officer's patrol: a suggested round with why here, a stop that is left out, the way with its gap, the visits."""

from ui.demo.scene import PHONE, PLACE, Proof, Scene, hold

STAY = 12
"""Minutes at the first stop; the way and the stay are told as fast as the receiver of the story tells them."""
SILENT = 6


def officer_is_suggested_a_round(scene: Scene) -> Proof:
    """The officer starts a patrol, is suggested a round with why here, and leaves one stop out with a reason."""
    actor = scene.actor("officer")
    actor.do("go", page="patrol")
    actor.do("tap", words="Zahájit obchůzku")
    actor.do("wait", what="settled")
    hold(actor.do("read")["patrol"]["running"], "the patrol runs by a tap alone")
    actor.do("tap", words="Trasa")
    actor.do("tap", words="90 min")
    actor.do("tap", words="Navrhnout trasu")
    actor.do("wait", what="settled")
    before = actor.do("read")["round"]["stops"]
    hold(len(before) >= 2, "a round of two stops or more", before)
    hold(all(row["reason"] and row["facts"] for row in before), "why here at each stop", before)
    scene.shot("officer", "20-round-laptop")
    actor.do("tap", words="Vynechat")
    actor.do("tap", words="Není tam bezpečno o samotě")
    actor.do("wait", what="settled")
    seen = actor.do("read")
    after = [row["cell"] for row in seen["round"]["stops"]]
    hold(before[0]["cell"] not in after, "the stop that was left out is on the round no more", after)
    note = seen["patrol"]["notes"][0]
    hold(note["unsent"] and note["words"].endswith("není tam bezpečno o samotě."), "a note says why", note)
    first = before[0]
    why = "; ".join(first["facts"].splitlines()[:2])
    return f"{len(before)} stops, the first {first['title']}: {first['reason']} ({why}); left out, {note['words']!r}"


def officer_walks_it(scene: Scene) -> Proof:
    """The way is recorded with its gap, and the visit counts its minutes against the plan."""
    actor = scene.actor("officer")
    stop = actor.do("read")["round"]["stops"][0]
    actor.do("stroll", start=PLACE, cell=stop["cell"], stay=STAY, silent=SILENT)
    actor.do("tap", words="Můj den")
    actor.do("wait", what="settled")
    day = actor.do("read")["day"]
    row = next(one for one in day["visits"] if one["cell"] == stop["cell"])
    hold(row["made"] == "visit", "the visit counts by the track alone", row)
    hold(day["gaps"].startswith("1 mezera"), "the silence is a gap", day)
    scene.shot("officer", "21-my-day-laptop")
    actor.do("resize", size=PHONE)
    scene.shot("officer", "22-my-day-phone")
    actor.do("resize", size="1280x800")
    actor.do("tap", words="Záznam na mapě")
    actor.do("wait", what="map")
    scene.shot("officer", "23-track-laptop")
    scene.walked = day["track"]
    return f"{row['title']}: {row['words']} ({row['times']}); {day['track']}; {day['gaps']}"
