"""The example in docs/explanation/travel.md says what it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from twiza_planning import State

TEXT = (Path(__file__).parents[4] / "docs/explanation/travel.md").read_text(encoding="utf-8")


def test_the_documented_example_does_what_it_says():
    *lines, state, minutes = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL).group(1).strip().splitlines()
    names = {}
    exec("\n".join(lines), names)  # noqa: S102 -- our own text

    assert eval(state, names).tolist() == [State.REACHED, State.ON_BARRIER, State.OFF_RASTER]  # noqa: S307 -- our own
    assert eval(minutes, names).toarray().tolist() == [[pytest.approx(6.5 * 2**0.5 + 2)]]  # noqa: S307 -- our own
