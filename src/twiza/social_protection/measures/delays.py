"""How long each step of a scheme takes, for indicators."""

from __future__ import annotations

import datetime as dt

from twiza.core.measured import Measured, Part
from twiza.procedures.measures import StepDelay, delays_by_step
from twiza.procedures.models import File
from twiza.social_protection.measures.families import Families
from twiza.social_protection.models import Enrolment
from twiza.social_protection.queries.offices import steps_to_right


def delays_of_scheme(
    *, scheme_id: int, start: dt.date | None, end: dt.date | None, organisation_id: int, on: dt.date
) -> list[StepDelay]:
    """Return how long files of a scheme stayed at each step they left in a period: median days, None of nothing."""
    ours = Enrolment.objects.filter(scheme=scheme_id, household__organisation=organisation_id)
    return delays_by_step(File.objects.filter(pk__in=ours.values("file")), start=start, end=end, on=on)


def days_at_steps(families: Families) -> Measured:
    """
    Return the median days that files of families stayed at each step they left within the span (PROT_DELAI).

    Steps are those on the way to a right, by the codes of their kind of file and their own; what is out of is how many
    stays ended there. Medians of steps do not add up to that of the whole way, so that the whole is not told here.
    """
    enrolments = Enrolment.objects.filter(household__in=families.households.values("pk")).order_by()
    files, span = File.objects.filter(pk__in=enrolments.values("file")), families.span
    delays = delays_by_step(files, start=span.start, end=span.end + dt.timedelta(days=1), on=span.end)
    asked = {(scheme.file_kind, step.code) for scheme, step in steps_to_right()}
    told = [((one.kind_code, one.step_code), one.median_days, one.stays) for one in delays]
    parts = [Part(place, days, stays) for place, days, stays in told if days is not None and place in asked]
    return Measured(None, None, None, tuple(parts))
