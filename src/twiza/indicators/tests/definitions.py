"""A ruleset of indicators small enough to be read in a test, and a figure kept of one."""

from __future__ import annotations

import json
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.conftest import NOW, TODAY
from twiza.indicators.actions.keeping import keep_figure
from twiza.indicators.definitions import definitions_in
from twiza.indicators.models import Measurement
from twiza.indicators.queries.figures import figures_for
from twiza.indicators.scope import Scope
from twiza.rulesets.models import Ruleset, RulesetVersion
from twiza.territory.models import Place

ROWS: list[dict[str, Any]] = [
    {"id": "ESSP_FONC", "sys": "S1", "fr": "ESSP sans soins", "en": "Without care", "kind": "pct", "den": "ESSP"},
    {"id": "CAR_REAL", "sys": "S1", "fr": "Caravanes réalisées", "en": "Caravans done", "kind": "pct", "den": "all"},
    {"id": "CAR_CONS", "sys": "S1", "fr": "Consultations", "en": "Consultations", "kind": "count", "den": None},
    {"id": "CAR_NEWDIAG", "sys": "S1", "fr": "Nouveaux cas", "en": "New cases", "kind": "count", "den": "screened"},
    {"id": "CAR_COUT", "sys": "S1", "fr": "Coût", "en": "Cost", "kind": "ratio", "den": "consultations"},
    {"id": "CAR_SUIVI3M", "sys": "S1", "fr": "Chroniques revus", "en": "Seen again", "kind": "pct", "den": "all"},
    {"id": "SS_FAMILLES_PROTEGEES", "sys": "S2", "fr": "Familles protégées", "en": "Families", "kind": "count"},
    {"id": "PROT_DELAI", "sys": "S2", "fr": "Délai", "en": "Delay", "kind": "median", "den": None},
    {"id": "SS_ENFANTS_SUIVIS", "sys": "S2", "fr": "Enfants suivis", "en": "Children", "kind": "count"},
    {"id": "QUAL_ACTION", "sys": "S2", "fr": "Actions faites", "en": "Actions done", "kind": "pct", "den": "due"},
    {
        "id": "FREQ_CPC",
        "sys": "S2",
        "fr": "Consultations",
        "en": "New consultations",
        "kind": "rate",
        "den": "children",
    },
    {"id": "OSC_REG", "sys": "S0", "fr": "OSC", "en": "Associations", "kind": "count", "den": None},
]


def load_definitions() -> RulesetVersion:
    """Keep the rows as the draft that came with Twiza."""
    ruleset = Ruleset.objects.create(code="indicators", country="INT", names={"fr": "Indicateurs"}, search_text="")
    return RulesetVersion.objects.create(
        ruleset=ruleset,
        number=1,
        version="draft-1",
        content_text=json.dumps({"indicators": ROWS}),
        content_hash="0",
        made_at=NOW,
    )


TARGETS: list[dict[str, Any]] = [
    {"indicator": "SS_FAMILLES_PROTEGEES", "fr": "Familles protégées", "en": "Families protected", "value": 20},
    {"indicator": "SS_ENFANTS_SUIVIS", "fr": "Enfants suivis", "en": "Children followed", "value": 10},
    {"indicator": "SS_HABITANTS", "fr": "Habitants", "en": "Inhabitants", "value": 170_000},
]


def load_programme(country: str) -> RulesetVersion:
    """Keep the targets of a programme of a country once, as a draft that came with Twiza."""
    ruleset, _made = Ruleset.objects.get_or_create(
        code="programme_test", country=country, defaults={"names": {"fr": "Programme"}, "search_text": ""}
    )
    version, _made = RulesetVersion.objects.get_or_create(
        ruleset=ruleset,
        number=1,
        defaults={
            "version": "draft-1",
            "content_text": json.dumps({"targets": TARGETS}),
            "content_hash": "0",
            "made_at": NOW,
        },
    )
    return version


def keep_one(actor: Actor, area: Place, version: RulesetVersion) -> Measurement:
    """Keep how many caravans were done in an area, of this year."""
    scope = Scope(actor, area, TODAY.replace(month=1, day=1), TODAY, TODAY)
    done = [one for one in definitions_in(version, TODAY) if one.code == "CAR_REAL"]
    (figure,) = figures_for(done, scope)
    return keep_figure(figure=figure, version=version, scope=scope, at=NOW)
