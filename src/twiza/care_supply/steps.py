"""The steps of a version of a plan, as the kind shipped with Twiza names them (data/procedures)."""

from __future__ import annotations

KIND = "care_supply_plan"
DRAFT, DISCUSSED, ADOPTED, PUBLISHED = "draft", "under_discussion", "adopted", "published"
REPLACED, GIVEN_UP = "replaced", "given_up"

OPEN = (DRAFT, DISCUSSED)
"""Where lines may be changed. At a step of any other code, one that somebody added included, they stand still."""
CLOSED = (PUBLISHED, REPLACED, GIVEN_UP)
"""From where the next version may begin."""
