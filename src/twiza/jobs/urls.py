"""Doors to one's own jobs."""

from django.urls import path

from twiza.jobs import views

urlpatterns = [
    path("", views.job_list, name="job_list"),
    path("<uuid:job_id>/progress/", views.job_progress, name="job_progress"),
    path("<uuid:job_id>/cancel/", views.job_cancel, name="job_cancel"),
]
