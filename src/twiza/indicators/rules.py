"""Who may see indicators, and who keeps a figure as it stands on a day. Figures of persons hide small numbers."""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.accounts.rules import Role, all_of, any_of, has_role, is_of_own_organisation, is_within_territory

VIEW_INDICATORS = "indicators.view"
OPEN_INDICATORS_OF = "indicators.open_area"
SEE_SMALL_FIGURES = "indicators.see_small_figures"
KEEP_FIGURES = "indicators.keep_figures"
CHANGE_FIGURE = "indicators.change_figure"
READ_PUBLISHED = "indicators.read_published"

reads = has_role(Role.PLANNER, Role.MANAGER, Role.COORDINATOR, Role.SUPERVISOR)
keeps = has_role(Role.PLANNER, Role.MANAGER, Role.COORDINATOR)

# Of a route: may this role come here at all.
allow(VIEW_INDICATORS, reads)
allow(KEEP_FIGURES, keeps)
# What an organisation published: its funders read this, and nothing else.
allow(READ_PUBLISHED, any_of(reads, has_role(Role.FUNDER)))
# Of figures of families and children, whose every record she may open: nothing small is hidden, the records are told.
allow(SEE_SMALL_FIGURES, has_role(Role.SUPERVISOR))
# Of an area, and of a figure that was kept.
allow(OPEN_INDICATORS_OF, all_of(reads, is_within_territory))
allow(CHANGE_FIGURE, all_of(keeps, is_of_own_organisation, is_within_territory))
