"""Which measure computes which indicator, in which words, and what its records are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.access import measures as access
from twiza.core.measured import Measured, Part, related
from twiza.facilities import measures as facilities
from twiza.facilities.queries.norms import norms_of
from twiza.indicators.scope import Scope, all_caravans, caravans_of_scope, plans_of_scope
from twiza.outreach.measures import caravans, procedure, reach, referrals
from twiza.outreach.models import Caravan

COMMUNE, FACILITY, CARAVAN = "commune", "facility", "caravan"
"""What the parts of a figure are, as their keys say."""
NEARNESS, SUPPLY = _("Who lives near care"), _("What care there is")
PLANNED, DAYS = _("Caravans, as planned and agreed"), _("Caravans, on their days")
AFTERWARDS = _("Afterwards")
TOPICS = (NEARNESS, SUPPLY, PLANNED, DAYS, AFTERWARDS)
"""What indicators are about, in the order in which it is shown; those of one topic stand together."""

Measure = Callable[[Scope], Measured]


@dataclass(frozen=True, slots=True)
class Computation:
    """
    How an indicator is computed here: `said` in words, of which `records` its parts are, about what `topic`.

    `counts_persons` when its numbers are of persons in a register: small ones are hidden. `is_of_period` when it
    counts what happened in a period; otherwise it is how things stand today.
    """

    measure: Measure
    said: Promise
    records: str
    topic: Promise
    decimals: int = 1
    counts_persons: bool = False
    is_of_period: bool = False
    stages: tuple[tuple[Promise, Measure], ...] = ()


ON_THE_MAP: dict[str, Computation] = {
    "ACC_5KM": Computation(
        lambda scope: access.people_within_km(scope.area, 5),
        _("People within 5 km by road of an open primary-care facility of the list, of all people of the area."),
        COMMUNE,
        NEARNESS,
    ),
    "ACC_6KM_MOB": Computation(
        lambda scope: access.rural_people_beyond_km(scope.area, 6),
        _("People of rural communes more than 6 km by road from an open primary-care facility, of all of them."),
        COMMUNE,
        NEARNESS,
    ),
    "ACC_1H": Computation(
        lambda scope: access.people_within_minutes_of_doctor(scope.area, 60),
        _("People within 60 minutes of an open primary-care facility with a doctor in post, of all people."),
        COMMUNE,
        NEARNESS,
    ),
    "ACC_OBS2H": Computation(
        lambda scope: access.women_within_minutes_of_birth_care(scope.area, 120),
        _("Women of 15 to 49 within 120 minutes of a facility listed with obstetrics, of all of them."),
        COMMUNE,
        NEARNESS,
    ),
}
IN_THE_LIST: dict[str, Computation] = {
    "RATIO_ESSP": Computation(
        lambda scope: facilities.people_per_facility(scope.area.path),
        _("Inhabitants, over the fixed primary-care facilities listed as neither closed nor without staff."),
        COMMUNE,
        SUPPLY,
        decimals=0,
    ),
    "RATIO_PRO": Computation(
        lambda scope: facilities.staff_per_10000(scope.area.path),
        _(
            "Doctors, nurses and midwives in post in the facilities listed, for 10,000 inhabitants; a number that "
            "nobody gave is missing from it."
        ),
        FACILITY,
        SUPPLY,
        decimals=2,
    ),
    "ESSP_FONC": Computation(
        lambda scope: facilities.facilities_without_care(scope.area.path),
        _("Primary-care facilities closed or without a nurse, of those of which either is known."),
        FACILITY,
        SUPPLY,
    ),
    "POSTE_VAC": Computation(
        lambda scope: facilities.vacant_posts(scope.area.path, norms_of(scope.actor, scope.today)),
        _("Posts of the norm that are not filled, of the posts of the norm, where both are known."),
        FACILITY,
        SUPPLY,
    ),
}
FINDINGS = ("hypertension", "diabetes", "cataract", "breast", "cervix")
"""The findings of the register (data/rules/care_codes.json) that CAR_NEWDIAG counts."""
OF_CARAVANS: dict[str, Computation] = {
    "CAR_REAL": Computation(
        lambda scope: caravans.caravans_done(caravans_of_scope(scope), on=scope.today),
        _("Caravans that took place, of those of the period that were to begin by today."),
        CARAVAN,
        PLANNED,
        is_of_period=True,
    ),
    "CAR_COUV_DOUAR": Computation(
        lambda scope: reach.priority_communes_visited(plans_of_scope(scope), all_caravans(scope), on=scope.end),
        _(
            "Communes in which plans that were proposed put a stop, visited in the 365 days before the end of the "
            "period. Counted by commune: plans know few localities by name."
        ),
        COMMUNE,
        PLANNED,
        is_of_period=True,
    ),
    "CAR_INTERV": Computation(
        lambda scope: caravans.days_between_passages(caravans_of_scope(scope), earlier=all_caravans(scope)),
        _("Median days from one passage in a commune to the next there, of the caravans of the period."),
        CARAVAN,
        PLANNED,
        is_of_period=True,
    ),
    "CAR_CONS": Computation(
        lambda scope: caravans.consultations(caravans_of_scope(scope)),
        _("People seen at a post, each post counted."),
        CARAVAN,
        DAYS,
        counts_persons=True,
        is_of_period=True,
    ),
    "CAR_PROD": Computation(
        lambda scope: caravans.consultations_per_doctor_day(caravans_of_scope(scope)),
        _("Consultations, over the people of the team who give care times the days, where the team is known."),
        CARAVAN,
        DAYS,
        counts_persons=True,
        is_of_period=True,
    ),
    "CAR_ATTENTE": Computation(
        lambda scope: caravans.wait_minutes(caravans_of_scope(scope)),
        _("Median whole minutes from arrival to care, where both times are known."),
        CARAVAN,
        DAYS,
        counts_persons=True,
        is_of_period=True,
    ),
    "CAR_NONVU": Computation(
        lambda scope: caravans.people_not_seen(caravans_of_scope(scope)),
        _("People who came and whom nobody saw, of all who came, each once a day."),
        CARAVAN,
        DAYS,
        counts_persons=True,
        is_of_period=True,
    ),
    "CAR_NEWDIAG": Computation(
        lambda scope: caravans.new_findings(caravans_of_scope(scope), codes=FINDINGS),
        _(
            "High blood pressure, diabetes, cataract, breast or cervix findings that people did not know of, per "
            "person seen, in caravans that noted findings."
        ),
        CARAVAN,
        DAYS,
        decimals=3,
        counts_persons=True,
        is_of_period=True,
    ),
    "CAR_COUT": Computation(
        lambda scope: caravans.cost_per_consultation(caravans_of_scope(scope)),
        _("Money paid and what partners brought, over consultations, in caravans of which every cost is said."),
        CARAVAN,
        DAYS,
        is_of_period=True,
    ),
    "CAR_CONF": Computation(
        lambda scope: procedure.files_complete_in_time(caravans_of_scope(scope), on=scope.today),
        _("Caravans agreed by the council and the delegation seven days before the first day, of those due."),
        CARAVAN,
        PLANNED,
        is_of_period=True,
    ),
    "CAR_DASRI": Computation(
        lambda scope: procedure.caravans_with_waste_slip(caravans_of_scope(scope)),
        _("Caravans that took place with a waste slip in their file, of those with a file."),
        CARAVAN,
        PLANNED,
        is_of_period=True,
    ),
}
OF_REFERRALS: dict[str, Computation] = {
    "CAR_REF": Computation(
        lambda scope: shares_of_issued(referrals.referrals_counter_referred, scope),
        _("People referred from registers whose facility answered, of all who were referred."),
        CARAVAN,
        AFTERWARDS,
        counts_persons=True,
        is_of_period=True,
        stages=(
            (_("Issued"), lambda scope: referrals.referrals_issued(caravans_of_scope(scope))),
            (_("Arrived"), lambda scope: referrals.referrals_arrived(caravans_of_scope(scope))),
            (_("Counter-referred"), lambda scope: referrals.referrals_counter_referred(caravans_of_scope(scope))),
        ),
    ),
    "CAR_REF_30": Computation(
        lambda scope: referrals.referrals_arrived_within(caravans_of_scope(scope), days=30),
        _("People referred from registers who arrived within 30 days, of all who were referred."),
        CARAVAN,
        AFTERWARDS,
        counts_persons=True,
        is_of_period=True,
    ),
}
COMPUTATIONS: Mapping[str, Computation] = ON_THE_MAP | IN_THE_LIST | OF_CARAVANS | OF_REFERRALS


def shares_of_issued(stage: Callable[[QuerySet[Caravan]], Measured], scope: Scope) -> Measured:
    """Return the share (%) of those referred who came to a stage."""
    chosen = caravans_of_scope(scope)
    came = {part.key: part.numerator for part in stage(chosen).parts}
    issued = referrals.referrals_issued(chosen).parts
    return related((Part(part.key, came.get(part.key, 0), part.numerator) for part in issued), per=100)


NOT_YET: Mapping[str, Promise] = {
    "CAR_SUIVI3M": _(
        "Nobody records yet that a person with a new chronic illness was seen again at her health centre: "
        "home follow-up will."
    ),
}
"""Why an indicator cannot be computed yet."""
