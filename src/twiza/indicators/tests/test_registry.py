"""No indicator of a system that is computed whole is forgotten: each is computed, or it is said why not."""

from __future__ import annotations

from typing import Any

import yaml
from django.conf import settings

from twiza.indicators.registry import COMPUTATIONS, NOT_YET, WHOLE_SYSTEMS


def shipped() -> list[dict[str, Any]]:
    content = yaml.safe_load((settings.DATA / "rulesets" / "indicators.yml").read_text())
    rows: list[dict[str, Any]] = content["indicators"]
    return rows


def test_every_indicator_of_these_systems_is_computed_or_said_not_to_be():
    codes = {row["id"] for row in shipped() if row["sys"] in WHOLE_SYSTEMS}

    assert codes == (COMPUTATIONS.keys() | NOT_YET.keys()) - {"DROIT_OUV", "DROIT_DELAI"}
    assert not COMPUTATIONS.keys() & NOT_YET.keys()


def test_every_indicator_that_is_named_here_has_a_name_in_three_languages():
    named = [row for row in shipped() if row["id"] in {*COMPUTATIONS, *NOT_YET}]

    assert len(named) == len({*COMPUTATIONS, *NOT_YET})
    assert [row["id"] for row in named if not {"ar", "en"} <= row.keys()] == []
