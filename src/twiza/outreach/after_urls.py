"""Doors to what comes after a caravan: its evaluation, the gap measured again, its report."""

from django.urls import path

from twiza.outreach.views import evaluation, gap, report, season

CARAVAN = "<uuid:caravan_id>"
EVALUATION = f"{CARAVAN}/evaluation/<uuid:evaluation_id>"

urlpatterns = [
    path("season/", season.season, name="season"),
    path("season/season.<slug:kind>", season.season_export, name="season_export"),
    path("reports/", report.report_list, name="reports"),
    path("reports/<uuid:report_id>/", report.report_published, name="report_published"),
    path("reports/<uuid:report_id>/report.pdf", report.report_published_pdf, name="report_published_pdf"),
    path(f"{CARAVAN}/report/", report.report_room, name="caravan_report"),
    path(f"{CARAVAN}/report/report.pdf", report.report_pdf, name="caravan_report_pdf"),
    path(f"{CARAVAN}/report/publish/", report.report_publish, name="caravan_report_publish"),
    path(f"{CARAVAN}/report/<uuid:report_id>/withdraw/", report.report_withdraw, name="caravan_report_withdraw"),
    path(f"{CARAVAN}/gap/", gap.gap_room, name="caravan_gap"),
    path(f"{CARAVAN}/gap/measure/", gap.gap_measure, name="caravan_gap_measure"),
    path(f"{CARAVAN}/evaluation/", evaluation.evaluation_room, name="caravan_evaluation"),
    path(f"{CARAVAN}/evaluation/new/<slug:by>/", evaluation.evaluation_new, name="evaluation_new"),
    path(f"{EVALUATION}/", evaluation.evaluation_change, name="evaluation_change"),
    path(f"{EVALUATION}/remove/", evaluation.evaluation_remove, name="evaluation_remove"),
    path(f"{EVALUATION}/decisions/", evaluation.decision_new, name="evaluation_decision_new"),
    path(f"{EVALUATION}/decisions/<uuid:decision_id>/", evaluation.decision_settle, name="evaluation_decision_settle"),
]
