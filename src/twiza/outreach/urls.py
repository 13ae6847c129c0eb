"""Doors to scenarios and plans of caravans."""

from django.urls import path

from twiza.outreach.views import caravans, comparing, exports, plans, pricing, scenarios, seasons, stops, teams

urlpatterns = [
    path("", plans.plan_list, name="plans"),
    path("new/", scenarios.scenario_create, name="plan_new"),
    path("compare/", comparing.plan_compare, name="plan_compare"),
    path("scenarios/<uuid:scenario_id>/", scenarios.scenario_detail, name="scenario"),
    path("scenarios/<uuid:scenario_id>/change/", scenarios.scenario_change, name="scenario_change"),
    path("scenarios/<uuid:scenario_id>/copy/", scenarios.scenario_copy, name="scenario_copy"),
    path("scenarios/<uuid:scenario_id>/delete/", scenarios.scenario_delete, name="scenario_delete"),
    path("scenarios/<uuid:scenario_id>/restore/", scenarios.scenario_restore, name="scenario_restore"),
    path("scenarios/<uuid:scenario_id>/plan/", scenarios.scenario_plan, name="scenario_plan"),
    path("scenarios/<uuid:scenario_id>/stops/", stops.stop_list, name="scenario_stops"),
    path("scenarios/<uuid:scenario_id>/stops/new/", stops.stop_create, name="scenario_stop_new"),
    path("scenarios/<uuid:scenario_id>/stops/propose/", stops.stop_propose, name="scenario_stops_propose"),
    path("scenarios/<uuid:scenario_id>/teams/new/", teams.team_create, name="scenario_team_new"),
    path("scenarios/<uuid:scenario_id>/teams/<int:team_id>/", teams.team_change, name="scenario_team"),
    path("scenarios/<uuid:scenario_id>/teams/<int:team_id>/remove/", teams.team_remove, name="scenario_team_remove"),
    path("scenarios/<uuid:scenario_id>/dates/", seasons.date_list, name="scenario_dates"),
    path("scenarios/<uuid:scenario_id>/seasons/new/", seasons.season_create, name="scenario_season_new"),
    path("scenarios/<uuid:scenario_id>/seasons/<int:season_id>/", seasons.season_change, name="scenario_season"),
    path(
        "scenarios/<uuid:scenario_id>/seasons/<int:season_id>/remove/",
        seasons.season_remove,
        name="scenario_season_remove",
    ),
    path("scenarios/<uuid:scenario_id>/pauses/new/", seasons.pause_create, name="scenario_pause_new"),
    path(
        "scenarios/<uuid:scenario_id>/pauses/<int:pause_id>/remove/",
        seasons.pause_remove,
        name="scenario_pause_remove",
    ),
    path("jobs/<uuid:job_id>/", plans.plan_running, name="plan_running"),
    path("<uuid:plan_id>/", plans.plan_detail, name="plan"),
    path("<uuid:plan_id>/propose/", plans.plan_propose, name="plan_propose"),
    path("<uuid:plan_id>/again/", plans.plan_again, name="plan_again"),
    path("<uuid:plan_id>/delete/", plans.plan_delete, name="plan_delete"),
    path("<uuid:plan_id>/restore/", plans.plan_restore, name="plan_restore"),
    path("<uuid:plan_id>/equity/", pricing.plan_equity, name="plan_equity"),
    path("<uuid:plan_id>/equity/stop/", pricing.plan_equity_stop, name="plan_equity_stop"),
    path("<uuid:plan_id>/organise/", caravans.caravan_from_route, name="caravan_from_route"),
    path("<uuid:plan_id>/map/<slug:layer>.json", exports.map_layer, name="plan_layer"),
    path("<uuid:plan_id>/plan.xlsx", exports.plan_xlsx, name="plan_xlsx"),
    path("<uuid:plan_id>/plan.geojson", exports.plan_geojson, name="plan_geojson"),
    path("<uuid:plan_id>/plan.pdf", exports.plan_pdf, name="plan_pdf"),
    path("<uuid:plan_id>/plan.json", exports.plan_answer, name="plan_answer"),
    path("<uuid:plan_id>/problem.json", exports.plan_problem, name="plan_problem"),
]
