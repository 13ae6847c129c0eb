"""What a scenario says, in plain words."""

from __future__ import annotations

from django.utils.translation import ngettext

from twiza.access.figures import as_number, as_percent
from twiza.access.looks import Sight
from twiza.access.models import ASSUMED, AccessScenario


def sentences_of(sight: Sight) -> list[str]:
    """Return what is seen of a scenario's area, a sentence a figure; a figure that does not exist says nothing."""
    scenario, total = sight.scenario, sight.total
    far = people_beyond_minutes(scenario, scenario.far_minutes, total.beyond_far_minutes, total.far_minutes_share)
    if not sight.is_as_kept:
        return [far] if far else []
    said = [
        people_beyond_minutes(scenario, scenario.near_minutes, total.beyond_near_minutes, total.near_minutes_share),
        far,
        people_beyond_km(scenario.near_km, total.beyond_near_km, total.near_km_share),
        people_beyond_km(scenario.far_km, total.beyond_far_km, total.far_km_share),
    ]
    return [sentence for sentence in said if sentence]


def people_beyond_minutes(scenario: AccessScenario, minutes: float, people: int | None, share: float | None) -> str:
    """Return how many people are farther than some minutes from care; empty when it is not known."""
    if people is None or share is None:
        return ""
    named = {"people": as_number(people), "share": as_percent(share), "minutes": as_number(minutes)}
    if scenario.basis in ASSUMED:
        return (
            ngettext(
                "%(people)s person (%(share)s) is more than %(minutes)s minutes from an assumed reference hospital.",
                "%(people)s people (%(share)s) are more than %(minutes)s minutes from an assumed reference hospital.",
                people,
            )
            % named
        )
    return (
        ngettext(
            "%(people)s person (%(share)s) is more than %(minutes)s minutes from a listed facility.",
            "%(people)s people (%(share)s) are more than %(minutes)s minutes from a listed facility.",
            people,
        )
        % named
    )


def people_beyond_km(km: float, people: int | None, share: float | None) -> str:
    """Return how many people are farther than some kilometres of road from care; empty when it is not known."""
    if people is None or share is None:
        return ""
    return ngettext(
        "%(people)s person (%(share)s) is more than %(km)s km by road from a listed facility.",
        "%(people)s people (%(share)s) are more than %(km)s km by road from a listed facility.",
        people,
    ) % {"people": as_number(people), "share": as_percent(share), "km": as_number(km)}
