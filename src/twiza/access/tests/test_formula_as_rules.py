import pytest
from django.urls import reverse

from twiza.access.actions.formula import save_formula
from twiza.access.assumptions import formula_assumptions
from twiza.access.loaders import load_shipped_formula
from twiza.access.models import Counted, NeedFormula, NeedTerm, Specialty
from twiza.access.queries.formulas import formula_in_use
from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.rulesets.actions.drafts import WrittenElsewhere, take_version
from twiza.rulesets.actions.lifecycle import activate_version, submit_version, withdraw_version
from twiza.rulesets.checking.content import problems_of
from twiza.rulesets.evaluation.formulas import compute
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import active_version


@pytest.fixture
def shipped(indicators):
    """Return the formula that came with Twiza."""
    load_shipped_formula(NOW)
    return NeedFormula.objects.get()


@pytest.fixture
def save(driss, council, acting):
    """Return what keeps one weight as a new version of Driss's council."""

    def saved(base, weight):
        return save_formula(
            base=base,
            organisation=council,
            names={"fr": "Nos poids"},
            note="",
            terms=[NeedTerm(specialty=Specialty.objects.get(code="general"), counted=Counted.EVERYONE, weight=weight)],
            made_by=driss,
            actor=acting(driss),
            at=NOW,
        )

    return saved


@pytest.fixture
def put_in_force(make_person, council, acting):
    """Return what puts a formula in force, as the coordinator of the council."""
    fatima = make_person("Fatima", council, Role.COORDINATOR)
    who = {"by": fatima, "actor": acting(fatima), "at": NOW}

    def activate(formula):
        version = submit_version(version=formula.ruleset_version, **who)
        said = {"authority": "Délégation", "reason": "Lettre 3", "others_may_activate": 1, "today": TODAY}
        return activate_version(version=version, **said, **who)

    return activate


def test_the_shipped_formula_is_a_draft_of_the_ruleset_of_needs(shipped):
    version = shipped.ruleset_version

    assert (version.ruleset.code, version.ruleset.country, version.ruleset.organisation_id) == (
        "need_formula",
        "MA",
        None,
    )
    assert (version.state, version.rows_to_validate) == ("draft", 26)
    assert list(problems_of(version.content, known_sources=())) == []


def test_its_rows_say_every_weight_and_their_arithmetic_comes_to_the_same(shipped):
    content = shipped.ruleset_version.content

    weights = {row["id"]: row["weight"] for row in content["terms"]}
    result = compute(content, "share_of_people", {"people": 1_000, "weight": weights["general:group:children_0_4"]})
    assert sorted(weights.values()) == sorted(term.weight for term in shipped.terms.all())
    assert (result.value, result.to_be_validated) == (200.0, True)


def test_new_weights_are_a_new_version_of_the_organisations_rules_and_the_one_before_stays(shipped, save, council):
    first = save(shipped, 0.2)
    second = save(first, 0.3)

    kept = list(RulesetVersion.objects.filter(ruleset__organisation_id=council.pk).order_by("number"))
    assert kept == [first.ruleset_version, second.ruleset_version]
    assert [one.version for one in kept] == ["Nos poids 1", "Nos poids 2"]
    assert [one.content["terms"][0]["weight"] for one in kept] == [0.2, 0.3]
    assert (kept[0].based_on, kept[1].based_on) == (shipped.ruleset_version, kept[0])


def test_the_formula_in_use_is_the_one_in_force_else_the_newest(shipped, save, put_in_force, driss, acting):
    first = save(shipped, 0.2)
    second = save(first, 0.3)
    newest = formula_in_use(acting(driss))

    put_in_force(first)

    assert (newest, formula_in_use(acting(driss))) == (second, first)


def test_a_withdrawn_formula_is_used_by_nobody_who_did_not_choose_it(shipped, save, driss, acting):
    own = save(shipped, 0.2)

    withdraw_version(version=own.ruleset_version, reason="Erreur", by=driss, actor=acting(driss), at=NOW, today=TODAY)

    assert formula_in_use(acting(driss)) == shipped


def test_validated_weights_name_who_validated_them(shipped, save, put_in_force, council):
    own = save(shipped, 0.2)
    before = formula_assumptions(own)

    put_in_force(own)

    after = formula_assumptions(NeedFormula.objects.get(pk=own.pk))
    assert "to be validated" in before[-1]
    assert after[-1] == "The weights of this formula were validated by Délégation."
    in_force = active_version("need_formula", "MA", TODAY, organisation_id=council.pk)
    assert in_force == own.ruleset_version


def test_the_weights_are_not_brought_in_behind_the_back_of_their_page(shipped, driss, council, acting):
    with pytest.raises(WrittenElsewhere):
        take_version(
            version=shipped.ruleset_version, organisation_id=council.pk, by=driss, actor=acting(driss), at=NOW
        )

    assert RulesetVersion.objects.count() == 1


def test_the_pages_of_a_formula_lead_to_its_rules_and_back(shipped, browser_of, driss):
    browser = browser_of(driss)

    formula = browser.get(reverse("need_formula", args=[shipped.pk])).content.decode()
    rules = browser.get(reverse("ruleset_version", args=[shipped.ruleset_version_id])).content.decode()

    assert reverse("ruleset_version", args=[shipped.ruleset_version_id]) in formula
    assert reverse("need_formulas") in rules
