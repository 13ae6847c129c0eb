from django.urls import path

from twiza.territory.views import boundaries, localities, places, search

urlpatterns = [
    path("", places.territory, name="territory"),
    path("places/<int:place_id>/", places.place_page, name="place"),
    path("boundaries.json", boundaries.boundaries, name="boundaries"),
    path("search/", search.search, name="place_search"),
    path("localities/import/", localities.locality_upload, name="locality_upload"),
    path("localities/import/<uuid:import_id>/", localities.locality_review, name="locality_review"),
    path("localities/import/<uuid:import_id>/keep/", localities.locality_import, name="locality_import"),
    path("localities/import/<uuid:import_id>/forget/", localities.locality_forget, name="locality_forget"),
    path("search.json", search.suggestions, name="place_suggestions"),
]
