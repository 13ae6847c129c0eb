from django.urls import path

from twiza.territory.views import boundaries, health_files, health_series, localities, places, search

urlpatterns = [
    path("", places.territory, name="territory"),
    path("places/<int:place_id>/", places.place_page, name="place"),
    path("boundaries.json", boundaries.boundaries, name="boundaries"),
    path("search/", search.search, name="place_search"),
    path("localities/import/", localities.locality_upload, name="locality_upload"),
    path("localities/import/<uuid:import_id>/", localities.locality_review, name="locality_review"),
    path("localities/import/<uuid:import_id>/keep/", localities.locality_import, name="locality_import"),
    path("localities/import/<uuid:import_id>/forget/", localities.locality_forget, name="locality_forget"),
    path("health/", health_series.health_series_list, name="health_series_list"),
    path("health/import/", health_files.health_upload, name="health_upload"),
    path("health/import/<uuid:file_id>/", health_files.health_review, name="health_review"),
    path("health/import/<uuid:file_id>/store/", health_files.health_store, name="health_store"),
    path("health/import/<uuid:file_id>/forget/", health_files.health_forget, name="health_forget"),
    path("health/import/<uuid:file_id>/undo/", health_files.health_undo_ask, name="health_undo_ask"),
    path("health/import/<uuid:file_id>/undo/now/", health_files.health_undo, name="health_undo"),
    path("health/<uuid:series_id>/", health_series.health_series, name="health_series"),
    path("health/<uuid:series_id>/file.<str:kind>", health_series.health_series_export, name="health_series_export"),
    path("search.json", search.suggestions, name="place_suggestions"),
]
