"""No indicator of care supply is forgotten: each is computed, or it is said why not."""

from __future__ import annotations

import yaml
from django.conf import settings

from twiza.indicators.registry import COMPUTATIONS, NOT_YET


def test_every_indicator_of_care_supply_is_computed_or_said_not_to_be():
    shipped = yaml.safe_load((settings.DATA / "rulesets" / "indicators.yml").read_text())
    codes = {row["id"] for row in shipped["indicators"] if row["sys"] == "S1"}

    assert codes == COMPUTATIONS.keys() | NOT_YET.keys()
    assert not COMPUTATIONS.keys() & NOT_YET.keys()


def test_every_indicator_of_care_supply_has_a_name_in_three_languages():
    shipped = yaml.safe_load((settings.DATA / "rulesets" / "indicators.yml").read_text())

    nameless = [row["id"] for row in shipped["indicators"] if row["sys"] == "S1" and not {"ar", "en"} <= row.keys()]

    assert nameless == []
