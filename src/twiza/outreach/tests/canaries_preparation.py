"""What is made ready before a caravan, with a word in each that only some may read: for the walk around the house."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.outreach.actions.caravan import add_partner
from twiza.outreach.actions.costs import CostTerms, add_cost
from twiza.outreach.actions.information import Agreement, ContactTerms, PublicTerms, add_contact, write_information
from twiza.outreach.actions.partners import ThingTerms, add_contribution
from twiza.outreach.actions.site import write_site_sheet
from twiza.outreach.actions.supplies import add_supply
from twiza.outreach.actions.tasks import add_task
from twiza.outreach.models import CaravanDay
from twiza.outreach.supply_terms import SupplyTerms

WORDS = frozenset({"apport", "produit", "tache", "hote", "apporter"})
"""Whoever sees the preparation reads them."""
COSTS = frozenset({"depense"})
"""Whoever sees the costs reads them: who plans, manages or coordinates."""
CONTACTS = frozenset({"relais"})
"""Whoever organises the caravan reads them."""
OF_CARAVAN = frozenset({
    "caravan_cancel_take_back", "caravan_preparation", "caravan_preparation_pdf", "task_new", "task_tick_usual",
    "caravan_team", "caravan_partners", "caravan_places", "day_new", "post_new", "caravan_locality",
    "caravan_supplies", "supply_new", "supplies_count", "supplies_file", "supplies_pdf", "caravan_public",
    "caravan_poster", "contact_new", "contacts_file", "messages_export", "contacts_forget", "caravan_costs",
    "cost_new",
})  # fmt: skip
OF_DAY = frozenset({"day_names", "day_remove", "site", "site_pdf"})
ROUTES = {
    "member": {"member", "member_answer", "member_answer_take_back", "member_remove"},
    "caravan_partner": {"partner_remove", "thing_new"},
    "thing": {"thing", "thing_state", "thing_remove"},
    "supply": {"supply", "supply_remove"},
    "cost": {"cost", "cost_remove"},
    "task": {"task_tick", "task_remove"},
    "relay": {"contact_forget"},
}
"""The routes about one line of a caravan, by what they are about."""


def canary_preparation(day: CaravanDay, actor: Actor, word: str, at: dt.datetime) -> dict[str, dict[str, Any]]:
    """Prepare a caravan; return what each route takes of it."""
    caravan, who = day.caravan, {"actor": actor, "at": at}
    partner = add_partner(caravan=caravan, organisation=Organisation.objects.create(names={"fr": "Autre"}), **who)
    thing = add_contribution(partner=partner, terms=ThingTerms(f"{word}-apport"), id=new_id(), **who)
    supply = add_supply(caravan=caravan, terms=SupplyTerms(f"{word}-produit"), id=new_id(), **who)
    cost = add_cost(caravan=caravan, terms=CostTerms("meals", f"{word}-depense", paid=Decimal(1)), id=new_id(), **who)
    task = add_task(caravan=caravan, text=f"{word}-tache", id=new_id(), **who)
    write_site_sheet(day=day, said={"host_name": f"{word}-hote"}, **who)
    told = PublicTerms(dt.time(9), dt.time(16), is_free=True, bring={"fr": f"{word}-apporter"}, messages={})
    write_information(caravan=caravan, terms=told, **who)
    contact = add_contact(
        caravan=caravan,
        terms=ContactTerms(f"{word}-relais", "0600000000", "fr"),
        agreement=Agreement(at.date(), "oral"),
        id=new_id(),
        **who,
    )
    one = {"caravan_id": caravan.pk}
    return {
        "member": one | {"member_id": caravan.members.get().pk},
        "caravan_partner": one | {"partner_id": partner.pk},
        "thing": one | {"thing_id": thing.pk},
        "supply": one | {"supply_id": supply.pk},
        "cost": one | {"cost_id": cost.pk},
        "task": one | {"task_id": task.pk},
        "relay": one | {"contact_id": contact.pk},
    }
