"""Every row of the three drafts of eligibility decides some case, and the questions asked are what they read."""

import pytest

from twiza.rulesets.evaluation.decision_tables import decide_by_table, inputs_of
from twiza.rulesets.evaluation.evidence import as_list
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.sections import decision_tables
from twiza.rulesets.tests.shipped import shipped
from twiza.social_protection.loaders import shipped_schemes

NONE_ML = {"assujetti_amo": False, "autre_couverture": False, "admis_de_droit": "aucun", "ramed_deja_utilise": False}
OTHER_MEANS = {**NONE_ML, "ressources_suffisantes": True}
IN_BOTH = {"autre_amo": False, "inscrit_rnp": True, "inscrit_rsu": True}
NO_WORK = {"activite_pro": False, "mineur": False}
NO_RSA = {"beneficiaire_rsa": False, "taille_foyer": 2}
CASES = {
    ("eligibility_ml", "rules", "M1"): ({"assujetti_amo": True}, "autre_regime"),
    ("eligibility_ml", "rules", "M2"): ({"assujetti_amo": False, "autre_couverture": True}, "autre_regime"),
    ("eligibility_ml", "rules", "M3"): ({**NONE_ML, "admis_de_droit": "orphelin"}, "probable"),
    ("eligibility_ml", "rules", "M4"): ({**NONE_ML, "ramed_deja_utilise": True}, "a_verifier"),
    ("eligibility_ml", "rules", "M5"): (
        {**NONE_ML, "ressources_suffisantes": False, "certificat_indigence": True}, "probable"),
    ("eligibility_ml", "rules", "M6"): (
        {**NONE_ML, "ressources_suffisantes": False, "certificat_indigence": False}, "a_verifier"),
    ("eligibility_ml", "rules", "M7"): ({**OTHER_MEANS, "capacite_cotiser": True}, "probable"),
    ("eligibility_ml", "rules", "M8"): ({**OTHER_MEANS, "capacite_cotiser": False}, "a_verifier"),
    ("eligibility_ma", "rules_amo_tadamon", "T1"): ({"autre_amo": True}, "autre_regime"),
    ("eligibility_ma", "rules_amo_tadamon", "T2"): ({"autre_amo": False, "inscrit_rnp": False}, "a_verifier"),
    ("eligibility_ma", "rules_amo_tadamon", "T3"): ({**IN_BOTH, "inscrit_rsu": False}, "a_verifier"),
    ("eligibility_ma", "rules_amo_tadamon", "T4"): ({**IN_BOTH, "score_rsu": 9.3264284}, "probable"),
    ("eligibility_ma", "rules_amo_tadamon", "T5"): (
        {**IN_BOTH, "score_rsu": 9.4, "assujetti_tns": False}, "autre_regime"),
    ("eligibility_ma", "rules_amo_tadamon", "T6"): (
        {**IN_BOTH, "score_rsu": 9.4, "assujetti_tns": True}, "autre_regime"),
    ("eligibility_ma", "rules_asd", "A1"): ({"inscrit_rsu": False}, "a_verifier"),
    ("eligibility_ma", "rules_asd", "A2"): ({"inscrit_rsu": True, "score_rsu": 9.743001}, "probable"),
    ("eligibility_ma", "rules_asd", "A3"): ({"inscrit_rsu": True, "score_rsu": 9.8}, "non_probable"),
    ("eligibility_fr", "rules_base", "F1"): ({"activite_pro": True, "sejour_regulier": "ue"}, "probable"),
    ("eligibility_fr", "rules_base", "F2"): (
        {**NO_WORK, "sejour_regulier": "titre_expire_moins_6_mois"}, "a_verifier"),
    ("eligibility_fr", "rules_base", "F3"): (
        {**NO_WORK, "sejour_regulier": "demande_asile", "residence_mois": 3}, "probable"),
    ("eligibility_fr", "rules_base", "F4"): (
        {"activite_pro": False, "sejour_regulier": "non", "mineur": True}, "probable"),
    ("eligibility_fr", "rules_base", "F5"): ({**NO_WORK, "sejour_regulier": "non", "residence_mois": 3}, "probable"),
    ("eligibility_fr", "rules_base", "F6"): ({**NO_WORK, "sejour_regulier": "non", "residence_mois": 2}, "a_verifier"),
    ("eligibility_fr", "rules_c2s", "C0"): ({"beneficiaire_rsa": True}, "probable"),
    ("eligibility_fr", "rules_c2s", "C1"): ({**NO_RSA, "ressources_annuelles": 15508}, "probable"),
    ("eligibility_fr", "rules_c2s", "C2"): ({**NO_RSA, "ressources_annuelles": 20936}, "probable"),
    ("eligibility_fr", "rules_c2s", "C3"): ({**NO_RSA, "ressources_annuelles": 20937}, "non_probable"),
}  # fmt: skip
DRAFTS = ("eligibility_ml", "eligibility_ma", "eligibility_fr")


def test_every_row_of_the_drafts_has_a_case():
    rows = {
        (name, table, row["id"])
        for name in DRAFTS
        for table in decision_tables(shipped(name))
        for row in rows_at(shipped(name), table)
    }

    assert set(CASES) == rows


@pytest.mark.parametrize(("name", "table", "rule"), CASES)
def test_every_row_of_the_drafts_decides_its_case(name, table, rule):
    facts, outcome = CASES[name, table, rule]

    decision = decide_by_table(shipped(name), table, facts)

    assert (decision.rule_id, decision.outcome) == (rule, outcome)


@pytest.mark.parametrize("country", ["ml", "ma", "fr"])
def test_the_questions_are_the_inputs_of_the_rules_with_their_types_and_values(country):
    questions, inputs = inputs_of(shipped(f"enquiry_{country}")), inputs_of(shipped(f"eligibility_{country}"))

    asked = {name: (questions[name]["type"], questions[name].get("values")) for name in inputs}

    assert asked == {name: (row["type"], row.get("values")) for name, row in inputs.items()}


@pytest.mark.parametrize("country", ["ml", "ma", "fr"])
def test_every_question_is_asked_in_each_language_in_one_section(country):
    content = shipped(f"enquiry_{country}")
    in_sections = [field for section in content["sections"] for field in section["fields"]]

    lacking = [name for name, row in inputs_of(content).items() if not all(row.get(one) for one in ("fr", "ar", "en"))]

    assert (lacking, sorted(in_sections)) == ([], sorted(inputs_of(content)))


def test_every_scheme_is_spoken_of_by_a_table_and_every_regime_by_a_rule():
    silent = []
    for scheme in shipped_schemes():
        said = {row["then"].get("regime") for row in rows_at(shipped(scheme.ruleset), scheme.table)}
        silent += [(scheme.code, regime) for regime in as_list(list(scheme.regimes)) if regime not in said]

    assert silent == []
