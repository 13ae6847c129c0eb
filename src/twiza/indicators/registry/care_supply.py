"""How the indicators of care supply and caravans are computed (S1)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.access import measures as access
from twiza.facilities import measures as facilities
from twiza.indicators.registry.computation import CARAVAN, COMMUNE, FACILITY, Computation, Measure, Topic
from twiza.indicators.shown import COUNTED, COUNTED_AND_OUT_OF, OUT_OF, SHARE
from twiza.outreach.measures import caravans, procedure, reach, referrals


def of_days(measure: Measure, said: Promise, *, persons: frozenset[str], decimals: int = 1) -> Computation:
    """Return how what happened on the days of caravans is computed, from their registers."""
    return Computation(measure, said, CARAVAN, Topic.DAYS, decimals, persons)


ON_THE_MAP: dict[str, Computation] = {
    "ACC_5KM": Computation(
        lambda of: access.people_within_km(of.area, 5),
        _("People within 5 km by road of an open primary-care facility of the list, of all people of the area."),
        COMMUNE,
        Topic.NEARNESS,
    ),
    "ACC_6KM_MOB": Computation(
        lambda of: access.rural_people_beyond_km(of.area, 6),
        _("People of rural communes more than 6 km by road from an open primary-care facility, of all of them."),
        COMMUNE,
        Topic.NEARNESS,
    ),
    "ACC_1H": Computation(
        lambda of: access.people_within_minutes_of_doctor(of.area, 60),
        _("People within 60 minutes of an open primary-care facility with a doctor in post, of all people."),
        COMMUNE,
        Topic.NEARNESS,
    ),
    "ACC_OBS2H": Computation(
        lambda of: access.women_within_minutes_of_birth_care(of.area, 120),
        _("Women of 15 to 49 within 120 minutes of a facility listed with obstetrics, of all of them."),
        COMMUNE,
        Topic.NEARNESS,
    ),
}
IN_THE_LIST: dict[str, Computation] = {
    "RATIO_ESSP": Computation(
        lambda of: facilities.people_per_facility(of.area.path),
        _("Inhabitants, over the fixed primary-care facilities listed as neither closed nor without staff."),
        COMMUNE,
        Topic.SUPPLY,
        decimals=0,
    ),
    "RATIO_PRO": Computation(
        lambda of: facilities.staff_per_10000(of.area.path),
        _(
            "Doctors, nurses and midwives in post in the facilities listed, for 10,000 inhabitants; a number that "
            "nobody gave is missing from it."
        ),
        FACILITY,
        Topic.SUPPLY,
        decimals=2,
    ),
    "ESSP_FONC": Computation(
        lambda of: facilities.facilities_without_care(of.area.path),
        _("Primary-care facilities closed or without a nurse, of those of which either is known."),
        FACILITY,
        Topic.SUPPLY,
    ),
    "POSTE_VAC": Computation(
        lambda of: facilities.vacant_posts(of.area.path, of.norms),
        _("Posts of the norm that are not filled, of the posts of the norm, where both are known."),
        FACILITY,
        Topic.SUPPLY,
    ),
}
FINDINGS = ("hypertension", "diabetes", "cataract", "breast", "cervix")
"""The findings of the register (data/rules/care_codes.json) that CAR_NEWDIAG counts."""
OF_PROCEDURES: dict[str, Computation] = {
    "CAR_REAL": Computation(
        lambda of: caravans.caravans_done(of.caravans, on=of.scope.today),
        _("Caravans that took place, of those of the period that were to begin by today."),
        CARAVAN,
        Topic.PLANNED,
    ),
    "CAR_COUV_DOUAR": Computation(
        lambda of: reach.priority_communes_visited(of.plans, of.every_caravan, on=of.scope.end),
        _(
            "Communes in which plans that were proposed put a stop, visited in the 365 days before the end of the "
            "period. Counted by commune: plans know few localities by name."
        ),
        COMMUNE,
        Topic.PLANNED,
    ),
    "CAR_INTERV": Computation(
        lambda of: caravans.days_between_passages(of.caravans, earlier=of.every_caravan),
        _("Median days from one passage in a commune to the next there, of the caravans of the period."),
        CARAVAN,
        Topic.PLANNED,
    ),
    "CAR_CONF": Computation(
        lambda of: procedure.files_complete_in_time(of.caravans, on=of.scope.today),
        _("Caravans agreed by the council and the delegation seven days before the first day, of those due."),
        CARAVAN,
        Topic.PLANNED,
    ),
    "CAR_DASRI": Computation(
        lambda of: procedure.caravans_with_waste_slip(of.caravans),
        _("Caravans that took place with a waste slip in their file, of those with a file."),
        CARAVAN,
        Topic.PLANNED,
    ),
}
OF_REGISTERS: dict[str, Computation] = {
    "CAR_CONS": of_days(
        lambda of: caravans.consultations(of.registers),
        _("People seen at a post, each post counted."),
        persons=COUNTED,
    ),
    "CAR_PROD": of_days(
        lambda of: caravans.consultations_per_doctor_day(of.registers),
        _("Consultations, over the people of the team who give care times the days, where the team is known."),
        persons=COUNTED,
    ),
    "CAR_ATTENTE": of_days(
        lambda of: caravans.wait_minutes(of.registers),
        _("Median whole minutes from arrival to care, where both times are known."),
        persons=OUT_OF,
    ),
    "CAR_NONVU": of_days(
        lambda of: caravans.people_not_seen(of.registers),
        _("People who came and whom nobody saw, of all who came, each once a day."),
        persons=SHARE,
    ),
    "CAR_NEWDIAG": of_days(
        lambda of: caravans.new_findings(of.registers, codes=FINDINGS),
        _(
            "High blood pressure, diabetes, cataract, breast or cervix findings that people did not know of, per "
            "person seen, in caravans that noted findings."
        ),
        persons=COUNTED_AND_OUT_OF,
        decimals=3,
    ),
    "CAR_COUT": of_days(
        lambda of: caravans.cost_per_consultation(of.registers),
        _("Money paid and what partners brought, over consultations, in caravans of which every cost is said."),
        persons=OUT_OF,
    ),
}
OF_REFERRALS: dict[str, Computation] = {
    "CAR_REF": Computation(
        lambda of: referrals.share_counter_referred(of.referred),
        _("People referred from registers whose facility answered, of all who were referred."),
        CARAVAN,
        Topic.AFTERWARDS,
        persons=SHARE,
        stages=(
            (_("Issued"), lambda of: referrals.referrals_issued(of.referred)),
            (_("Arrived"), lambda of: referrals.referrals_arrived(of.referred)),
            (_("Counter-referred"), lambda of: referrals.referrals_counter_referred(of.referred)),
        ),
    ),
    "CAR_REF_30": Computation(
        lambda of: referrals.referrals_arrived_within(of.referred, days=30),
        _("People referred from registers who arrived within 30 days, of all who were referred."),
        CARAVAN,
        Topic.AFTERWARDS,
        persons=SHARE,
    ),
}
CARE_SUPPLY: Mapping[str, Computation] = ON_THE_MAP | IN_THE_LIST | OF_PROCEDURES | OF_REGISTERS | OF_REFERRALS


CARE_SUPPLY_NOT_YET: Mapping[str, Promise] = {
    "CAR_SUIVI3M": _(
        "Nobody records yet that a person with a new chronic illness was seen again at her health centre: "
        "home follow-up will."
    ),
}
"""Why an indicator cannot be computed yet."""
