"""One story told once: lines that each professional reads instead of asking again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.accompaniment.models.recorded import Recorded


class Part(models.TextChoices):
    """Which part of the story a line belongs to: each is agreed to by itself."""

    STORY = "story", _("Her story")
    HEALTH = "health", _("Her health")


class StoryLine(Recorded):
    """Some sentences of the story, as they were told on a day."""

    part = models.CharField(max_length=10, choices=Part.choices)
    told_on = models.DateField()
    text = models.TextField()

    class Meta:
        db_table = "accompaniment_storyline"
