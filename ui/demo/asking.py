"""At a door: the officer hands the device over, four people say how safe they feel, the officer takes it back."""

from typing import Final

from ui.demo.scene import Proof, Scene, hold

PEOPLE: Final = (
    ("Po setmění", "Spíše nebezpečně", "Skoro denně", "Špatné osvětlení", "Nikde nikdo"),
    ("Po setmění", "Velmi nebezpečně", "Skoro denně", "Špatné osvětlení"),
    ("Ve dne", "Velmi bezpečně", "Každý týden"),
    ("Po setmění", "Spíše nebezpečně", "Přeskočit", "Popíjení nebo drogy"),
)
"""What each touches, one after another, before "Odeslat"."""


def four_ratings_at_a_door(scene: Scene) -> Proof:
    """Four people rate at a door in kiosk mode, without a network; the officer takes the device back."""
    actor = scene.actor("officer")
    before = actor.do("read")["sync"]["waiting"]
    actor.do("tap", words="Zeptat se lidí na bezpečí")
    actor.do("tap", words="Kde stojím")
    actor.do("wait", what="asking")
    actor.do("wait", what="settled")
    scene.shot("officer", "08-asking-laptop")
    actor.do("tap", words="Předat zařízení")
    for number, touches in enumerate(PEOPLE):
        for touch in touches:
            actor.do("tap", words=touch)
        if number == 0:
            scene.shot("officer", "09-kiosk-laptop")
        actor.do("tap", words="Odeslat")
        actor.do("tap", words="Další člověk")
    actor.do("tap", words="Pro strážníka")
    actor.do("write", field="Heslo", text=scene.secret)
    actor.do("tap", words="Převzít zařízení")
    actor.do("wait", what="taken_back")
    actor.do("wait", what="settled")
    seen = actor.do("read")
    hold(seen["sync"]["waiting"] == before + len(PEOPLE), "four ratings wait to be sent", seen["sync"])
    (asked,) = (row for row in seen["asking"]["progress"] if row["today"] != "dnes 0")
    hold(asked["today"] == f"dnes {len(PEOPLE)}", "the officer sees how many they asked", asked)
    return f"{asked['district']}: {asked['today']}; {seen['sync']['strip']}"
