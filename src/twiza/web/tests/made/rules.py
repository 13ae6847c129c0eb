"""What somebody made of rules: a draft of her organisation's and a file she looks at."""

from __future__ import annotations

import uuid

from twiza.conftest import NOW
from twiza.rulesets.actions.content import keep_version
from twiza.rulesets.actions.drafts import receive_upload
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.tests.rows import small_ruleset
from twiza.territory.models import Place
from twiza.web.tests.made.maker import Made, Maker


def rules_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about rules."""
    rules = draft_of_rules(maker)
    return {
        "ruleset": {"ruleset_id": rules.ruleset_id},
        "rules": {"version_id": rules.pk},
        "rules_file": {"upload_id": file_of_rules(maker)},
    }


def draft_of_rules(maker: Maker) -> RulesetVersion:
    """Return a draft of rules of the organisation, which all of its people read."""
    return keep_version(
        content=small_ruleset(title=f"{maker.word}-regle"),
        organisation_id=maker.organisation.pk,
        based_on=None,
        made_by=maker.person,
        at=NOW,
    )


def file_of_rules(maker: Maker) -> uuid.UUID:
    """Return a file of rules that somebody looks at."""
    content = small_ruleset(ruleset="school_bus", title=f"{maker.word}-liste")
    upload = receive_upload(
        content=content,
        file_name=f"{maker.word}-liste.yml",
        organisation_id=maker.organisation.pk,
        made_by=maker.person,
        at=NOW,
    )
    return upload.pk
