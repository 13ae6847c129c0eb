"""Where somebody acts, as a condition for the database."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q


def within(paths: Collection[str], field: str) -> Q:
    """
    Return the condition that a path lies in one of these places; no place at all, and the empty one, is everywhere.

    `field` is where the path stands, such as "area__path".
    """
    if not all(paths):
        return Q()
    return reduce(or_, (Q(**{field: path}) | Q(**{f"{field}__startswith": f"{path}/"}) for path in paths), Q())
