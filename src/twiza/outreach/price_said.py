"""What equity costs a plan, in plain words and in a small table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.outreach.equity_price import weighs_equity
from twiza.outreach.models import EquityPrice, FavouredBy, Plan, PlanOrigin
from twiza.outreach.queries.price import price_of
from twiza.outreach.wording import counted


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One figure of a plan and of the best one known without equity; None is not known. A share is 0 to 1."""

    label: str
    with_equity: float | None
    without: float | None
    is_share: bool = False


def least_cost(plan: Plan, price: EquityPrice) -> int:
    """Return the needs, whole, that equity surely costs a plan."""
    return round(max(0.0, price.need_met - plan.need_met))


def most_cost(plan: Plan, price: EquityPrice) -> int:
    """Return the needs, whole, that equity costs a plan at most."""
    return max(round(price.bound - plan.need_met), least_cost(plan, price))


def price_said(plan: Plan) -> list[str]:
    """Return what equity costs a plan, sentence by sentence, never promising more than is proven."""
    if not weighs_equity(plan.problem):
        return [_("Every need counts alike in this plan and there is no floor: equity costs it nothing.")]
    price = price_of(plan)
    if price is None:
        return [_("What equity costs this plan was not computed.")]
    return [cost_said(plan, price), people_compared(plan, price), favoured_said(price), *cautions_said(plan)]


def cost_said(plan: Plan, price: EquityPrice) -> str:
    """Return how many needs more could be met if equity did not count: one number, or two when it is not proven."""
    least, most = least_cost(plan, price), most_cost(plan, price)
    known = {"least": counted(least), "most": counted(most)}
    if most == 0:
        return _(
            "Putting the worst-off first costs nothing in all: with the same teams, days and stops no plan could meet "
            "more needs. This is proven."
        )
    if least == 0:
        sentence = ngettext(
            "Putting the worst-off first costs at most %(most)s need met in all; whether it costs anything is not "
            "proven.",
            "Putting the worst-off first costs at most %(most)s needs met in all; whether it costs anything is not "
            "proven.",
            most,
        )
        return sentence % known
    if least == most:
        sentence = ngettext(
            "Putting the worst-off first costs %(least)s need met in all: this is proven.",
            "Putting the worst-off first costs %(least)s needs met in all: this is proven.",
            least,
        )
        return sentence % known
    sentence = ngettext(
        "Putting the worst-off first costs between %(least)s and %(most)s need met in all: what lies between is not "
        "proven.",
        "Putting the worst-off first costs between %(least)s and %(most)s needs met in all: what lies between is not "
        "proven.",
        most,
    )
    return sentence % known


def people_compared(plan: Plan, price: EquityPrice) -> str:
    """Return how many people would be newly reached without equity."""
    people = {"without": counted(price.people_newly_reached), "with": counted(plan.people_newly_reached)}
    if price.people_newly_reached == plan.people_newly_reached:
        return _("Without it as many people would be newly reached: %(with)s.") % people
    sentence = ngettext(
        "Without it, %(without)s person would be newly reached instead of %(with)s.",
        "Without it, %(without)s people would be newly reached instead of %(with)s.",
        price.people_newly_reached,
    )
    return sentence % people


def favoured_said(price: EquityPrice) -> str:
    """Return what equity brings to the communes that it is meant for."""
    more = round(price.favoured_met_with - price.favoured_met_without)
    if price.favoured_by == FavouredBy.NOBODY:
        return _("Its weights put no commune before another, and none would be under the floor without it.")
    if more == 0:
        return _nothing_more_said(price)
    if more < 0:
        return _fewer_said(price, -more)
    if price.favoured_by == FavouredBy.FLOOR:
        sentence = ngettext(
            "It brings %(more)s more need met to the communes that would be under the floor without it.",
            "It brings %(more)s more needs met to the communes that would be under the floor without it.",
            more,
        )
    else:
        sentence = ngettext(
            "It brings %(more)s more need met to the fifth of communes where needs weigh most.",
            "It brings %(more)s more needs met to the fifth of communes where needs weigh most.",
            more,
        )
    return sentence % {"more": counted(more)}


def _nothing_more_said(price: EquityPrice) -> str:
    if price.favoured_by == FavouredBy.FLOOR:
        return _("To the communes that would be under the floor without it, it brings nothing more.")
    return _("To the fifth of communes where needs weigh most, it brings nothing more.")


def _fewer_said(price: EquityPrice, fewer: int) -> str:
    if price.favoured_by == FavouredBy.FLOOR:
        sentence = ngettext(
            "Even so the communes that would be under the floor without it have %(fewer)s need met less.",
            "Even so the communes that would be under the floor without it have %(fewer)s needs met less.",
            fewer,
        )
    else:
        sentence = ngettext(
            "Even so the fifth of communes where needs weigh most has %(fewer)s need met less.",
            "Even so the fifth of communes where needs weigh most has %(fewer)s needs met less.",
            fewer,
        )
    return sentence % {"fewer": counted(fewer)}


def cautions_said(plan: Plan) -> list[str]:
    """Return what else than equity may be in the price."""
    if plan.origin == PlanOrigin.MOVED:
        return [_("Visits of this plan were moved by hand: part of the difference may come from that.")]
    if plan.problem["previous"] is None:
        return []
    return [_("This plan stays near an earlier one: part of the difference may come from that.")]


def price_in_short(plan: Plan) -> str | None:
    """Return what equity costs a plan, as needs: one number or two; None when that was not computed."""
    if not weighs_equity(plan.problem):
        return counted(0)
    price = price_of(plan)
    if price is None:
        return None
    least, most = least_cost(plan, price), most_cost(plan, price)
    known = {"least": counted(least), "most": counted(most)}
    return known["least"] if least == most else _("%(least)s to %(most)s") % known


def price_rows(plan: Plan, price: EquityPrice) -> list[PriceRow]:
    """Return the figures of a plan beside those of the best plan known without equity."""
    need = price.favoured_need
    return [
        PriceRow(_("People newly within reach"), plan.people_newly_reached, price.people_newly_reached),
        PriceRow(_("Need newly met"), plan.need_met, price.need_met),
        PriceRow(
            favoured_label(price),
            price.favoured_met_with / need if need else None,
            price.favoured_met_without / need if need else None,
            is_share=True,
        ),
        PriceRow(_("Kilometres"), plan.km, price.km),
    ]


def favoured_label(price: EquityPrice) -> str:
    """Return what the share of need met is a share of."""
    communes = len(price.favoured_communes)
    if price.favoured_by == FavouredBy.FLOOR:
        sentence = ngettext(
            "Share of need met in the %(count)s commune that would be under the floor without it",
            "Share of need met in the %(count)s communes that would be under the floor without it",
            communes,
        )
    else:
        sentence = ngettext(
            "Share of need met in the fifth of communes where needs weigh most (%(count)s commune)",
            "Share of need met in the fifth of communes where needs weigh most (%(count)s communes)",
            communes,
        )
    return sentence % {"count": counted(communes)}


def computed_said(price: EquityPrice) -> str:
    """Return by what a price was computed."""
    sentence = _(
        "Best plan found without equity: the same teams, days, stops and budget, every need counting once, and no "
        "floor. No such plan can meet more than %(bound)s needs. Computed by Twiza %(version)s, seed %(seed)s."
    )
    return sentence % {"bound": counted(price.bound), "version": price.version, "seed": price.seed}
