"""Bringing in schemes: rows, corrected where they are in already."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from twiza.social_protection.homes import at_home
from twiza.social_protection.models import AlertBefore, Scheme
from twiza.social_protection.schemes_file import SchemeTerms


@transaction.atomic
def load_schemes(terms: Sequence[SchemeTerms]) -> list[Scheme]:
    """Bring in schemes, or correct what is known of them; all or nothing."""
    at_home(one.file_kind for one in terms if one.file_kind)
    return [load_scheme(one, rank) for rank, one in enumerate(terms, start=1)]


def load_scheme(terms: SchemeTerms, rank: int) -> Scheme:
    """Bring in one scheme with the delays at which its ends are told."""
    scheme, _made = Scheme.objects.update_or_create(
        country=terms.country,
        code=terms.code,
        defaults={
            "names": dict(terms.names),
            "rank": rank,
            "enquiry": terms.enquiry,
            "ruleset": terms.ruleset,
            "table": terms.table,
            "regimes": list(terms.regimes),
            "file_kind": terms.file_kind,
            "opens_at": terms.opens_at,
            "first_care_at": terms.first_care_at,
            "months": terms.months,
            "is_renewable": terms.is_renewable,
            "is_contributory": terms.is_contributory,
            "used_up": terms.used_up,
            "source": terms.source,
            "evidence": terms.evidence,
        },
    )
    scheme.alerts.exclude(months__in=terms.alert_months).delete()
    for months in terms.alert_months:
        AlertBefore.objects.get_or_create(scheme=scheme, months=months)
    return scheme
