from django.urls import path

from twiza.territory.views import boundaries, places, search

urlpatterns = [
    path("", places.territory, name="territory"),
    path("places/<int:place_id>/", places.place_page, name="place"),
    path("boundaries.json", boundaries.boundaries, name="boundaries"),
    path("search/", search.search, name="place_search"),
    path("search.json", search.suggestions, name="place_suggestions"),
]
