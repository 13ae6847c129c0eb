"""Formulas that stand become drafts of the ruleset of needs; what was computed with them keeps them."""

import hashlib
import json

import django.db.models.deletion
from django.db import migrations, models

# Every formula before this one read the census of Morocco: no other country was shipped.
COUNTRY = "MA"
TITLES = {
    "title": "Formule des besoins par spécialité",
    "title_ar": "صيغة الحاجات حسب التخصص",
    "title_en": "Formula of needs by specialty",
}
SEARCH = " besoins bi formula formule ned neds of par spesialite spesialti تخص حاجات حسب صيغه"
TO_VALIDATE = {"known", "design"}


def keep_formulas_as_rules(apps, schema_editor):
    """Make one version of the ruleset of each formula, in the order in which they were made."""
    formulas = apps.get_model("access", "NeedFormula").objects.filter(ruleset_version=None)
    for formula in formulas.order_by("made_at", "version"):
        formula.ruleset_version = version_of(apps, formula)
        formula.save(update_fields=["ruleset_version"])


def version_of(apps, formula):
    """Return the new version that holds a formula."""
    version = apps.get_model("rulesets", "RulesetVersion")
    content = content_of(formula)
    ruleset = ruleset_of(apps, formula.organisation_id)
    last = version.objects.filter(ruleset=ruleset).aggregate(last=models.Max("number"))["last"] or 0
    kept = version.objects.create(
        ruleset=ruleset,
        number=last + 1,
        version=content["meta"]["version"],
        content_text=json.dumps(content, ensure_ascii=False, separators=(",", ":")),
        content_hash=hash_of(content),
        note=formula.note,
        rows_to_validate=len(content["terms"]) + 2 if formula.evidence in TO_VALIDATE else 0,
        based_on_id=formula.based_on.ruleset_version_id if formula.based_on else None,
        made_by_id=formula.made_by_id,
        made_at=formula.made_at,
    )
    step = apps.get_model("rulesets", "VersionStep")
    step.objects.create(version=kept, kind="made", by_id=formula.made_by_id, at=formula.made_at)
    return kept


def ruleset_of(apps, organisation_id):
    """Return the ruleset of needs of an organisation, or of nobody."""
    names = {"fr": TITLES["title"], "ar": TITLES["title_ar"], "en": TITLES["title_en"]}
    ruleset, _made = apps.get_model("rulesets", "Ruleset").objects.get_or_create(
        organisation_id=organisation_id,
        code="need_formula",
        country=COUNTRY,
        defaults={"names": names, "search_text": SEARCH},
    )
    return ruleset


def hash_of(content):
    """Return the hash of a content, whatever the order of its keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(formula):
    """Return a formula as rows of data."""
    terms = list(formula.terms.select_related("specialty", "group", "indicator").order_by("position", "id"))
    groups = {term.group.code: term.group for term in terms if term.group}
    name = next((formula.names[one] for one in ("fr", "ar", "en") if formula.names.get(one)), "")
    number = f" {formula.version}"
    header = {"ruleset": "need_formula", **TITLES, "country": COUNTRY, "version": name[: 60 - len(number)] + number}
    limits = {"valid_from": None, "valid_to": None, "sources": [], "note": formula.note}
    return {
        "meta": {**header, **limits},
        "formulas": arithmetic(formula.evidence),
        "groups": [row_of_group(group) for group in groups.values()],
        "terms": [row_of_term(term, formula.evidence) for term in terms],
    }


def arithmetic(evidence):
    """Return how a term counts."""
    people = {"id": "people", "fr": "Personnes comptées", "ar": "الأشخاص المعدودون", "en": "People counted"}
    weight = {"id": "weight", "fr": "Poids", "ar": "الوزن", "en": "Weight"}
    units = {"id": "units", "fr": "Valeur de l’indicateur", "ar": "قيمة المؤشر", "en": "Value of the indicator"}
    known = {"unit": "people a year", "ev": evidence}
    return [
        {"id": "share_of_people", "expression": "people * weight", "inputs": [people, weight], **known},
        {"id": "per_unit", "expression": "people / 1000 * units * weight", "inputs": [people, units, weight], **known},
    ]


def row_of_group(group):
    """Return a group of people as a row."""
    names = {language: group.names[language] for language in ("fr", "ar", "en") if group.names.get(language)}
    ages = {"age_start": group.age_start, "age_end": group.age_end}
    return {"code": group.code, **names, "sex": group.sex, **ages}


def row_of_term(term, evidence):
    """Return a term as a row."""
    of = term.group.code if term.group else term.indicator.code if term.indicator else ""
    weight = int(term.weight) if float(term.weight).is_integer() else term.weight
    row = {"id": ":".join(filter(None, (term.specialty.code, term.counted, of))), "specialty": term.specialty.code}
    counted = {"counted": term.counted, **({"of": of} if of else {})}
    formula = "per_unit" if term.counted == "per_unit" else "share_of_people"
    return {**row, **counted, "weight": weight, "formula": formula, "ev": evidence}


class Migration(migrations.Migration):

    dependencies = [
        ("access", "0005_expressed_needs"),
        ("rulesets", "0002_rows_to_validate"),
    ]

    operations = [
        migrations.AddField(
            model_name="needformula",
            name="ruleset_version",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rulesets.rulesetversion",
            ),
        ),
        migrations.RunPython(keep_formulas_as_rules, migrations.RunPython.noop),
    ]
