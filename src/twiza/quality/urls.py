"""Doors to quality rounds."""

from __future__ import annotations

from django.urls import path

from twiza.quality.views import attendance, evolution, photos, plan, rounds

urlpatterns = [
    path("", rounds.quality_rounds, name="quality_rounds"),
    path("new/", rounds.quality_round_new, name="quality_round_new"),
    path("centres/", evolution.quality_centres, name="quality_centres"),
    path("centres/file.<str:kind>", evolution.quality_centres_export, name="quality_centres_export"),
    path("centres/<uuid:facility_id>/", evolution.quality_evolution, name="quality_evolution"),
    path(
        "centres/<uuid:facility_id>/file.<str:kind>",
        evolution.quality_evolution_export,
        name="quality_evolution_export",
    ),
    path("centres/<uuid:facility_id>/attendance/", attendance.quality_attendance, name="quality_attendance"),
    path("<uuid:round_id>/", rounds.quality_round, name="quality_round"),
    path("<uuid:round_id>/report.pdf", rounds.quality_round_pdf, name="quality_round_pdf"),
    path("<uuid:round_id>/actions/new/", plan.quality_action_new, name="quality_action_new"),
    path("<uuid:round_id>/photos/new/", photos.quality_photo_new, name="quality_photo_new"),
    path("<uuid:round_id>/photos/<uuid:photo_id>.jpg", photos.quality_photo, name="quality_photo"),
    path("<uuid:round_id>/photos/<uuid:photo_id>/remove/", photos.quality_photo_remove, name="quality_photo_remove"),
    path("<uuid:round_id>/sheets/new/", rounds.quality_sheet_new, name="quality_sheet_new"),
    path("<uuid:round_id>/sheets/<uuid:assessor_id>/", rounds.quality_sheet, name="quality_sheet"),
]
