"""Who may see indicators, and who keeps a figure as it stands on a day. Figures of persons hide small numbers."""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.accounts.rules import Role, all_of, has_role, is_of_own_organisation, is_within_territory

VIEW_INDICATORS = "indicators.view"
OPEN_INDICATORS_OF = "indicators.open_area"
KEEP_FIGURES = "indicators.keep_figures"
CHANGE_FIGURE = "indicators.change_figure"

reads = has_role(Role.PLANNER, Role.MANAGER, Role.COORDINATOR)
keeps = has_role(Role.PLANNER, Role.MANAGER)

# Of a route: may this role come here at all.
allow(VIEW_INDICATORS, reads)
allow(KEEP_FIGURES, keeps)
# Of an area, and of a figure that was kept.
allow(OPEN_INDICATORS_OF, all_of(reads, is_within_territory))
allow(CHANGE_FIGURE, all_of(keeps, is_of_own_organisation, is_within_territory))
