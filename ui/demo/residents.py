"""What residents do: rate a dark passage, send a tip, answer their officer, and read what was done at their place."""

import time
from typing import Any, Final

from ui.demo.post.letters import address, said
from ui.demo.scene import Proof, Scene, hold
from ui.demo.stage import Actor
from ui.demo.station import HANG_SECONDS

WHERE: Final = "Školní 3"
STREET: Final = "Školní"
WORDS: Final = "V průchodu u školy nesvítí ani jedna lampa, bojím se tudy chodit."
ALSO: Final = "Večer tudy chodí děti z kroužku a není vidět na krok."
QUESTION: Final = "Je tma i u vchodu do školy, nebo jen v průchodu?"
ANSWER: Final = "Jen v průchodu, u vchodu už svítí."
PARTLY: Final = "Jedna lampa svítí, druhá pořád ne."
OTHERS: Final = 6
_GLANCE_SECONDS: Final = 0.2
_ANSWERS: Final = ("po setmění", "velmi nebezpečně", "skoro denně")


def dark_passage_is_rated(scene: Scene) -> Proof:
    """A resident rates a dark passage on a phone and gets a code; six more do; the surface is made anew."""
    actor = scene.browse("rater")
    actor.do("picture", path=str(scene.shots / "portal-01-front.png"))
    actor.do("open", path="/hodnotit")
    actor.do("type", field="where", text=WHERE)
    actor.do("press", words="Najít místo")
    actor.do("press", words=WHERE)
    place = actor.do("read")["address"]
    scene.rater = _rate(scene, actor, "portal-02-rating")
    hold(len(scene.rater) >= 10, "a code to come back with", scene.rater)
    for _ in range(OTHERS):
        actor.do("forget")
        actor.do("open", path=place)
        code = _rate(scene, actor)
        hold(code != scene.rater, "each rater has a code of their own")
    passed = _decided(scene)
    made = scene.station.run("ratings", "surface").splitlines()[-1]
    changed = next((int(part.rpartition(": ")[2]) for part in made.split(",") if "something else" in part), 0)
    hold(changed > 0, "the surface says something else of the place", made)
    return f"{WHERE}: {1 + OTHERS} ratings, {passed} too quick for a hand and let pass by a person; {made}"


def tip_is_sent_from_a_phone(scene: Scene) -> Proof:
    """Another resident sends a tip with a photo and an address, in three screens."""
    actor = scene.browse("sender")
    _write(actor, WORDS)
    if scene.post is not None:
        scene.mailbox = address("jana")
        actor.do("type", field="email", text=scene.mailbox)
    actor.do("photo", field="photos")
    actor.do("picture", path=str(scene.shots / "portal-03-tip.png"))
    actor.do("press", words="Pokračovat")
    actor.do("picture", path=str(scene.shots / "portal-04-preview.png"))
    actor.do("press", words="Odeslat")
    actor.do("picture", path=str(scene.shots / "portal-05-sent.png"))
    seen = actor.do("read")
    hold(seen["heading"] == "Odesláno. Děkujeme.", "it is sent", seen["text"])
    scene.link = seen["kept"]
    hold("/sledovat/" in scene.link, "a secret link to follow it by", seen["text"])
    return "sent; the page gave a secret link that nobody else has"


def officer_sees_where_people_are_afraid(scene: Scene) -> Proof:
    """The officer's device lists the rated place among the worst of the district, and draws the surface on the map."""
    actor = scene.actor("officer")
    actor.do("sync")
    actor.do("go", page="places")
    actor.do("wait", what="places", title=STREET)
    rows = actor.do("read")["places"]["rows"]
    scene.shot("officer", "15-worst-places-laptop")
    actor.do("safety", part="night")
    actor.do("go", page="map")
    actor.do("wait", what="map")
    scene.shot("officer", "16-safety-map-laptop")
    actor.do("safety", part="")
    actor.do("go", page="today")
    at = next(number for number, row in enumerate(rows, start=1) if row["title"] == STREET)
    row = rows[at - 1]
    return f"number {at} of {len(rows)} is {row['title']}, {row['verdict']}: {row['facts']}"


def another_joins(scene: Scene) -> Proof:
    """A third resident is about to send the same, is shown the tip that is there, and joins it."""
    _decided(scene)
    actor = scene.browse("neighbour")
    _write(actor, ALSO)
    actor.do("press", words="Pokračovat")
    actor.do("picture", path=str(scene.shots / "portal-06-near.png"))
    seen = actor.do("read")["text"]
    hold(WORDS not in seen, "what another wrote is nobody else's to read", seen)
    actor.do("press", words="To je ono")
    seen = actor.do("read")
    scene.joined = seen["kept"]
    hold("/sledovat/" in scene.joined and scene.joined != scene.link, "a secret link of their own", seen["text"])
    return "joined, with a link that shows what is theirs alone"


def officer_asks(scene: Scene) -> Proof:
    """The officer's device has the tip with its photo; the officer asks the resident something."""
    _decided(scene)
    actor = scene.actor("officer")
    actor.do("sync")
    actor.do("wait", what="listed", title=WORDS)
    actor.do("tap", words=WORDS)
    actor.do("wait", what="tip", title=WORDS)
    scene.shot("officer", "17-from-a-resident-laptop")
    actor.do("tap", words="Další akce")
    actor.do("tap", words="Zeptat se")
    actor.do("write", field="Na co se ptáte", text=QUESTION)
    actor.do("tap", words="Odeslat dotaz")
    actor.do("sync")
    actor.do("wait", what="status", words="Čeká na obyvatele")
    return f"asked: {QUESTION}"


def resident_answers(scene: Scene) -> Proof:
    """The resident reads the question in their mailbox and answers by mail; without mail servers on the secret page."""
    if scene.post is not None:
        asked = scene.post.read(scene.mailbox, QUESTION)
        hold(WORDS not in said(asked), "the question says nothing of the tip but its number", said(asked))
        scene.post.answer(asked, scene.mailbox, ANSWER)
        _heard(scene)
        text = _opened(scene.actor("sender"), scene.link, ANSWER)
        hold(QUESTION in text and ANSWER in text, "the page has the conversation too", text)
        scene.actor("sender").do("picture", path=str(scene.shots / "portal-08-answered.png"))
        return f"answered to {str(asked['Reply-To'])[:6]}…, by SMTP, fetched by IMAP: {ANSWER}"
    actor = scene.actor("sender")
    text = _opened(actor, scene.link, QUESTION)
    hold(QUESTION in text, "the question is on the page", text)
    actor.do("picture", path=str(scene.shots / "portal-07-asked.png"))
    actor.do("press", words="Odpovědět strážníkovi")
    actor.do("type", field="text", text=ANSWER)
    actor.do("press", words="Odeslat")
    actor.do("picture", path=str(scene.shots / "portal-08-answered.png"))
    return f"answered: {ANSWER}"


def _heard(scene: Scene) -> None:
    """Until the answer has come to the officer's device: by IMAP to the station, then by its job."""
    actor, ends = scene.actor("officer"), time.monotonic() + HANG_SECONDS
    while actor.do("read")["tip"]["status"] != "V řešení":
        hold(time.monotonic() < ends, "the answer by mail puts the tip back to work")
        time.sleep(_GLANCE_SECONDS)
        actor.do("sync")


def officer_answers_by_closing(scene: Scene) -> Proof:
    """The answer is news on the device; the officer closes the tip with a reply."""
    _decided(scene)
    actor = scene.actor("officer")
    actor.do("sync")
    actor.do("wait", what="status", words="V řešení")
    told = [row["words"] for row in actor.do("read")["tip"]["story"]]
    hold(ANSWER in told, "the answer stands in the story, without what it quoted", told)
    scene.shot("officer", "19-answered-by-mail-laptop")
    actor.do("tap", words="Uzavřít podnět")
    actor.do("tap", words="Vyřešeno")
    actor.do("close")
    actor.do("wait", what="status", words="Uzavřený")
    actor.do("sync")
    return "closed as solved, with the reply that was prepared"


def resident_says_partly(scene: Scene) -> Proof:
    """One gets the reply by mail, one on the secret link; one says "only in part": it comes back to that officer."""
    story = scene.actor("officer").do("read")["tip"]["story"]
    reply = next(row["words"] for row in story if row["glyph"] == "reply")
    neighbour = scene.actor("neighbour")
    text = _opened(neighbour, scene.joined, reply)
    hold(reply in text, "who joined reads the reply as well", text)
    hold(QUESTION not in text and ANSWER not in text, "what was said with the other is not theirs", text)
    neighbour.do("picture", path=str(scene.shots / "portal-11-joined.png"))
    if scene.post is not None:
        mail = said(scene.post.read(scene.mailbox, "Výsledek: vyřešeno."))
        hold(" ".join(reply.split()) in " ".join(mail.split()), "who sent it has the reply by mail", mail)
    actor = scene.actor("sender")
    text = _opened(actor, scene.link, reply)
    hold(reply in text, "the reply is on the page", text)
    actor.do("picture", path=str(scene.shots / "portal-09-closed.png"))
    actor.do("press", words="Řekněte, zda je to vyřešené")
    actor.do("choose", words="Jen zčásti")
    actor.do("type", field="text", text=PARTLY)
    actor.do("press", words="Odeslat")
    _decided(scene)
    officer = scene.actor("officer")
    officer.do("sync")
    officer.do("wait", what="status", words="Znovu otevřený")
    seen = officer.do("read")["tip"]
    hold(any(PARTLY in row["words"] for row in seen["story"]), "what the resident said is there", seen["story"])
    scene.shot("officer", "18-solved-in-part-laptop")
    return f"it is open again on the device of {seen['holder']}: {PARTLY}"


def rater_reads_what_was_done(scene: Scene) -> Proof:
    """Closed once more; who rated the place opens the code and reads what was done there."""
    officer = scene.actor("officer")
    for words, status in (("Přijmout", "Přijatý"), ("Začít řešit", "V řešení")):
        officer.do("tap", words=words)
        officer.do("wait", what="status", words=status)
    officer.do("tap", words="Uzavřít podnět")
    officer.do("tap", words="Vyřešeno")
    officer.do("close")
    officer.do("wait", what="status", words="Uzavřený")
    officer.do("sync")
    scene.station.run("ratings", "publish")
    actor = scene.actor("rater")
    actor.do("open", path="/moje-misto")
    actor.do("type", field="code", text=scene.rater)
    actor.do("press", words="Ukázat, co se udělalo")
    actor.do("picture", path=str(scene.shots / "portal-10-what-was-done.png"))
    text = actor.do("read")["text"]
    told = next((line for line in text.splitlines() if "Osvětlení" in line), "")
    hold(bool(told), "the closed tip is told of at the rated place", text)
    actor.do("open", path="/lokalita")
    actor.do("type", field="kde", text=WHERE)
    actor.do("press", words="Najít mou lokalitu")
    actor.do("press", words=WHERE)
    scene.both("rater", "portal-12-district")
    seen = actor.do("read")
    hold(seen["heading"].startswith("Co se dělá v lokalitě"), "the page of the district", seen["text"])
    hold(WORDS not in seen["text"], "what a resident wrote is on no public page", seen["text"])
    done = seen["text"].partition("Co se udělalo")[2].partition("Strážník tu byl")[0]
    lamp = next((line for line in done.splitlines() if STREET in line and "Osvětlení" in line), "")
    hold("vyřešeno" in lamp, "the closed tip is told of in its district", done)
    return f"at the rated place stands: {told}; in the district: {' '.join(lamp.split())}"


def _opened(actor: Actor, path: str, words: str) -> str:
    """The page, opened again until the job of the server has let these words go; what it says in the end."""
    ends = time.monotonic() + HANG_SECONDS
    while True:
        actor.do("open", path=path)
        text = str(actor.do("read")["text"])
        if words in text or time.monotonic() > ends:
            return text
        time.sleep(_GLANCE_SECONDS)


def _decided(scene: Scene) -> int:
    """Until all that residents sent is decided; how much came too fast for a person and was let pass by one."""
    ends = time.monotonic() + HANG_SECONDS
    passed = 0
    while waiting := [line.split() for line in scene.station.run("residents", "waiting").splitlines()]:
        hold(time.monotonic() < ends, "what residents sent is decided", waiting)
        if doubted := [number for number, _at, state, *_ in waiting if state == "check"]:
            scene.station.run("residents", "take", *doubted)
            passed += len(doubted)
        time.sleep(_GLANCE_SECONDS)
    return passed


def _write(actor: Actor, text: str) -> None:
    """From the first page to the words of a tip at the place."""
    actor.do("press", words="Poslat podnět")
    actor.do("press", words="Osvětlení")
    actor.do("type", field="where", text=WHERE)
    actor.do("press", words="Najít adresu")
    actor.do("choose", words=WHERE)
    actor.do("type", field="text", text=text)


def _rate(scene: Scene, actor: Actor, picture: str = "") -> str:
    """Answer the three questions of the place that is open; the code."""
    for words in _ANSWERS:
        actor.do("choose", words=words)
    if picture:
        actor.do("picture", path=str(scene.shots / f"{picture}.png"))
    actor.do("press", words="Odeslat hodnocení")
    seen: dict[str, Any] = actor.do("read")
    hold(bool(seen["code"]), "a code on the page", seen["text"])
    return str(seen["code"])
