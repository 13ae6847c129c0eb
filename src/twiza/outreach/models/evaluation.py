"""A caravan looked back at: by the people it came for, by partners, by its team; each apart, never averaged."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.evidence import Evidence
from twiza.core.ids import new_id
from twiza.outreach.models.caravan import Caravan

SCORE_MAX = 4


class EvaluationBy(models.TextChoices):
    """Who evaluates."""

    PEOPLE = "people", _("The people it came for")
    PARTNERS = "partners", _("The partners")
    TEAM = "team", _("The team")


class EvaluationCriterion(models.Model):
    """Something scored from 1 to 4, as rows; `by` lists those who are asked about it."""

    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField(_("names"))
    by = models.JSONField()
    evidence = models.CharField(max_length=20, choices=Evidence.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "outreach_evaluationcriterion"


class Evaluation(models.Model):
    """
    One meeting that looked back at a caravan, with one of those who evaluate.

    `women` and `men` are how many took part, None where nobody counted. `said_back` is what was answered to those who
    spoke, on `said_back_on`. One that is taken out keeps its row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    caravan = models.ForeignKey(Caravan, on_delete=models.PROTECT, related_name="evaluations")
    by = models.CharField(_("evaluated by"), max_length=10, choices=EvaluationBy.choices)
    held_on = models.DateField(_("held on"))
    way = models.CharField(_("how"), max_length=200, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True)
    men = models.PositiveIntegerField(_("men"), null=True)
    went_well = models.TextField(_("what went well"), blank=True)
    to_change = models.TextField(_("what to change"), blank=True)
    next_asked_on = models.DateField(_("next date asked for"), null=True)
    said_back = models.TextField(_("what was answered to them"), blank=True)
    said_back_on = models.DateField(_("answered on"), null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outreach_evaluation"
        constraints = [
            models.CheckConstraint(
                condition=Q(said_back_on__isnull=True) | ~Q(said_back=""),
                name="outreach_evaluation_said_back_something",
            )
        ]


class EvaluationScore(models.Model):
    """How an evaluation scores one criterion, from 1 (not at all) to 4 (entirely)."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(EvaluationCriterion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(_("score"))

    class Meta:
        db_table = "outreach_evaluationscore"
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="outreach_evaluationscore_once"),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=SCORE_MAX), name="outreach_evaluationscore_is_of_four"
            ),
        ]


class EvaluationDecision(models.Model):
    """What was decided, who does it and until when; `done_on` once it is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField(_("decision"), max_length=300)
    owner = models.CharField(_("who does it"), max_length=120)
    due_on = models.DateField(_("until"))
    done_on = models.DateField(_("done on"), null=True)

    class Meta:
        db_table = "outreach_evaluationdecision"
