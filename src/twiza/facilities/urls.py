from django.urls import path

from twiza.facilities.views import facilities, imports

urlpatterns = [
    path("", facilities.facilities, name="facilities"),
    path("file.<str:kind>", facilities.facilities_export, name="facilities_export"),
    path("types/", facilities.facility_types, name="facility_types"),
    path("new/", facilities.facility_create, name="facility_create"),
    path("completeness/", facilities.completeness, name="facilities_completeness"),
    path("import/", imports.import_begin, name="facility_import_begin"),
    path("import/<uuid:import_id>/", imports.import_check, name="facility_import"),
    path("import/<uuid:import_id>/give-up/", imports.import_give_up, name="facility_import_give_up"),
    path("<uuid:facility_id>/", facilities.facility, name="facility"),
    path("<uuid:facility_id>/edit/", facilities.facility_edit, name="facility_edit"),
]
