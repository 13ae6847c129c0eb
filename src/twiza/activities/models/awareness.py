"""Awareness sessions: how many contacts there were, and who came where that is known."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.activities.models.topic import Topic
from twiza.core.ids import new_id
from twiza.organisations.models import Organisation
from twiza.territory.models import Place

GROUPS = ("women", "men", "girls", "boys", "unknown")
"""The fields in which contacts are counted."""


class Group(models.TextChoices):
    """Whom a mark on a list stands for."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    GIRL = "girl", _("Girl")
    BOY = "boy", _("Boy")
    UNKNOWN = "unknown", pgettext_lazy("woman, man, girl or boy", "Not known")


class AgeBand(models.TextChoices):
    """How old somebody seems; nobody is asked for her date of birth."""

    UNDER_15 = "0-14", _("Under 15 years")
    UNDER_25 = "15-24", _("15 to 24 years")
    UNDER_50 = "25-49", _("25 to 49 years")
    OLDER = "50+", _("50 years and over")


class AwarenessSession(models.Model):
    """
    A session with people of a place: planned while no contact is counted, held once some are, even none.

    Contacts are counted apart (`women` … `unknown`; None: nobody counted them). They are never added to the people of
    its list: who comes to three sessions makes three contacts, and is one person. `held_by` is who records it;
    `facilitators` are the others who held it, one a line. `search_text` is how its words and its place sound.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="awareness_sessions")
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="awareness_sessions")
    held_on = models.DateField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="awareness_sessions")
    place_words = models.CharField(max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, related_name="sessions", db_table="activities_session_topic")
    topic_words = models.CharField(max_length=200, blank=True)
    facilitators = models.TextField(blank=True)
    women = models.PositiveIntegerField(null=True, blank=True)
    men = models.PositiveIntegerField(null=True, blank=True)
    girls = models.PositiveIntegerField(null=True, blank=True)
    boys = models.PositiveIntegerField(null=True, blank=True)
    unknown = models.PositiveIntegerField(null=True, blank=True)
    notes = models.TextField(blank=True)
    search_text = models.TextField()
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_for = models.TextField(blank=True)

    class Meta:
        db_table = "activities_session"
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_for=""),
                name="activities_session_withdrawn_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-held_on", "-id"], name="activities_session_newest")]

    @property
    def contacts(self) -> int | None:
        """How many contacts were counted; None before any was."""
        counted = [number for name in GROUPS if (number := getattr(self, name)) is not None]
        return sum(counted) if counted else None


class AwarenessPerson(models.Model):
    """
    Somebody on the list of a session: a first name or a nickname, an age, a card code, or nothing but a mark.

    `card_code` is the code of a household's card, which tells people of several sessions apart; without one nobody
    knows whether she came before. `sound` is how the name sounds.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(AwarenessSession, on_delete=models.CASCADE, related_name="people")
    group = models.CharField(max_length=8, choices=Group.choices)
    name = models.CharField(max_length=80, blank=True)
    sound = models.CharField(max_length=120, blank=True)
    age_band = models.CharField(max_length=6, choices=AgeBand.choices, blank=True)
    card_code = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "activities_session_person"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "card_code", "group", "sound"],
                condition=~Q(card_code="") & Q(removed_at=None),
                name="activities_session_person_once",
            ),
        ]
