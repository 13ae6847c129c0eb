"""Doors to caravans and the registers of their days."""

from django.urls import path

from twiza.outreach import after_urls, preparation_urls
from twiza.outreach.views import caravans, care, facilities_seen, referrals, register

DAY = "<uuid:caravan_id>/days/<int:day_id>"

urlpatterns = [
    path("", caravans.caravan_list, name="caravans"),
    path("new/", caravans.caravan_create, name="caravan_new"),
    path("<uuid:caravan_id>/", caravans.caravan_detail, name="caravan"),
    path("<uuid:caravan_id>/facilities/", facilities_seen.caravan_facilities, name="caravan_facilities"),
    path(
        "<uuid:caravan_id>/facilities/<uuid:facility_id>/",
        facilities_seen.caravan_facility_seen,
        name="caravan_facility_seen",
    ),
    path("<uuid:caravan_id>/cancel/", caravans.caravan_cancel, name="caravan_cancel"),
    path("<uuid:caravan_id>/cancel/take-back/", caravans.caravan_cancel_take_back, name="caravan_cancel_take_back"),
    *after_urls.urlpatterns,
    path("<uuid:caravan_id>/referrals/", referrals.caravan_referrals, name="caravan_referrals"),
    path(f"{DAY}/typing/", register.day_typing, name="day_typing"),
    path(f"{DAY}/arrivals/", register.day_arrivals, name="day_arrivals"),
    path(f"{DAY}/file/", register.day_file, name="day_file"),
    path(f"{DAY}/close/", register.day_close, name="day_close"),
    path(f"{DAY}/register.pdf", register.day_sheet, name="day_sheet"),
    path(f"{DAY}/lines/<uuid:line_id>/", care.line_detail, name="line"),
    path(f"{DAY}/lines/<uuid:line_id>/consent/", care.line_consent, name="line_consent"),
    path(f"{DAY}/lines/<uuid:line_id>/withdraw/", care.line_withdraw, name="line_withdraw"),
    path(f"{DAY}/consultations/<int:consultation_id>/care/", care.consultation_care, name="consultation_care"),
    path(f"{DAY}/lines/<uuid:line_id>/take-back/", register.line_take_back, name="line_take_back"),
    path(f"{DAY}/consultations/<int:consultation_id>/", register.consultation_outcome, name="consultation_outcome"),
    *preparation_urls.urlpatterns,
]
