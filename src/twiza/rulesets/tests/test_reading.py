from copy import deepcopy

import pytest
from django.utils.translation import override

from twiza.rulesets.checking.content import problems_of
from twiza.rulesets.tests.rows import small_ruleset
from twiza.rulesets.tests.shipped import names, shipped
from twiza.rulesets.yaml_files import NotARuleset, content_from_yaml, yaml_from


@pytest.mark.parametrize("name", names())
def test_a_ruleset_written_as_yaml_reads_back_the_same(name):
    assert content_from_yaml(yaml_from(shipped(name)), file="a.yml") == shipped(name)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("meta: &a {x: 1}\nother: *a", "Line 1: Anchors"),
        ("a: !!python/object/apply:os.system ['true']", "Line 1: Tags"),
        ("a: 1\na: 2", "Line 2: The key “a” is given twice"),
        ("a: 1\n---\nb: 2", "Line 2: A file holds one ruleset"),
        ("a: [1, 2", "line 2: this is no YAML|line 1: this is no YAML"),
        ("a: " + "[" * 20 + "]" * 20, "nested too deep"),
        ("a: [" + "1," * 40_001 + "]", "too long"),
        ("- 1", "named sections"),
        ("", "named sections"),
        ("yes: 1", "in quotes"),
        ("a.b: 1", "without a full stop"),
        ("a: .inf", "not a number"),
        ("a: 99999999999999999999", "too large"),
        ('a: "\\u0007"', "cannot be written"),
        ("? [1]\n: 2", "must be a word"),
        ("a: !!binary aGk=", "Tags"),
        ("a: 2026-13-45", "no YAML that can be read"),
    ],
)
def test_a_file_that_is_no_plain_ruleset_is_refused_with_its_place(text, words):
    with override("en"), pytest.raises(NotARuleset, match=words):
        content_from_yaml(text, file="regles.yml")


def test_days_are_kept_as_text_and_whole_numbers_without_a_point():
    read = content_from_yaml("meta: {valid_from: 2025-04-01, factor: 2.0, 0: non}", file="a.yml")

    assert read == {"meta": {"valid_from": "2025-04-01", "factor": 2, "0": "non"}}


def paths_of(content, known=()):
    return [problem.path for problem in problems_of(content, known_sources=known)]


def changed(path, value):
    content = deepcopy(small_ruleset())
    *way, last = path
    inside = content
    for step in way:
        inside = inside[step]
    inside[last] = value
    return content


def test_a_ruleset_that_holds_has_no_problem():
    assert paths_of(small_ruleset()) == []


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        (["meta", "ruleset"], "Cantine scolaire", ["meta.ruleset"]),
        (["meta", "country"], "Maroc", ["meta.country"]),
        (["meta", "version"], 1, ["meta.version"]),
        (["meta", "title"], "", ["meta.title"]),
        (["meta", "valid_from"], "demain", ["meta.valid_from"]),
        (["meta", "overall_confidence"], "sure", ["meta.overall_confidence"]),
        (["meta", "sources"], ["S1", "S2"], ["meta.sources"]),
        (["sources", "S1", "level"], "tertiary", ["sources.S1"]),
        (["rules", 0, "ev"], "guess", ["rules.1.ev"]),
        (["rules", 1, "src"], "S9", ["rules.2.src"]),
        (["rules", 1, "id"], "N1", ["rules.N1"]),
        (["rules", 0, "then"], {"outcome": "refuse"}, ["rules.N1.then.outcome"]),
        (["rules", 0, "when"], "always", ["rules.N1.when"]),
        (["rules", 0, "when"], {"age": {"lt": 3}}, ["rules.N1.when.age"]),
        (["rules", 0, "when"], {"distance": {"under": 3}}, ["rules.N1.when.distance.under"]),
        (["rules", 0, "when"], {"eats_at_home": {"eq": "oui"}}, ["rules.N1.when.eats_at_home.eq"]),
        (["rules", 0, "when"], {"eats_at_home": {"lt": True}}, ["rules.N1.when.eats_at_home.lt"]),
        (["rules", 0, "when"], {"distance": {"in": 3}}, ["rules.N1.when.distance.in"]),
        (["rules", 0, "when"], {"distance": {"lt": {"ref": "parameters.x"}}}, ["rules.N1.when.distance.lt"]),
        (["rules", 0, "when"], {"distance": {"known": 1}}, ["rules.N1.when.distance.known"]),
        (["inputs", 0, "type"], "number", ["inputs.distance.type", "rules.N2.when.distance"]),
        (["inputs", 1], {"id": "distance", "type": "enum"}, None),
        (["rules"], [{"id": "N1"}], ["rules.N1.then.outcome", "rules.N1.when"]),
        (["doses"], [{"dose": "A", "due": "2 mois"}], ["doses.A.due"]),
        (["doses"], [{"dose": "A", "due": "2m", "after": "B"}], ["doses.A.after"]),
        (["formulas"], [{"id": "f", "expression": "a ** 2"}], ["formulas.f.expression"]),
        (["formulas"], [{"id": "f", "expression": "a * 2"}], ["formulas.f.inputs"]),
    ],
)
def test_each_mistake_is_found_at_its_place(path, value, found):
    paths = paths_of(changed(path, value))

    assert paths == found if found is not None else paths


def test_a_file_with_a_header_only_holds_no_rule():
    assert paths_of({"meta": small_ruleset(sources=[])["meta"]}) == ["meta"]
