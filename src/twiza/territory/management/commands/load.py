"""`twiza load`: whatever a house can bring in from files."""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from twiza.core.loading import known_loaders, loader_named
from twiza.core.tables import make_tables


class Command(BaseCommand):
    """What can be loaded is what the houses registered (core/loading.py)."""

    help = "Load places, census figures, localities and more from files: all of a file or nothing of it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer every loader under its name, with its own arguments."""
        shared = argparse.ArgumentParser(add_help=False)
        shared.add_argument("--json", action="store_true", help="print one JSON object", default=argparse.SUPPRESS)
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        names = parser.add_subparsers(dest="what", required=True, metavar="WHAT", parser_class=argparse.ArgumentParser)
        for loader in known_loaders():
            loader.declare(names.add_parser(loader.name, help=loader.help, description=loader.help, parents=[shared]))

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what was asked and say what is there now."""
        started = time.monotonic()
        loader = loader_named(options["what"])
        if loader is None:  # argparse offers known names only
            raise LookupError(options["what"])
        make_tables()
        report = loader.load(options) | {"seconds": round(time.monotonic() - started, 1)}
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else as_lines(report))


def as_lines(report: dict[str, object]) -> str:
    """Return a report as lines for a person."""
    width = max(map(len, report)) + 2
    return "\n".join(f"{name:{width}}{value}" for name, value in report.items())
