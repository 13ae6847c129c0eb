"""The documented location problem gives the documented answer."""

from __future__ import annotations

import json
import re
from pathlib import Path

from twiza_planning.cli import main

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "file-formats.md"


def example(name):
    return re.search(rf"```json {name}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL).group(1)


def test_the_documented_answer_is_what_is_found(tmp_path):
    (tmp_path / "problem").write_text(example("location"))

    code = main(["locate", str(tmp_path / "problem"), "--out", str(tmp_path / "answer")])

    found, documented = json.loads((tmp_path / "answer").read_text()), json.loads(example("location-answer"))
    assert code == 0
    assert list(found) == list(documented)
    assert found | {"seconds": 0} == documented | {"seconds": 0}
