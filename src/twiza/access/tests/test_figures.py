import pytest

from twiza.access.figures import as_two_figures, as_two_percents


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.79, 0.86, ("79%", "86%")),
        (0.7977, 0.7998, ("79.8%", "80.0%")),
        (0.61803, 0.61821, ("61.80%", "61.82%")),
        (0.5, 0.5, ("50%", "50%")),
        (0.5, 0.500001, ("50.00%", "50.00%")),
    ],
)
def test_two_shares_have_the_decimals_it_takes_to_tell_them_apart(before, after, said):
    assert as_two_percents(before, after) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (3.21, 3.47, ("3.2", "3.5")),
        (0.7912, 0.7934, ("0.791", "0.793")),
        (2.0, 2.0, ("2.0", "2.0")),
        (2.0, 2.0000001, ("2.0000", "2.0000")),
    ],
)
def test_two_figures_have_the_decimals_it_takes_to_tell_them_apart(before, after, said):
    assert as_two_figures(before, after) == said
