"""Which measure computes which indicator, in which words, and what its records are."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

from twiza.indicators.registry.accompaniment import ACCOMPANIMENT
from twiza.indicators.registry.care_supply import CARE_SUPPLY, CARE_SUPPLY_NOT_YET
from twiza.indicators.registry.computation import Computation
from twiza.indicators.registry.families import FAMILIES, FAMILIES_NOT_YET

COMPUTATIONS: Mapping[str, Computation] = {**CARE_SUPPLY, **FAMILIES, **ACCOMPANIMENT}
NOT_YET: Mapping[str, Promise] = {**CARE_SUPPLY_NOT_YET, **FAMILIES_NOT_YET}
"""Why an indicator cannot be computed yet."""
WHOLE_SYSTEMS = frozenset({"S1", "S2"})
"""The systems of which every indicator is computed here, or said why not."""
