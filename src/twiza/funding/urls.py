"""Doors to conventions: their lines, what is due, committees, amendments, and the page for everybody."""

from __future__ import annotations

from django.urls import path

from twiza.funding.views import conventions, deadlines, lines, meetings, publishing

ONE = "<uuid:convention_id>"
DUE = f"{ONE}/deadlines/<uuid:deadline_id>"
MEETING = f"{ONE}/meetings/<uuid:meeting_id>"

urlpatterns = [
    path("", conventions.convention_list, name="conventions"),
    path("file.<str:kind>", conventions.conventions_export, name="conventions_export"),
    path("new/", conventions.convention_create, name="convention_new"),
    path("due/", deadlines.deadline_list, name="deadlines"),
    path("due/file.<str:kind>", deadlines.deadlines_export, name="deadlines_export"),
    path("public/<uuid:public_id>/", publishing.convention_page, name="convention_page"),
    path(f"{ONE}/", conventions.convention_detail, name="convention"),
    path(f"{ONE}/change/", conventions.convention_change, name="convention_change"),
    path(f"{ONE}/sign/", conventions.convention_sign, name="convention_sign"),
    path(f"{ONE}/renew/", conventions.convention_renew, name="convention_renew"),
    path(f"{ONE}/on/", conventions.convention_on, name="convention_on"),
    path(f"{ONE}/convention.pdf", publishing.convention_pdf, name="convention_pdf"),
    path(f"{ONE}/public/", publishing.convention_public, name="convention_public"),
    path(f"{ONE}/publish/", publishing.convention_publish, name="convention_publish"),
    path(f"{ONE}/amendments/new/", lines.amendment_new, name="amendment_new"),
    path(f"{ONE}/amendments/<uuid:amendment_id>/close/", lines.amendment_close, name="amendment_close"),
    path(f"{ONE}/lines/<str:sort>/new/", lines.line_new, name="convention_line_new"),
    path(f"{ONE}/lines/<str:sort>/<uuid:line_id>/", lines.line_change, name="convention_line"),
    path(f"{ONE}/lines/<str:sort>/<uuid:line_id>/remove/", lines.line_remove, name="convention_line_remove"),
    path(f"{DUE}/", deadlines.deadline_detail, name="deadline"),
    path(f"{DUE}/proof/", deadlines.deadline_proof, name="deadline_proof"),
    path(f"{DUE}/decide/", deadlines.deadline_decide, name="deadline_decide"),
    path(f"{DUE}/proofs/<uuid:proof_id>/", deadlines.proof_file, name="proof_file"),
    path(f"{DUE}/proofs/<uuid:proof_id>/withdraw/", deadlines.proof_withdraw, name="proof_withdraw"),
    path(f"{ONE}/committees/<uuid:committee_id>/meetings/new/", meetings.meeting_new, name="meeting_new"),
    path(f"{MEETING}/", meetings.meeting_detail, name="meeting"),
    path(f"{MEETING}/report/", meetings.meeting_report, name="meeting_report"),
    path(f"{MEETING}/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path(f"{MEETING}/minutes/", meetings.meeting_minutes, name="meeting_minutes"),
    path(f"{MEETING}/decisions/new/", lines.decision_new, name="decision_new"),
]
