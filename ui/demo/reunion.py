"""The network returns: what was sent, what was kept beside another report, what the server tells of it."""

from ui.demo.scene import DESK, HOLE, LAMP, NOISE, PHONE, Proof, Scene, hold


def network_returns(scene: Scene) -> Proof:
    """The network returns; the sync page shows what was sent and what was kept beside another report, and why."""
    scene.gate.open()
    actor = scene.actor("officer")
    actor.do("sync")
    actor.do("wait", what="settled")
    seen = actor.do("read")
    hold(seen["sync"]["waiting"] == 0, "nothing waits any more", seen["sync"])
    merged = [row for row in seen["sync"]["changes"] if row["tone"] == "warning"]
    hold(len(merged) == 1, "one closing was kept beside another", seen["sync"]["changes"])
    hold("Eva Sýkorová" in merged[0]["why"], "the page says who was first", merged[0])
    scene.shot("officer", "13-sync-sent-phone")
    return f"{len(seen['sync']['changes'])} entries with the station; {merged[0]['title']}: {merged[0]['why']}"


def reassigned_is_gone(scene: Scene) -> Proof:
    """The reassigned tip has left the officer's device."""
    actor = scene.actor("officer")
    here = actor.do("has", tip=scene.tips[NOISE]["id"])
    hold(not here, "the third tip is gone from the device", here)
    actor.do("go", page="today")
    scene.shot("officer", "14-today-phone")
    return f"{NOISE!r} is no longer on the device"


def history_reads(scene: Scene) -> Proof:
    """The server's history of each tip reads like a story."""
    reader = scene.sign_in("dohled", "Dohled (ukázka)", "supervisor")
    names = {person: login for login, person in scene.station.codes.people.items()}
    told: dict[str, list[str]] = {}
    for title, tip in scene.tips.items():
        story = scene.station.call("GET", f"/api/v1/tips/{tip['id']}/story", reader)["story"]
        told[title] = [f"{line['kind']} {line['verdict']}" for line in story]
        who = [f"{line['at'][11:16]} {names.get(line.get('by', ''), 'pult')}: {line['kind']}" for line in story]
        verdicts = [" (kept beside)" if line["verdict"] == "merged" else "" for line in story]
        scene.told += f"\n      {title}: " + " · ".join(map("".join, zip(who, verdicts, strict=True)))
    first, second, third = (told[title] for title in (LAMP, HOLE, NOISE))
    whole = ("tip.accept applied", "tip.note applied", "tip.photo applied", "tip.close applied")
    hold(all(line in first for line in whole), "the first has its whole story", first)
    hold("tip.close applied" in second and "tip.close merged" in second, "both closings stand in the second's", second)
    hold("tip.assign applied" in third, "the third was given over", third)
    return scene.told


def pages_are_drawn(scene: Scene) -> Proof:
    """Every page once more, at the desk and on the phone, light and dark."""
    count = 0
    for name, size, form in (("supervisor", DESK, "laptop"), ("officer", PHONE, "phone")):
        actor = scene.actor(name)
        actor.do("resize", size=size)
        for look in ("light", "dark"):
            actor.do("look", scheme=look)
            for page in ("today", "map", "patrol", "places", "team", "sync", "settings"):
                if page == "team" and name == "officer":
                    continue
                actor.do("go", page=page)
                actor.do("wait", what="settled")
                if page == "map" or (page == "today" and size == DESK):
                    actor.do("wait", what="map")
                scene.shot(name, f"page-{page}-{form}-{look}")
                count += 1
    return f"{count} pictures of pages in {scene.shots}"
