"""Doors to families: who lives where, what they agreed to, who follows them."""

from __future__ import annotations

from django.urls import path

from twiza.households.views import alike_households, cards, consents, duplicates, households, imports, persons

ONE = "<uuid:household_id>"
PAIR = "alike/<uuid:first_id>/<uuid:second_id>"
IMPORT = "import/<uuid:import_id>"
TWO_HOUSEHOLDS = "alike/households/<uuid:first_id>/<uuid:second_id>"
PERSON = "people/<uuid:person_id>"

urlpatterns = [
    path("", households.household_list, name="households"),
    path("new/", households.household_new, name="household_new"),
    path("alike/", duplicates.pair_list, name="person_pairs"),
    path(f"{PAIR}/", duplicates.pair_detail, name="person_pair"),
    path(f"{PAIR}/same/", duplicates.pair_same, name="person_pair_same"),
    path(f"{PAIR}/apart/", duplicates.pair_apart, name="person_pair_apart"),
    path("merges/<uuid:merge_id>/undo/", duplicates.merge_undo, name="person_merge_undo"),
    path("alike/households/", alike_households.household_pair_list, name="household_pairs"),
    path(f"{TWO_HOUSEHOLDS}/", alike_households.household_pair_detail, name="household_pair"),
    path(f"{TWO_HOUSEHOLDS}/same/", alike_households.household_pair_same, name="household_pair_same"),
    path("joined/<uuid:merge_id>/undo/", alike_households.household_merge_undo, name="household_merge_undo"),
    path("import/", imports.household_import_new, name="household_import_new"),
    path("import/empty.xlsx", imports.household_import_empty, name="household_import_empty"),
    path(f"{IMPORT}/", imports.household_import, name="household_import"),
    path(f"{IMPORT}/start/", imports.household_import_start, name="household_import_start"),
    path(f"{IMPORT}/forget/", imports.household_import_forget, name="household_import_forget"),
    path(f"{IMPORT}/rows.xlsx", imports.household_import_rows, name="household_import_rows"),
    path("cards.pdf", cards.household_cards, name="household_cards"),
    path(f"{ONE}/", households.household_detail, name="household"),
    path(f"{ONE}/change/", households.household_change, name="household_change"),
    path(f"{ONE}/close/", households.household_close, name="household_close"),
    path(f"{ONE}/reopen/", households.household_reopen, name="household_reopen"),
    path(f"{ONE}/assign/", households.household_assign, name="household_assign"),
    path(f"{ONE}/card.pdf", cards.household_card, name="household_card"),
    path(f"{ONE}/people/new/", persons.member_new, name="household_member_new"),
    path(f"{PERSON}/", persons.person_detail, name="person"),
    path(f"{PERSON}/change/", persons.person_change, name="person_change"),
    path(f"{PERSON}/papers/", persons.person_papers, name="person_papers"),
    path(f"{PERSON}/consents/new/", consents.consent_new, name="person_consent_new"),
    path(f"{PERSON}/guardians/new/", persons.guardian_new, name="person_guardian_new"),
    path("members/<uuid:member_id>/leave/", persons.member_leave, name="household_member_leave"),
    path("members/<uuid:member_id>/return/", persons.member_return, name="household_member_return"),
    path("consents/<uuid:consent_id>/withdraw/", consents.consent_withdraw, name="person_consent_withdraw"),
    path("guardians/<uuid:guardian_id>/end/", persons.guardian_end, name="person_guardian_end"),
]
