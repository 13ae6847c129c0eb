"""The promise of this house: a scheme is rows — rules, questions, a kind of file — and a right is opened by them."""

import datetime as dt

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.rulesets.actions.shipped import kept_if_new
from twiza.rulesets.yaml_files import content_from_yaml
from twiza.social_protection.actions.enquiries import make_enquiry
from twiza.social_protection.actions.enrolments import open_enrolment
from twiza.social_protection.actions.orientations import decide_orientation
from twiza.social_protection.actions.schemes import load_schemes
from twiza.social_protection.models import OpenRight
from twiza.social_protection.queries.enquiries import questions_for
from twiza.social_protection.queries.enrolments import agreeing
from twiza.social_protection.schemes_file import schemes_from_yaml

QUESTIONS = """
meta: {ruleset: enquiry_well, title: "Enquête du régime des puits", country: ML, version: "1", status: draft}
sections:
  - {code: well, fr: "Puits", ar: "البئر", en: "Well", fields: [digs_wells, years]}
inputs:
  - {id: digs_wells, type: bool, fr: "Creuse des puits", ar: "يحفر الآبار", en: "Digs wells"}
  - {id: years, type: integer, fr: "Années de métier", ar: "سنوات المهنة", en: "Years of the trade"}
"""
RULES = """
meta: {ruleset: eligibility_well, title: "Régime des puits", country: ML, version: "1", status: draft}
parameters: {years_least: {value: 2, ev: design}}
inputs:
  - {id: digs_wells, type: bool, fr: "Creuse des puits"}
  - {id: years, type: integer, fr: "Années de métier"}
rules:
  - id: W1
    when: {digs_wells: {eq: true}, years: {gte: {ref: parameters.years_least.value}}}
    then: {outcome: probable, fr: "Déposer la demande."}
    ev: design
"""
KIND = """
kind: well-file
prefix: PUITS
names: {fr: Dossier des puits, ar: ملف الآبار, en: File of wells}
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
SCHEME = """
country: ML
enquiry: enquiry_well
ruleset: eligibility_well
schemes:
  - code: well
    names: {fr: Régime des puits, ar: نظام الآبار, en: Scheme of wells}
    table: rules
    file: well-file
    opens_at: given
    months: 6
    renewable: true
    alert_months: [2]
    source: "invented for tests"
    evidence: design
"""


def test_a_scheme_by_rows_alone_is_asked_about_decided_enrolled_in_and_opens_a_right(
    household, agent, activate, step_on
):
    for name, text in (("questions", QUESTIONS), ("rules", RULES)):
        kept_if_new(content_from_yaml(text, file=f"{name}.yml"), NOW)
    activate(KIND)
    scheme = load_schemes(schemes_from_yaml(SCHEME))[0]

    enquiry = make_enquiry(
        id=new_id(), household=household, person=None, asked_on=TODAY, answers={"digs_wells": True, "years": 3},
        questions=questions_for([scheme], household.organisation_id, TODAY), actor=agent, at=NOW,
    )  # fmt: skip
    orientation = decide_orientation(
        id=new_id(), enquiry=enquiry, scheme=scheme, choice="orient", reason="A well was seen", actor=agent, at=NOW
    )
    enrolment = open_enrolment(
        id=new_id(), orientation=orientation, applicant=agreeing(household)[0], covered=agreeing(household),
        opened_on=TODAY, actor=agent, at=NOW,
    )  # fmt: skip
    step_on(enrolment, ("given", TODAY))

    right = OpenRight.objects.get()
    assert (orientation.rule, orientation.outcome) == ("W1", "probable")
    assert (right.enrolment, right.since, right.until) == (enrolment, TODAY, dt.date(2027, 5, 22))
