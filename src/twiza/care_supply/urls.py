"""Doors to plans of care supply: their lines, versions, follow-up, and the page for everybody."""

from __future__ import annotations

from django.urls import path

from twiza.care_supply.views import follow_up, lines, needs, plans, publishing, versions

ONE = "<uuid:plan_id>"
VERSION = f"{ONE}/versions/<int:number>"
LINE = f"{ONE}/<str:sort>/<uuid:line_id>"

urlpatterns = [
    path("", plans.plan_list, name="care_supply_plans"),
    path("new/", plans.plan_create, name="care_supply_new"),
    path("public/<uuid:public_id>/", publishing.public_page, name="care_supply_page"),
    path("public/<uuid:public_id>/plan.pdf", publishing.public_pdf, name="care_supply_page_pdf"),
    path(f"{ONE}/", plans.plan_detail, name="care_supply_plan"),
    path(f"{ONE}/change/", plans.plan_change, name="care_supply_change"),
    path(f"{ONE}/parties/new/", plans.party_new, name="care_supply_party_new"),
    path(f"{ONE}/parties/<uuid:party_id>/remove/", plans.party_remove, name="care_supply_party_remove"),
    path(f"{ONE}/from-needs/", needs.gaps_from_needs, name="care_supply_from_needs"),
    path(f"{ONE}/measure/", needs.gaps_measured, name="care_supply_measure"),
    path(f"{ONE}/follow-up/", follow_up.follow_up, name="care_supply_follow_up"),
    path(f"{ONE}/follow-up/<uuid:line_id>/comment/", follow_up.action_comment, name="care_supply_comment"),
    path(f"{ONE}/comments/<uuid:comment_id>/", follow_up.comment_remove, name="care_supply_comment_remove"),
    path(f"{ONE}/public/", publishing.public_choice, name="care_supply_public"),
    path(f"{ONE}/public/open/", publishing.public_open, name="care_supply_public_open"),
    path(f"{ONE}/publish/", versions.version_publish, name="care_supply_publish"),
    path(f"{ONE}/versions/new/", versions.version_new, name="care_supply_version_new"),
    path(f"{VERSION}/", versions.version_detail, name="care_supply_version"),
    path(f"{VERSION}/differences/", versions.version_differences, name="care_supply_differences"),
    path(f"{VERSION}/plan.pdf", versions.version_pdf, name="care_supply_pdf"),
    path(f"{VERSION}/<str:sort>.<str:kind>", versions.version_export, name="care_supply_export"),
    path(f"{ONE}/gaps/new/", lines.gap_new, name="care_supply_gap_new"),
    path(f"{ONE}/actions/new/<str:kind>/", lines.action_new, name="care_supply_action_new"),
    path(f"{LINE}/", lines.line_edit, name="care_supply_line"),
    path(f"{LINE}/remove/", lines.line_remove, name="care_supply_line_remove"),
]
