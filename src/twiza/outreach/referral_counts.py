"""What became of the referrals of a caravan, for those who do not see persons: small numbers hidden."""

from __future__ import annotations

from collections.abc import Mapping

from twiza.core.small_numbers import hidden_in_tree
from twiza.outreach.queries.referrals import ANSWERED, ARRIVED, FAILED, WAITING

WHOLE = "issued"
ORDER = (WHOLE, WAITING, ARRIVED, ANSWERED, FAILED)


def shown_standing(standing: Mapping[str, int], *, sees_persons: bool) -> dict[str, int | None]:
    """
    Return how many referrals were issued, and how many of them stand where; a hidden number is None.

    Small numbers are hidden with what would give them away, but for whoever sees persons anyway.
    """
    numbers = {WHOLE: sum(standing.values()), **standing}
    parents = {name: None if name == WHOLE else WHOLE for name in numbers}
    hidden = set() if sees_persons else hidden_in_tree(numbers, parents)
    return {name: None if name in hidden else numbers[name] for name in ORDER}
