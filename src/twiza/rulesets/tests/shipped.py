"""The rulesets that came with Twiza, for tests."""

from functools import cache

from django.conf import settings

from twiza.rulesets.yaml_files import content_from_yaml

FOLDER = settings.DATA / "rulesets"


def names():
    """Return the codes of the shipped rulesets."""
    return sorted(path.stem for path in FOLDER.glob("*.yml") if path.stem != "sources")


@cache
def shipped(name):
    """Return the content of a shipped ruleset; whoever changes it copies it first."""
    return content_from_yaml((FOLDER / f"{name}.yml").read_text(encoding="utf-8"), file=name)
