"""A scheme of one rule, as rows."""

from __future__ import annotations

import datetime as dt

from twiza.accounts.decisions import Actor, Grant
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.procedures.actions.kinds import activate_version, draft_version
from twiza.procedures.queries.kinds import version_in_force
from twiza.procedures.reading import kind_from_yaml
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
    file: small-file
    opens_at: given
    source: "invented for tests"
    evidence: design
"""
SMALL_KIND = """
kind: small-file
prefix: PETIT
names: {fr: Petit dossier, ar: ملف صغير, en: Small file}
source: "invented for tests"
evidence: design
keeps_owner: true
readers: [{role: field_agent, as: [own]}]
steps:
  - {code: asked, names: {fr: Demandé, ar: مطلوب, en: Asked}, evidence: design}
  - {code: given, names: {fr: Accordé, ar: ممنوح, en: Given}, end: true, evidence: design}
moves:
  - {from: asked, to: given, names: {fr: Accorder, ar: المنح, en: Give}, roles: [field_agent], evidence: design}
"""


def canary_rules(country: str, keeper: Person, at: dt.datetime) -> tuple[RulesetVersion, str]:
    """Return the questions of a scheme of one rule in a country, and its rows."""
    for code in ("small_enquiry", "small_rules"):
        kept_if_new(content_from_yaml(SMALL_RULES.format(code=code, country=country), file=f"{code}.yml"), at)
    if version_in_force("small-file") is None:
        actor = Actor(person_id=keeper.pk, grant=Grant(0, 0, Role.TECHNICAL_ADMINISTRATOR))
        draft = draft_version(kind=kind_from_yaml(SMALL_KIND), actor=actor, at=at)
        activate_version(version=draft, actor=actor, at=at)
    questions = version_to_show("small_enquiry", country, at.date(), organisation_id=0)
    assert questions is not None
    return questions, SMALL_SCHEME.format(country=country)
