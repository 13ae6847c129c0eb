import datetime as dt
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.rulesets.evaluation.conditions import Verdict
from twiza.rulesets.evaluation.decision_tables import (
    OUTCOMES,
    Decision,
    FactNotUnderstood,
    decide_by_table,
    inputs_asked,
)
from twiza.rulesets.evaluation.paths import NoSuchPath
from twiza.rulesets.tests.shipped import shipped

SCORED = {"autre_amo": False, "inscrit_rnp": True, "inscrit_rsu": True, "assujetti_tns": False}
POOR = {"assujetti_amo": False, "autre_couverture": False, "admis_de_droit": "aucun", "ramed_deja_utilise": False}
# The ten cases of the domain research, with the rule that must fire.
CASES = [
    ("eligibility_ma", "rules_amo_tadamon", {**SCORED, "score_rsu": 9.1}, "T4"),
    ("eligibility_ma", "rules_amo_tadamon", {**SCORED, "score_rsu": 9.5}, "T5"),
    ("eligibility_ma", "rules_asd", {"inscrit_rsu": True, "score_rsu": 9.5}, "A2"),
    ("eligibility_ma", "rules_asd", {"inscrit_rsu": True, "score_rsu": 9.8}, "A3"),
    ("eligibility_ml", "rules", {**POOR, "ressources_suffisantes": False, "certificat_indigence": False}, "M6"),
    (
        "eligibility_ml",
        "rules",
        {**POOR, "ressources_suffisantes": True, "certificat_indigence": False, "capacite_cotiser": True},
        "M7",
    ),
    (
        "eligibility_fr",
        "rules_c2s",
        {"beneficiaire_rsa": False, "taille_foyer": 5, "ressources_annuelles": 25846},
        "C1",
    ),
    (
        "eligibility_fr",
        "rules_c2s",
        {"beneficiaire_rsa": False, "taille_foyer": 5, "ressources_annuelles": 25847},
        "C2",
    ),
    (
        "eligibility_fr",
        "rules_base",
        {"activite_pro": False, "sejour_regulier": "non", "mineur": False, "residence_mois": 4},
        "F5",
    ),
    (
        "eligibility_fr",
        "rules_base",
        {"activite_pro": False, "sejour_regulier": "non", "mineur": False, "residence_mois": 1},
        "F6",
    ),
]


@pytest.mark.parametrize(("ruleset", "table", "facts", "rule"), CASES)
def test_the_cases_of_the_research_fire_their_rule(ruleset, table, facts, rule):
    decision = decide_by_table(shipped(ruleset), table, facts)

    stated = next(row for row in shipped(ruleset)[table] if row["id"] == rule)["then"]["outcome"]
    assert (decision.rule_id, decision.outcome, decision.missing) == (rule, stated, ())


def test_a_fact_that_is_missing_means_to_check_and_is_asked_for():
    decision = decide_by_table(shipped("eligibility_ma"), "rules_asd", {"inscrit_rsu": True})

    assert (decision.outcome, decision.rule_id, decision.missing) == ("a_verifier", None, ("score_rsu",))


def test_a_rule_below_one_that_cannot_be_decided_does_not_fire():
    decision = decide_by_table(shipped("eligibility_ma"), "rules_asd", {"score_rsu": 9.5})

    assert (decision.outcome, decision.rule_id, decision.missing) == ("a_verifier", None, ("inscrit_rsu",))


def test_a_condition_that_fails_settles_its_rule_whatever_else_is_missing():
    decision = decide_by_table(
        shipped("eligibility_fr"),
        "rules_base",
        {"activite_pro": False, "sejour_regulier": "titre_expire_moins_6_mois"},
    )

    assert (decision.rule_id, decision.missing) == ("F2", ())


def test_what_was_read_is_explained_rule_by_rule():
    decision = decide_by_table(shipped("eligibility_ma"), "rules_asd", {"inscrit_rsu": True, "score_rsu": 9.8})

    said = [(step.rule_id, step.verdict, step.conditions[0].wanted) for step in decision.steps]
    assert said == [
        ("A1", Verdict.FAILED, False),
        ("A2", Verdict.FAILED, 9.743001),
        ("A3", Verdict.HELD, 9.743001),
    ]


def with_evidence(evidence):
    content = deepcopy(shipped("eligibility_ma"))
    content["rules_asd"][2]["ev"] = evidence
    return content


@pytest.mark.parametrize("evidence", ["known", "design"])
def test_a_refusal_without_anything_read_behind_it_is_held_back(evidence):
    decision = decide_by_table(with_evidence(evidence), "rules_asd", {"inscrit_rsu": True, "score_rsu": 9.8})

    assert (decision.outcome, decision.rule_id, decision.held_back) == ("a_verifier", "A3", "non_probable")
    assert decision.to_be_validated


def test_a_refusal_that_was_read_stands():
    decision = decide_by_table(with_evidence("seen_secondary"), "rules_asd", {"inscrit_rsu": True, "score_rsu": 9.8})

    assert (decision.outcome, decision.held_back, decision.to_be_validated) == ("non_probable", "", False)


def test_a_refusal_against_a_norm_that_nobody_read_is_held_back():
    content = with_evidence("seen_secondary")
    content["parameters"]["asd_threshold"]["ev"] = "design"

    decision = decide_by_table(content, "rules_asd", {"inscrit_rsu": True, "score_rsu": 9.8})

    assert (decision.outcome, decision.held_back) == ("a_verifier", "non_probable")


def test_a_norm_that_is_not_set_means_to_check_and_is_named():
    content = with_evidence("seen_secondary")
    content["parameters"]["asd_threshold"]["value"] = None

    decision = decide_by_table(content, "rules_asd", {"inscrit_rsu": True, "score_rsu": 9.8})

    unset = ("parameters.asd_threshold.value",)
    assert (decision.outcome, decision.rule_id, decision.missing, decision.unset) == ("a_verifier", None, (), unset)


def test_where_no_rule_holds_the_outcome_is_to_check():
    content = {**shipped("eligibility_ma"), "rules_asd": [shipped("eligibility_ma")["rules_asd"][0]]}

    decision = decide_by_table(content, "rules_asd", {"inscrit_rsu": True})

    assert (decision.outcome, decision.rule_id, decision.missing) == ("a_verifier", None, ())


def test_beyond_the_table_each_unit_more_adds_the_extra_row():
    facts = {"beneficiaire_rsa": False, "taille_foyer": 7, "ressources_annuelles": 21711 + 3 * 4135}

    at_limit = decide_by_table(shipped("eligibility_fr"), "rules_c2s", facts)
    above = decide_by_table(shipped("eligibility_fr"), "rules_c2s", {**facts, "ressources_annuelles": 34117})

    assert (at_limit.rule_id, above.rule_id) == ("C1", "C2")


def test_a_household_of_nobody_has_no_ceiling():
    facts = {"beneficiaire_rsa": False, "taille_foyer": 0, "ressources_annuelles": 0}

    decision = decide_by_table(shipped("eligibility_fr"), "rules_c2s", facts)

    assert (decision.outcome, decision.rule_id) == ("a_verifier", None)


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [("score_rsu", "9.1", "decimal"), ("inscrit_rsu", 1, "bool"), ("score_rsu", float("nan"), "decimal")],
)
def test_a_fact_of_another_type_is_refused_by_its_name(fact, value, expected):
    with pytest.raises(FactNotUnderstood) as refusal:
        decide_by_table(shipped("eligibility_ma"), "rules_asd", {fact: value})

    assert (refusal.value.fact, refusal.value.expected) == (fact, expected)


def test_facts_that_the_table_does_not_know_are_left_aside():
    facts = {"inscrit_rsu": True, "score_rsu": 9.5}

    assert decide_by_table(shipped("eligibility_ma"), "rules_asd", {**facts, "age": 3}) == decide_by_table(
        shipped("eligibility_ma"), "rules_asd", facts
    )


def test_a_table_that_is_not_there_is_no_table():
    with pytest.raises(NoSuchPath):
        decide_by_table(shipped("eligibility_ma"), "rules_of_yesterday", {})


def test_dates_and_knowing_are_compared():
    content = {
        "inputs": [{"id": "born_on", "type": "date"}],
        "rules": [
            {
                "id": "D1",
                "when": {"born_on": {"known": False}},
                "then": {"outcome": "hors_champ"},
                "ev": "seen_primary",
            },
            {"id": "D2", "when": {"born_on": {"gte": "2020-01-01"}}, "then": {"outcome": "probable"}},
        ],
    }

    unknown = decide_by_table(content, "rules", {})
    young = decide_by_table(content, "rules", {"born_on": dt.date(2021, 5, 1)})

    assert (unknown.rule_id, unknown.outcome, young.rule_id) == ("D1", "hors_champ", "D2")


def test_the_inputs_of_a_table_are_those_it_reads_with_those_of_its_look_ups():
    assert inputs_asked(shipped("eligibility_fr"), "rules_c2s") == (
        "taille_foyer",
        "ressources_annuelles",
        "beneficiaire_rsa",
    )


INPUTS = [
    {"id": "a", "type": "bool"},
    {"id": "b", "type": "integer"},
    {"id": "c", "type": "enum", "values": ["x", "y", "z"]},
]
VALUES = {"a": st.booleans(), "b": st.integers(0, 9), "c": st.sampled_from(["x", "y", "z"])}
ASKED = {
    "a": st.fixed_dictionaries({"eq": st.booleans()}),
    "b": st.dictionaries(st.sampled_from(["lt", "lte", "gt", "gte", "eq", "ne"]), st.integers(0, 9), min_size=1),
    "c": st.fixed_dictionaries({"in": st.lists(VALUES["c"], min_size=1)}),
}
FACTS = st.fixed_dictionaries({}, optional=VALUES)


@st.composite
def tables(draw):
    """Return a table whose conditions compare values: whether a fact is known is not asked."""
    rows = draw(st.lists(st.fixed_dictionaries({}, optional=ASKED), min_size=1, max_size=5))
    return {
        "inputs": INPUTS,
        "rules": [
            {
                "id": f"R{number}",
                "when": when,
                "then": {"outcome": draw(st.sampled_from(OUTCOMES))},
                "ev": draw(st.sampled_from(["seen_primary", "known"])),
            }
            for number, when in enumerate(rows)
        ],
    }


def said(decision: Decision):
    return decision.outcome, decision.rule_id, decision.to_be_validated, decision.held_back


@given(content=tables(), facts=FACTS, more=FACTS)
def test_what_is_decided_stays_decided_whatever_is_learnt_beside(content, facts, more):
    before = decide_by_table(content, "rules", facts)

    after = decide_by_table(content, "rules", {**more, **facts})

    if before.rule_id is not None:
        assert said(after) == said(before)


@given(content=tables(), facts=FACTS)
def test_the_rule_that_fires_is_the_first_that_holds_and_all_above_it_fail(content, facts):
    decision = decide_by_table(content, "rules", facts)

    if decision.rule_id is not None:
        above = [step.verdict for step in decision.steps[:-1]]
        assert (decision.steps[-1].rule_id, set(above) <= {Verdict.FAILED}) == (decision.rule_id, True)


@given(content=tables(), facts=FACTS)
def test_only_a_row_that_was_read_ever_refuses(content, facts):
    decision = decide_by_table(content, "rules", facts)

    if decision.outcome in {"non_probable", "hors_champ"}:
        fired = next(row for row in content["rules"] if row["id"] == decision.rule_id)
        assert (fired["ev"], decision.missing) == ("seen_primary", ())


@given(content=tables(), facts=FACTS)
def test_whoever_answers_all_that_is_missing_is_asked_for_nothing_twice(content, facts):
    asked = decide_by_table(content, "rules", facts).missing

    answered = {**dict.fromkeys(("a",), True), "b": 1, "c": "x"}
    again = decide_by_table(content, "rules", {**facts, **{name: answered[name] for name in asked}})

    assert set(again.missing) & set(asked) == set()
