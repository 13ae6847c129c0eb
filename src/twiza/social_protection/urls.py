"""Where the rights of a household are asked about, decided and followed."""

from django.urls import path

from twiza.social_protection.views import enquiries, household, orientations

urlpatterns = [
    path("households/<uuid:household_id>/", household.household_rights, name="household_rights"),
    path("households/<uuid:household_id>/ask/", enquiries.enquiry_new, name="enquiry_new"),
    path("enquiries/<uuid:enquiry_id>/", orientations.enquiry_detail, name="enquiry"),
    path("enquiries/<uuid:enquiry_id>/answers/", enquiries.enquiry_answers, name="enquiry_answers"),
    path("enquiries/<uuid:enquiry_id>/decide/", orientations.enquiry_decide, name="enquiry_decide"),
    path(
        "decisions/<uuid:orientation_id>/take-back/", orientations.orientation_take_back, name="orientation_take_back"
    ),
]
