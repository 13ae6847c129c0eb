import pytest

from twiza.access.actions.rules import IndicatorNotLoaded
from twiza.access.loaders import load_shipped_formula, rules_in
from twiza.access.models import NeedFormula, NeedTerm, Specialty
from twiza.conftest import NOW


def test_loaded_twice_is_loaded_once(indicators):
    first = load_shipped_formula(NOW)

    again = load_shipped_formula(NOW)

    assert again == first == {"specialties": 11, "formulas": 1}
    assert NeedTerm.objects.count() == len(rules_in("need_formula.json")["terms"])


def test_every_weight_shipped_is_marked_as_our_own_proposal(indicators):
    load_shipped_formula(NOW)

    formula = NeedFormula.objects.get()

    assert (formula.evidence, formula.organisation) == ("design", None)
    assert set(Specialty.objects.values_list("evidence", flat=True)) == {"design"}


def test_every_specialty_has_a_part_in_the_formula(indicators):
    load_shipped_formula(NOW)

    without = Specialty.objects.exclude(id__in=NeedTerm.objects.values("specialty"))

    assert list(without) == []


def test_without_the_census_nothing_is_stored(db):
    with pytest.raises(IndicatorNotLoaded, match="disability_prevalence"):
        load_shipped_formula(NOW)

    assert NeedFormula.objects.count() == 0
