"""Doors to accompaniments, and to a person's own file."""

from __future__ import annotations

from django.urls import path

from twiza.accompaniment.views import accompaniments, own_file, records, sharing

A = "accompaniments"
ONE = f"{A}/<uuid:accompaniment_id>"
PERSON = f"{A}/people/<uuid:person_id>"
REQUEST = f"{A}/requests/<uuid:request_id>"

urlpatterns = [
    path(f"{A}/", accompaniments.accompaniment_list, name="accompaniments"),
    path(f"{PERSON}/", accompaniments.person_accompaniment, name="person_accompaniment"),
    path(f"{PERSON}/new/", accompaniments.accompaniment_new, name="accompaniment_new"),
    path(f"{ONE}/", accompaniments.accompaniment_detail, name="accompaniment"),
    path(f"{ONE}/close/", accompaniments.accompaniment_close, name="accompaniment_close"),
    path(f"{ONE}/reopen/", accompaniments.accompaniment_reopen, name="accompaniment_reopen"),
    path(f"{ONE}/hand-on/", accompaniments.accompaniment_hand_on, name="accompaniment_hand_on"),
    path(f"{ONE}/requests/new/", records.request_new, name="accompaniment_request_new"),
    path(f"{REQUEST}/move/", records.request_move, name="accompaniment_request_move"),
    path(f"{REQUEST}/take-back/", records.request_take_back, name="accompaniment_request_take_back"),
    path(f"{ONE}/appointments/new/", records.appointment_new, name="accompaniment_appointment_new"),
    path(
        f"{A}/appointments/<uuid:appointment_id>/",
        records.appointment_settle,
        name="accompaniment_appointment_settle",
    ),
    path(f"{ONE}/obstacles/new/", records.obstacle_new, name="accompaniment_obstacle_new"),
    path(f"{A}/obstacles/<uuid:obstacle_id>/turn/", records.obstacle_turn, name="accompaniment_obstacle_turn"),
    path(f"{ONE}/step/", records.step_new, name="accompaniment_step_new"),
    path(f"{A}/steps/<uuid:step_id>/turn/", records.step_turn, name="accompaniment_step_turn"),
    path(f"{ONE}/story/new/", records.line_new, name="accompaniment_line_new"),
    path(
        f"{A}/records/<slug:noun>/<uuid:record_id>/take-out/",
        records.record_take_out,
        name="accompaniment_record_take_out",
    ),
    path(f"{ONE}/share/", sharing.share_new, name="accompaniment_share"),
    path(f"{ONE}/name-a-reader/", sharing.reader_new, name="accompaniment_reader_new"),
    path(
        f"{A}/agreements/<uuid:agreement_id>/withdraw/",
        sharing.agreement_withdraw,
        name="accompaniment_agreement_withdraw",
    ),
    path(f"{ONE}/own-file/", sharing.own_sheet, name="accompaniment_own_sheet"),
    path(f"{ONE}/code/revoke/", sharing.code_revoke, name="accompaniment_code_revoke"),
    path("my-file/", own_file.own_file, name="own_file"),
    path("my-file/close/", own_file.own_close, name="own_close"),
    path("my-file/agreements/<uuid:agreement_id>/withdraw/", own_file.own_withdraw, name="own_withdraw"),
]
