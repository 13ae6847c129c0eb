"""Doors to files that move step by step, and to their kinds."""

from __future__ import annotations

from django.urls import path

from twiza.procedures.views import acts, held, kinds, lists

urlpatterns = [
    path("", lists.files, name="procedure_files"),
    path("file.<str:kind>", lists.files_export, name="procedure_files_export"),
    path("waiting/", lists.waiting, name="waiting"),
    path("delays/", lists.delays, name="procedure_delays"),
    path("delays/file.<str:kind>", lists.delays_export, name="procedure_delays_export"),
    path("new/", lists.file_new, name="procedure_file_new"),
    path("kinds/", kinds.kinds, name="procedure_kinds"),
    path("kinds/new/", kinds.kind_upload, name="procedure_kind_upload"),
    path("kinds/<int:version_id>/", kinds.kind_version, name="procedure_kind_version"),
    path("kinds/<int:version_id>/kind.yml", kinds.kind_export, name="procedure_kind_export"),
    path("kinds/<int:version_id>/activate/", kinds.kind_activate, name="procedure_kind_activate"),
    path("kinds/<int:version_id>/forget/", kinds.kind_forget, name="procedure_kind_forget"),
    path("<uuid:file_id>/", lists.file_detail, name="procedure_file"),
    path("<uuid:file_id>/move/", acts.file_move, name="procedure_file_move"),
    path("<uuid:file_id>/take-back/", acts.file_take_back, name="procedure_file_take_back"),
    path("<uuid:file_id>/owner/", acts.file_owner, name="procedure_file_owner"),
    path("<uuid:file_id>/due/", acts.file_due, name="procedure_file_due"),
    path("<uuid:file_id>/anchor/", acts.file_anchor, name="procedure_file_anchor"),
    path("<uuid:file_id>/title/", acts.file_title, name="procedure_file_title"),
    path("<uuid:file_id>/comments/", acts.file_comment, name="procedure_file_comment"),
    path("<uuid:file_id>/parties/", acts.file_party, name="procedure_file_party"),
    path("<uuid:file_id>/parties/<int:party_id>/remove/", acts.file_party_remove, name="procedure_file_party_remove"),
    path("<uuid:file_id>/needs/<int:requirement_id>/", held.file_need, name="procedure_file_need"),
    path(
        "<uuid:file_id>/needs/<int:requirement_id>/withdraw/",
        held.file_check_withdraw,
        name="procedure_file_check_withdraw",
    ),
    path("<uuid:file_id>/pieces/", held.file_piece_attach, name="procedure_file_piece_attach"),
    path("<uuid:file_id>/pieces/<uuid:piece_id>/", held.file_piece, name="procedure_file_piece"),
    path(
        "<uuid:file_id>/pieces/<uuid:piece_id>/withdraw/",
        held.file_piece_withdraw,
        name="procedure_file_piece_withdraw",
    ),
    path(
        "<uuid:file_id>/pieces/<uuid:piece_id>/restore/", held.file_piece_restore, name="procedure_file_piece_restore"
    ),
]
