"""Where the rights of a household are asked about, decided and followed."""

from django.urls import path

from twiza.social_protection.views import enquiries, enrolments, household, lists, orientations

urlpatterns = [
    path("households/<uuid:household_id>/", household.household_rights, name="household_rights"),
    path("households/<uuid:household_id>/ask/", enquiries.enquiry_new, name="enquiry_new"),
    path("enquiries/<uuid:enquiry_id>/", orientations.enquiry_detail, name="enquiry"),
    path("enquiries/<uuid:enquiry_id>/answers/", enquiries.enquiry_answers, name="enquiry_answers"),
    path("enquiries/<uuid:enquiry_id>/decide/", orientations.enquiry_decide, name="enquiry_decide"),
    path(
        "decisions/<uuid:orientation_id>/take-back/", orientations.orientation_take_back, name="orientation_take_back"
    ),
    path("decisions/<uuid:orientation_id>/file/", enrolments.enrolment_new, name="enrolment_new"),
    path("files/", lists.enrolment_list, name="enrolments"),
    path("files/file.<str:kind>", lists.enrolments_export, name="enrolments_export"),
    path("files/<uuid:enrolment_id>/", enrolments.enrolment_detail, name="enrolment"),
    path("files/<uuid:enrolment_id>/move/", enrolments.enrolment_move, name="enrolment_move"),
    path("files/<uuid:enrolment_id>/take-back/", enrolments.enrolment_take_back, name="enrolment_take_back"),
    path("files/<uuid:enrolment_id>/first-care/", enrolments.enrolment_first_care, name="enrolment_first_care"),
    path("ending/", lists.rights_ending, name="rights_ending"),
    path("schemes/", lists.scheme_list, name="schemes"),
]
