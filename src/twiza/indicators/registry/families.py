"""How the indicators of families, children, care and trainings are computed (S2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.activities.counting_rule import training_rule
from twiza.activities.measures import (
    before_and_after,
    parents_citing_signs,
    points_gained,
    professionals_trained,
    unique_parents_reached,
)
from twiza.activities.models import Moment
from twiza.case_management.measures import answers, danger, health, referrals, visits
from twiza.case_management.measures.cohort import Cohort
from twiza.case_management.measures.supervisions import planned_supervisions_held
from twiza.core.measured import Measured, Part, counted
from twiza.core.tallies import Aggregate, Tally
from twiza.indicators.registry.computation import By, Computation, Measure, Tallies, Topic, of_tallies
from twiza.indicators.scope import Sources
from twiza.indicators.shown import COUNTED, NOBODY, OUT_OF, SHARE
from twiza.quality.measures import actions_done_in_time, latest_scores
from twiza.social_protection.measures import families
from twiza.social_protection.measures.contributions import paid_up_on_last_day
from twiza.social_protection.measures.delays import days_at_steps
from twiza.territory.measures import new_consultations_per_child

HOUSEHOLD, CHILD, REFERRAL = "household", "child", "referral"
SESSION, TRAINING, ROUND, ACTION = "session", "training", "round", "action"
SUPERVISION = "supervision"
"""Which records stand behind figures, as the keys of their tallies say."""
OF_NOBODY = frozenset({ROUND, ACTION, SUPERVISION, ""})
"""Records that are of centres and agents, not of persons; none stand behind figures that were brought in summed."""

PERSONS = {
    Aggregate.TOTAL: COUNTED,
    Aggregate.SHARE: SHARE,
    Aggregate.MEAN: OUT_OF,
    Aggregate.MEDIAN: OUT_OF,
}
"""Which numbers of a figure count persons."""


def of_families(
    tallies: Callable[[families.Families], list[Tally]],
    aggregate: Aggregate,
    said: Promise,
    *,
    by_month: bool,
    besides: Mapping[By, Measure] | None = None,
) -> Computation:
    """Return how a figure of families is computed; the sex it is told by is that of the head of the household."""
    return of_tallies(
        lambda of: tallies(of.families),
        aggregate,
        said,
        topic=Topic.RIGHTS,
        by=(By.PLACE, By.CATCHMENT, By.MONTH, By.SEX) if by_month else (By.PLACE, By.CATCHMENT, By.SEX),
        behind=HOUSEHOLD,
        persons=PERSONS[aggregate],
        besides=besides,
    )


def of_children(tallies: Callable[[Cohort], list[Tally]], aggregate: Aggregate, said: Promise) -> Computation:
    """Return how a figure of children followed at home is computed."""
    return of_tallies(
        lambda of: tallies(of.cohort),
        aggregate,
        said,
        topic=Topic.CHILDREN,
        by=(By.PLACE, By.CATCHMENT, By.SEX, By.AGE),
        behind=CHILD,
        persons=PERSONS[aggregate],
    )


def of_care(
    tallies: Tallies, aggregate: Aggregate, said: Promise, *, by: tuple[By, ...], behind: str, decimals: int = 1
) -> Computation:
    """Return how a figure of care, trainings or awareness is computed."""
    persons = NOBODY if behind in OF_NOBODY else PERSONS[aggregate]
    return of_tallies(
        tallies, aggregate, said, topic=Topic.CARE, by=by, behind=behind, persons=persons, decimals=decimals
    )


def stage(came: families.Came) -> Measure:
    """Return how many families identified in the period came to a stage."""
    return lambda of: total(families.came_to(of.families, came))


def identified(of: Sources) -> Measured:
    """Return how many families were identified in the period."""
    return counted([Part("all", len(families.came_to(of.families, families.with_right)))])


def total(tallies: list[Tally]) -> Measured:
    """Return the sum of what tallies count, in one part."""
    return counted([Part("all", sum(one.counted for one in tallies))])


OF_RIGHTS: dict[str, Computation] = {
    "SS_FAMILLES_PROTEGEES": of_families(
        families.first_protected,
        Aggregate.TOTAL,
        _("Families whose first right opened in the period, each once; a file handed in does not count."),
        by_month=True,
    ),
    "PROT_STOCK": of_families(
        families.protected_on_last_day,
        Aggregate.SHARE,
        _("Families with an open right on the last day, of the families followed then."),
        by_month=False,
    ),
    "PROT_DELAI": of_families(
        families.days_to_open,
        Aggregate.MEDIAN,
        _("Median days from registering a family to its right, of rights opened in the period."),
        by_month=True,
        besides={By.STEP: lambda of: days_at_steps(of.families)},
    ),
    "PROT_PERTE": of_families(
        families.rights_lost,
        Aggregate.SHARE,
        _("Rights that ended and that nothing followed within 60 days, of those whose 60 days ran out in the period."),
        by_month=True,
    ),
    "UTM_COTIS": of_families(
        paid_up_on_last_day,
        Aggregate.SHARE,
        _("Families whose contributions are paid on the last day, of those whose right then asks for them."),
        by_month=False,
    ),
    "SOIN_UTILISE": of_families(
        families.rights_used,
        Aggregate.SHARE,
        _("Families with a right to care on the last day that used one in the 12 months up to it, of all of them."),
        by_month=False,
    ),
}
CASCADE: dict[str, Computation] = {
    "PROT_CASCADE": of_tallies(
        lambda of: families.came_to(of.families, families.with_first_care),
        Aggregate.SHARE,
        _("Families identified in the period: how many came to each stage by its last day."),
        topic=Topic.RIGHTS,
        by=(By.PLACE, By.CATCHMENT, By.MONTH, By.SEX),
        behind=HOUSEHOLD,
        persons=SHARE,
        stages=(
            (_("Identified"), identified),
            (_("With a file"), stage(families.with_file)),
            (_("With an open right"), stage(families.with_right)),
            (_("With a first care"), stage(families.with_first_care)),
        ),
    ),
}
OF_CHILDREN: dict[str, Computation] = {
    "SS_ENFANTS_SUIVIS": of_children(
        visits.followed_on_last_day,
        Aggregate.TOTAL,
        _("Children seen at home at least once in the 60 days up to the last one, each once."),
    ),
    "VISITE_REAL": of_children(
        visits.planned_visits_made,
        Aggregate.SHARE,
        _("Planned visits made in their time, of those whose time ended in the period: the next one was planned."),
    ),
    "NN_VAD3": of_children(
        visits.newborns_visited,
        Aggregate.SHARE,
        _("Newborns visited for days 1, 3 and 7, each in its time, of those known before day 3; 14 days old by now."),
    ),
    "DANGER_REF24": of_children(
        danger.urgent_signs_seen_in_time,
        Aggregate.SHARE,
        _("Children with an urgent sign who arrived where they were referred for it on that day or the next one."),
    ),
    "NUT_MAS": of_children(
        health.acute_malnutrition_found,
        Aggregate.SHARE,
        _(
            "Children of 6 to 59 months whose arm or oedema said acute malnutrition in the period, of those screened; "
            "admission and cure are not recorded yet."
        ),
    ),
    "NUT_CROISS": of_children(
        health.growing_well,
        Aggregate.SHARE,
        _("Children under 24 months whose weight goes up by rule AL4, of those weighed in the period and before."),
    ),
    "VACC_COMPLET": of_children(
        health.fully_vaccinated,
        Aggregate.SHARE,
        _("Children of 12 to 23 months with every dose of the first year in time, of those whose card was read."),
    ),
    "VACC_ZERO": of_children(
        health.zero_dose_vaccinated,
        Aggregate.SHARE,
        _("Children under 24 months without a first dose on the first day or since, of whom by the last day had it."),
    ),
    "ETATCIV": of_children(
        health.with_birth_certificate,
        Aggregate.SHARE,
        _("Children followed who hold a birth certificate, as last said, of all children followed."),
    ),
    "SCOL": of_children(
        answers.attending_school,
        Aggregate.SHARE,
        _(
            "Children of 6 to 15 years enrolled and attending, as last said at a visit of the period, of those asked; "
            "how many missed days still are attending is in the questions of visits."
        ),
    ),
    "RESTE_CHARGE": of_children(
        answers.paid_by_families,
        Aggregate.MEAN,
        _(
            "What families paid themselves for an illness of a child, on average by episode told at visits of the "
            "period, in the money of the questions; told twice within 14 days, it is one."
        ),
    ),
}
OF_CARE: dict[str, Computation] = {
    "REF_RETOUR": of_care(
        lambda of: referrals.counter_referrals_received(of.span),
        Aggregate.SHARE,
        _("People who arrived where they were referred in the period and of whom the facility answered since."),
        by=(By.FACILITY, By.MONTH, By.SEX),
        behind=REFERRAL,
    ),
    "SS_PARENTS_SENSIBILISES": of_care(
        lambda of: unique_parents_reached(of.span),
        Aggregate.TOTAL,
        _("Different women and men on the lists of awareness sessions by the code of their card, each once."),
        by=(By.PLACE, By.CATCHMENT, By.MONTH, By.SEX),
        behind=SESSION,
    ),
    "CONN_DELTA": of_tallies(
        lambda of: parents_citing_signs(of.span, Moment.AFTER),
        Aggregate.SHARE,
        _(
            "Mothers and fathers who name three danger signs or more by themselves, of those asked after awareness in "
            "the period; those asked before stand beside them."
        ),
        topic=Topic.CARE,
        by=(By.PLACE, By.CATCHMENT, By.MONTH, By.SEX),
        behind="",
        persons=SHARE,
        besides={By.MOMENT: lambda of: before_and_after(of.span)},
    ),
    "QUAL_SCORE": of_care(
        lambda of: latest_scores(of.span),
        Aggregate.MEAN,
        _("Mean over facilities of the overall score of the last round of the period, users' marks apart."),
        by=(By.FACILITY, By.PLACE),
        behind=ROUND,
    ),
    "FREQ_CPC": of_care(
        lambda of: new_consultations_per_child(of.span),
        Aggregate.MEAN,
        _(
            "New consultations of children under five by month, from the health series of this code, for each child "
            "of the census and a year; months that are missing or hidden are left out of both."
        ),
        by=(By.PLACE, By.CATCHMENT, By.MONTH),
        behind="",
        decimals=2,
    ),
    "QUAL_ACTION": of_care(
        lambda of: actions_done_in_time(of.span),
        Aggregate.SHARE,
        _("Actions of quality plans done by their day, of those whose day lies in the period, given up or not."),
        by=(By.FACILITY, By.MONTH, By.PLACE),
        behind=ACTION,
    ),
    "SUPERV": of_care(
        lambda of: planned_supervisions_held(of.span),
        Aggregate.SHARE,
        _(
            "Supervisions planned for a day of the period that were held by its last day, of agents who followed "
            "families there that day; one held without a plan does not count."
        ),
        by=(By.MONTH,),
        behind=SUPERVISION,
    ),
    "SS_PROS_FORMES": of_care(
        lambda of: professionals_trained(of.span, training_rule()),
        Aggregate.TOTAL,
        _("Different professionals trained: enough of one module attended and the test after it done, each once."),
        by=(By.FACILITY, By.MONTH, By.PLACE),
        behind=TRAINING,
    ),
    "POSTTEST": of_care(
        lambda of: points_gained(of.span),
        Aggregate.MEAN,
        _("Mean of what the test after a training says more than the one before, in percent of the best score."),
        by=(By.FACILITY, By.MONTH, By.PLACE),
        behind=TRAINING,
    ),
}
FAMILIES: Mapping[str, Computation] = OF_RIGHTS | CASCADE | OF_CHILDREN | OF_CARE
FAMILIES_NOT_YET: Mapping[str, Promise] = {
    "PROT_ENF_CAS": _("Protection is restricted: its register gives no figures yet."),
    "RUPTURE": _("Stocks of medicines are not kept here."),
}
"""Why an indicator of S2 cannot be computed yet."""
