from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza.rulesets.comparing import Change, ChangeKind, difference
from twiza.rulesets.tests.shipped import names, shipped


@pytest.mark.parametrize("name", names())
def test_a_content_does_not_differ_from_itself(name):
    assert difference(shipped(name), deepcopy(shipped(name))) == []


def test_differences_are_named_by_the_row_and_the_value():
    new = deepcopy(shipped("vaccines_ma"))
    new["doses"][2]["max"] = "30d"
    del new["doses"][1]
    new["doses"].append({"dose": "X", "antigen": "VPO", "due": "1y"})
    new["supplements"].reverse()
    before = ["VITA1", "VITA2", "VITA3", "VITD1"]

    assert difference(shipped("vaccines_ma"), new) == [
        Change("doses.VPO0.max", ChangeKind.CHANGED, "28d", "30d"),
        Change("doses.X", ChangeKind.ADDED, None, {"dose": "X", "antigen": "VPO", "due": "1y"}),
        Change("doses.BCG", ChangeKind.REMOVED, shipped("vaccines_ma")["doses"][1], None),
        Change("supplements", ChangeKind.MOVED, before, before[::-1]),
    ]


def test_a_norm_that_is_set_differs_from_one_that_is_not():
    changes = difference({"a": {"b": None}}, {"a": {"b": 0}})

    assert changes == [Change("a.b", ChangeKind.CHANGED, None, 0)]


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.text("ab", max_size=2)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)),
    max_leaves=8,
)
CONTENTS = st.dictionaries(st.sampled_from("xyz"), PLAIN, max_size=3)


@given(old=CONTENTS, new=CONTENTS)
def test_two_contents_differ_where_and_only_where_they_are_not_the_same(old, new):
    if not difference(old, new):
        assert (old, difference(new, old)) == (new, [])


@given(old=CONTENTS, new=CONTENTS)
def test_what_one_way_adds_the_other_way_removes(old, new):
    there = {change.path for change in difference(old, new) if change.kind == ChangeKind.ADDED}
    back = {change.path for change in difference(new, old) if change.kind == ChangeKind.REMOVED}

    assert there == back
