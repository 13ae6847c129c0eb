"""Are the reasons that a plan gives for its stops right?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from twiza_planning.caravan_checks.nearness import is_near
from twiza_planning.caravan_checks.replacements import Replacements, Visit
from twiza_planning.caravan_checks.worth import Worth
from twiza_planning.caravans.plan import Reason
from twiza_planning.caravans.problem import Route


def broken_reasons(worth: Worth, reasons: Sequence[Reason], routes: Sequence[Route]) -> Iterator[str]:
    """Say which reason is not what the routes give. The routes break no rule."""
    replacements = Replacements(worth, routes)
    for reason in reasons:
        visits = visits_to(routes, reason.stop)
        if not visits:
            yield f"reasons: stop {reason.stop} is not visited."
            continue
        # A stop visited twice has a reason a visit; nothing in the file says which is which.
        wrong = [wrong_reason(replacements, visit, reason) for visit in visits]
        if all(wrong):
            yield wrong[0] or ""


def visits_to(routes: Sequence[Route], stop: str) -> list[Visit]:
    """Return the visits of a stop."""
    return [
        Visit(place, rank)
        for place, route in enumerate(routes)
        for rank, name in enumerate(route.stops)
        if name == stop
    ]


def wrong_reason(replacements: Replacements, visit: Visit, reason: Reason) -> str | None:
    """Say what is wrong with a reason for a visit, None when it is right."""
    gain = replacements.value - replacements.worth.served_by(replacements.without(visit)).value
    if not is_near(reason.gain, gain):
        return f"reasons: gain {reason.gain:.10g} stated of stop {reason.stop}, the routes give {gain:.10g}."
    gains = gains_beside(replacements, visit, reason)
    if is_best(reason, gains):
        return None
    name = max(gains, key=lambda stop: gains[stop], default=None)
    due = "none fits" if name is None else f"{name} would gain {gains[name]:.10g}"
    said = "none" if reason.next_best is None else f"{reason.next_best} at {reason.next_gain:.10g}"
    return f"reasons: next best {said} stated for stop {reason.stop}, {due}."


def gains_beside(replacements: Replacements, visit: Visit, reason: Reason) -> dict[str, float]:
    """
    Return the gain of the next best stated, if it fits, and of the stops that may gain more.

    A stop that fits only if rounding is kind may be stated, and need not be.
    """
    stops, certain = replacements.problem.stops, replacements.feasible(visit, 0.0)
    stated = -math.inf if reason.next_gain is None else reason.next_gain
    gains = {stops[rank].id: gain for rank, gain in replacements.gains(visit, certain, stated).items()}
    for rank in replacements.feasible(visit):
        if stops[rank].id == reason.next_best:
            gains[stops[rank].id] = replacements.gain_of(visit, int(rank))
    return gains


def is_best(reason: Reason, gains: dict[str, float]) -> bool:
    """Say whether the next best stated is one of the best there are."""
    if reason.next_best is None or reason.next_gain is None:
        return not gains
    stated = gains.get(reason.next_best)
    return stated is not None and is_near(reason.next_gain, stated) and is_near(reason.next_gain, max(gains.values()))
