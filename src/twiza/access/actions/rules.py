"""Loading specialties and the formula of needs shipped with Twiza."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.access.actions.formula import keep_as_rules
from twiza.access.models import Counted, NeedFormula, NeedTerm, PopulationGroup, Specialty
from twiza.core.errors import InputError
from twiza.rulesets.models import RulesetVersion
from twiza.territory.models import CensusIndicator


class IndicatorNotLoaded(InputError):
    """The formula reads a column of a census that is not in the database."""


@transaction.atomic
def load_specialties(*, rules: Mapping[str, Any]) -> None:
    """Bring in the specialties of a set of rules. Twice is once."""
    for position, row in enumerate(rules["specialties"]):
        fields = {name: row[name] for name in ("names", "minutes_per_consultation", "evidence")}
        Specialty.objects.update_or_create(code=row["code"], defaults={**fields, "position": position})


@transaction.atomic
def load_formula(*, rules: Mapping[str, Any], at: dt.datetime) -> NeedFormula:
    """
    Bring in a version of the formula shipped with Twiza, with its groups; a version that is in is left as it is.

    Raises IndicatorNotLoaded.
    """
    meta = rules["meta"]
    load_groups(rules["groups"])
    formula, is_new = NeedFormula.objects.get_or_create(
        series=meta["series"],
        version=meta["version"],
        defaults={"names": meta["names"], "note": meta["note"], "evidence": meta["evidence"], "made_at": at},
    )
    if is_new:
        NeedTerm.objects.bulk_create(terms_from(rules["terms"], formula))
    if formula.ruleset_version is None:
        keep_as_rules(formula, country=meta["country"], based_on=version_before(formula), made_by=None)
    return formula


def version_before(formula: NeedFormula) -> RulesetVersion | None:
    """Return the version of the ruleset that the version before this formula is kept as, or None."""
    earlier = NeedFormula.objects.filter(series=formula.series, version__lt=formula.version).order_by("-version")
    last = earlier.select_related("ruleset_version").first()
    return last.ruleset_version if last else None


def load_groups(rows: list[Mapping[str, Any]]) -> None:
    """Bring in groups of people by sex and age."""
    for position, row in enumerate(rows):
        fields = {name: row[name] for name in ("names", "sex", "age_start", "age_end")}
        PopulationGroup.objects.update_or_create(code=row["code"], defaults={**fields, "position": position})


def terms_from(rows: list[Mapping[str, Any]], formula: NeedFormula) -> list[NeedTerm]:
    """Return the terms of a formula from its rules. Raises IndicatorNotLoaded."""
    specialties = {specialty.code: specialty for specialty in Specialty.objects.all()}
    groups = {group.code: group for group in PopulationGroup.objects.all()}
    return [
        NeedTerm(
            formula=formula,
            specialty=specialties[row["specialty"]],
            counted=row["counted"],
            group=groups[row["of"]] if row["counted"] == Counted.GROUP else None,
            indicator=indicator_of(row),
            weight=row["weight"],
            position=position,
        )
        for position, row in enumerate(rows)
    ]


def indicator_of(row: Mapping[str, Any]) -> CensusIndicator | None:
    """Return the indicator that a term reads, if it reads one. Raises IndicatorNotLoaded."""
    if row["counted"] in (Counted.EVERYONE, Counted.GROUP):
        return None
    indicator = CensusIndicator.objects.filter(code=row["of"]).first()
    if indicator is None:
        raise IndicatorNotLoaded(
            _("The formula needs the census column %(code)s, which is not loaded: load the country first.")
            % {"code": row["of"]}
        )
    return indicator
