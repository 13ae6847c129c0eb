"""What `twiza load` gets from this house: whole countries, places and localities."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from tqdm import tqdm

from twiza.core.loading import Loader
from twiza.territory.actions.country import STEPS, checked_country, is_loaded, load_country
from twiza.territory.checks import CountryFigures
from twiza.territory.country_set import read_country_set


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
