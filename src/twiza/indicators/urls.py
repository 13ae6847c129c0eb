"""Doors to indicators."""

from django.urls import path

from twiza.indicators import views

urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("file.<str:kind>", views.indicators_export, name="indicators_export"),
    path("kept/<uuid:kept_id>/take-back/", views.kept_take_back, name="kept_take_back"),
    path("<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/keep/", views.indicator_keep, name="indicator_keep"),
    path("<slug:code>/file.<str:kind>", views.indicator_export, name="indicator_export"),
]
