import shutil

import pytest

from twiza.conftest import NOW, TODAY
from twiza.rulesets.actions.shipped import load_shipped_rulesets
from twiza.rulesets.checking.problems import RulesetRefused
from twiza.rulesets.models import Ruleset, RulesetVersion, RuleSource
from twiza.rulesets.queries.versions import active_version, version_to_show
from twiza.rulesets.tests.shipped import FOLDER, names


@pytest.fixture
def folder(tmp_path):
    """Return a folder of two rulesets, with their sources, that a test may change."""
    for name in ("sources", "anthropometry", "eligibility_ma"):
        shutil.copy(FOLDER / f"{name}.yml", tmp_path)
    return tmp_path


def load(folder):
    return [version.ruleset.code for version in load_shipped_rulesets(folder=folder, at=NOW)]


def test_everything_shipped_is_loaded_as_a_draft_of_nobody(db):
    load_shipped_rulesets(folder=FOLDER, at=NOW)

    kept = {(one.state, one.ruleset.organisation_id, one.made_by, one.in_force_from) for one in versions()}
    assert sorted(one.ruleset.code for one in versions()) == names()
    assert kept == {("draft", None, None, None)}


def versions():
    return list(RulesetVersion.objects.select_related("ruleset"))


def test_loaded_twice_is_loaded_once(folder, db):
    assert load(folder) == ["anthropometry", "eligibility_ma"]

    assert load(folder) == []
    assert (Ruleset.objects.count(), RulesetVersion.objects.count()) == (2, 2)


def test_a_changed_file_becomes_a_draft_beside_the_one_that_is_in(folder, db):
    load(folder)
    text = (folder / "anthropometry.yml").read_text(encoding="utf-8")
    (folder / "anthropometry.yml").write_text(text.replace("lt_mm: 230", "lt_mm: 210"), encoding="utf-8")

    assert load(folder) == ["anthropometry"]

    both = RulesetVersion.objects.filter(ruleset__code="anthropometry").order_by("number")
    limits = [version.content["muac"][-1]["rule"]["lt_mm"] for version in both]
    assert (limits, both[1].based_on) == ([230, 210], both[0])


def test_a_mistake_in_one_file_keeps_all_of_them_out(folder, db):
    text = (folder / "eligibility_ma.yml").read_text(encoding="utf-8")
    (folder / "eligibility_ma.yml").write_text(text.replace("src: R35", "src: R999"), encoding="utf-8")

    with pytest.raises(RulesetRefused, match="R999"):
        load(folder)

    assert (RulesetVersion.objects.count(), RuleSource.objects.count()) == (0, 0)


def test_what_came_with_twiza_is_a_proposal_and_never_in_force(folder, db):
    load(folder)

    assert active_version("anthropometry", "INT", TODAY, organisation_id=None) is None
    assert version_to_show("anthropometry", "INT", TODAY, organisation_id=7).version == "draft-1"
