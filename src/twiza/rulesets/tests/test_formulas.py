import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.rulesets.evaluation.formulas import ExpressionRefused, FormulaResult, Part, compute, parsed

CAPACITY = {
    "capacity_defaults": {"effective_hours_per_day": 6, "reserve": 0.15},
    "formulas": [
        {
            "id": "capacity",
            "expression": "floor(posts * hours * 60 / minutes * (1 - reserve))",
            "unit": "people/day",
            "ev": "design",
            "inputs": [
                {"id": "posts"},
                {"id": "minutes"},
                {"id": "hours", "ref": "capacity_defaults.effective_hours_per_day"},
                {"id": "reserve", "ref": "capacity_defaults.reserve"},
            ],
        },
        {
            "id": "sum",
            "expression": "a * 2 + b / c - 1",
            "ev": "seen_primary",
            "inputs": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
        },
    ],
}


def test_a_formula_takes_its_norms_where_nothing_else_is_given():
    result = compute(CAPACITY, "capacity", {"posts": 2, "minutes": 12})

    assert (result.value, result.unit, result.missing, result.to_be_validated) == (51.0, "people/day", (), True)


def test_what_is_missing_is_named_and_nothing_is_computed():
    result = compute(CAPACITY, "capacity", {"posts": 2})

    assert result == FormulaResult(None, "people/day", ("minutes",), (), to_be_validated=True)


def test_a_sum_shows_its_parts():
    result = compute(CAPACITY, "sum", {"a": 3, "b": 10, "c": 4})

    assert (result.value, result.parts) == (7.5, (Part("a * 2", 6.0), Part("b / c", 2.5), Part("1", 1.0)))


def test_a_division_by_nothing_has_no_value():
    result = compute(CAPACITY, "sum", {"a": 3, "b": 10, "c": 0})

    assert (result.value, result.parts) == (None, ())


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "a +",
        "__import__('os')",
        "a.real",
        "a ** 9",
        "9 ** 9 ** 9",
        "[a]",
        "a if b else c",
        "lambda: 1",
        "max()",
        "floor(1, 2)",
        "min(*a)",
        "eval('1')",
        "True + 1",
        "'text'",
        "a := 1",
        "1" * 501,
        "-" * 45 + "1",
        "+".join(["1"] * 120),
        "1j",
    ],
)
def test_an_expression_that_is_more_than_arithmetic_is_refused(expression):
    with pytest.raises(ExpressionRefused):
        parsed(expression)


def test_a_number_that_grows_beyond_bounds_has_no_value():
    content = {"formulas": [{"id": "x", "expression": "a * a", "inputs": [{"id": "a"}]}]}

    assert compute(content, "x", {"a": 1e300}).value is None


@given(a=st.floats(-1e6, 1e6), b=st.floats(-1e6, 1e6), c=st.floats(0.1, 1e6))
def test_the_parts_of_a_sum_come_to_its_value(a, b, c):
    result = compute(CAPACITY, "sum", {"a": a, "b": b, "c": c})

    first, second, last = (part.value for part in result.parts)
    assert math.isclose(result.value, first + second - last, rel_tol=1e-9, abs_tol=1e-6)
