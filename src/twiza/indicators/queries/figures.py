"""Indicators computed for a scope, each as it may be shown, and those that cannot be computed yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from twiza.accounts.decisions import decide
from twiza.indicators.definitions import Definition
from twiza.indicators.registry import COMPUTATIONS, NOT_YET, WHOLE_SYSTEMS
from twiza.indicators.registry.computation import By, Computation, Topic
from twiza.indicators.rules import SEE_SMALL_FIGURES
from twiza.indicators.scope import Scope, Sources
from twiza.indicators.shown import NOBODY, Shown, shown, shown_stages

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


def topics_of(definitions: Iterable[Definition]) -> list[Topic]:
    """Return the topics of the indicators that can be computed, in their order."""
    found = {COMPUTATIONS[one.code].topic for one in definitions if one.code in COMPUTATIONS}
    return [topic for topic in Topic if topic in found]


def about(topic: Topic | None, definitions: Iterable[Definition]) -> list[Definition]:
    """Return the indicators of one topic that can be computed."""
    return [one for one in definitions if one.code in COMPUTATIONS and COMPUTATIONS[one.code].topic == topic]


def figures_for(definitions: Iterable[Definition], scope: Scope) -> list[Figure]:
    """Return the indicators that can be computed, topic by topic, in the order of their definitions."""
    known = [one for one in definitions if one.code in COMPUTATIONS]
    by_topic = sorted(known, key=lambda one: list(Topic).index(COMPUTATIONS[one.code].topic))
    sources = Sources(scope)
    return [figure_of(one, COMPUTATIONS[one.code], sources) for one in by_topic]


def figure_of(definition: Definition, computation: Computation, sources: Sources) -> Figure:
    """Compute one indicator."""
    return Figure(
        definition, computation, shown(computation.measure(sources), persons=persons_hidden(computation, sources))
    )


def persons_hidden(computation: Computation, sources: Sources) -> frozenset[str]:
    """Return which numbers are hidden when small: none from who may open every record that they are made of."""
    sees_small = computation.behind and decide(sources.scope.actor, SEE_SMALL_FIGURES)
    return NOBODY if sees_small else computation.persons


def figure_told(definition: Definition, computation: Computation, by: By, sources: Sources) -> Figure:
    """Compute one indicator told by something; what it is told by besides is shown beside the same whole."""
    figure = figure_of(definition, computation.told_by(by), sources)
    if by not in computation.besides:
        return figure
    beside = shown(computation.besides[by](sources), persons=persons_hidden(computation, sources))
    return replace(
        figure, computation=replace(computation, records=by.value), shown=replace(figure.shown, parts=beside.parts)
    )


def stages_of(figure: Figure, sources: Sources) -> list[tuple[Promise, Shown]]:
    """Return the stages of a cascade, each as it may be shown; a figure that is none has no stages."""
    stages = figure.computation.stages
    counts = [measure(sources).value or 0 for _label, measure in stages]
    labels = [label for label, _measure in stages]
    return list(zip(labels, shown_stages(figure.shown, counts), strict=True)) if stages else []


def missing_among(topic: Topic | None, definitions: Iterable[Definition]) -> list[Missing]:
    """Return the indicators of the systems of a topic that nothing here computes yet, where all of one are to be."""
    given = list(definitions)
    systems = WHOLE_SYSTEMS & {one.system for one in about(topic, given)}
    return [Missing(one, NOT_YET.get(one.code)) for one in given if one.system in systems and is_missing(one)]


def is_missing(definition: Definition) -> bool:
    """Return whether nothing here computes an indicator."""
    return definition.code not in COMPUTATIONS
