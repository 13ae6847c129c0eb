"""What `twiza load` gets from this house: whole countries, places and localities."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from twiza.accounts.decisions import NOBODY
from twiza.core.errors import InputError
from twiza.core.loading import Loader
from twiza.documents.guard import GuardedFile, guard_upload
from twiza.documents.reading import read_table
from twiza.territory.actions.country import STEPS, checked_country, is_loaded, load_country
from twiza.territory.actions.localities import Credit, import_localities
from twiza.territory.actions.place_file import CountryRows, PlaceSource, load_place_table
from twiza.territory.checks import CountryFigures
from twiza.territory.country_set import read_country_set, read_rows
from twiza.territory.locality_columns import FIELDS, guessed_columns
from twiza.territory.locality_file import Repair
from twiza.territory.queries.imports import KINDS, localities_in

MAX_BYTES_OF_COMMAND = 200_000_000


def country_loaders() -> list[Loader]:
    """Return one loader for each country whose set is in the data folder, named after its folder."""
    folders = sorted(path.parent for path in settings.DATA.glob("*/places.csv"))
    return [
        Loader(
            name=folder.name,
            help="the whole country: places, boundaries, census and people",
            declare=declare_nothing,
            load=partial(load_folder, folder),
        )
        for folder in folders
    ]


def declare_places(parser: ArgumentParser) -> None:
    """Ask for a table of places and what it is about."""
    declare_file(parser)
    parser.add_argument("--kinds", type=Path, help="kinds of place (default: place_kinds.csv of the data folder)")
    parser.add_argument("--skip-repeated", action="store_true", help="leave out rows that repeat a place")


def declare_localities(parser: ArgumentParser) -> None:
    """Ask for a table of localities, what it is about, and what to put right."""
    declare_file(parser)
    parser.add_argument(
        "--column", action="append", default=[], metavar="FIELD=NAME", help=f"fields: {', '.join(FIELDS)}"
    )
    parser.add_argument("--put-zeros-back", action="store_true", help="put back the zeros that codes have lost")
    parser.add_argument("--exchange-coordinates", action="store_true", help="latitude and longitude are exchanged")


def declare_file(parser: ArgumentParser) -> None:
    """Ask for a file, its country and its source."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX or GeoJSON")
    parser.add_argument("--country", required=True, help="two letters, such as ML")
    parser.add_argument("--source", required=True, help="who made this list: shown beside its figures")
    parser.add_argument("--licence", default="", help="licence or terms of use of the list")
    parser.add_argument("--year", type=int, help="year in which the people were counted")


def load_place_file(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load places FILE`."""
    country = options["country"].upper()
    kinds = read_rows(options["kinds"] or settings.DATA / "place_kinds.csv")
    names = [row for row in read_rows(settings.DATA / "countries.csv") if row["code"] == country]
    made = load_place_table(
        table=read_table(file_of(options)),
        rows=CountryRows(
            country=country,
            names=names[0] if names else {},
            kinds=[row for row in kinds if row["country"] == country],
        ),
        source=PlaceSource(title=options["source"], licence=options["licence"], year=options["year"]),
        skips_repeated=options["skip_repeated"],
    )
    return {"country": country, **made}


def load_locality_file(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load localities FILE`."""
    country, file = options["country"].upper(), file_of(options)
    chosen = {Repair.ZEROS: options["put_zeros_back"], Repair.SWAP: options["exchange_coordinates"]}
    localities = localities_in(
        file,
        country=country,
        columns=guessed_columns(read_table(file).columns) | columns_said(options["column"]),
        repairs=frozenset(repair for repair, is_chosen in chosen.items() if is_chosen),
        may_import_into=lambda path: True,
        today=timezone.localdate(),
    )
    credit = Credit(title=options["source"], licence=options["licence"], year=options["year"])
    made = import_localities(file=localities, country=country, credit=credit, actor=NOBODY, at=timezone.now())
    return {"country": country, **made}


def columns_said(given: Sequence[str]) -> dict[str, str]:
    """Return the columns of `--column FIELD=NAME`. Raises InputError on a field that there is not."""
    columns = dict(one.split("=", 1) for one in given if "=" in one)
    wrong = [one for one in given if one.partition("=")[0] not in FIELDS or "=" not in one]
    if wrong:
        where = {"given": wrong[0], "fields": ", ".join(FIELDS)}
        raise InputError(_("--column %(given)s is not understood: write FIELD=NAME with one of %(fields)s.") % where)
    return columns


def file_of(options: Mapping[str, Any]) -> GuardedFile:
    """Return the file of a command, guarded. Raises InputError when it cannot be read."""
    path: Path = options["file"]
    try:
        with path.open("rb") as file:
            return guard_upload(File(file, name=path.name), kinds=KINDS, max_bytes=MAX_BYTES_OF_COMMAND)
    except OSError as error:
        raise InputError(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}) from None


PLACES = Loader(
    name="places",
    help="regions, districts, communes… of another country from a table (docs/how-to/load-another-country.md)",
    declare=declare_places,
    load=load_place_file,
)
LOCALITIES = Loader(
    name="localities",
    help="douars, villages and neighbourhoods of a country from a table",
    declare=declare_localities,
    load=load_locality_file,
)


def declare_nothing(parser: ArgumentParser) -> None:
    """Ask for nothing more."""


def load_folder(folder: Path, options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load morocco`."""
    figures = load_country_folder(folder)
    return {"country": figures.country, **figures.counted}


def load_country_folder(folder: Path) -> CountryFigures:
    """Load a country, with a progress bar for a person, unless that very set is in already; either way check it."""
    country_set = read_country_set(folder)
    if is_loaded(country_set):
        return checked_country(country_set)
    with tqdm(total=STEPS, desc=folder.name, disable=not sys.stderr.isatty(), file=sys.stderr) as bar:

        def show(step: str) -> None:
            bar.set_postfix_str(step)
            bar.update()

        return load_country(country_set=country_set, on_step=show)
