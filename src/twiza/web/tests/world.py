"""A small country in which two planners have made one of everything, each with words that only some may read."""

from __future__ import annotations

from dataclasses import dataclass

from twiza.accompaniment.tests.canaries import canary_accompaniment
from twiza.activities.tests.canaries import canary_session
from twiza.care_supply.tests.canaries import canary_plan
from twiza.case_management.tests.canaries import canary_referral
from twiza.case_management.tests.canaries_children import canary_child
from twiza.case_management.tests.canaries_supervisions import canary_supervision
from twiza.conftest import NOW
from twiza.funding.tests.canaries import canary_convention
from twiza.households.tests.canaries import canary_household
from twiza.indicators.definitions import version_of_definitions
from twiza.indicators.models import Measurement
from twiza.indicators.tests.definitions import keep_one, load_definitions, load_programme
from twiza.quality.tests.canaries import canary_round
from twiza.social_protection.tests.canaries import canary_rights
from twiza.territory.models import Place
from twiza.web.tests.made.access import access_made
from twiza.web.tests.made.caravans import caravans_made
from twiza.web.tests.made.country import populated_country
from twiza.web.tests.made.facilities import facilities_made
from twiza.web.tests.made.files import files_made
from twiza.web.tests.made.maker import HERE, THERE, Made, Maker
from twiza.web.tests.made.people import people_made
from twiza.web.tests.made.plans import plans_made
from twiza.web.tests.made.rounds import rounds_made
from twiza.web.tests.made.rules import rules_made
from twiza.web.tests.made.territory import territory_made

__all__ = ["HERE", "THERE", "Maker", "World", "make_world", "populated_country", "queries_about"]


@dataclass(frozen=True, slots=True)
class World:
    """What somebody made: what each kind of route takes of it, and what an address may ask of it after its `?`."""

    arguments: Made
    asked: dict[str, object]

    @property
    def queries(self) -> tuple[str, ...]:
        """Return addresses that ask for what she made without naming it in their path."""
        return (*queries_about(**self.asked), shapes_in(self.arguments["edition"]["edition"]))


def make_world(maker: Maker, places: dict[str, Place]) -> World:
    """Let somebody make one of everything in the region of HERE; a house after those it leans on."""
    houses = (
        access_made, plans_made, facilities_made, caravans_made, files_made, rounds_made, rules_made, territory_made,
        people_made, supply_made, activities_made, indicators_made, families_made, quality_made,
    )  # fmt: skip
    arguments: Made = {}
    for made in houses:
        arguments |= made(maker, places)
    asked = {
        "plan": arguments["plan"]["plan_id"],
        "formula": arguments["formula"]["formula_id"],
        "reach": arguments["access"]["scenario_id"],
    }
    return World(arguments, asked)


def supply_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about conventions, referrals, rights and plans of care supply."""
    return {
        **canary_convention(maker.actor, maker.word, NOW),
        **canary_referral(maker.actor, maker.word, NOW),
        **canary_rights(maker.actor, maker.word, places["05.081.03.09"], NOW),
        **canary_plan(maker.actor, maker.word, places["05.081.03.09"], places["05"], NOW),
    }


def activities_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about awareness sessions."""
    return canary_session(maker.actor, maker.word, places["05.081.03.09"], NOW)


def families_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about families, the children visited and the people accompanied there."""
    family = canary_household(maker.organisation, maker.word, places["05.081.03.09"], NOW)
    accompanied = canary_accompaniment(maker.organisation, maker.word, places["05.081.03.09"], NOW)
    child = canary_child(family["household_member"]["member_id"], maker.word, NOW)
    return family | accompanied | child | canary_supervision(maker.organisation, maker.word, NOW)


def quality_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about the quality of care."""
    return canary_round(maker.actor, maker.person, maker.word, NOW)


def indicators_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about indicators."""
    load_programme(places["05"].country)
    return {
        "indicator": {"code": "CAR_REAL"},
        "target": {"code": "SS_FAMILLES_PROTEGEES"},
        "kept_figure": {"kept_id": kept_figure(maker, places["05"]).pk},
    }


def kept_figure(maker: Maker, area: Place) -> Measurement:
    """Keep what an indicator says of an area."""
    version = version_of_definitions(maker.actor, NOW.date()) or load_definitions()
    return keep_one(maker.actor, area, version)


def queries_about(plan: object, formula: object, reach: object) -> tuple[str, ...]:
    """Return addresses that ask for the objects, or for their words, without naming them in their path."""
    return (
        f"/fr/plans/compare/?plan={plan}&with={plan}",
        f"/fr/needs/?formula={formula}",
        f"/fr/needs/?scenario={reach}&sort=-far",
        f"/fr/needs/?area={HERE}&level=commune&scenario={reach}&sort=supply",
        f"/fr/needs/values.json?scenario={reach}&formula={formula}",
        f"/fr/needs/file.xlsx?scenario={reach}&formula={formula}",
        f"/fr/needs/file.csv?scenario={reach}",
        f"/fr/needs/comparison/?place={HERE}&scenario={reach}&formula={formula}",
        f"/fr/plans/new/?area={HERE}",
        f"/fr/access/new/?area={HERE}",
        f"/fr/access/compare/?scenario={reach}",
        "/fr/territory/search/?q=kanari",
        "/fr/territory/search.json?q=kanari",
        "/fr/territory/health/?q=kanari",
        "/fr/needs/expressed/?q=kanari",
        "/fr/needs/expressed/?state=answered",
        f"/fr/needs/comparison/file.csv?place={HERE}&scenario={reach}&formula={formula}",
        "/fr/facilities/?q=kanari",
        "/fr/plans/?page=2",
        "/fr/jobs/?page=2",
        "/fr/files/?q=kanari&state=open",
        "/fr/files/waiting/?q=kanari",
        "/fr/files/delays/?kind=permit",
        "/fr/indicators/CAR_REAL/?start=2020-01-01&end=2029-01-01",
        "/fr/indicators/CAR_REAL/file.csv?start=2020-01-01&end=2029-01-01",
        "/fr/conventions/?q=kanari&late=on",
        "/fr/conventions/due/?q=kanari&standing=all",
        "/fr/care-supply/?q=kanari",
        "/fr/conventions/due/file.csv?standing=all",
        "/fr/activities/sessions/?q=kanari",
        "/fr/referrals/?q=kanari",
        "/fr/referrals/waiting/",
        "/fr/accompaniments/?q=kanari&state=all",
        "/fr/account/audit/?page=1",
    )


def shapes_in(edition: str) -> str:
    """Return the address of the shapes of the region's communes."""
    return f"/fr/needs/shapes/{edition}.json?area={HERE}&level=commune"
