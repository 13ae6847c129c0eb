"""Writing a new version of a formula of needs; what was computed with an older one keeps it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twiza.access.formula_rules import content_of_formula
from twiza.access.models import NeedFormula, NeedTerm
from twiza.access.queries.needs import terms_of
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.core.errors import InputError
from twiza.core.evidence import Evidence
from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.rulesets.actions.content import keep_version
from twiza.rulesets.models import RulesetVersion

EVERY_COUNTRY = "INT"


class FormulaWithoutName(InputError):
    """A version needs a name by which people find it again."""


class FormulaWithoutTerms(InputError):
    """A formula without any weight says nothing."""


class SameTermTwice(InputError):
    """The same people are counted twice for the same specialty."""


@transaction.atomic
def save_formula(
    *,
    base: NeedFormula,
    organisation: Organisation,
    names: Mapping[str, str],
    note: str,
    terms: Sequence[NeedTerm],
    made_by: Person,
    actor: Actor,
    at: dt.datetime,
) -> NeedFormula:
    """
    Keep terms as a new version beside the formula they were edited from, which stays as it is.

    A formula of somebody else begins a series of one's own. Raises FormulaWithoutName, FormulaWithoutTerms,
    SameTermTwice.
    """
    given = {language: name.strip() for language, name in names.items() if name.strip()}
    if not given:
        raise FormulaWithoutName(_("Give this version a name."))
    refuse_bad_terms(terms)
    series, version = next_version(base, organisation)
    formula = NeedFormula.objects.create(
        organisation=organisation,
        series=series,
        version=version,
        names=given,
        note=note.strip(),
        evidence=Evidence.DESIGN,
        based_on=base,
        made_by=made_by,
        made_at=at,
    )
    NeedTerm.objects.bulk_create(of_formula(formula, terms))
    keep_as_rules(formula, country=country_of_rules(base), based_on=base.ruleset_version, made_by=made_by)
    record_audit(actor=actor, action="access.plan", at=at, object_kind="need_formula", object_id=formula.pk)
    return formula


def keep_as_rules(
    formula: NeedFormula,
    *,
    country: str,
    based_on: RulesetVersion | None,
    made_by: Person | None,
) -> None:
    """Keep a formula as a new draft of the ruleset of needs, which then says where the formula stands."""
    formula.ruleset_version = keep_version(
        content=content_of_formula(formula, list(terms_of(formula)), country=country),
        organisation_id=formula.organisation_id,
        based_on=based_on,
        made_by=made_by,
        at=formula.made_at,
    )
    formula.save(update_fields=["ruleset_version"])


def country_of_rules(base: NeedFormula) -> str:
    """Return the country whose census a formula reads, or the sign of all countries when it was not kept as rules."""
    return base.ruleset_version.ruleset.country if base.ruleset_version else EVERY_COUNTRY


def refuse_bad_terms(terms: Sequence[NeedTerm]) -> None:
    """Raise FormulaWithoutTerms or SameTermTwice."""
    if not terms:
        raise FormulaWithoutTerms(_("Give at least one weight above 0: a formula without weights says nothing."))
    counted = Counter((term.specialty_id, term.counted, term.group_id, term.indicator_id) for term in terms)
    if max(counted.values()) > 1:
        raise SameTermTwice(_("The same people are counted twice for one specialty: add the two weights into one."))


def next_version(base: NeedFormula, organisation: Organisation) -> tuple[uuid.UUID, int]:
    """Return the series and number of the version that follows, in a new series when the base is not ours."""
    if base.organisation_id != organisation.pk:
        return new_id(), 1
    last = NeedFormula.objects.filter(series=base.series).aggregate(last=Max("version"))["last"]
    return base.series, last + 1


def of_formula(formula: NeedFormula, terms: Sequence[NeedTerm]) -> list[NeedTerm]:
    """Return copies of terms that belong to a formula, in their order."""
    return [
        NeedTerm(
            formula=formula,
            specialty_id=term.specialty_id,
            counted=term.counted,
            group_id=term.group_id,
            indicator_id=term.indicator_id,
            weight=term.weight,
            position=position,
        )
        for position, term in enumerate(terms)
    ]
