"""Large models in steps: whatever is left out, no solution passes the bound."""

import numpy as np
import pytest

from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.highs import maximise
from twiza_planning.caravans.model import Model
from twiza_planning.caravans.restrict import SMALL, maximise_in_steps
from twiza_planning.caravans.watch import Watch

PURSES = 2


def effort_of(seed):
    return Effort(Watch(seconds=60.0), gap=1e-9, seed=seed)


def purses_at_random(seed, count=SMALL + 500):
    """A choice of things that fit in three purses; worth and sizes go together, so that reduced costs are close."""
    random = np.random.default_rng(seed)
    sizes = random.integers(200, 400, (PURSES, count))
    model = Model()
    for worth in sizes.mean(axis=0) + random.integers(0, 150, count):
        model.add_column(worth=float(worth), upper=1.0, integer=True)
    for purse in sizes:
        model.add_row(range(count), purse.astype(float), upper=float(300 * 6))
    return model


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("many", [20, 200, SMALL])
def test_no_solution_passes_the_bound_whatever_is_left_out(seed, many):
    model = purses_at_random(seed)
    best = maximise(model, effort_of(seed))

    answer = maximise_in_steps(model, np.arange(len(model.worth)), effort_of(seed), many=many)

    assert model.worth_of(answer.columns) <= model.worth_of(best.columns) + 1e-6
    assert answer.bound >= model.worth_of(best.columns) - 1e-6


def test_what_can_be_weighed_at_once_is_proven():
    model = purses_at_random(1)
    best = maximise(model, effort_of(1))

    answer = maximise_in_steps(model, np.arange(len(model.worth)), effort_of(1))

    assert model.worth_of(answer.columns) == pytest.approx(model.worth_of(best.columns))
    assert answer.bound == pytest.approx(model.worth_of(best.columns))
