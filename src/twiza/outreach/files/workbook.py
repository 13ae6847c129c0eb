"""A plan as a workbook: in short, day by day, commune by commune, with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.core.names import name_in
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Column, Note, Sheet, write_xlsx
from twiza.outreach.models import Plan, PlanArea, PlanRoute, StopKind
from twiza.outreach.plan_page import VisitRow, area_rows, day_rows
from twiza.outreach.price_said import price_rows, price_said
from twiza.outreach.queries.price import price_of
from twiza.outreach.wording import all_assumptions, counting_said, people_said, plan_said, proof_said

WHOLE, TENTH, SHARE, DATE = "#,##0", "#,##0.0", "0.0%", "dd/mm/yyyy"


def plan_workbook(plan: Plan, routes: Sequence[PlanRoute], areas: Sequence[PlanArea], *, language: str) -> bytes:
    """Return the workbook of a plan, whose routes carry their visits, in a language."""
    with override(language):
        sheets = [
            summary_sheet(plan, language),
            visits_sheet(plan, routes, language),
            areas_sheet(areas, language),
            *equity_sheets(plan),
        ]
        notes = [Note(_("Assumption"), sentence) for sentence in all_assumptions(plan.assumptions, language)]
        notes.append(Note(_("How people are counted"), counting_said()))
    return write_xlsx(sheets, language=language, notes=notes)


def summary_sheet(plan: Plan, language: str) -> Sheet:
    """Return what the plan gives, in a dozen lines."""
    rows: list[tuple[Cell, Cell]] = [
        (_("Plan"), plan_said(plan, language)),
        (_("Area"), name_in(plan.area.names, language)),
        (_("In short"), people_said(plan)),
        (_("How good it is"), proof_said(plan)),
        (_("People newly within reach"), plan.people_newly_reached),
        (_("Need newly met (people who need a consultation within a year)"), round(plan.need_met, 1)),
        (_("Need out of reach of fixed care"), round(plan.need, 1)),
        (_("Value (need met, weighted for equity)"), round(plan.value, 3)),
        (_("Proven upper bound of the value"), round(plan.bound, 3)),
        (_("Gap between the two"), round(plan.gap, 6)),
        (_("Visits"), plan.visit_count),
        (_("Team days"), plan.route_count),
        (_("Kilometres"), round(plan.km, 1)),
        (_("Cost"), round(plan.cost, 2)),
        *((_("The price of equity"), sentence) for sentence in price_said(plan)),
        (_("Made on"), date_format(localtime(plan.made_at), "SHORT_DATETIME_FORMAT")),
    ]
    return Sheet(_("In short"), [Column(_("About"), width=56), Column(_("What the plan gives"), width=70)], rows)


def visits_sheet(plan: Plan, routes: Sequence[PlanRoute], language: str) -> Sheet:
    """Return a line for each visit, by day and team."""
    specialties = plan.snapshot["specialties"]
    columns = [
        Column(_("Date"), DATE),
        Column(_("Team"), width=18),
        Column(_("Order"), WHOLE, 8),
        Column(_("Stop"), width=36),
        Column(_("Kind"), width=18),
        Column(_("Commune"), width=28),
        Column(_("Latitude"), "0.00000"),
        Column(_("Longitude"), "0.00000"),
        Column(_("People newly within reach"), WHOLE),
        *(need_column(names, language) for names in specialties.values()),
        Column(_("Value lost without it"), TENTH),
        Column(_("Why"), width=80),
        Column(_("Night"), width=24),
    ]
    rows = [visit_line(row, list(specialties), language) for row in day_rows(routes, language)]
    return Sheet(_("Day by day"), columns, rows)


def need_column(names: dict[str, str], language: str) -> Column:
    """Return the column of the need newly met of one specialty."""
    return Column(_("Need newly met: %(specialty)s") % {"specialty": name_in(names, language)}, TENTH, 20)


def visit_line(row: VisitRow, specialties: Sequence[str], language: str) -> list[Cell]:
    """Return the cells of one visit."""
    visit = row.visit
    return [
        row.route.on,
        row.team,
        visit.rank + 1,
        name_in(visit.names, language),
        str(StopKind(visit.kind).label),
        name_in(visit.commune.names, language),
        visit.lat,
        visit.lon,
        visit.people_newly_reached,
        *(visit.need_met.get(specialty, 0.0) for specialty in specialties),
        None if visit.gain is None else round(visit.gain, 3),
        row.reason,
        _("The team sleeps here.") if row.sleeps_here else "",
    ]


def areas_sheet(areas: Sequence[PlanArea], language: str) -> Sheet:
    """Return a line for each commune."""
    columns = [
        Column(_("Code"), width=16),
        Column(_("Commune"), width=30),
        Column(_("People"), WHOLE),
        Column(_("Within reach of fixed care before"), WHOLE, 20),
        Column(_("Out of reach before"), WHOLE),
        Column(_("Newly reached"), WHOLE),
        Column(_("Share newly reached"), SHARE),
        Column(_("Need out of reach"), TENTH),
        Column(_("Need newly met"), TENTH),
        Column(_("Missing under the floor"), TENTH),
    ]
    rows: list[list[Cell]] = [
        [
            row.area.commune.code,
            name_in(row.area.commune.names, language),
            row.area.people,
            row.area.people_within_reach,
            row.out_of_reach,
            row.area.people_newly_reached,
            row.reached_share,
            round(row.area.need, 1),
            round(row.area.need_met, 1),
            round(row.area.shortfall, 1),
        ]
        for row in area_rows(areas)
    ]
    return Sheet(_("Communes"), columns, rows)


def equity_sheets(plan: Plan) -> list[Sheet]:
    """Return the plan beside the best one known without equity; nothing when that was not computed."""
    price = price_of(plan)
    if price is None:
        return []
    columns = [
        Column(_("About"), width=70),
        Column(_("With equity (this plan)"), TENTH, 24),
        Column(_("Without equity"), TENTH, 24),
    ]
    rows: list[list[Cell]] = [[row.label, row.with_equity, row.without] for row in price_rows(plan, price)]
    rows.append([_("Needs that no plan without equity can pass"), None, price.bound])
    return [Sheet(_("The price of equity"), columns, rows)]
