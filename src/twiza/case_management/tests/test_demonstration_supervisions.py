"""The supervisions of a demonstration: the same for a seed, none held on a day to come, one planned for each agent."""

from __future__ import annotations

from django.conf import settings

from twiza.accounts.rules import Role
from twiza.case_management.demonstration.supervisions import make_supervisions
from twiza.case_management.models import SupervisionMark, SupervisionRecord
from twiza.conftest import NOW, TODAY
from twiza.rulesets.actions.shipped import content_from_file, kept_if_new


def test_each_agent_is_accompanied_every_few_months_and_once_more_soon(aminata, supervisor, make_person, association):
    checklist = kept_if_new(content_from_file(settings.DATA / "rulesets" / "supervision_checklist.yml"), NOW)
    agents = [aminata, make_person("Kadiatou", association, Role.FIELD_AGENT)]
    asked = {"agents": agents, "checklist": checklist, "months": 12, "actor": supervisor, "at": NOW, "seed": 7}

    made, again = make_supervisions(**asked), make_supervisions(**asked)

    to_come = [one.agent for one in made if one.planned_on > TODAY]
    held = SupervisionRecord.objects.filter(supervision__in=made)
    assert (again, to_come, len(made)) == (made, agents, 11)
    assert 0 < held.count() <= 9
    assert not held.filter(held_on__gte=TODAY).exists()
    assert set(SupervisionMark.objects.values_list("seen", flat=True)) == {"well", "improve", "not_seen"}
