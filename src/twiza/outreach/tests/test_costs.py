"""What a caravan cost: money paid and things brought, once; unknown while an amount is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from twiza.conftest import NOW
from twiza.core.ids import new_id
from twiza.outreach.actions.caravan import add_partner
from twiza.outreach.actions.costs import CostTerms, add_cost, bring_back_cost, change_cost, remove_cost
from twiza.outreach.actions.partners import ThingTerms, add_contribution, remove_partner, say_brought
from twiza.outreach.models import BringingState, CaravanCost
from twiza.outreach.queries.costs import cost_of


@pytest.fixture
def caravan(make_caravan_on):
    return make_caravan_on()


@pytest.fixture
def pay(acting, driss):
    """Return what notes a line of money, paid unless it is None."""

    def pay(caravan, paid):
        terms = CostTerms("transport", "Fuel", planned=Decimal(900), paid=None if paid is None else Decimal(paid))
        return add_cost(caravan=caravan, terms=terms, actor=acting(driss), at=NOW, id=new_id())

    return pay


@pytest.fixture
def bring(acting, driss, other_association):
    """Return what notes a thing that came, worth so much."""

    def bring(caravan, value, state=BringingState.BROUGHT):
        partner = add_partner(caravan=caravan, organisation=other_association, actor=acting(driss), at=NOW)
        terms = ThingTerms("Tents", value=None if value is None else Decimal(value))
        thing = add_contribution(partner=partner, terms=terms, actor=acting(driss), at=NOW, id=new_id())
        say_brought(contribution=thing, state=state, actor=acting(driss), at=NOW)
        return partner

    return bring


def test_money_and_things_brought_add_up_once(caravan, pay, bring):
    pay(caravan, "800.50")
    pay(caravan, 200)
    bring(caravan, 300)
    bring(caravan, 50)
    bring(caravan, 1000, BringingState.PROMISED)

    assert cost_of([caravan]) == {caravan.pk: Decimal("1350.50")}


@pytest.mark.parametrize("amounts", [[], [None], [100, None]])
def test_a_cost_is_unknown_while_an_amount_is_missing(caravan, pay, amounts):
    for amount in amounts:
        pay(caravan, amount)

    assert cost_of([caravan]) == {caravan.pk: None}


def test_what_a_removed_partner_brought_does_not_count(caravan, pay, bring, acting, driss):
    pay(caravan, 100)
    partner = bring(caravan, 300)

    remove_partner(partner=partner, actor=acting(driss), at=NOW)

    assert cost_of([caravan]) == {caravan.pk: Decimal(100)}


def test_a_line_is_changed_taken_out_and_brought_back(caravan, pay, acting, driss):
    line, driss = pay(caravan, None), acting(driss)

    change_cost(cost=line, terms=CostTerms("meals", paid=Decimal(70)), actor=driss, at=NOW)
    remove_cost(cost=line, actor=driss, at=NOW)
    without = cost_of([caravan])
    bring_back_cost(cost=line, actor=driss, at=NOW)

    assert (without, cost_of([caravan])) == ({caravan.pk: None}, {caravan.pk: Decimal(70)})


def test_a_line_sent_twice_is_one(caravan, acting, driss):
    sent = {"caravan": caravan, "terms": CostTerms("meals"), "actor": acting(driss), "at": NOW, "id": new_id()}

    first, again = add_cost(**sent), add_cost(**sent)

    assert first == again
    assert list(CaravanCost.objects.all()) == [first]


@pytest.mark.parametrize("caravans", [1, 3])
def test_costs_of_many_caravans_are_one_question(make_caravan_on, pay, caravans, django_assert_num_queries):
    made = [make_caravan_on() for _number in range(caravans)]
    for caravan in made:
        pay(caravan, 10)

    with django_assert_num_queries(1):
        costs = cost_of(made)

    assert costs == dict.fromkeys([caravan.pk for caravan in made], Decimal(10))
