"""Where the rights of a household are asked about, decided and followed."""

from django.urls import path

from twiza.social_protection.views import (
    batch_answers,
    batches,
    contributions,
    endings,
    enquiries,
    enrolments,
    household,
    lists,
    next_files,
    offices,
    orientations,
)

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
    path("files/<uuid:enrolment_id>/cares/", enrolments.enrolment_care, name="enrolment_care"),
    path(
        "files/<uuid:enrolment_id>/cares/take-back/",
        enrolments.enrolment_care_take_back,
        name="enrolment_care_take_back",
    ),
    path(
        "files/<uuid:enrolment_id>/contributions/", contributions.enrolment_contribution, name="enrolment_contribution"
    ),
    path(
        "files/<uuid:enrolment_id>/contributions/take-back/",
        contributions.enrolment_contribution_take_back,
        name="enrolment_contribution_take_back",
    ),
    path("files/<uuid:enrolment_id>/next/", next_files.enrolment_next, name="enrolment_next"),
    path("lists/", batches.batch_list, name="rights_batches"),
    path("lists/new/", batches.batch_new, name="rights_batch_new"),
    path("lists/<uuid:batch_id>/", batches.batch_detail, name="rights_batch"),
    path("lists/<uuid:batch_id>/list.<str:kind>", batches.batch_export, name="rights_batch_export"),
    path("lists/<uuid:batch_id>/cancel/", batches.batch_cancel, name="rights_batch_cancel"),
    path("lists/<uuid:batch_id>/answers/", batch_answers.batch_answer, name="rights_batch_answer"),
    path("lists/<uuid:batch_id>/answers/file/", batch_answers.batch_file, name="rights_batch_file"),
    path("lists/<uuid:batch_id>/follow/", batch_answers.batch_follow, name="rights_batch_follow"),
    path("offices/", offices.office_list, name="rights_offices"),
    path("offices/file.<str:kind>", offices.offices_export, name="rights_offices_export"),
    path("ending/", endings.rights_ending, name="rights_ending"),
    path("ending/file.<str:kind>", endings.rights_ending_export, name="rights_ending_export"),
    path("schemes/", lists.scheme_list, name="schemes"),
]
