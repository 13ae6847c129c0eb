"""A scheme of one rule, as rows."""

from __future__ import annotations

import datetime as dt

from twiza.rulesets.actions.shipped import kept_if_new
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import version_to_show
from twiza.rulesets.yaml_files import content_from_yaml

SMALL_RULES = """
meta: {{ruleset: {code}, title: "Une règle", country: {country}, version: "1", status: draft}}
sections:
  - {{code: means, fr: "Moyens", ar: "الموارد", en: "Means", fields: [poor]}}
inputs:
  - {{id: poor, type: bool, fr: "Sans moyens", ar: "بدون موارد", en: "Without means"}}
rules:
  - {{id: S1, when: {{poor: {{eq: true}}}}, then: {{outcome: probable, fr: "Déposer la demande."}}, ev: design}}
"""
SMALL_SCHEME = """
country: {country}
enquiry: small_enquiry
ruleset: small_rules
schemes:
  - code: small
    names: {{fr: "Petit régime", ar: "نظام صغير", en: "Small scheme"}}
    table: rules
    source: "invented for tests"
    evidence: design
"""


def canary_rules(country: str, at: dt.datetime) -> tuple[RulesetVersion, str]:
    """Return the questions of a scheme of one rule in a country, and its rows."""
    for code in ("small_enquiry", "small_rules"):
        kept_if_new(content_from_yaml(SMALL_RULES.format(code=code, country=country), file=f"{code}.yml"), at)
    questions = version_to_show("small_enquiry", country, at.date(), organisation_id=0)
    assert questions is not None
    return questions, SMALL_SCHEME.format(country=country)
