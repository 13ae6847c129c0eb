"""Doors to awareness sessions, their topics, and the figures of activities."""

from __future__ import annotations

from django.urls import path

from twiza.activities.views import awareness, figures, topics

ONE = "sessions/<uuid:session_id>"

urlpatterns = [
    path("", figures.figures, name="activity_figures"),
    path("file.<str:kind>", figures.figures_export, name="activity_figures_export"),
    path("sessions/", awareness.session_list, name="awareness_sessions"),
    path("sessions/file.<str:kind>", awareness.sessions_export, name="awareness_sessions_export"),
    path("sessions/new/", awareness.session_new, name="awareness_session_new"),
    path(f"{ONE}/", awareness.session_detail, name="awareness_session"),
    path(f"{ONE}/change/", awareness.session_change, name="awareness_session_change"),
    path(f"{ONE}/withdraw/", awareness.session_withdraw, name="awareness_session_withdraw"),
    path(f"{ONE}/restore/", awareness.session_restore, name="awareness_session_restore"),
    path(f"{ONE}/people/", awareness.session_person_add, name="awareness_person_new"),
    path(f"{ONE}/people/<uuid:person_id>/remove/", awareness.session_person_remove, name="awareness_person_remove"),
    path("topics/", topics.topic_list, name="awareness_topics"),
    path("topics/<uuid:topic_id>/", topics.topic_change, name="awareness_topic"),
    path("topics/<uuid:topic_id>/retire/", topics.topic_retire, name="awareness_topic_retire"),
]
