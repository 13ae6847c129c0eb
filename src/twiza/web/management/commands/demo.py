"""`twiza demo`: the whole of Morocco, a few people and a first plan, opened in a browser."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import webbrowser
from collections.abc import Sequence
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.outreach.actions.demonstration import figures_of
from twiza.web.demonstration import Account, open_demonstration, planner_of_demonstration, refuse_real_installation
from twiza.web.first_accompaniment import first_accompaniment
from twiza.web.first_bamako import first_bamako
from twiza.web.first_care_supply import first_care_supply
from twiza.web.first_convention import first_convention
from twiza.web.first_families import first_families
from twiza.web.first_needs import first_needs
from twiza.web.first_plan import first_access_scenario, first_plan
from twiza.web.first_season import first_season
from twiza.web.management.commands.serve import prepare
from twiza.web.server import refuse_plain_http, refuse_taken_port

LOOPBACK = "127.0.0.1"
LOADED = (
    "morocco",
    "facility-types",
    "need-formula",
    "care-codes",
    "evaluation-criteria",
    "procedures",
    "rulesets",
    "schemes",
)
SHOWN = ("communes", "population_2024", "population_2014")


class Command(BaseCommand):
    """Everything in it is real data, or marked as a demonstration; passwords are random and shown once."""

    help = "Set up a demonstration with the whole of Morocco, and open it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--no-serve", action="store_true", help="set up only")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of sentences")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")

    def handle(self, *args: object, **options: Any) -> None:
        """Set up, say how to sign in, and serve."""
        if not options["no_serve"]:  # before minutes of work, not after
            refuse_plain_http(LOOPBACK)
            refuse_taken_port(LOOPBACK, options["port"])
        prepare()
        refuse_real_installation()
        country = load_reference_sets()
        accounts = open_demonstration(at=timezone.localtime())
        figures = {**country, "accounts": [dataclasses.asdict(one) for one in accounts], "plan": make_first_plan()}
        first_season(at=timezone.localtime())
        first_convention(at=timezone.localtime())
        first_care_supply(at=timezone.localtime())
        first_families(at=timezone.localtime())
        first_bamako(at=timezone.localtime())
        first_accompaniment(at=timezone.localtime())
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
        else:
            self.introduce(figures, accounts)
        if not options["no_serve"]:
            open_in_browser(options["port"])
            call_command("serve", port=options["port"])

    def introduce(self, figures: dict[str, Any], accounts: Sequence[Account]) -> None:
        """Say what is in the demonstration, and how each person signs in."""
        communes, people = figures["communes"], figures["population_2024"]
        said = _("%(communes)s communes and %(people)s people are loaded. These accounts work on this computer only:")
        self.stdout.write(said % {"communes": communes, "people": people})
        for one in accounts:
            self.stdout.write(f"  {one.email:<22} {one.password:<18} {one.role}")


def load_reference_sets() -> dict[str, object]:
    """Load the country and the drafts that come with it; return what the country counts."""
    printed = {name: loaded(name) for name in LOADED}
    return {name: printed["morocco"][name] for name in SHOWN}


def loaded(name: str) -> dict[str, object]:
    """Run `twiza load NAME --json` here and return what it printed."""
    printed = io.StringIO()
    call_command("load", name, "--json", stdout=printed)
    return dict(json.loads(printed.getvalue()))


def make_first_plan() -> dict[str, object]:
    """Compute what the first pages show, once, as the demonstration's planner; return the plan's figures."""
    person, organisation, actor = planner_of_demonstration(timezone.localdate())
    first_access_scenario(person=person, organisation=organisation, actor=actor, at=timezone.localtime())
    first_needs(person=person, organisation=organisation, actor=actor, at=timezone.localtime())
    return dict(figures_of(first_plan(actor=actor, at=timezone.localtime())))


def open_in_browser(port: int) -> None:
    """Open the first page when there is a screen to open it on."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(f"http://127.0.0.1:{port}/")
