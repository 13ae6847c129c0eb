"""Access to several services at once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.sparse import csr_array

from twiza_planning.access import AccessProblem, enhanced_floating_catchment
from twiza_planning.services import ServicesProblem, access_by_service

NONE = math.nan


def test_each_service_is_shared_among_those_who_need_it():
    minutes = csr_array(np.array([[5.0, 5.0], [0.0, 5.0]]))
    # Consultations and births; the first post has no midwife's room, the second has the room and no midwife.
    problem = ServicesProblem(np.array([[100.0, 10.0], [300.0, 30.0]]), np.array([[2.0, NONE], [4.0, 0.0]]), minutes)

    access = access_by_service(problem, within=60)

    assert access == pytest.approx(np.array([[2 / 100 + 4 / 400, 0], [4 / 400, 0]]))


def test_a_service_that_no_one_offers_within_reach_is_not_0():
    minutes = csr_array(np.array([[5.0, 70.0]]))
    problem = ServicesProblem(np.array([[100.0, 10.0]]), np.array([[2.0, NONE], [4.0, 1.0]]), minutes)

    access = access_by_service(problem, within=60)

    assert access.tolist()[0] == pytest.approx([2 / 100, NONE], nan_ok=True)


def test_several_services_are_as_one_after_the_other():
    random = np.random.default_rng(5)
    people, supply = random.uniform(0, 900, (40, 3)), random.uniform(0, 9, (12, 3))
    minutes = csr_array(random.uniform(0, 90, (40, 12)) * (random.uniform(size=(40, 12)) < 0.4))

    access = access_by_service(ServicesProblem(people, supply, minutes), within=40)

    for service in range(3):
        alone = AccessProblem(people[:, service], supply[:, service], minutes)
        assert access[:, service].tolist() == pytest.approx(
            enhanced_floating_catchment(alone, within=40).tolist(), rel=1e-12, nan_ok=True
        )


@pytest.mark.parametrize(
    ("populations", "supplies", "word"),
    [
        (np.ones((2, 2)), np.ones((2, 1)), "other services"),
        (np.ones(2), np.ones((2, 1)), "other services"),
        (np.ones((3, 1)), np.ones((2, 1)), "another shape"),
        (np.full((2, 1), math.nan), np.ones((2, 1)), "population"),
        (np.ones((2, 1)), np.full((2, 1), -1.0), "supply"),
    ],
)
def test_services_that_make_no_sense_are_refused(populations, supplies, word):
    with pytest.raises(ValueError, match=word):
        ServicesProblem(populations, supplies, csr_array((2, 2)))
