"""Finding what a request is about: what the actor may not see does not exist."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404

from twiza.accounts.requests import Request
from twiza.procedures.homes import home_of
from twiza.procedures.models import File, KindVersion, Party, Piece, Requirement
from twiza.procedures.queries.files import files_of
from twiza.procedures.queries.kinds import versions_of


def file_for(request: Request, file_id: uuid.UUID) -> File:
    """Return a file that the actor may see. Raises Http404."""
    return get_object_or_404(files_of(request.actor).select_related("opened_by"), pk=file_id)


def file_to_move(request: Request, file_id: uuid.UUID) -> File:
    """Return a file that the actor may see and that has no page of another house to be moved on. Raises Http404."""
    file = file_for(request, file_id)
    if home_of(file):
        raise Http404
    return file


def piece_for(file: File, piece_id: uuid.UUID) -> Piece:
    """Return a document of a file. Raises Http404."""
    return get_object_or_404(file.pieces.select_related("content", "requirement"), pk=piece_id)


def party_for(file: File, party_id: int) -> Party:
    """Return an organisation taking part in a file. Raises Http404."""
    return get_object_or_404(file.parties, pk=party_id)


def requirement_for(file: File, requirement_id: int) -> Requirement:
    """Return what the kind of a file asks for. Raises Http404."""
    return get_object_or_404(Requirement, pk=requirement_id, version=file.version_id)


def version_for(request: Request, version_id: int) -> KindVersion:
    """Return a version of a kind that the actor may look at. Raises Http404."""
    return get_object_or_404(versions_of(request.actor).select_related("activated_by", "made_by"), pk=version_id)
