"""Decisions about topics: add one, name it anew, retire it, take it up again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Facts
from twiza.activities.actions.acting import note, organisation_of, refuse_known_elsewhere, refuse_others
from twiza.activities.models import Topic
from twiza.activities.rules import KEEP_TOPICS
from twiza.core.errors import InputError


class TopicWithoutName(InputError):
    """A topic has a name in French or in Arabic."""


@transaction.atomic
def add_topic(*, id: uuid.UUID, names: Mapping[str, str], actor: Actor, at: dt.datetime) -> Topic:
    """Add a topic at the end of the list, once under one id. Raises TopicWithoutName or NotYours."""
    organisation_id = organisation_of(actor)
    refuse_others(actor, KEEP_TOPICS, Facts(organisation_id=organisation_id))
    known = Topic.objects.filter(pk=id).first()
    if known is not None:
        refuse_known_elsewhere(is_same=known.organisation_id == organisation_id)
        return known
    last = Topic.objects.filter(organisation_id=organisation_id).aggregate(last=Max("position"))["last"]
    topic = Topic(id=id, organisation_id=organisation_id, names=named(names), position=(last or 0) + 1)
    topic.save(force_insert=True)
    note(actor, KEEP_TOPICS, "awareness_topic", topic.pk, "added", at)
    return topic


@transaction.atomic
def name_topic(*, topic: Topic, names: Mapping[str, str], actor: Actor, at: dt.datetime) -> Topic:
    """Give a topic other names. Raises TopicWithoutName or NotYours."""
    refuse_others_topic(topic, actor)
    topic.names = named(names)
    topic.save(update_fields=["names"])
    note(actor, KEEP_TOPICS, "awareness_topic", topic.pk, "named", at)
    return topic


@transaction.atomic
def retire_topic(*, topic: Topic, actor: Actor, at: dt.datetime) -> Topic:
    """Offer a topic no more; the sessions that were about it keep it."""
    refuse_others_topic(topic, actor)
    topic.retired_at = at
    topic.save(update_fields=["retired_at"])
    note(actor, KEEP_TOPICS, "awareness_topic", topic.pk, "retired", at)
    return topic


@transaction.atomic
def take_topic_up_again(*, topic: Topic, actor: Actor, at: dt.datetime) -> Topic:
    """Offer a retired topic again."""
    refuse_others_topic(topic, actor)
    topic.retired_at = None
    topic.save(update_fields=["retired_at"])
    note(actor, KEEP_TOPICS, "awareness_topic", topic.pk, "taken_up_again", at)
    return topic


def refuse_others_topic(topic: Topic, actor: Actor) -> None:
    """Raise NotYours for a topic of another organisation."""
    is_own = topic.organisation_id == organisation_of(actor)
    refuse_others(actor if is_own else Actor(), KEEP_TOPICS, Facts(organisation_id=topic.organisation_id))


def named(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names that are given. Raises TopicWithoutName."""
    given = {language: name.strip() for language, name in names.items() if name.strip()}
    if not given:
        raise TopicWithoutName(_("Give the topic a name in French or in Arabic."))
    return given
