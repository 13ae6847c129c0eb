"""Why locked routes cannot all be in a plan."""

from __future__ import annotations

from twiza_planning.caravans.problem import CaravanProblem


def broken_locks(problem: CaravanProblem) -> tuple[str, ...]:
    """Return a sentence for every rule that the locked routes break, alone or together."""
    return ()
