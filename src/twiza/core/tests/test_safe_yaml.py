"""YAML that could take the reader down is refused before it is built."""

import pytest
import yaml

from twiza.core.safe_yaml import MOST_DEPTH, TooDeep, plain_yaml


def test_plain_values_are_read():
    assert plain_yaml("a: [1, {b: deux}]") == {"a": [1, {"b": "deux"}]}


def test_as_deep_as_ours_is_read_and_no_deeper():
    assert plain_yaml("[" * MOST_DEPTH + "]" * MOST_DEPTH)

    with pytest.raises(TooDeep):
        plain_yaml("[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1))


@pytest.mark.parametrize("text", ["[" * 1_000_000, "{a: " * 1_000_000, "- " * 1_000_000])
def test_a_million_levels_take_nothing_down(text):
    with pytest.raises(TooDeep):
        plain_yaml(text)


@pytest.mark.parametrize("text", ["a: [", "!!python/object/apply:os.system [id]", "\tx: 1"])
def test_what_is_no_plain_yaml_is_refused(text):
    with pytest.raises(yaml.YAMLError):
        plain_yaml(text)
