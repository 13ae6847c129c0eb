"""`twiza growth zscore < measures.csv > scores.csv`: z-scores of the World Health Organization, without a database."""

from __future__ import annotations

import csv
import io
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from twiza.case_management.growth.csv_file import GrowthFileNotUnderstood, score_file
from twiza.case_management.growth.tables import tables_from


class Command(BaseCommand):
    """Copies a CSV of children's measures from the standard input to the standard output, with their z-scores."""

    help = (
        "Add WHO z-scores to a CSV of measures: id,sex,age_days (or age_months),weight_kg,lenhei_cm,measure,headc_cm,"
        "armc_cm,oedema. What is not understood is told on the error stream and taken as not measured."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the one thing there is to do."""
        parser.add_argument("what", choices=["zscore"])

    def handle(self, *args: object, **options: Any) -> None:
        """Read, score and write, line by line."""
        source = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
        tables = tables_from(settings.DATA / "growth" / "lms.csv.gz")
        try:
            score_file(source, sys.stdout, tables=tables, tell=tell)
        except (UnicodeDecodeError, csv.Error) as error:
            raise GrowthFileNotUnderstood(_("This is no CSV in UTF-8: save it as “CSV UTF-8”.")) from error


def tell(sentence: str) -> None:
    """Print a sentence on the error stream."""
    sys.stderr.write(f"twiza: {sentence}\n")
