"""
A season as large as is promised, in a database of its own: run alone, with TWIZA_HOME at an empty folder.

Prints its figures as JSON: processor seconds, so that what else the machine does is not in them.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 -- app ready
from django.core.management import call_command  # noqa: E402 -- app ready
from django.db import connection, transaction  # noqa: E402 -- app ready
from django.test import Client  # noqa: E402 -- app ready

from twiza.access.models import Specialty  # noqa: E402 -- app ready
from twiza.accounts.models import Person  # noqa: E402 -- app ready
from twiza.accounts.rules import Role  # noqa: E402 -- app ready
from twiza.core.models import Installation  # noqa: E402 -- app ready
from twiza.organisations.models import Membership, Organisation  # noqa: E402 -- app ready
from twiza.outreach.files.season import season_file  # noqa: E402 -- app ready
from twiza.outreach.measures.days import keep_tallies  # noqa: E402 -- app ready
from twiza.outreach.models import Caravan, CaravanDay, CaravanMember, CaravanPost  # noqa: E402 -- app ready
from twiza.outreach.queries.season import SeasonTerms, season_of  # noqa: E402 -- app ready
from twiza.outreach.season_page import season_page  # noqa: E402 -- app ready
from twiza.territory.models import Place, PlaceKind  # noqa: E402 -- app ready
from twiza.web.server import settle  # noqa: E402 -- app ready

CARAVANS, LINES, COMMUNES, SPECIALTIES, BATCH = 2_000, 500_000, 400, 6, 5_000
FIRST_DAY = dt.date(2025, 1, 6)
OPENED = dt.datetime(2025, 1, 6, 8, 0, tzinfo=dt.UTC)
CHANCE = random.Random(1)  # noqa: S311 -- people whom chance makes up


@transaction.atomic
def make_season() -> tuple[Person, Person, CaravanDay]:
    """Make a council with its caravans and registers; return its planner, who keeps one register, and its day."""
    Installation.objects.create(is_demonstration=True, made_at=OPENED)
    council = Organisation.objects.create(names={"fr": "Conseil (mesure)"})
    planner = Person.objects.create(email="planner@bench.example", name="Planner", joined_at=OPENED)
    Membership.objects.create(person=planner, organisation=council, role=Role.PLANNER, valid_from=FIRST_DAY)
    communes, specialties = make_communes(), make_specialties()
    days = make_caravans(council, planner, communes, specialties)
    fill_registers(days, planner, specialties)
    registrar = Person.objects.create(email="registrar@bench.example", name="Registrar", joined_at=OPENED)
    Membership.objects.create(person=registrar, organisation=council, role=Role.FIELD_AGENT, valid_from=FIRST_DAY)
    CaravanMember.objects.create(caravan=days[0].caravan, person=registrar, name="Registrar", task="registration")
    CaravanDay.objects.filter(pk=days[0].pk).update(closed_at=None)
    return planner, registrar, days[0]


def make_communes() -> list[Place]:
    """Make communes of a province of a country that is nowhere."""
    rows = (("country", "XX"), ("region", "XX/1"), ("province", "XX/1/1.1"))
    kinds = {
        code: PlaceKind.objects.create(country="XX", code=code, names={"fr": code}, rank=rank, line="state")
        for rank, code in enumerate(("country", "region", "province", "commune"))
    }
    paths = [*rows, *(("commune", f"XX/1/1.1/{number:03}") for number in range(COMMUNES))]
    Place.objects.bulk_create(
        Place(country="XX", kind=kinds[kind], code=path.rsplit("/")[-1], names={"fr": path}, path=path)
        for kind, path in paths
    )
    return list(Place.objects.filter(kind=kinds["commune"]))


def make_specialties() -> list[Specialty]:
    """Make specialties."""
    return [
        Specialty.objects.create(
            code=f"s{number}", names={"fr": f"S{number}"}, minutes_per_consultation=12, evidence="design"
        )
        for number in range(SPECIALTIES)
    ]


def make_caravans(
    council: Organisation, planner: Person, communes: list[Place], specialties: list[Specialty]
) -> list[CaravanDay]:
    """Make caravans of one day, each with a register that is closed."""
    caravans = [
        Caravan(
            organisation=council,
            year=2025,
            number=number,
            names={"fr": f"Caravane {number}"},
            search_text=f"caravane {number}",
            area=communes[number % COMMUNES],
            starts_on=(on := FIRST_DAY + dt.timedelta(days=number % 360)),
            ends_on=on,
            made_by=planner,
            made_at=OPENED,
        )
        for number in range(1, CARAVANS + 1)
    ]
    Caravan.objects.bulk_create(caravans)
    CaravanPost.objects.bulk_create(
        CaravanPost(caravan=caravan, specialty=specialty, number=number)
        for caravan in caravans
        for number, specialty in enumerate(specialties, start=1)
    )
    return CaravanDay.objects.bulk_create(
        CaravanDay(
            caravan=caravan,
            on=caravan.starts_on,
            names={"fr": "École"},
            commune=caravan.area,
            opened_at=OPENED,
            closed_at=OPENED,
        )
        for caravan in caravans
    )


LINE = """
    INSERT INTO outreach_attendance (id, day_id, queue_number, sex, age_years, urgency, arrived_at, name, phone,
        is_from_paper, recorded_by_id, recorded_at) VALUES (%s, %s, %s, %s, %s, '', %s, '', '', %s, %s, %s)
"""
ASKED = """
    INSERT INTO outreach_consultation (attendance_id, specialty_id, is_seen, seen_at, not_seen_why)
        VALUES (%s, %s, %s, %s, %s)
"""


def fill_registers(days: list[CaravanDay], keeper: Person, specialties: list[Specialty]) -> None:
    """Write lines, as many for each day, with what each person came for; a model made of each would take minutes."""
    pks = [specialty.pk for specialty in specialties]
    with connection.cursor() as cursor:
        for first in range(0, LINES, BATCH):
            lines = [line_of(number, days, keeper) for number in range(first, min(first + BATCH, LINES))]
            cursor.executemany(LINE, lines)
            cursor.executemany(ASKED, [asked for line in lines for asked in asked_of(line, pks)])


def line_of(number: int, days: list[CaravanDay], keeper: Person) -> tuple[Any, ...]:
    """Return a line of a register as its row."""
    arrived = OPENED + dt.timedelta(seconds=number % 20_000)
    sex = ("female", "male")[CHANCE.random() < 0.4]
    day, turn = days[number % len(days)].pk, 1 + number // len(days)
    age = CHANCE.randrange(90)
    return f"{CHANCE.getrandbits(128):032x}", day, turn, sex, age, arrived, False, keeper.pk, OPENED


def asked_of(line: tuple[Any, ...], specialties: list[int]) -> Iterator[tuple[Any, ...]]:
    """Yield what a person came for, as rows."""
    for specialty in CHANCE.sample(specialties, 1 + (CHANCE.random() < 0.1)):
        is_seen = CHANCE.random() < 0.94
        waited = dt.timedelta(minutes=CHANCE.randrange(5, 95))
        why = None if is_seen else CHANCE.randrange(1, 7)
        yield line[0], specialty, is_seen, line[5] + waited if is_seen else None, why


def seconds_of(work: Callable[[], object]) -> float:
    """Return the processor seconds that some work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def page_seconds(person: Person, path: str) -> float:
    """Return the processor seconds that 19 of 20 requests for a page do not pass."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    if client.get(path).status_code != 200:
        raise LookupError(path)
    return statistics.quantiles([seconds_of(lambda: client.get(path)) for _round in range(20)], n=20)[18]


def measured(planner: Person, registrar: Person, day: CaravanDay) -> dict[str, float]:
    """Return the figures: what a season takes with and without kept tallies, its files, and pages."""
    every, terms = Caravan.objects.all(), SeasonTerms(FIRST_DAY, FIRST_DAY + dt.timedelta(days=400))
    figures = {"counted anew": seconds_of(lambda: season_page(season_of(every, terms)))}
    figures["tallies"] = seconds_of(lambda: [None for _batch in iter(lambda: keep_tallies(most=100), 0)])
    page = season_page(season_of(every, terms))
    figures["season"] = seconds_of(lambda: season_page(season_of(every, terms)))
    for kind in ("pdf", "xlsx", "csv"):
        figures[kind] = seconds_of(lambda kind=kind: season_file(kind, page, language="fr"))  # type: ignore[misc]
    figures["list"] = page_seconds(planner, "/fr/caravans/")
    figures["season page"] = page_seconds(planner, f"/fr/caravans/season/?start={terms.start}&end={terms.end}")
    figures["caravan page"] = page_seconds(planner, f"/fr/caravans/{day.caravan_id}/")
    figures["register page"] = page_seconds(registrar, f"/fr/caravans/{day.caravan_id}/days/{day.pk}/typing/")
    return figures


if __name__ == "__main__":
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    season = make_season()
    settle()
    print(json.dumps(measured(*season)))
