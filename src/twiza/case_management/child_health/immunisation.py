"""What a schedule says of a child as a whole: no dose at all, or all the doses of the first year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from twiza.rulesets.evaluation.ages import Age, age_from
from twiza.rulesets.evaluation.evidence import Content, is_list
from twiza.rulesets.evaluation.norms import norm, norm_is_to_be_validated

ZERO_DOSE = re.compile(r"age >= (?P<age>[\dymwd ]+?) and (?P<dose>\w+) missing")
FIRST_YEAR = Age(12, 0)
"""The age that the rule `fully_immunised_12m` bears in its name."""


@dataclass(frozen=True, slots=True)
class ImmunisationStatus:
    """A child as a whole by the status rules of a schedule; None is what they do not say, or not yet."""

    is_zero_dose: bool | None
    missing_of_first_year: tuple[str, ...] | None
    to_be_validated: bool


def immunisation_status(
    content: Content, *, born_on: dt.date, given: Mapping[str, dt.date], on: dt.date
) -> ImmunisationStatus:
    """Return where a child stands as a whole on a day."""
    return ImmunisationStatus(
        is_zero_dose=is_zero_dose(content, born_on=born_on, given=given, on=on),
        missing_of_first_year=missing_of_first_year(content, born_on=born_on, given=given, on=on),
        to_be_validated=norm_is_to_be_validated(content, "status_rules"),
    )


def is_zero_dose(content: Content, *, born_on: dt.date, given: Mapping[str, dt.date], on: dt.date) -> bool | None:
    """Return whether a child is a zero-dose child by the schedule's rule; None when it has none that is understood."""
    match = ZERO_DOSE.fullmatch(str(norm(content, "status_rules.zero_dose") or ""))
    if match is None:
        return None
    is_old_enough = age_from(match["age"].replace(" ", "")).after(born_on) <= on
    return is_old_enough and not (match["dose"] in given and given[match["dose"]] <= on)


def missing_of_first_year(
    content: Content, *, born_on: dt.date, given: Mapping[str, dt.date], on: dt.date
) -> tuple[str, ...] | None:
    """
    Return the doses of full immunisation that were not given before the first birthday, in the schedule's order.

    None before that birthday, and when the schedule names no such doses.
    """
    asked = norm(content, "status_rules.fully_immunised_12m")
    birthday = FIRST_YEAR.after(born_on)
    if not is_list(asked) or on < birthday:
        return None
    return tuple(dose for dose in asked if not (dose in given and given[dose] < birthday))
