"""What `twiza load` gets from this house: the types of facilities shipped with Twiza, and lists of facilities."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.decisions import decide
from twiza.accounts.models import Person
from twiza.core.errors import InputError
from twiza.core.loading import Loader
from twiza.facilities.actions.imports import begin_import, prepare_import, store_import
from twiza.facilities.actions.types import load_facility_types, load_words
from twiza.facilities.models import FacilityType, Service
from twiza.facilities.queries.imports import ALL_LIKE, MOST_BYTES, SKIP, UPDATE
from twiza.organisations.models import Organisation
from twiza.organisations.queries import actor_of


class NotAPlanner(InputError):
    """Only planners and managers keep lists of facilities."""


class FileUnreadable(InputError):
    """The file is not there, or may not be read."""


class NotAPair(InputError):
    """An option that names something and its value lacks the sign between."""


def load_shipped_types() -> dict[str, object]:
    """Bring in the types, services and words of `data/rules`, and return how many types and services there are."""
    load_facility_types(rules=rules_in("facility_types.json"))
    load_words(rules=rules_in("carte_sanitaire.json"))
    return {"facility_types": FacilityType.objects.count(), "services": Service.objects.count()}


def rules_in(name: str) -> dict[str, Any]:
    """Return a set of rules of `data/rules`."""
    rules: dict[str, Any] = json.loads((settings.DATA / "rules" / name).read_text(encoding="utf-8"))
    return rules


def load_types(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load facility-types`."""
    return load_shipped_types()


def declare_nothing(parser: ArgumentParser) -> None:
    """Ask for nothing more."""


FACILITY_TYPES = Loader(
    name="facility-types",
    help="types of facilities and their services, drafts to be validated, from data/rules",
    declare=declare_nothing,
    load=load_types,
)


def declare_list(parser: ArgumentParser) -> None:
    """Ask for a list, who brings it in, and what the file's own words mean."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX or GeoJSON")
    parser.add_argument("--country", required=True, help="two letters, such as MA")
    parser.add_argument("--source", required=True, help="where the list comes from: shown beside each facility")
    parser.add_argument("--as", required=True, dest="email", metavar="EMAIL", help="who brings it in: a planner")
    parser.add_argument("--type", help="code of the type of the rows that have none")
    parser.add_argument("--column", action="append", default=[], metavar="FIELD=COLUMN", help="where a field is")
    parser.add_argument("--means", action="append", default=[], metavar="WORDS=CODE", help="type of the file's words")
    parser.add_argument("--like", choices=[SKIP, UPDATE], help="what to do with rows that may be there already")


def load_list(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load facilities FILE`: all of it or nothing."""
    now, person = timezone.now(), planner_called(options["email"])
    actor = actor_of(person, now.date())
    with transaction.atomic():
        draft = begin_import(
            organisation=Organisation.objects.get(pk=actor.grant.organisation_id if actor.grant else 0),
            country=options["country"],
            file_name=options["file"].name,
            content=content_of(options["file"]),
            source=options["source"],
            default_type=FacilityType.objects.filter(code=options["type"]).first(),
            made_by=person,
            at=now,
        )
        prepare_import(
            draft=draft,
            columns={**draft.columns, **pairs_of(options["column"])},
            types=pairs_of(options["means"]),
            decisions={ALL_LIKE: options["like"]} if options["like"] else {},
        )
        outcome = store_import(draft=draft, actor=actor, at=now)
    return {"added": outcome.added, "updated": outcome.updated, "skipped": outcome.skipped}


def planner_called(email: str) -> Person:
    """Return the person who brings in a list. Raises NotAPlanner."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is None or not decide(actor_of(person, timezone.localdate()), "facilities.keep"):
        raise NotAPlanner(
            _("%(email)s is no planner and no manager here: lists are theirs to keep.") % {"email": email}
        )
    return person


def content_of(path: Path) -> bytes:
    """Return what is in a file, no more than is accepted. Raises FileUnreadable."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileUnreadable(
            _("%(file)s cannot be read: %(reason)s.") % {"file": path, "reason": error.strerror}
        ) from None


def pairs_of(given: Sequence[str]) -> dict[str, str]:
    """Return `name=value` options as pairs. Raises NotAPair."""
    pairs = [one.partition("=") for one in given]
    for name, sign, _value in pairs:
        if not sign:
            raise NotAPair(_("“%(text)s” is not understood: write NAME=VALUE.") % {"text": name})
    return {name.strip(): value.strip() for name, _sign, value in pairs}


FACILITIES = Loader(
    name="facilities",
    help="a list of facilities from a file: all of it or nothing",
    declare=declare_list,
    load=load_list,
)
