"""A case tried out from files: by which rule, on which sources, what is missing, and what would change the answer."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from twiza.core.cli import main
from twiza.rulesets.evaluation.alternatives import Alternative, what_would_change
from twiza.rulesets.evaluation.decision_tables import decide_by_table
from twiza.rulesets.tests.rows import small_ruleset
from twiza.rulesets.tests.shipped import shipped
from twiza.rulesets.trying import CaseNotUnderstood, facts_from, table_asked

POOR = {
    "assujetti_amo": False,
    "autre_couverture": False,
    "admis_de_droit": "aucun",
    "ramed_deja_utilise": False,
    "ressources_suffisantes": False,
}
CERTIFIED = {**POOR, "certificat_indigence": True}


@pytest.fixture
def try_out(tmp_path, capsys):
    """Return what tries a case of a shipped ruleset, as a machine reads the answer."""

    def answer(ruleset, case, *options):
        path = tmp_path / "case.json"
        path.write_text(json.dumps(case), encoding="utf-8")
        with override("fr"):
            call_command("rules", "try", ruleset, path, "--json", *options)
        return json.loads(capsys.readouterr().out)

    return answer


def test_an_answer_names_its_rule_and_the_sources_of_it(try_out):
    answer = try_out("eligibility_ml", CERTIFIED)

    assert (answer["ruleset"], answer["country"], answer["version"]) == ("eligibility_ml", "ML", "2026-draft-1")
    assert (answer["outcome"], answer["rule"]["id"], answer["rule"]["evidence"]) == (
        "probable",
        "M5",
        "seen_secondary",
    )
    assert [one["id"] for one in answer["rule"]["sources"]] == ["R81", "R82"]
    assert all(one["title"] for one in answer["rule"]["sources"])
    assert (answer["missing"], answer["to_be_validated"]) == ([], True)


def test_an_answer_names_what_is_missing_and_what_would_change_it(try_out):
    answer = try_out("eligibility_ml", {"facts": POOR})

    assert (answer["outcome"], answer["rule"]) == ("a_verifier", None)
    assert [one["input"] for one in answer["missing"]] == ["certificat_indigence", "capacite_cotiser"]
    assert ("certificat_indigence", True, "probable", "M5") in [
        (one["input"], one["value"], one["outcome"], one["rule"]) for one in answer["would_change"]
    ]


def test_what_would_change_an_answer_is_checked_in_ones_head():
    found = what_would_change(small_ruleset(), "rules", {"distance": 2.5, "eats_at_home": False})

    assert found == [Alternative("distance", 3, "probable", "N2")]


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "assujetti_amo": st.booleans(),
            "autre_couverture": st.booleans(),
            "admis_de_droit": st.sampled_from(["aucun", "orphelin"]),
            "ressources_suffisantes": st.booleans(),
            "certificat_indigence": st.booleans(),
            "capacite_cotiser": st.booleans(),
            "ramed_deja_utilise": st.booleans(),
        },
    )
)
def test_each_change_that_is_named_brings_the_outcome_that_it_names(facts):
    content = shipped("eligibility_ml")

    for one in what_would_change(content, "rules", facts):
        there = decide_by_table(content, "rules", {**facts, one.input: one.value})
        assert (there.outcome, there.rule_id) == (one.outcome, one.rule_id)
        assert there.outcome != decide_by_table(content, "rules", facts).outcome


def test_a_file_of_ones_own_is_tried_as_the_shipped_ones_are(try_out):
    own = settings.DATA / "rulesets" / "eligibility_ma.yml"

    answer = try_out(str(own), {"autre_amo": False}, "--table", "rules_asd")

    assert (answer["ruleset"], answer["table"]) == ("eligibility_ma", "rules_asd")


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ([], "A case is an object"),
        ({"income": 3}, "“income” is no input of this ruleset; its inputs are: distance, eats_at_home."),
    ],
)
def test_a_case_that_is_none_is_refused(case, said):
    with override("en"), pytest.raises(CaseNotUnderstood, match=said):
        facts_from(small_ruleset(), case)


def test_a_table_that_is_not_there_is_refused_with_those_that_are():
    with override("en"), pytest.raises(CaseNotUnderstood, match=r"it has: rules\."):
        table_asked(small_ruleset(), "rules_of_tomorrow")


@pytest.mark.parametrize(
    ("text", "said"),
    [('{"assujetti_amo": "peut-être"}', "assujetti_amo"), ("{", "case.json"), ('{"nobody": 1}', "nobody")],
)
def test_what_cannot_be_tried_is_told_in_one_sentence(tmp_path, capsys, text, said):
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")

    code = main(["rules", "try", "eligibility_ml", str(path)])

    printed = capsys.readouterr()
    assert (code, printed.out, said in printed.err, printed.err.count("\n")) == (2, "", True, 1)


def test_for_a_person_the_answer_is_said_in_words(tmp_path, capsys):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CERTIFIED), encoding="utf-8")

    with override("fr"):
        call_command("rules", "try", "eligibility_ml", path)

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Probable · M5 · RAMED — Transmettre le dossier à l'ANAM."
    assert any("Certificat d'indigence" in line and "Non" in line for line in said)
