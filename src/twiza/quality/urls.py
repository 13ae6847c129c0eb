"""Doors to quality rounds."""

from __future__ import annotations

from django.urls import path

from twiza.quality import views

urlpatterns = [
    path("", views.quality_rounds, name="quality_rounds"),
    path("new/", views.quality_round_new, name="quality_round_new"),
    path("<uuid:round_id>/", views.quality_round, name="quality_round"),
    path("<uuid:round_id>/sheets/new/", views.quality_sheet_new, name="quality_sheet_new"),
    path("<uuid:round_id>/sheets/<uuid:assessor_id>/", views.quality_sheet, name="quality_sheet"),
]
