"""One shift, played for real: a station, residents with browsers, three devices, a network that is lost and returns.

Every step says what it did and what proves it; the first that does not hold ends the story.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from ui.demo import asking, colleagues, cover, patrol, residents, reunion, shift
from ui.demo.gate import Gate
from ui.demo.post.letters import Post
from ui.demo.post.servers import are_there
from ui.demo.scene import Proof, Scene
from ui.demo.station import Station

STEPS: Final[tuple[Callable[[Scene], Proof], ...]] = (
    shift.tips_come_in,
    shift.officer_syncs,
    residents.dark_passage_is_rated,
    residents.officer_sees_where_people_are_afraid,
    residents.tip_is_sent_from_a_phone,
    residents.another_joins,
    residents.officer_asks,
    residents.resident_answers,
    residents.officer_answers_by_closing,
    residents.resident_says_partly,
    residents.rater_reads_what_was_done,
    shift.network_goes,
    shift.officer_searches,
    shift.officer_accepts,
    shift.officer_closes,
    patrol.officer_is_suggested_a_round,
    patrol.officer_walks_it,
    shift.officer_notes,
    asking.four_ratings_at_a_door,
    colleagues.supervisor_reassigns,
    colleagues.colleague_closes,
    shift.app_is_killed,
    reunion.network_returns,
    reunion.reassigned_is_gone,
    reunion.history_reads,
    cover.cover_begins,
    cover.residents_read_who_stands_in,
    cover.tips_follow,
    cover.desk_is_drawn,
    reunion.pages_are_drawn,
)


def play(station: Station, home: Path, shots: Path, say: Callable[[str], None]) -> bool:
    """Play the story; whether every step held."""
    with ExitStack() as stage:
        gate = stage.enter_context(Gate(station.port))
        scene = Scene(station, home, shots, gate)
        if are_there():
            scene.post = stage.enter_context(Post(station))
        else:
            say("Dovecot and Exim are not there (make run brings them): residents answer on their pages alone")
        try:
            for number, step in enumerate(STEPS, start=1):
                title = (step.__doc__ or "").strip()
                began = time.monotonic()
                try:
                    proof = step(scene)
                except Exception as error:  # noqa: BLE001 - whatever went wrong, the step did not hold
                    say(f"{number:2}. ✗ {title}\n      {type(error).__name__}: {error}")
                    return False
                say(f"{number:2}. ✓ {title} ({time.monotonic() - began:.1f} s)\n      {proof}")
            return True
        finally:
            scene.leave()
