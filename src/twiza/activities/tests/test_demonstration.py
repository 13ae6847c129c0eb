"""The activities of the demonstration are invented, whole, and made once."""

import datetime as dt

from twiza.activities.counting_rule import training_rule
from twiza.activities.demonstration.programme import make_demonstration_activities
from twiza.activities.measures import contacts, professionals_trained, unique_parents_reached
from twiza.activities.models import AwarenessSession, Professional
from twiza.activities.tests.conftest import ABBAS, TABANT
from twiza.conftest import NOW, TODAY
from twiza.core.tallies import Span

EVER = dt.date(2020, 1, 1)


def test_the_programme_reaches_its_targets_once(places, coordinator, acting, association):
    asked = {
        "actor": acting(coordinator), "places": [places[ABBAS], places[TABANT]], "until": TODAY, "months": 36,
        "parents": 500, "professionals": 24, "rule": training_rule(), "seed": 5, "at": NOW,
    }  # fmt: skip

    first, again = make_demonstration_activities(**asked), make_demonstration_activities(**asked)

    span = Span(association.pk, (), EVER, TODAY)
    assert first == again == AwarenessSession.objects.filter(is_demonstration=True).count() == 144
    assert (len(unique_parents_reached(span)), len(professionals_trained(span, training_rule()))) == (500, 24)
    assert contacts(span).value > 500
    assert not Professional.objects.filter(is_demonstration=False).exists()
