"""The walk around the house: every route with the ids it takes, and what an answer tells."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pypdf
from django.test import Client
from django.urls import resolve, reverse

from twiza.outreach.tests.canaries_preparation import OF_CARAVAN as BEFORE_CARAVAN
from twiza.outreach.tests.canaries_preparation import OF_DAY as BEFORE_DAY
from twiza.outreach.tests.canaries_preparation import ROUTES as BEFORE
from twiza.web.tests.test_every_route import routes
from twiza.web.tests.world import World

# What Driss made carries words that begin with the first, what Chama made with the second.
OURS, THEIRS = "kanari", "etran"
CANARY = re.compile(rf"(?:{OURS}|{THEIRS})-[a-z]+")
FOLD = "\r\n "
"""Where a calendar (RFC 5545) cuts a long line in two."""
JSON, FRAGMENT = {"accept": "application/json"}, {"hx-request": "true"}
WAYS = (("get", {}), ("get", JSON), ("get", FRAGMENT), ("head", {}), ("post", {}), ("post", FRAGMENT))
"""How somebody may ask: in which method, for which format."""
NEVER_TAKEN = ("put", "patch", "delete", "options", "trace")
KINDS = ("xlsx", "csv", "geojson", "pdf", "exe")

PLANS = {"plan", "plan_propose", "plan_again", "plan_delete", "plan_restore", "plan_xlsx", "plan_geojson", "plan_pdf",
         "caravan_from_route", "plan_answer", "plan_problem", "plan_equity", "plan_equity_stop", "plan_move",
         "plan_visit_new", "plan_take_back", "plan_changed", "plan_calendar", "plan_ics", "plan_beside"}  # fmt: skip
ROUNDS = {"rounds", "rounds_plan", "rounds_delete", "rounds_restore", "rounds_absence", "rounds_back", "rounds_lists",
          "rounds_pdf", "rounds_problem"}  # fmt: skip
SCENARIOS = {"scenario", "scenario_change", "scenario_copy", "scenario_plan", "scenario_stops", "scenario_stop_new",
             "scenario_stops_propose", "scenario_team_new", "scenario_dates", "scenario_season_new",
             "scenario_pause_new"}  # fmt: skip
CARAVANS = {*BEFORE_CARAVAN, "caravan", "caravan_cancel", "caravan_referrals", "caravan_facilities"}
AFTER = {"evaluation_change", "evaluation_remove", "evaluation_decision_new"}
CONVENTIONS = {"convention", "convention_change", "convention_sign", "convention_renew", "convention_on",
               "convention_pdf", "convention_public", "convention_publish", "amendment_new"}  # fmt: skip
CARE_SUPPLY = {"care_supply_plan", "care_supply_change", "care_supply_party_new", "care_supply_from_needs",
               "care_supply_measure", "care_supply_follow_up", "care_supply_public", "care_supply_public_open",
               "care_supply_publish", "care_supply_version_new", "care_supply_gap_new"}  # fmt: skip
CARE_SUPPLY_VERSIONS = {"care_supply_version", "care_supply_differences", "care_supply_pdf"}
SESSIONS = {"awareness_session", "awareness_session_change", "awareness_session_withdraw",
            "awareness_session_restore", "awareness_person_new"}  # fmt: skip
TRAININGS = {"training", "training_change", "training_withdraw", "training_restore", "training_day_new",
             "training_person_new"}  # fmt: skip
MEETINGS = {"meeting", "meeting_report", "meeting_cancel", "meeting_minutes", "decision_new"}
DAYS = {*BEFORE_DAY, "day_typing", "day_arrivals", "day_file", "day_close", "day_sheet"}
QUALITY_ROUNDS = {"quality_round", "quality_round_pdf", "quality_sheet_new", "quality_action_new", "quality_photo_new"}
QUALITY_PHOTOS = {"quality_photo", "quality_photo_remove"}
REFERRALS = {"referral", "referral_slip", "referral_move", "referral_take_back", "referral_owner",
             "referral_link", "referral_link_withdraw", "referral_appointment",
             "referral_call", "referral_tell", "referral_stop_telling",
             "referral_forget"}  # fmt: skip
RULES = {"ruleset_version", "ruleset_compare", "ruleset_try", "ruleset_take", "ruleset_submit", "ruleset_send_back",
         "ruleset_activate", "ruleset_undo", "ruleset_withdraw", "ruleset_restore"}  # fmt: skip
HOUSEHOLDS = {"household", "household_change", "household_close", "household_reopen", "household_assign",
              "household_card", "household_member_new"}  # fmt: skip
HOUSEHOLD_FILES = {"household_import", "household_import_start", "household_import_forget", "household_import_rows"}
PERSONS = {"person", "person_change", "person_papers", "person_consent_new", "person_guardian_new"}
MEMBERS = {"household_member_leave", "household_member_return"}
PAIRS = {"person_pair", "person_pair_same", "person_pair_apart"}
TWO_HOUSEHOLDS = {"household_pair", "household_pair_same"}
RIGHTS_OF_HOUSEHOLDS, ORIENTATIONS = {"household_rights", "enquiry_new"}, {"orientation_take_back", "enrolment_new"}
ENQUIRIES = {"enquiry", "enquiry_answers", "enquiry_decide"}
ENROLMENTS = {"enrolment", "enrolment_move", "enrolment_take_back", "enrolment_care", "enrolment_care_take_back",
              "enrolment_contribution", "enrolment_contribution_take_back",
              "enrolment_next"}  # fmt: skip
BATCHES = {"rights_batch", "rights_batch_cancel", "rights_batch_answer", "rights_batch_file", "rights_batch_follow"}
RIGHTS = {*RIGHTS_OF_HOUSEHOLDS, *ORIENTATIONS, *ENQUIRIES, *ENROLMENTS, *BATCHES, "rights_batch_export"}
CHILDREN = {
    "child",
    "child_visit_new",
    "child_risk",
    "child_risk_take_back",
    "child_visit_withdraw",
    "child_protected",
    "child_protected_name",
    "child_protected_end",
    "child_alert_answer",
    "child_refer",
    "child_alert_refer",
    "record_flag",
}
FAMILIES = {*CHILDREN, *HOUSEHOLDS, *PERSONS, *MEMBERS, *PAIRS, "person_consent_withdraw", "person_guardian_end",
            "person_merge_undo", *TWO_HOUSEHOLDS, "household_merge_undo", *HOUSEHOLD_FILES,
            "handover_take_back"}  # fmt: skip
SUPERVISIONS = {"supervision", "supervision_sheet", "supervision_record", "supervision_withdraw",
                "supervision_words"}  # fmt: skip
ACCOMPANIMENTS = {"accompaniment", "accompaniment_close", "accompaniment_reopen", "accompaniment_hand_on",
                  "accompaniment_request_new", "accompaniment_appointment_new", "accompaniment_obstacle_new",
                  "accompaniment_step_new", "accompaniment_line_new", "accompaniment_share",
                  "accompaniment_reader_new", "accompaniment_own_sheet", "accompaniment_code_revoke"}  # fmt: skip
ACCOMPANIED = {"accompaniment_request": {"accompaniment_request_move", "accompaniment_request_take_back"},
               "accompaniment_appointment": {"accompaniment_appointment_settle"},
               "accompaniment_obstacle": {"accompaniment_obstacle_turn"},
               "accompaniment_nextstep": {"accompaniment_step_turn"},
               "accompaniment_record": {"accompaniment_record_take_out"},
               "accompaniment_agreement": {"accompaniment_agreement_withdraw", "own_withdraw"},
               "accompaniment_person": {"person_accompaniment", "accompaniment_new"}}  # fmt: skip
FACILITIES = {"facility", "facility_edit", "facility_propose", "facility_history", "facility_verify"}
FACILITY_PROPOSALS = {"facility_proposal", "facility_evidence", "facility_proposal_answer",
                      "facility_proposal_withdraw"}  # fmt: skip
FILES = {"procedure_file", "procedure_file_move", "procedure_file_take_back", "procedure_file_owner",
         "procedure_file_due", "procedure_file_anchor", "procedure_file_title", "procedure_file_comment",
         "procedure_file_party", "procedure_file_piece_attach"}  # fmt: skip
PIECES = {"procedure_file_piece", "procedure_file_piece_withdraw", "procedure_file_piece_restore"}
KINDS_OF_FILES = {"procedure_kind_version", "procedure_kind_export", "procedure_kind_activate",
                  "procedure_kind_forget"}  # fmt: skip
# What each route that takes arguments is about (web/tests/world.py); a new route fails the test until it is here.
ABOUT = {
    **dict.fromkeys(PLANS, "plan"),
    **dict.fromkeys(CARAVANS, "caravan"),
    "caravan_evaluation": "caravan",
    **dict.fromkeys({"caravan_gap", "caravan_gap_measure"}, "caravan"),
    **dict.fromkeys({"caravan_report", "caravan_report_pdf", "caravan_report_publish"}, "caravan"),
    "caravan_report_withdraw": "report_version",
    **dict.fromkeys({"report_published", "report_published_pdf"}, "published_report"),
    **dict.fromkeys(AFTER, "evaluation"),
    **{name: about for about, named in BEFORE.items() for name in named},
    "evaluation_new": "evaluation_by",
    "evaluation_decision_settle": "evaluation_decision",
    **dict.fromkeys(DAYS, "caravan_day"),
    "caravan_facility_seen": "facility_on_the_way",
    **dict.fromkeys({"line", "line_consent", "line_withdraw", "line_take_back"}, "register_line"),
    **dict.fromkeys({"consultation_outcome", "consultation_care"}, "consultation"),
    **dict.fromkeys(REFERRALS, "referral"),
    "facility_answer": "referral_link",
    **dict.fromkeys(ROUNDS, "rounds"),
    **dict.fromkeys(RIGHTS_OF_HOUSEHOLDS, "rights_household"),
    **dict.fromkeys(ENQUIRIES, "enquiry"),
    **dict.fromkeys(ORIENTATIONS, "orientation"),
    **dict.fromkeys(ENROLMENTS, "enrolment"),
    **dict.fromkeys(BATCHES, "rights_batch"),
    **dict.fromkeys({"rounds_version", "rounds_accept"}, "rounds_version"),
    **dict.fromkeys(SCENARIOS, "scenario"),
    **dict.fromkeys({"scenario_delete", "scenario_restore"}, "spare"),
    **dict.fromkeys({"scenario_team", "scenario_team_remove"}, "team"),
    **dict.fromkeys({"scenario_season", "scenario_season_remove"}, "season"),
    "scenario_pause_remove": "pause",
    **dict.fromkeys({"access_scenario", "access_scenario_values", "access_scenario_delete"}, "access"),
    **dict.fromkeys({"siting_create", "what_if", "what_if_save", "access_seasons"}, "access"),
    **dict.fromkeys({"siting", "siting_values", "siting_again", "siting_delete", "siting_restore"}, "siting"),
    **dict.fromkeys({"need_formula", "need_formula_edit", "need_formula_export"}, "formula"),
    **dict.fromkeys(RULES, "rules"),
    **dict.fromkeys({"ruleset_upload_check", "ruleset_upload_give_up"}, "rules_file"),
    "ruleset": "ruleset",
    **dict.fromkeys(QUALITY_ROUNDS, "quality_round"),
    **dict.fromkeys(QUALITY_PHOTOS, "quality_photo"),
    **dict.fromkeys(("quality_evolution", "quality_attendance"), "quality_evolution"),
    "quality_sheet": "quality_sheet",
    **dict.fromkeys(HOUSEHOLDS, "household"),
    **dict.fromkeys(HOUSEHOLD_FILES, "household_import"),
    **dict.fromkeys(PERSONS, "household_person"),
    **dict.fromkeys(MEMBERS, "household_member"),
    **dict.fromkeys(PAIRS, "household_pair"),
    "person_merge_undo": "household_merge",
    **dict.fromkeys(TWO_HOUSEHOLDS, "two_households"),
    "household_merge_undo": "two_households_merge",
    **dict.fromkeys({"child", "child_risk", "child_visit_new", "child_refer"}, "child"),
    "child_risk_take_back": "child_risk_given",
    "child_protected_end": "child_protected_end",
    "handover_take_back": "handover",
    "child_visit_withdraw": "child_visit",
    "record_flag": "record_flag",
    **dict.fromkeys({"child_visit_withdraw", "child_protected", "child_protected_name"}, "child_visit"),
    **dict.fromkeys(SUPERVISIONS, "supervision"),
    **dict.fromkeys({"supervision_plan", "supervision_new"}, "supervised_agent"),
    "supervision_reason": "supervision_reason",
    **dict.fromkeys({"child_alert_answer", "child_alert_refer"}, "child_alert"),
    "person_consent_withdraw": "household_consent",
    "person_guardian_end": "household_guardian",
    **dict.fromkeys(ACCOMPANIMENTS, "accompaniment"),
    **{name: about for about, named in ACCOMPANIED.items() for name in named},
    **dict.fromkeys(FACILITIES, "facility"),
    **dict.fromkeys(FACILITY_PROPOSALS, "facility_proposal"),
    "facility_pair": "facility_pair",
    "facility_unmerge": "facility_merge",
    **dict.fromkeys({"facility_import", "facility_import_give_up"}, "facility_import"),
    **dict.fromkeys({"locality_review", "locality_import", "locality_forget"}, "locality_import"),
    **dict.fromkeys({"health_review", "health_store", "health_forget"}, "health_file"),
    **dict.fromkeys({"health_undo_ask", "health_undo"}, "health_stored"),
    "health_series": "health_series",
    **dict.fromkeys({"job_progress", "job_cancel", "plan_running", "siting_running", "rounds_running"}, "job"),
    **dict.fromkeys({"place", "commune_needs"}, "place"),
    **dict.fromkeys({"mfa_edit_webauthn", "mfa_remove_webauthn"}, "passkey"),
    **dict.fromkeys({"expressed_need", "expressed_edit", "expressed_answer", "expressed_evidence"}, "expressed"),
    "expressed_move": "expressed_move",
    "place_needs": "area",
    **dict.fromkeys(FILES, "procedure_file"),
    **dict.fromkeys(PIECES, "procedure_piece"),
    **dict.fromkeys(KINDS_OF_FILES, "procedure_kind"),
    **dict.fromkeys({"procedure_file_need", "procedure_file_check_withdraw"}, "procedure_need"),
    "procedure_file_party_remove": "procedure_party",
    **dict.fromkeys(CONVENTIONS, "convention"),
    **dict.fromkeys(MEETINGS, "meeting"),
    "meeting_new": "committee",
    "convention_line_new": "convention_sort",
    **dict.fromkeys({"convention_line", "convention_line_remove"}, "convention_line"),
    "amendment_close": "amendment",
    **dict.fromkeys({"deadline", "deadline_proof", "deadline_decide"}, "deadline"),
    **dict.fromkeys({"proof_file", "proof_withdraw"}, "proof"),
    "convention_page": "public_page",
    **dict.fromkeys(SESSIONS, "awareness_session"),
    "awareness_person_remove": "awareness_person",
    "parent_interview_take_back": "parent_interview",
    **dict.fromkeys(TRAININGS, "training"),
    **dict.fromkeys(
        {"training_day", "training_day_change", "training_day_file", "training_day_sheet"}, "training_day"
    ),
    **dict.fromkeys({"training_person", "training_person_observe", "training_person_remove"}, "training_person"),
    "training_person_enrol": "training_professional",
    **dict.fromkeys({"training_module", "training_module_retire"}, "training_module"),
    **dict.fromkeys({"awareness_topic", "awareness_topic_retire"}, "awareness_topic"),
    **dict.fromkeys(CARE_SUPPLY, "care_supply_plan"),
    **dict.fromkeys(CARE_SUPPLY_VERSIONS, "care_supply_version"),
    **dict.fromkeys({"care_supply_line", "care_supply_line_remove"}, "care_supply_line"),
    **dict.fromkeys({"care_supply_page", "care_supply_page_pdf"}, "care_supply_page"),
    "care_supply_action_new": "care_supply_kind",
    "care_supply_comment": "care_supply_followed",
    "care_supply_comment_remove": "care_supply_comment",
    "care_supply_party_remove": "care_supply_party",
    "members": "members",
    "member_end": "membership",
    "member_restore": "ended",
    "needs_shapes": "edition",
    **dict.fromkeys({"indicator", "indicator_keep"}, "indicator"),
    **dict.fromkeys({"indicator_records", "target"}, "target"),
    **dict.fromkeys({"kept_take_back", "kept_publish"}, "kept_figure"),
}
OF_KINDS = {
    "access_scenario_export": "access",
    "siting_export": "siting",
    "plan_beside_export": "plan",
    "supplies_export": "caravan",
    "procedure_files_export": None,
    "procedure_delays_export": None,
    "ruleset_export": "rules",
    "access_compare_export": None,
    "indicators_export": None,
    "targets_export": None,
    "published_figures_export": None,
    "indicator_export": "indicator",
    "conventions_export": None,
    "awareness_sessions_export": None,
    "parent_interviews_export": None,
    "activity_figures_export": None,
    "trainings_export": None,
    "training_people_export": "training",
    "season_export": None,
    "care_supply_export": "care_supply_gaps",
    "deadlines_export": None,
    "rounds_export": "rounds",
    "referrals_export": None,
    "record_flags_export": None,
    "supervision_needs_export": None,
    "supervisions_export": None,
    "enrolments_export": None,
    "rights_ending_export": None,
    "rights_offices_export": None,
    "rights_batch_export": "rights_batch",
    "needs_export": None,
    "needs_comparison_export": None,
    "expressed_export": None,
    "health_series_export": "health_series",
    "quality_evolution_export": "quality_evolution",
    "quality_centres_export": None,
    "facilities_export": None,
}
OF_LAYERS = {"plan_layer": "plan"}
LAYERS = ("areas", "values", "waiting", "routes", "visits", "never")
DOORS_OF_ALLAUTH = {"account_reset_password_from_key"}

Arguments = dict[str, Any]


def names() -> list[str]:
    """Return the name of every route but those that take a key of allauth's."""
    return [route.name for route in routes() if route.name and route.name not in DOORS_OF_ALLAUTH]


def arguments_of(name: str, known: dict[str, Arguments]) -> list[Arguments]:
    """Return the arguments of a route, in each of its formats."""
    if name in OF_KINDS:
        return [{**known.get(OF_KINDS[name] or "", {}), "kind": kind} for kind in KINDS]
    if name in OF_LAYERS:
        return [{**known[OF_LAYERS[name]], "layer": layer} for layer in LAYERS]
    return [known[ABOUT[name]]] if name in ABOUT else [{}]


def addresses(world: World) -> list[str]:
    """Return the address of every route with the ids of what somebody made, then what it may ask after its `?`."""
    found = [reverse(name, kwargs=given) for name in names() for given in arguments_of(name, world.arguments)]
    return [*dict.fromkeys(found), *world.queries]


def policy_at(address: str) -> str:
    """Return the policy of the route at an address."""
    policy: str = resolve(address.split("?", maxsplit=1)[0]).func.policy
    return policy


def absent(arguments: dict[str, Arguments]) -> dict[str, Arguments]:
    """Return arguments like these, of what never was."""
    made = {"UUID": uuid.uuid4(), "int": 987_654_321, "str": None}
    return {
        name: {key: made[type(value).__name__] or value for key, value in given.items()}
        for name, given in arguments.items()
    }


def pairs_of(world: World) -> Iterator[tuple[str, str, str]]:
    """Yield each route that takes ids, with its address for what somebody made and for what never was."""
    strange = absent(world.arguments)
    for name in names():
        for made, never in zip(arguments_of(name, world.arguments), arguments_of(name, strange), strict=True):
            if any(isinstance(value, uuid.UUID | int) for value in made.values()):
                yield name, reverse(name, kwargs=made), reverse(name, kwargs=never)


def answer_of(browser: Client, way: tuple[str, dict[str, str]], address: str) -> tuple[object, ...]:
    """Return all that somebody can tell of an answer, but for what differs each time."""
    method, headers = way
    answer = getattr(browser, method)(address, headers=headers)
    text = answer.content.decode(errors="replace").replace(address.removeprefix("/fr"), "ADDRESS")
    told = {name: value for name, value in answer.headers.items() if name not in {"Content-Length", "Location"}}
    told["Content-Security-Policy"] = "nonce" in told.get("Content-Security-Policy", "")
    where = answer.headers.get("Location", "").replace(address, "ADDRESS").replace(quote(address, ""), "ADDRESS")
    return answer.status_code, re.sub(r'(nonce="|value="|X-CSRFToken": ")[^"]*"', "", text), told, where


def words_in(answer: Any) -> set[str]:
    """Return the canaries that an answer lets out: in its body, its headers, its cookies."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = pdf_text(body) if body.startswith(b"%PDF") else text_in(body).replace(FOLD, "")
    return set(CANARY.findall(f"{text} {dict(answer.headers)} {answer.cookies.output()}"))


def pdf_text(content: bytes) -> str:
    """Return what a PDF says."""
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def text_in(content: bytes) -> str:
    """Return everything readable in an answer, also inside a workbook."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
