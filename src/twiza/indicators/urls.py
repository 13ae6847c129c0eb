"""Doors to indicators."""

from django.urls import path

from twiza.indicators.views import figures, published, records, targets

urlpatterns = [
    path("", figures.indicators, name="indicators"),
    path("file.<str:kind>", figures.indicators_export, name="indicators_export"),
    path("published/", published.published, name="published_figures"),
    path("published/file.<str:kind>", published.published_export, name="published_figures_export"),
    path("kept/<uuid:kept_id>/publish/", published.kept_publish, name="kept_publish"),
    path("kept/<uuid:kept_id>/take-back/", figures.kept_take_back, name="kept_take_back"),
    path("targets/", targets.targets, name="targets"),
    path("targets/file.<str:kind>", targets.targets_export, name="targets_export"),
    path("targets/keep/", targets.targets_keep, name="targets_keep"),
    path("targets/<slug:code>/", targets.target, name="target"),
    path("<slug:code>/", figures.indicator, name="indicator"),
    path("<slug:code>/records/", records.indicator_records, name="indicator_records"),
    path("<slug:code>/keep/", figures.indicator_keep, name="indicator_keep"),
    path("<slug:code>/file.<str:kind>", figures.indicator_export, name="indicator_export"),
]
