"""Doors to awareness sessions, trainings, and the figures of both."""

from __future__ import annotations

from django.urls import path

from twiza.activities.views import attendance, awareness, figures, interviews, modules, participants, topics, trainings

ONE = "sessions/<uuid:session_id>"
TRAINING = "trainings/<uuid:training_id>"
DAY = f"{TRAINING}/days/<uuid:day_id>"
PART = f"{TRAINING}/people/<uuid:participation_id>"

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
    path("interviews/", interviews.interview_list, name="parent_interviews"),
    path("interviews/file.<str:kind>", interviews.interviews_export, name="parent_interviews_export"),
    path("interviews/new/", interviews.interview_new, name="parent_interview_new"),
    path(
        "interviews/<uuid:interview_id>/take-back/", interviews.interview_take_back, name="parent_interview_take_back"
    ),
    path("trainings/", trainings.training_list, name="trainings"),
    path("trainings/file.<str:kind>", trainings.trainings_export, name="trainings_export"),
    path("trainings/new/", trainings.training_new, name="training_new"),
    path("trainings/observations/", participants.observations, name="training_observations"),
    path(f"{TRAINING}/", trainings.training_detail, name="training"),
    path(f"{TRAINING}/change/", trainings.training_change, name="training_change"),
    path(f"{TRAINING}/withdraw/", trainings.training_withdraw, name="training_withdraw"),
    path(f"{TRAINING}/restore/", trainings.training_restore, name="training_restore"),
    path(f"{TRAINING}/people.<str:kind>", trainings.participants_export, name="training_people_export"),
    path(f"{TRAINING}/days/new/", trainings.training_day_new, name="training_day_new"),
    path(f"{DAY}/", attendance.training_day, name="training_day"),
    path(f"{DAY}/change/", trainings.training_day_change, name="training_day_change"),
    path(f"{DAY}/file/", attendance.training_day_file, name="training_day_file"),
    path(f"{DAY}/sheet.pdf", attendance.training_day_sheet, name="training_day_sheet"),
    path(f"{TRAINING}/people/new/", participants.participant_new, name="training_person_new"),
    path(
        f"{TRAINING}/people/enrol/<uuid:professional_id>/",
        participants.participant_enrol,
        name="training_person_enrol",
    ),
    path(f"{PART}/", participants.participant, name="training_person"),
    path(f"{PART}/observe/", participants.participant_observe, name="training_person_observe"),
    path(f"{PART}/remove/", participants.participant_remove, name="training_person_remove"),
    path("modules/", modules.module_list, name="training_modules"),
    path("modules/<uuid:module_id>/", modules.module_change, name="training_module"),
    path("modules/<uuid:module_id>/retire/", modules.module_retire, name="training_module_retire"),
]
