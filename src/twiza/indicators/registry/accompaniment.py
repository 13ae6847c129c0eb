"""How the indicators of accompaniment to rights are computed (S3)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from twiza.accompaniment.measures import days_to_obtain, rights_obtained
from twiza.core.tallies import Aggregate
from twiza.indicators.registry.computation import By, Computation, Topic, of_tallies
from twiza.indicators.shown import OUT_OF, SHARE

TOLD_BY = (By.PLACE, By.MONTH, By.SEX, By.AGE)
ACCOMPANIMENT: Mapping[str, Computation] = {
    "DROIT_OUV": of_tallies(
        lambda of: rights_obtained(of.span),
        Aggregate.SHARE,
        _("Requests that ended with the right obtained, of those that ended; what was given up counts as ended."),
        topic=Topic.ACCOMPANIMENT,
        by=TOLD_BY,
        behind="",
        persons=SHARE,
    ),
    "DROIT_DELAI": of_tallies(
        lambda of: days_to_obtain(of.span),
        Aggregate.MEDIAN,
        _("Median days from a request to the opening of the right, of rights obtained in the period."),
        topic=Topic.ACCOMPANIMENT,
        by=TOLD_BY,
        behind="",
        persons=OUT_OF,
    ),
}
