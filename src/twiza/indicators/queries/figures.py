"""Indicators computed for a scope, each as it may be shown, and those that cannot be computed yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from twiza.indicators.definitions import Definition
from twiza.indicators.registry import COMPUTATIONS, NOT_YET, Computation, Topic
from twiza.indicators.scope import Scope, Sources
from twiza.indicators.shown import Shown, shown

SHARES = frozenset({"pct", "cascade"})
"""The kinds of indicators whose figure is a percentage."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator with its definition, how it is computed, and what it says of a scope."""

    definition: Definition
    computation: Computation
    shown: Shown


@dataclass(frozen=True, slots=True)
class Missing:
    """An indicator that cannot be computed yet, and why; no reason is one that nobody gave."""

    definition: Definition
    why: Promise | None


def figures_for(definitions: Iterable[Definition], scope: Scope) -> list[Figure]:
    """Return the indicators that can be computed, topic by topic, in the order of their definitions."""
    known = [one for one in definitions if one.code in COMPUTATIONS]
    by_topic = sorted(known, key=lambda one: list(Topic).index(COMPUTATIONS[one.code].topic))
    sources = Sources(scope)
    return [figure_of(one, COMPUTATIONS[one.code], sources) for one in by_topic]


def figure_of(definition: Definition, computation: Computation, sources: Sources) -> Figure:
    """Compute one indicator."""
    measured = computation.measure(sources)
    is_share = definition.kind in SHARES
    said = shown(measured, counts_persons=computation.counts_persons, is_share=is_share)
    return Figure(definition, computation, said)


def stages_of(figure: Figure, sources: Sources) -> list[tuple[Promise, Shown]]:
    """Return the stages of a cascade, each as it may be shown; a figure that is none has no stages."""
    counts_persons = figure.computation.counts_persons
    return [
        (label, shown(measure(sources), counts_persons=counts_persons, is_share=False))
        for label, measure in figure.computation.stages
    ]


def missing_among(definitions: Iterable[Definition]) -> list[Missing]:
    """Return the indicators that nothing here computes yet."""
    return [Missing(one, NOT_YET.get(one.code)) for one in definitions if one.code not in COMPUTATIONS]
