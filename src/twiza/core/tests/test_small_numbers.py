import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from twiza.core.small_numbers import SMALL, hidden_in_table, hidden_in_tree, is_small

CHILDREN = {"p": ("a", "b", "c"), "q": ("d", "e"), "top": ("p", "q")}
PARENTS = {"a": "p", "b": "p", "c": "p", "d": "q", "e": "q", "p": "top", "q": "top", "top": None}
MOST = 14


def tree(a, b, c, d, e):
    return {"a": a, "b": b, "c": c, "d": d, "e": e, "p": a + b + c, "q": d + e, "top": a + b + c + d + e}


def test_nought_tells_of_nobody_and_one_to_four_may_tell_who():
    assert [is_small(number) for number in range(6)] == [False, True, True, True, True, False]


def test_the_smallest_sister_that_will_do_is_hidden_with_a_small_figure():
    assert hidden_in_tree(tree(3, 40, 20, 50, 60), PARENTS) == {"a", "c"}


def test_all_above_is_hidden_where_no_sister_can_blur_a_small_figure():
    assert hidden_in_tree(tree(3, 0, 0, 50, 60), PARENTS) == {"a", "p", "top"}


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden_in_tree(tree(5, 0, 20, 50, 60), PARENTS) == set()


def test_figures_without_a_total_above_them_are_hidden_alone():
    assert hidden_in_tree({"a": 2, "b": 30}, {"a": None, "b": None}) == {"a"}


def test_a_rectangle_is_hidden_around_a_small_cell_of_a_table():
    rows = [[2, 20, 30, 52], [40, 15, 60, 115], [42, 35, 90, 167]]

    assert hidden_in_table(rows) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_table_of_one_small_cell_is_hidden_with_its_totals():
    assert hidden_in_table([[3, 3], [3, 3]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_small_cell_of_thousands_of_rows_takes_the_cheapest_row_beside_it():
    inner = [(3, 30), *[(60, 60 + row) for row in range(3000)], (20, 40)]
    rows = [*[(a, b, a + b) for a, b in inner], (180_023, 4_678_570, 4_858_593)]

    assert hidden_in_table(rows) == {(0, 0), (0, 1), (3001, 0), (3001, 1)}


@given(leaves=st.tuples(*[st.sampled_from([0, 1, 2, 4, 5, 7])] * 5))
def test_no_hidden_figure_of_a_tree_can_be_computed_back(leaves):
    numbers = tree(*leaves)

    hidden = hidden_in_tree(numbers, PARENTS)

    worlds = tree(*guessed([(numbers[key], key in hidden) for key in "abcde"]))
    possible = possible_in(worlds, numbers, hidden)
    assert {key for key, number in numbers.items() if is_small(number)} <= hidden
    assert [key for key in hidden if len(possible[key]) < 2 or max(possible[key]) < SMALL] == []


@given(inner=st.tuples(*[st.sampled_from([0, 1, 3, 5, 8])] * 4))
def test_no_hidden_cell_of_a_table_can_be_computed_back(inner):
    rows = with_totals(*inner)
    numbers = {(r, c): rows[r][c] for r in range(3) for c in range(3)}

    hidden = hidden_in_table(rows)

    guesses = with_totals(*guessed([(number, divmod(at, 2) in hidden) for at, number in enumerate(inner)]))
    possible = possible_in({(r, c): guesses[r][c] for r, c in numbers}, numbers, hidden)
    assert {cell for cell, number in numbers.items() if is_small(number)} <= hidden
    assert [cell for cell in hidden if len(possible[cell]) < 2 or max(possible[cell]) < SMALL] == []


def guessed(figures):
    """Return every guess of the hidden figures of a row, beside those that are shown."""
    tries = [np.arange(1, MOST) if is_hidden else np.array([number]) for number, is_hidden in figures]
    return [grid.ravel() for grid in np.meshgrid(*tries)]


def possible_in(worlds, numbers, hidden):
    """Return the values of each hidden figure in the guesses that agree with all that is shown."""
    agreeing = np.ones(len(next(iter(worlds.values()))), dtype=bool)
    for key, number in numbers.items():
        if key not in hidden:
            agreeing &= worlds[key] == number
    return {key: set(worlds[key][agreeing].tolist()) for key in hidden}


def with_totals(a, b, c, d):
    return [[a, b, a + b], [c, d, c + d], [a + c, b + d, a + b + c + d]]
