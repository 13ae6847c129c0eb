"""Decisions about photographs of a round: one shows an item, and can be removed for good."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.documents.evidence import EvidenceFile
from twiza.procedures.actions.details import person_of
from twiza.quality.actions.plan import ItemUnknown
from twiza.quality.actions.rounds import RoundNotYours, note_round, refuse_others
from twiza.quality.grid import grid_of
from twiza.quality.models import ItemPhoto, QualityRound

MOST_PHOTOS = 5
"""Of one item in one round."""
PHOTOGRAPH = "image/jpeg"


class NoPhotograph(DomainError):
    """What was sent is a document and no photograph."""


class TooManyPhotos(DomainError):
    """The item has as many photographs as are kept."""


@transaction.atomic
def attach_photo(
    *, id: uuid.UUID, round: QualityRound, item: str, photo: EvidenceFile, actor: Actor, at: dt.datetime
) -> ItemPhoto:
    """
    Attach a guarded photograph to an item of a round, once per `id`.

    Raises RoundNotYours, ItemUnknown, NoPhotograph, TooManyPhotos.
    """
    refuse_others(actor, round)
    known = ItemPhoto.objects.filter(pk=id).first()
    if known and known.round_id != round.pk:
        raise RoundNotYours(_("This round is not yours to write in. Ask whoever holds rounds at this centre."))
    if known:
        return known
    refuse_photo(round, item, photo)
    note_round(actor, round, "photo_attached", at)
    return ItemPhoto.objects.create(
        id=id, round=round, item=item, content=photo.content, made_at=at, made_by_id=person_of(actor)
    )


def refuse_photo(round: QualityRound, item: str, photo: EvidenceFile) -> None:
    """Raise ItemUnknown, NoPhotograph or TooManyPhotos where a photograph cannot be kept."""
    if item not in {one.code for one in grid_of(round.version.content).items}:
        raise ItemUnknown(_("The grid of this round has no such item. Choose one of the list."))
    if photo.content_type != PHOTOGRAPH:
        raise NoPhotograph(_("This is a document, not a photograph. Send a picture (JPEG or PNG)."))
    if round.photos.filter(item=item).count() >= MOST_PHOTOS:
        said = _("Item “%(item)s” has %(most)d photographs already. Remove one before you add another.")
        raise TooManyPhotos(said % {"item": item, "most": MOST_PHOTOS})


@transaction.atomic
def remove_photo(*, photo: ItemPhoto, actor: Actor, at: dt.datetime) -> None:
    """Remove a photograph with its bytes. Raises RoundNotYours."""
    refuse_others(actor, photo.round)
    note_round(actor, photo.round, "photo_removed", at)
    photo.delete()
