"""
A programme of 100,000 persons and 1,000,000 visits, and what its pages and its month take: run alone.

`python -m bench.programme_cases` makes it (TWIZA_HOME, DATABASE_URL) where it is not made yet, and prints the figures
as JSON, as bench.scale_cases does for care supply.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 -- app ready
from django.core.management import call_command  # noqa: E402 -- app ready
from django.db import connection, transaction  # noqa: E402 -- app ready
from django.urls import reverse  # noqa: E402 -- app ready
from django.utils import timezone  # noqa: E402 -- app ready
from django.utils.translation import override  # noqa: E402 -- app ready

from bench.programme_rows import VISITS, grow_programme  # noqa: E402 -- app ready
from bench.scale_cases import figures_of  # noqa: E402 -- app ready
from bench.scale_pages import Asked  # noqa: E402 -- app ready
from twiza.accounts.models import Person  # noqa: E402 -- app ready
from twiza.case_management.models import ChildVisit  # noqa: E402 -- app ready
from twiza.households.models import Household  # noqa: E402 -- app ready
from twiza.indicators.definitions import definitions_in, version_of_definitions  # noqa: E402 -- app ready
from twiza.indicators.queries.figures import figures_for  # noqa: E402 -- app ready
from twiza.indicators.scope import Scope  # noqa: E402 -- app ready
from twiza.organisations.queries import actor_of  # noqa: E402 -- app ready
from twiza.territory.models import Place  # noqa: E402 -- app ready
from twiza.web.server import settle  # noqa: E402 -- app ready

SUPERVISOR = "modibo@demo.example"
LISTS = ("households", "children", "enrolments", "caseloads", "targets")


def make_everything() -> None:
    """Make the demonstration and grow its programme."""
    if not Place.objects.exists():
        call_command("demo", no_serve=True, json=True, stdout=io.StringIO())
    with transaction.atomic():
        grow_programme()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def pages() -> Iterator[Asked]:
    """Yield the lists of a programme, and the pages of one household and one child."""
    supervisor = Person.objects.get(email=SUPERVISOR)
    organisation_id = actor_of(supervisor, timezone.localdate()).grant.organisation_id  # type: ignore[union-attr]
    household = Household.objects.filter(organisation=organisation_id, merged_into=None).latest("registered_on", "id")
    visit = ChildVisit.objects.filter(organisation=organisation_id).latest("visited_on", "id")
    yield from (Asked(name, SUPERVISOR, reverse(name)) for name in LISTS)
    yield Asked("households?q=", SUPERVISOR, f"{reverse('households')}?q=Fatoumata+Diarra")
    yield Asked("children?wait=visit", SUPERVISOR, f"{reverse('children')}?wait=visit")
    yield Asked("household", SUPERVISOR, reverse("household", args=[household.pk]))
    yield Asked("child", SUPERVISOR, reverse("child", args=[visit.child_id]))


def month_of_everything() -> dict[str, Any]:
    """Return the seconds that every indicator of families, children, care and accompaniment takes for a month."""
    today = timezone.localdate()
    actor = actor_of(Person.objects.get(email=SUPERVISOR), today)
    version = version_of_definitions(actor, today)
    if version is None:
        raise AssertionError("The definitions are loaded.")
    ours = [one for one in definitions_in(version, today) if one.system in ("S2", "S3")]
    scope = Scope(actor, Place.objects.get(path="ML"), today.replace(day=1), today, today)
    cpu, waited = time.process_time(), time.perf_counter()
    figures = figures_for(ours, scope)
    took = {"cpu_s": time.process_time() - cpu, "s": time.perf_counter() - waited}
    return {"what": "month", "figures": len(figures), **took}


def measured() -> Iterator[dict[str, Any]]:
    """Yield the figures of each page, then of the month."""
    with override("fr"):
        for asked in list(pages()):
            found = figures_of(asked)
            print(found, file=sys.stderr)
            yield found
        yield month_of_everything()


if __name__ == "__main__":
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    if ChildVisit.objects.count() < VISITS:
        make_everything()
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606 -- a server does not carry what made its data
    settle()
    print(json.dumps(list(measured())))
