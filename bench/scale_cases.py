"""
The demonstration at the size that is promised, and what each page of it takes: run alone, at an empty database.

`python -m bench.scale_cases` makes it (TWIZA_HOME, DATABASE_URL) where it is not made yet, and prints the figures as
JSON: processor and waited milliseconds (the 95th percentile of twenty requests), questions asked of the database,
bytes sent. Words after it choose pages by a part of their name. With PostgreSQL, what the database's own processes
take is in the waited milliseconds.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 -- app ready
from django.core.management import call_command  # noqa: E402 -- app ready
from django.db import connection, transaction  # noqa: E402 -- app ready
from django.test import Client  # noqa: E402 -- app ready
from django.test.utils import CaptureQueriesContext  # noqa: E402 -- app ready
from django.utils import timezone  # noqa: E402 -- app ready
from django.utils.translation import override  # noqa: E402 -- app ready

from bench import scale_rows  # noqa: E402 -- app ready
from bench.scale_pages import Asked, pages  # noqa: E402 -- app ready
from bench.season_cases import fill_registers  # noqa: E402 -- app ready
from twiza.accounts.models import Person  # noqa: E402 -- app ready
from twiza.core.ids import new_id  # noqa: E402 -- app ready
from twiza.organisations.queries import actor_of  # noqa: E402 -- app ready
from twiza.outreach.measures.days import keep_tallies  # noqa: E402 -- app ready
from twiza.procedures.actions.files import open_file  # noqa: E402 -- app ready
from twiza.procedures.actions.kinds import activate_version  # noqa: E402 -- app ready
from twiza.procedures.models import KindVersion  # noqa: E402 -- app ready
from twiza.territory.models import Place  # noqa: E402 -- app ready
from twiza.web.server import settle  # noqa: E402 -- app ready

ROUNDS = 20
PERCENTILE = 95
KEEPER = "aminata@demo.example"
OWNER = "driss@demo.example"
ADMINISTRATOR = "tariq@demo.example"


def make_everything() -> None:
    """Make the demonstration and grow it to 5,000 facilities, 2,000 caravans, 500,000 lines and 20,000 referrals."""
    call_command("demo", no_serve=True, json=True, stdout=io.StringIO())
    with transaction.atomic():
        grow()
    while keep_tallies(most=100):
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def grow() -> None:
    """Fill the demonstration up."""
    at, owner = timezone.now(), Person.objects.get(email=OWNER)
    communes = list(Place.objects.filter(path__startswith="MA/05/", kind__rank__gte=4).order_by("path"))
    open_bare_file()
    scale_rows.fill_facilities(owner, communes, at)
    days = scale_rows.fill_caravans(communes)
    specialties = [post.specialty for post in days[0].caravan.posts.select_related("specialty").order_by("number")]
    fill_registers(days, Person.objects.get(email=KEEPER), specialties)
    scale_rows.fill_referrals(days)
    scale_rows.fill_files()
    scale_rows.fill_conventions()
    scale_rows.fill_needs(communes)
    scale_rows.fill_series(communes)


def open_bare_file() -> None:
    """Open a file that no other record hangs on, as the model of many."""
    at = timezone.now()
    administrator = actor_of(Person.objects.get(email=ADMINISTRATOR), at.date())
    activate_version(version=KindVersion.objects.get(kind__code="authorisation"), actor=administrator, at=at)
    owner = Person.objects.get(email=OWNER)
    open_file(
        kind="authorisation",
        title=scale_rows.BARE,
        opened_on=at.date(),
        anchor_on=at.date(),
        actor=actor_of(owner, at.date()),
        at=at,
        id=new_id(),
        owner=owner,
    )


def figures_of(asked: Asked) -> dict[str, Any]:
    """Return what a page takes once it is warm."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(email=asked.by))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(asked.path)
        asked_of_database = len(queries)
    rounds = [timed(client, asked.path) for _round in range(1 if asked.is_file else ROUNDS)]
    return {
        "what": asked.what,
        "status": answer.status_code,
        "cpu_ms": milliseconds([cpu for cpu, _waited in rounds]),
        "ms": milliseconds([waited for _cpu, waited in rounds]),
        "queries": asked_of_database,
        "kb": round(len(answer.getvalue()) / 1000),
        "is_file": asked.is_file,
    }


def milliseconds(seconds: list[float]) -> int:
    """Return the 95th percentile of several measures, one measure as it is."""
    return round((statistics.quantiles(seconds, n=100)[PERCENTILE - 1] if len(seconds) > 1 else seconds[0]) * 1000)


def timed(client: Client, path: str) -> tuple[float, float]:
    """Return the processor and the waited seconds of one request."""
    cpu, waited = time.process_time(), time.perf_counter()
    client.get(path).getvalue()
    return time.process_time() - cpu, time.perf_counter() - waited


def measured(chosen: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the figures of each page, or of those whose name has a word in it."""
    with override("fr"):
        found = [asked for asked in pages() if not chosen or any(word in asked.what for word in chosen)]
    for asked in found:
        figures = figures_of(asked)
        print("| {what} | {status} | {cpu_ms} | {ms} | {queries} | {kb} |".format(**figures), file=sys.stderr)
        yield figures


if __name__ == "__main__":
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    if not Place.objects.exists():
        make_everything()
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606 -- a server does not carry what made its data
    settle()
    print(json.dumps(list(measured(sys.argv[1:]))))
