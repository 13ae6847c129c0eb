import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.access.legend import breaks_of, legend_of, rounded, share_legend, steps_of


def test_classes_are_said_from_low_to_high():
    legend = legend_of("need", "Needs", "need", [100.0, 200.0, 300.0, 400.0, 500.0, None], str)

    assert legend.breaks == (180.0, 260.0, 340.0, 420.0)
    assert legend.classes == (
        (1, "Less than 180.0"),
        (2, "180.0 to less than 260.0"),
        (3, "260.0 to less than 340.0"),
        (4, "340.0 to less than 420.0"),
        (5, "420.0 and more"),
    )
    assert legend.has_missing


def test_places_that_are_all_alike_are_one_class():
    legend = legend_of("need", "Needs", "need", [7.0, 7.0], str)

    assert (legend.breaks, legend.classes) == ((), ((3, "All places alike"),))


def test_nothing_known_is_no_class():
    assert legend_of("need", "Needs", "need", [None], str).classes == ()


def test_shares_are_cut_alike_on_every_map():
    assert share_legend("far", "Far", "far", [0.99, 1.0], str).breaks == (0.1, 0.25, 0.5, 0.75)


@pytest.mark.parametrize(("classes", "steps"), [(1, [3]), (2, [1, 5]), (3, [1, 3, 5]), (5, [1, 2, 3, 4, 5])])
def test_colours_are_spread_over_the_palette_as_the_map_spreads_them(classes, steps):
    assert steps_of(classes) == steps


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_limits_rise_and_leave_no_class_empty_at_the_ends(figures):
    breaks = breaks_of(figures)

    assert list(breaks) == sorted(set(breaks))
    assert all(min(figures) < limit <= max(figures) for limit in breaks)


@pytest.mark.parametrize(("number", "to_two_digits"), [(0, 0), (1234, 1200), (0.0456, 0.046), (99.6, 100)])
def test_limits_are_round(number, to_two_digits):
    assert rounded(number) == to_two_digits
