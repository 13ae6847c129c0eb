"""The currency in which costs of a country are counted, as `data/countries.csv` has it."""

from __future__ import annotations

import csv
from functools import cache

from django.conf import settings


@cache
def currencies() -> dict[str, str]:
    """Return the ISO 4217 code of each country's currency, by the country's code."""
    with (settings.DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row.get("currency") or "" for row in csv.DictReader(file)}


def currency_of(country: str) -> str:
    """Return the currency of a country; empty when it is not known here."""
    return currencies().get(country, "")
