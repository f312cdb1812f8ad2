"""What is said of a suggested walk and of each of its stops. Pure but for the language in force."""

from datetime import datetime, timedelta
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from app.db.outcomes import StoreFull
from app.outbox.views import Refused
from app.patrols.planned import PlannedStop, PlannedWalk
from app.patrols.suggestion import NothingToVisit, Reason, RefusalReason, ShiftTooShort
from app.patrols.walks import NoWalk
from app.ratings.domain import CellClass
from ui import moments
from ui.lookups import Lookups
from ui.map.cell_words import cause_words, part_words, people_words, share_words, trend_words
from ui.patrols.answers import full_words
from ui.tips.words import code_words

REFUSAL_SIGNS = {
    RefusalReason.dangerous_alone: "shield-alert",
    RefusalReason.already_there: "circle-check",
    RefusalReason.not_reachable: "route-off",
    RefusalReason.other_duty: "clock-3",
    RefusalReason.other: "pen-line",
}


def reason_words(reason: Reason) -> str:
    """Why a stop stands in the walk, in three words."""
    match reason:
        case Reason.felt_unsafe:
            return QCoreApplication.translate("Walk", "People feel unsafe here")
        case Reason.open_tips:
            return QCoreApplication.translate("Walk", "Open tips wait here")
        case Reason.under_sampled:
            return QCoreApplication.translate("Walk", "Too little is known of this place")
        case _:
            assert_never(reason)


def refusal_words(reason: RefusalReason) -> str:
    """Why an officer does not go."""
    match reason:
        case RefusalReason.dangerous_alone:
            return QCoreApplication.translate("Walk", "Not safe alone")
        case RefusalReason.already_there:
            return QCoreApplication.translate("Walk", "I was there already")
        case RefusalReason.not_reachable:
            return QCoreApplication.translate("Walk", "Can not be reached")
        case RefusalReason.other_duty:
            return QCoreApplication.translate("Walk", "Another duty")
        case RefusalReason.other:
            return QCoreApplication.translate("Walk", "Another reason")
        case _:
            assert_never(reason)


def fact_lines(stop: PlannedStop, now: datetime) -> tuple[str, ...]:
    """Why here: what residents say with its interval and n, the causes, the change, open tips, the last visit."""
    facts: list[str] = []
    rated = stop.rated
    if rated is not None and rated.name is CellClass.NOT_ENOUGH:
        facts.append(people_words(rated))
    elif rated is not None:
        facts += [share_words(rated), people_words(rated), cause_words(rated.tags), trend_words(rated.trend)]
    else:
        facts.append(QCoreApplication.translate("Walk", "Nobody has rated this place yet"))
    facts += [tips_words(stop.open_tips), visit_words(stop, now)]
    return tuple(filter(None, facts))


def tips_words(count: int) -> str:
    """How many tips are open there; nothing where there are none."""
    return QCoreApplication.translate("Walk", "%n open tip(s)", None, count) if count else ""


def visit_words(stop: PlannedStop, now: datetime) -> str:
    """When somebody was there last, as far as this device knows."""
    if stop.last_visit is None:
        return QCoreApplication.translate("Walk", "No visit is known")
    return QCoreApplication.translate("Walk", "Last visit: %1").replace("%1", moments.moment(stop.last_visit, now))


def clock_words(walk: PlannedWalk, minutes: float, now: datetime) -> str:
    """The time of day so many minutes into the plan."""
    begun = moments.read(walk.planned_at, now) or now
    at = begun + timedelta(minutes=minutes)
    return f"{at.hour}:{at.minute:02d}"


def when_words(walk: PlannedWalk, stop: PlannedStop, now: datetime) -> str:
    """When one is there and for how long: "at 14:12, for 15 min"."""
    words = QCoreApplication.translate("Walk", "at %1, for %2 min")
    return words.replace("%1", clock_words(walk, stop.arrive, now)).replace("%2", str(round(stop.leave - stop.arrive)))


def headline(walk: PlannedWalk, now: datetime) -> str:
    """How many stops are left, and when one is back."""
    left = QCoreApplication.translate("Walk", "%n stop(s)", None, len(walk.left))
    if not walk.left:
        return QCoreApplication.translate("Walk", "The round is done")
    words = QCoreApplication.translate("Walk", "%1, back at %2")
    return words.replace("%1", left).replace("%2", clock_words(walk, walk.minutes, now))


def summary(walk: PlannedWalk) -> str:
    """How long it takes, how much of that is walking, and of which part of the day it speaks."""
    words = QCoreApplication.translate("Walk", "%1 min, %2 of them walking · %3")
    minutes, walking = str(round(walk.minutes)), str(round(walk.walking))
    return words.replace("%1", minutes).replace("%2", walking).replace("%3", part_words(walk.part))


def explained(walk: PlannedWalk) -> str:
    """How it was chosen, and by which number it can be drawn again where there was a choice."""
    if walk.choices == 1:
        return QCoreApplication.translate(
            "Walk",
            "No other round is worth at least 95 % of the best one, so nothing was drawn. Distances are straight lines"
            " made longer by a third.",
        )
    words = QCoreApplication.translate(
        "Walk",
        "Drawn by the number %1 from %2 rounds that are worth at least 95 % of the best one, so that nobody can"
        " foresee it. Distances are straight lines made longer by a third.",
    )
    return words.replace("%1", str(walk.seed)).replace("%2", str(walk.choices))


def trouble_words(answer: object, lookups: Lookups, now: datetime) -> str:
    """Why there is no walk, or no other one, and what to do."""
    match answer:
        case ShiftTooShort(needed=needed, minutes=minutes):
            words = QCoreApplication.translate(
                "Walk", "%1 min are too few: the nearest stop and back takes %2 min. Choose more time or another start."
            )
            return words.replace("%1", str(int(minutes))).replace("%2", str(int(needed) + 1))
        case NothingToVisit():
            return QCoreApplication.translate(
                "Walk", "There is no place left to be suggested: all were visited lately, made or left out."
            )
        case NoWalk():
            return QCoreApplication.translate("Walk", "This stop is no longer on the round.")
        case Refused(code=code, now=values):
            return code_words(code, values, lookups, now)
        case StoreFull():
            return full_words()
        case _:
            return QCoreApplication.translate("Walk", "That did not work. Nothing was lost; try again.")


def note_words(title: str, reason: RefusalReason, text: str) -> str:
    """The patrol note that records a refused stop."""
    words = QCoreApplication.translate("Walk", "Stop left out: %1. Reason: %2.")
    why = text.strip().rstrip(".") if reason is RefusalReason.other and text.strip() else refusal_words(reason)
    return words.replace("%1", title).replace("%2", why[:1].lower() + why[1:])
