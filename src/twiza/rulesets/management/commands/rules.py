"""`twiza rules try RULESET CASE.json`: what a decision table says, by which rule, and what would change it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.rulesets.actions.shipped import SOURCES_FILE, content_from_file
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.trying import CaseNotUnderstood, facts_from, table_asked, tried
from twiza.rulesets.version_page import outcome_words
from twiza.rulesets.wording import value_words

FOLDER = settings.DATA / "rulesets"


class Command(BaseCommand):
    """Reads a ruleset and a case from files, and prints the answer with its reasons."""

    help = "Try a case out on a ruleset: a file, or one that comes with Twiza, such as eligibility_ml."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("what", choices=["try"])
        parser.add_argument("ruleset", help="a YAML file, or the name of a ruleset of data/rulesets")
        parser.add_argument("case", type=Path, help="a JSON file: the name of each input, and what it is")
        parser.add_argument("--table", help="the decision table, where the ruleset has several (the first)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: object, **options: Any) -> None:
        """Decide, and print."""
        content = ruleset_at(options["ruleset"])
        facts = facts_from(content, case_at(options["case"]))
        table = table_asked(content, options["table"])
        sources = content_from_file(FOLDER / SOURCES_FILE)["sources"]
        answer = tried(content, table, facts, sources, get_language() or "fr")
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else in_words(answer))


def ruleset_at(named: str) -> Content:
    """Return a ruleset by its file, or by its name among those that come with Twiza. Raises NotARuleset."""
    shipped = FOLDER / f"{named}.yml"
    return content_from_file(shipped if named.isidentifier() and shipped.exists() else Path(named))


def case_at(path: Path) -> Any:
    """Return a case. Raises CaseNotUnderstood."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CaseNotUnderstood(_("%(file)s is no JSON: %(why)s.") % {"file": path.name, "why": str(error)}) from None


def in_words(answer: dict[str, Any]) -> str:
    """Return an answer for a person: the outcome, why, what is missing, what would change it."""
    rule = answer["rule"] or {"id": "—", "text": "", "sources": []}
    lines = [f"{outcome_words(answer['outcome'])} · {rule['id']} · {rule['text']}"]
    lines += [f"  {one['id']}: {one.get('title', '')}" for one in rule["sources"]]
    lines += [_("missing: %(input)s") % {"input": one["label"]} for one in answer["missing"]]
    changed = _("would change: %(input)s = %(value)s → %(outcome)s")
    lines += [
        changed % {"input": one["label"], "value": value_words(one["value"]), "outcome": outcome_words(one["outcome"])}
        for one in answer["would_change"]
    ]
    return "\n".join(lines)
