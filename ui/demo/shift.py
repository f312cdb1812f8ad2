"""The officer's shift: tips come in, the network goes, and the work goes on without it."""

from typing import Any

from ui.demo.scene import HOLE, LAMP, NOISE, PHONE, PLACE, Proof, Scene, hold


def tips_come_in(scene: Scene) -> Proof:
    """A dispatcher writes down a telephone call; the tip API takes two more."""
    scene.dispatcher = scene.sign_in("pult", "Dispečink (ukázka)", "dispatcher")
    lat, lon = PLACE
    contact = {"name": "Marie Nováčková", "phone": "+420 777 123 456", "email": "obyvatel@example.cz"}
    wanted: dict[str, dict[str, Any]] = {
        LAMP: {
            "category": "lighting",
            "channel": "phone",
            "text": "U zastávky je večer úplná tma.",
            "contact": contact,
        },
        HOLE: {"category": "road", "channel": "api", "text": "Díra přes půl pruhu, auta se jí vyhýbají do protisměru."},
        NOISE: {"category": "noise", "channel": "api", "text": "Každý pátek hudba do jedné ráno."},
    }
    for number, (title, more) in enumerate(wanted.items()):
        body: dict[str, Any] = {
            "title": title,
            "lat": lat + number * 0.0004,
            "lon": lon + number * 0.0003,
            "address": "Riegrova 12",
        }
        scene.tips[title] = scene.station.call("POST", "/api/v1/tips", scene.dispatcher, body | more)
    kos = scene.station.codes.people["kos"]
    for title, tip in scene.tips.items():
        hold(tip["district"] == "stred", f"{title} lies in Střed", tip)
        hold(tip["holder"] == kos, f"{title} went to the officer on duty", tip)
    numbers = ", ".join(tip["number"] for tip in scene.tips.values())
    return f"{numbers}: found in district Střed, given to Jan Kos, deadline {scene.tips[LAMP]['deadline'][:10]}"


def officer_syncs(scene: Scene) -> Proof:
    """The officer's device is enrolled, unlocked, and fetches the district."""
    actor = scene.enter("officer", "kos", url=scene.gate.url)
    actor.do("wait", what="synced")
    actor.do("wait", what="listed", title=NOISE)
    seen = actor.do("read")
    titles = [row["title"] for row in seen["today"]["rows"]]
    hold(all(title in titles for title in (LAMP, HOLE, NOISE)), "the three tips stand in the list", titles)
    actor.do("wait", what="map")
    scene.shot("officer", "01-today-laptop")
    return f"{seen['today']['countNew']} new tips in the list, the three among them; the map is drawn"


def network_goes(scene: Scene) -> Proof:
    """The network is gone."""
    scene.gate.shut()
    actor = scene.actor("officer")
    actor.do("sync")
    seen = actor.do("read")
    hold(not seen["sync"]["connected"], "the strip says so", seen["sync"])
    return f"the strip says: {seen['sync']['strip']}"


def officer_searches(scene: Scene) -> Proof:
    """The officer types without diacritics and opens what is found."""
    actor = scene.actor("officer")
    actor.do("write", field="Hledat podněty", text="osvetleni")
    actor.do("wait", what="listed", title=LAMP)
    scene.shot("officer", "02-search-laptop")
    count = actor.do("read")["today"]["total"]
    actor.do("tap", words=LAMP)
    actor.do("wait", what="tip", title=LAMP)
    scene.shot("officer", "03-tip-laptop")
    return f'"osvetleni" finds {count} tips, "{LAMP}" among them; it is open'


def officer_accepts(scene: Scene) -> Proof:
    """Accept, add a note with the place and a photo."""
    actor = scene.actor("officer")
    actor.do("tap", words="Přijmout")
    actor.do("wait", what="status", words="Přijatý")
    actor.do("photo", text="Na místě v 16:20, ze dvou lamp svítí jedna. Číslo sloupu 114.")
    actor.do("wait", what="settled")
    seen = actor.do("read")
    hold(seen["sync"]["waiting"] >= 3, "acceptance, note and photo wait to be sent", seen["sync"])
    scene.shot("officer", "04-tip-accepted-laptop")
    return f"{seen['sync']['waiting']} entries wait: {seen['sync']['strip']}"


def officer_closes(scene: Scene) -> Proof:
    """Close the first as solved with the prepared reply, the second as not ours with whose it is."""
    actor = scene.actor("officer")
    actor.do("tap", words="Uzavřít podnět")
    actor.do("tap", words="Vyřešeno")
    scene.shot("officer", "05-closing-laptop")
    actor.do("close")
    actor.do("wait", what="status", words="Uzavřený")
    actor.do("open", title=HOLE, tip=scene.tips[HOLE]["id"])
    actor.do("wait", what="tip", title=HOLE)
    actor.do("tap", words="Uzavřít podnět")
    actor.do("tap", words="Není náš")
    actor.do("write", field="např. technické služby", text="Správa a údržba silnic")
    scene.shot("officer", "06-not-ours-laptop")
    actor.do("close")
    actor.do("wait", what="status", words="Uzavřený")
    actor.do("wait", what="settled")
    replies = [row["words"] for row in actor.do("read")["tip"]["story"] if row["glyph"] == "reply"]
    hold(bool(replies), "the reply stands in the story", replies)
    return f"both closed on the device; the resident will get: {replies[-1][:70]}…"


def officer_notes(scene: Scene) -> Proof:
    """A patrol note with its place and a photo."""
    actor = scene.actor("officer")
    actor.do("go", page="patrol")
    actor.do("tap", words="Poznámky")
    actor.do("write", field="Co jste viděli?", text="Průchod zkontrolován, osvětlení vede k parkovišti.")
    actor.do("patrol_photo")
    scene.shot("officer", "07-patrol-laptop")
    actor.do("tap", words="Uložit poznámku")
    actor.do("wait", what="note")
    actor.do("wait", what="settled")
    seen = actor.do("read")
    newest = seen["patrol"]["notes"][0]
    hold(newest["unsent"] and newest["photos"] == 1, "the note is kept with its photo", newest)
    return f"kept: {newest['words']!r} at {newest['place']}; {seen['sync']['strip']}"


def app_is_killed(scene: Scene) -> Proof:
    """The officer's app is killed with kill -9 and started again."""
    before = scene.actor("officer").do("read")["sync"]["waiting"]
    scene.actor("officer").kill()
    actor = scene.enter("officer", "", size=PHONE, url=scene.gate.url)
    actor.do("go", page="sync")
    actor.do("wait", what="settled")
    seen = actor.do("read")
    hold(seen["sync"]["waiting"] == before, f"all {before} entries are still there", seen["sync"]["waiting"])
    scene.shot("officer", "12-sync-waiting-phone")
    hold(seen["day"]["track"] == scene.walked, "the way of the patrol is whole", seen["day"])
    hold(seen["patrol"]["running"] and seen["day"]["recording"], "the patrol goes on and is recorded", seen["patrol"])
    return f"{before} entries before, {seen['sync']['waiting']} after; the way of the patrol: {seen['day']['track']}"
