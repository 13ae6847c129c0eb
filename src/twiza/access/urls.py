from django.urls import path

from twiza.access.views import comparison, formulas, needs, scenarios, seasons, shapes, sitings, what_if

urlpatterns = [
    path("needs/", needs.needs, name="needs"),
    path("needs/values.json", needs.needs_values, name="needs_values"),
    path("needs/shapes/<str:edition>.json", shapes.needs_shapes, name="needs_shapes"),
    path("needs/file.<str:kind>", needs.needs_export, name="needs_export"),
    path("needs/communes/<int:place_id>/", needs.commune_needs, name="commune_needs"),
    path("needs/comparison/", comparison.comparison, name="needs_comparison"),
    path("needs/formulas/", formulas.formulas, name="need_formulas"),
    path("needs/formulas/<uuid:formula_id>/", formulas.formula, name="need_formula"),
    path("needs/formulas/<uuid:formula_id>/edit/", formulas.formula_edit, name="need_formula_edit"),
    path("needs/formulas/<uuid:formula_id>/file.xlsx", formulas.formula_export, name="need_formula_export"),
    path("access/", scenarios.scenarios, name="access_scenarios"),
    path("access/new/", scenarios.scenario_create, name="access_scenario_create"),
    path("access/<uuid:scenario_id>/", scenarios.scenario, name="access_scenario"),
    path("access/<uuid:scenario_id>/values.json", scenarios.scenario_values, name="access_scenario_values"),
    path("access/<uuid:scenario_id>/file.<str:kind>", scenarios.scenario_export, name="access_scenario_export"),
    path("access/<uuid:scenario_id>/delete/", scenarios.scenario_delete, name="access_scenario_delete"),
    path("access/<uuid:scenario_id>/seasons/", seasons.seasons, name="access_seasons"),
    path("access/<uuid:scenario_id>/what-if/", what_if.what_if, name="what_if"),
    path("access/<uuid:scenario_id>/what-if/keep/", what_if.what_if_save, name="what_if_save"),
    path("access/<uuid:scenario_id>/places/new/", sitings.siting_create, name="siting_create"),
    path("access/places/jobs/<uuid:job_id>/", sitings.siting_running, name="siting_running"),
    path("access/places/<uuid:siting_id>/", sitings.siting, name="siting"),
    path("access/places/<uuid:siting_id>/values.json", sitings.siting_figures, name="siting_values"),
    path("access/places/<uuid:siting_id>/file.<str:kind>", sitings.siting_export, name="siting_export"),
    path("access/places/<uuid:siting_id>/again/", sitings.siting_again, name="siting_again"),
    path("access/places/<uuid:siting_id>/delete/", sitings.siting_delete, name="siting_delete"),
    path("access/places/<uuid:siting_id>/restore/", sitings.siting_restore, name="siting_restore"),
]
