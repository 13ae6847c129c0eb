"""
A synthetic country of Morocco's size, by seed: where people live, where care is, what the ground costs.

The figures of the planning engine are measured on seed 1; other seeds make other countries of the same kind.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

Array = npt.NDArray[np.float64]
LOCALITIES, FACILITIES, TOWNS, CLUSTERS = 33_000, 2_900, 400, 400
PEOPLE = 37e6
SIDE_KM = 1300.0
ROADS = 500
WALKING_KMH = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """Localities and facilities (rows (x, y) in km), people by locality, staff by facility."""

    localities: Array
    people: Array
    facilities: Array
    staff: Array


def make_country(seed: int) -> Country:
    """Return a country: four douars in five around clusters, the rest spread; care where people are, mostly."""
    random = np.random.default_rng(seed)
    centres = places_in_band(random, CLUSTERS)
    pull = random.pareto(1.1, CLUSTERS) + 0.2
    gathered = int(LOCALITIES * 0.8)
    chosen = random.choice(CLUSTERS, gathered, replace=True, p=pull / pull.sum())
    around = centres[chosen] + random.normal(0, 18, (gathered, 2))
    localities = np.clip(np.concatenate([around, places_in_band(random, LOCALITIES - gathered)]), 0, SIDE_KM)
    people = people_by_locality(random)
    attraction = np.sqrt(people)
    sites = random.choice(LOCALITIES, FACILITIES, replace=False, p=attraction / attraction.sum())
    facilities = localities[sites] + random.normal(0, 0.5, (FACILITIES, 2))
    return Country(localities, people, facilities, random.integers(1, 12, FACILITIES).astype(float))


def places_in_band(random: np.random.Generator, count: int) -> Array:
    """Return places in a band from south-west to north-east, narrower here and wider there."""
    found = np.zeros((0, 2))
    while len(found) < count:
        tried = random.uniform(0, SIDE_KM, (count * 3, 2))
        off_axis = np.abs(tried[:, 0] - tried[:, 1]) / np.sqrt(2)
        found = np.concatenate([found, tried[off_axis < 130 + 60 * np.sin(tried[:, 0] / 200)]])
    return found[:count]


def people_by_locality(random: np.random.Generator) -> Array:
    """Return people: small douars, and towns as unlike as towns are."""
    people = np.exp(random.normal(5.9, 0.9, LOCALITIES))
    towns = random.choice(LOCALITIES, TOWNS, replace=False)
    people[towns] = 2e4 * (random.pareto(1.2, TOWNS) + 1)
    return np.round(people * PEOPLE / people.sum()) + 1


def make_friction(seed: int, side: int = 1300) -> Array:
    """Return minutes per km on cells of 1 km: walking, slower on relief, and roads."""
    random = np.random.default_rng(seed)
    relief = gaussian_filter(random.normal(size=(side, side)), 12)
    relief = (relief - relief.min()) / (relief.max() - relief.min())
    friction = 60 / WALKING_KMH * (1 + 2 * relief**3)
    for _ in range(ROADS):
        start = random.uniform(0, side - 1, 2)
        end = np.clip(start + random.normal(0, 90, 2), 0, side - 1)
        count = int(np.hypot(*(end - start)) * 2) + 2
        along = np.linspace(0, 1, count)
        bend = 3 * np.sin(along * 20)
        rows, columns = ((start[k] + (end[k] - start[k]) * along + (bend if k == 0 else 0)) for k in (0, 1))
        road = rows.clip(0, side - 1).astype(int), columns.clip(0, side - 1).astype(int)
        friction[road] = 60 / random.choice([30, 50, 80])
    return friction


def pairs_within(country: Country, km: float) -> csr_array:
    """Return the kilometres of each pair of locality and facility, a row a locality."""
    pairs = cKDTree(country.localities).sparse_distance_matrix(cKDTree(country.facilities), km, output_type="ndarray")
    places = pairs["i"].astype(np.int32), pairs["j"].astype(np.int32)
    return csr_array((pairs["v"], places), shape=(LOCALITIES, FACILITIES))
