"""
Search for the best plan.

A first plan is built visit by visit, so that there always is one. Then every route is listed where there are not too
many, and the model solved. Days are counted together first: a small model whose bound holds and whose flights mostly
find their days. Where some do not, days are told apart: all of them where the model stays small, in periods
otherwise, and then all of them with the routes found so far. Where routes are too many they are generated; and as
long as the plan is not as good as asked and there is time, parts of it are taken apart and filled again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import fsum

from twiza_planning.caravans.attempts import Attempt, flown_pool, make_attempt, periods
from twiza_planning.caravans.ceiling import value_within_reach
from twiza_planning.caravans.change import price_of_change
from twiza_planning.caravans.draft import Rules
from twiza_planning.caravans.effort import Effort
from twiza_planning.caravans.generate import generate_routes
from twiza_planning.caravans.improve import Improvement, build_days
from twiza_planning.caravans.kept import are_kept, routes_for_locks
from twiza_planning.caravans.lexicographic import Outcome
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.routes import TooManyRoutes
from twiza_planning.caravans.useless import without_useless_visits
from twiza_planning.caravans.watch import Cancelled, TimeIsUp, Watch
from twiza_planning.caravans.worth import Worth, worth_of

SAME_SHORTFALL = 1e-6
# Parts of the time for a first plan, for improving it, and for finding routes where they are too many to enumerate.
DRAFT_SHARE = 0.25
FIRST_SHARE = 0.2
GENERATION_SHARE = 0.5
STEPS_AT_ONCE = 100
# Times that a plan is weighed: at least to take out what gains nothing, and in all after the search.
WEIGHINGS_TO_TIDY = 4
WEIGHINGS_KEPT = 6
# Figures closer than this are the same figure (relative above 1).
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Routes that keep every rule, what they are worth, and what their changes cost."""

    routes: tuple[Route, ...]
    worth: Worth
    change: float

    @property
    def shortfall(self) -> float:
        """What areas lack in all under their floor."""
        return fsum(area.shortfall for area in self.worth.areas)

    @property
    def rank(self) -> tuple[float, float]:
        """Greater is better: the least shortfall first, then the greatest value less changes."""
        return -round(self.shortfall / SAME_SHORTFALL), self.worth.value - self.change


@dataclass(frozen=True, slots=True)
class Found:
    """
    The best candidate, a bound on value less changes over plans that lack no more, and whether none lacks less.

    `ceiling` is a bound on the value alone; `weighing` is the seconds that it takes to say what routes are worth.
    """

    best: Candidate
    bound: float
    ceiling: float
    floor_proven: bool
    weighing: float


def find_plan(problem: CaravanProblem, effort: Effort) -> Found | None:
    """
    Return the best plan found, None when no plan keeps the locked routes.

    Raises Cancelled when the caller cancels before any plan is found.
    """
    search = Search(problem, effort)
    try:
        search.draft()
        if not search.is_within(0.0) and not search.try_all_routes():
            return None
    except TooManyRoutes:
        search.try_some_routes()
    except TimeIsUp:
        pass
    search.improve()
    return search.found()


def improve_routes(problem: CaravanProblem, routes: Iterable[Route], bound: float, effort: Effort) -> Found | None:
    """Return the best plan found from routes that keep every rule, where no plan is worth more than a bound."""
    search = Search(problem, effort)
    search.start(routes, bound)
    search.improve()
    return search.found()


def tidied(problem: CaravanProblem, found: Found, *, watch: Watch) -> Found:
    """Return a plan of the same worth without the visits that gain nothing, as far as there is time."""
    if watch.left < WEIGHINGS_TO_TIDY * found.weighing:
        return found
    routes = without_useless_visits(problem, found.best.routes, watch=watch)
    if routes == found.best.routes:
        return found
    return replace(found, best=Candidate(routes, worth_of(problem, routes), price_of_change(problem, routes)))


class Search:
    """The best plan so far, and what no plan can pass."""

    def __init__(self, problem: CaravanProblem, effort: Effort) -> None:
        self._problem = problem
        self._effort = effort
        self._watch = effort.watch
        self._rules = Rules(problem)
        self._best: Candidate | None = None
        self._outcomes: list[Outcome] = []
        self._ceiling = value_within_reach(problem)
        self._bound = self._ceiling
        self._is_closed = False
        self._weighing = 0.0

    def draft(self) -> None:
        """Make a first plan, unless locked routes need others that are not plain."""
        with self._watch.sharing(DRAFT_SHARE):
            self._consider(self._rules.routes_of(build_days(self._rules, {}, self._watch)))

    def start(self, routes: Iterable[Route], bound: float) -> None:
        """Begin with routes, and a bound on value less changes over all plans."""
        self._bound = min(self._bound, bound)
        self._consider(routes)

    def try_all_routes(self) -> bool:
        """Solve models with every route, and return whether there is a plan. Raises TooManyRoutes and TimeIsUp."""
        attempts: list[Attempt] = []
        for period_days in periods(self._problem, attempts):
            attempt = make_attempt(self._problem, self._effort, period_days, None)
            if attempt is None:
                return False
            attempts.append(attempt)
            self._outcomes.append(attempt.outcome)
            self._consider(attempt.assigned.routes)
            if attempt.is_whole or self._watch.stopped:
                self._is_closed = attempt.is_whole and not self._watch.stopped
                return True
        self._tell_days_apart(self._problem, attempts)
        return True

    def try_some_routes(self) -> None:
        """
        Improve the first plan, then search among generated routes, home every night.

        The bound is that of the generation; under a floor nothing says that no plan lacks less.
        """
        if self._best is None and not self._keep_locks():
            return
        with self._watch.sharing(FIRST_SHARE):
            self._improve_once()
        try:
            if not self.is_within(self._effort.gap):
                self._generate()
        except (TooManyRoutes, TimeIsUp):
            pass

    def improve(self) -> None:
        """Improve the best plan until it is as good as asked or the time is over."""
        if self._best is None or self._is_closed:
            return
        improvement = Improvement(self._rules, self._rules.days_of(self._best.routes), seed=self._effort.seed)
        while improvement.has_choice and not self._watch.stopped and not self.is_within(self._effort.gap):
            self._consider(self._rules.routes_of(improvement.run(STEPS_AT_ONCE, self._watch)))
            self._effort.watch.report("plan", value=self._best.worth.value, bound=self._bounded(self._best).bound)

    def is_within(self, gap: float) -> bool:
        """Return whether the best plan is known to be as near the best possible as asked."""
        if self._best is None:
            return False
        found, worth = self._bounded(self._best), self._best.worth.value - self._best.change
        return found.floor_proven and found.bound - worth <= gap * abs(found.bound) + ROUNDING * max(1.0, abs(worth))

    def found(self) -> Found | None:
        """Return the best plan with the best bound known, None without any. Raises Cancelled."""
        if self._best is None and self._watch.cancelled:
            raise Cancelled
        if self._best is None and not self._keep_locks():
            return None
        return None if self._best is None else self._bounded(self._best)

    def _improve_once(self) -> None:
        if self._best is not None:
            improvement = Improvement(self._rules, self._rules.days_of(self._best.routes), seed=self._effort.seed)
            if improvement.has_choice:
                self._consider(self._rules.routes_of(improvement.run(STEPS_AT_ONCE, self._watch)))

    def _generate(self) -> None:
        with self._watch.sharing(GENERATION_SHARE):
            generated = generate_routes(self._problem, self._effort)
        self._bound = min(self._bound, generated.bound)
        if self._problem.nights_max or self.is_within(self._effort.gap):
            return
        attempt = make_attempt(self._problem, self._effort, self._problem.days, generated.pool)
        if attempt is not None:
            self._consider(attempt.assigned.routes)
            if not attempt.is_whole:
                self._tell_days_apart(self._problem, [attempt])

    def _tell_days_apart(self, problem: CaravanProblem, attempts: list[Attempt]) -> None:
        """Solve the model of every day with the routes flown so far."""
        if self._watch.stopped:
            return
        try:
            attempt = make_attempt(problem, self._effort, 1, flown_pool(attempts))
        except TooManyRoutes:
            return
        if attempt is not None:
            self._consider(attempt.assigned.routes)

    def _keep_locks(self) -> bool:
        """Find what locked routes need, and return whether there is a plan at all."""
        routes = routes_for_locks(self._problem, self._effort)
        if routes is None:
            return False
        days = build_days(self._rules, self._rules.days_of(routes), self._watch)
        self._consider(self._rules.routes_of(days))
        return self._best is not None

    def _consider(self, routes: Iterable[Route]) -> None:
        """Keep routes, with the locked ones, if they are the best so far and keep what locked routes need."""
        locked = set(self._problem.locks)
        whole = [*self._problem.locks, *(route for route in routes if route not in locked)]
        if not are_kept(self._problem, whole):
            return
        ordered = tuple(sorted(whole, key=lambda route: (self._rules.team[route.team], route.day)))
        before = self._watch.elapsed
        found = Candidate(ordered, worth_of(self._problem, ordered), price_of_change(self._problem, ordered))
        self._weighing = max(self._weighing, self._watch.elapsed - before)
        self._watch.keep_at_least(WEIGHINGS_KEPT * self._weighing)
        if self._best is None or found.rank > self._best.rank:
            self._best = found

    def _bounded(self, best: Candidate) -> Found:
        """Return a plan with the best bound that holds for it: a floor's holds only for plans that lack no more."""
        bound, least = self._bound, 0.0
        for outcome in self._outcomes:
            lacks_no_more = best.shortfall <= outcome.shortfall + SAME_SHORTFALL * max(1.0, outcome.shortfall)
            bound = min(bound, outcome.bound if lacks_no_more else outcome.ceiling)
            least = max(least, outcome.shortfall_bound)
        proven = best.shortfall <= least + SAME_SHORTFALL * max(1.0, least)
        return Found(best, bound, self._ceiling, floor_proven=proven, weighing=self._weighing)
