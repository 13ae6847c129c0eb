from django.urls import path

from twiza.case_management.views import asking, exports, lists, rounds, versions

urlpatterns = [
    path("rounds/", rounds.rounds_list, name="rounds_list"),
    path("rounds/new/", asking.rounds_new, name="rounds_new"),
    path("rounds/sample/", asking.rounds_sample, name="rounds_sample"),
    path("rounds/homes.xlsx", asking.homes_template, name="homes_template"),
    path("rounds/homes-invented.xlsx", asking.homes_sample, name="homes_sample"),
    path("my-rounds/", lists.rounds_own, name="rounds_own"),
    path("rounds/jobs/<uuid:job_id>/", rounds.rounds_running, name="rounds_running"),
    path("rounds/<uuid:plan_id>/", rounds.rounds_detail, name="rounds"),
    path("rounds/<uuid:plan_id>/plan/", rounds.rounds_plan, name="rounds_plan"),
    path("rounds/<uuid:plan_id>/delete/", rounds.rounds_delete, name="rounds_delete"),
    path("rounds/<uuid:plan_id>/restore/", rounds.rounds_restore, name="rounds_restore"),
    path("rounds/<uuid:plan_id>/absence/", versions.rounds_absence, name="rounds_absence"),
    path("rounds/<uuid:plan_id>/back/", versions.rounds_back, name="rounds_back"),
    path("rounds/<uuid:plan_id>/versions/<int:number>/", versions.rounds_version, name="rounds_version"),
    path("rounds/<uuid:plan_id>/versions/<int:number>/accept/", versions.rounds_accept, name="rounds_accept"),
    path("rounds/<uuid:plan_id>/lists/", lists.rounds_lists, name="rounds_lists"),
    path("rounds/<uuid:plan_id>/lists.pdf", lists.rounds_pdf, name="rounds_pdf"),
    path("rounds/<uuid:plan_id>/problem.json", exports.rounds_problem, name="rounds_problem"),
    path("rounds/<uuid:plan_id>/rounds.<str:kind>", exports.rounds_export, name="rounds_export"),
]
