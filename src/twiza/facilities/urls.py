from django.urls import path

from twiza.facilities.views import duplicates, facilities, facility, history, imports, proposals, to_verify

urlpatterns = [
    path("", facilities.facilities, name="facilities"),
    path("file.<str:kind>", facilities.facilities_export, name="facilities_export"),
    path("types/", facilities.facility_types, name="facility_types"),
    path("new/", facility.facility_create, name="facility_create"),
    path("completeness/", facilities.completeness, name="facilities_completeness"),
    path("points.json", facilities.facilities_points, name="facilities_points"),
    path("on/points.json", history.facilities_on_points, name="facilities_on_points"),
    path("on/", history.facilities_on, name="facilities_on"),
    path("to-verify/", to_verify.facilities_to_verify, name="facilities_to_verify"),
    path("propose/", proposals.facility_propose_new, name="facility_propose_new"),
    path("proposals/", proposals.facility_proposals, name="facility_proposals"),
    path("proposals/mine/", proposals.own_facility_proposals, name="own_facility_proposals"),
    path("proposals/<uuid:proposal_id>/", proposals.facility_proposal, name="facility_proposal"),
    path("proposals/<uuid:proposal_id>/evidence/", proposals.facility_evidence, name="facility_evidence"),
    path("proposals/<uuid:proposal_id>/answer/", proposals.facility_proposal_answer, name="facility_proposal_answer"),
    path(
        "proposals/<uuid:proposal_id>/withdraw/",
        proposals.facility_proposal_withdraw,
        name="facility_proposal_withdraw",
    ),
    path("duplicates/", duplicates.facility_duplicates, name="facility_duplicates"),
    path("duplicates/<uuid:first_id>/<uuid:second_id>/", duplicates.facility_pair, name="facility_pair"),
    path("merges/<int:merge_id>/undo/", duplicates.facility_unmerge, name="facility_unmerge"),
    path("import/", imports.import_begin, name="facility_import_begin"),
    path("import/<uuid:import_id>/", imports.import_check, name="facility_import"),
    path("import/<uuid:import_id>/give-up/", imports.import_give_up, name="facility_import_give_up"),
    path("<uuid:facility_id>/", facility.facility, name="facility"),
    path("<uuid:facility_id>/edit/", facility.facility_edit, name="facility_edit"),
    path("<uuid:facility_id>/propose/", proposals.facility_propose, name="facility_propose"),
    path("<uuid:facility_id>/history/", history.facility_history, name="facility_history"),
    path("<uuid:facility_id>/verify/", facility.facility_verify, name="facility_verify"),
]
