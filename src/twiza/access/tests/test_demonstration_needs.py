from twiza.access.models import ExpressedNeed
from twiza.conftest import NOW
from twiza.territory.models import HealthCount, HealthSeries
from twiza.web.first_needs import first_needs


def test_what_is_invented_says_so_and_is_made_once(places, council, driss, acting):
    made = {"person": driss, "organisation": council, "actor": acting(driss), "at": NOW}

    first_needs(**made)
    series, needs, counts = HealthSeries.objects.count(), ExpressedNeed.objects.count(), HealthCount.objects.count()
    first_needs(**made)

    assert (series, needs) == (4, 3)
    assert (HealthSeries.objects.count(), ExpressedNeed.objects.count(), HealthCount.objects.count()) == (4, 3, counts)
    assert set(HealthSeries.objects.values_list("is_demonstration", flat=True)) == {True}
    assert set(ExpressedNeed.objects.values_list("is_demonstration", flat=True)) == {True}
    assert all("invent" in one.source for one in HealthSeries.objects.all())
    assert HealthCount.objects.filter(is_protected=True).exists()
