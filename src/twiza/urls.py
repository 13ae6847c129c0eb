"""Every door of the server. A door without a policy answers nobody (web/middleware.py)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from twiza.web import views

urlpatterns = [
    path("", views.language_root, name="root"),
    path("health", views.health, name="health"),
    *i18n_patterns(
        path("", include("twiza.web.urls")),
        path("account/", include("twiza.accounts.urls")),
        path("organisations/", include("twiza.organisations.urls")),
        path("territory/", include("twiza.territory.urls")),
        path("facilities/", include("twiza.facilities.urls")),
        path("quality/", include("twiza.quality.urls")),
        path("", include("twiza.access.urls")),
        path("plans/", include("twiza.outreach.urls")),
        path("caravans/", include("twiza.outreach.caravan_urls")),
        path("", include("twiza.case_management.urls")),
        path("", include("twiza.accompaniment.urls")),
        path("rights/", include("twiza.social_protection.urls")),
        path("households/", include("twiza.households.urls")),
        path("files/", include("twiza.procedures.urls")),
        path("rules/", include("twiza.rulesets.urls")),
        path("conventions/", include("twiza.funding.urls")),
        path("activities/", include("twiza.activities.urls")),
        path("care-supply/", include("twiza.care_supply.urls")),
        path("indicators/", include("twiza.indicators.urls")),
        path("jobs/", include("twiza.jobs.urls")),
    ),
]

handler400 = "twiza.web.views.bad_request"
handler403 = "twiza.web.views.not_found"
handler404 = "twiza.web.views.not_found"
handler500 = "twiza.web.views.broken"
