"""What somebody made of procedures: a file of the region with all that a file may hold."""

from __future__ import annotations

import io
import uuid

from django.core.files.base import ContentFile
from PIL import Image

from twiza.conftest import NOW
from twiza.procedures.actions.details import comment_on_file
from twiza.procedures.actions.files import PartyTerms, open_file
from twiza.procedures.actions.held import attach_piece, confirm_check
from twiza.procedures.models import File
from twiza.territory.models import Place
from twiza.web.tests.made.maker import HERE, Made, Maker


def files_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about files that move step by step."""
    file = opened_file(maker)
    one = {"file_id": file.pk}
    return {
        "procedure_file": one,
        "procedure_piece": one | {"piece_id": file.pieces.get().pk},
        "procedure_party": one | {"party_id": file.parties.get().pk},
        "procedure_need": one | {"requirement_id": file.version.requirements.get(code="checked").pk},
        "procedure_kind": {"version_id": file.version_id},
    }


def opened_file(maker: Maker) -> File:
    """Return a file of the region of HERE, with a comment, a witness, a picture and a check that is confirmed."""
    file = open_file(
        kind="permit",
        title=f"{maker.word}-dossier",
        opened_on=NOW.date(),
        anchor_on=None,
        actor=maker.actor,
        at=NOW,
        id=uuid.uuid4(),
        parties=(PartyTerms(0, label=f"{maker.word}-temoin"),),
        place_path=HERE,
    )
    comment_on_file(file=file, text=f"{maker.word}-avis", actor=maker.actor, at=NOW)
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    upload = ContentFile(picture.getvalue(), name=f"{maker.word}-piece.png")
    attach_piece(file=file, requirement=None, upload=upload, label="", actor=maker.actor, at=NOW)
    confirm_check(
        file=file,
        requirement=file.version.requirements.get(code="checked"),
        confirmed_on=NOW.date(),
        note=f"{maker.word}-avis",
        actor=maker.actor,
        at=NOW,
    )
    return file
