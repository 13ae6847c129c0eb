"""Questions about plans of care supply: which ones an actor may see, and which of their versions holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.accounts.territories import within
from twiza.care_supply.models import CareSupplyPlan, PlanParty, PlanVersion
from twiza.care_supply.rules import PARTY, SEE_PUBLIC_PAGE, VIEW_PLANS, WRITE_PLANS
from twiza.care_supply.steps import ADOPTED, OPEN, PUBLISHED
from twiza.organisations.models import Membership, Organisation
from twiza.procedures.models import Passage
from twiza.territory.models import Place

AREA_RANKS = (1, 2)
"""What one plans care for: the first two levels of a country, its regions and provinces for instance."""
MAY_OWN = (Role.PLANNER, Role.MANAGER, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What somebody asks of a list of plans; empty parts ask nothing."""

    sounds: Sequence[str] = ()
    step_code: str = ""


def plans_of(actor: Actor) -> QuerySet[CareSupplyPlan]:
    """Return the plans that an actor may see, the newest first: `decide` says yes to each of them."""
    if actor.grant is None or not decide(actor, VIEW_PLANS):
        return CareSupplyPlan.objects.none()
    organisation = actor.grant.organisation_id
    ours = within(actor.grant.territory, "area__path") & Q(organisation_id=organisation)
    taking_part = PlanParty.objects.filter(organisation_id=organisation, removed_at=None)
    seen = CareSupplyPlan.objects.filter(ours | Q(pk__in=taking_part.values("plan")))
    return seen.select_related("area", "organisation").order_by("-made_at", "-id")


def plans_asked(plans: QuerySet[CareSupplyPlan], asked: PlanFilter) -> QuerySet[CareSupplyPlan]:
    """Return the plans that match every part of a filter."""
    for sound in asked.sounds:
        plans = plans.filter(search_text__contains=sound)
    if asked.step_code:
        later = PlanVersion.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
        last = PlanVersion.objects.filter(~Exists(later), file__step__code=asked.step_code)
        plans = plans.filter(pk__in=last.values("plan"))
    return plans


def listed(plans: QuerySet[CareSupplyPlan]) -> QuerySet[CareSupplyPlan]:
    """Return plans with their versions in `shown`, the last first, each with how many lines it has."""
    versions = with_counts(PlanVersion.objects.select_related("file__step")).order_by("-number")
    return plans.prefetch_related(Prefetch("versions", versions, to_attr="shown"))


def with_counts(versions: QuerySet[PlanVersion]) -> QuerySet[PlanVersion]:
    """Return versions with how many gaps and actions stand in each."""
    return versions.annotate(
        gap_count=Count("gaps", filter=Q(gaps__removed_at=None), distinct=True),
        action_count=Count("actions", filter=Q(actions__removed_at=None), distinct=True),
    )


def facts_of_plan(plan: CareSupplyPlan, actor: Actor) -> Facts:
    """Return what the rules need to know of a plan and of how an actor stands to it."""
    relations = frozenset({PARTY} if actor.grant and takes_part(plan, actor.grant.organisation_id) else ())
    return Facts(organisation_id=plan.organisation_id, place_path=plan.area.path, relations=relations)


def takes_part(plan: CareSupplyPlan, organisation_id: int) -> bool:
    """Return whether an organisation takes part in a plan."""
    return plan.parties.filter(organisation_id=organisation_id, removed_at=None).exists()


def versions_of(plan: CareSupplyPlan) -> QuerySet[PlanVersion]:
    """Return the versions of a plan, the last first."""
    return plan.versions.select_related("file__step", "file__version", "made_by", "based_on").order_by("-number")


def version_in_force(versions: Sequence[PlanVersion]) -> PlanVersion | None:
    """Return the version that holds: the last published one, else the last adopted one; None before."""
    for code in (PUBLISHED, ADOPTED):
        found = next((one for one in versions if one.file.step.code == code), None)
        if found is not None:
            return found
    return None


def may_be_changed(version: PlanVersion) -> bool:
    """Return whether the lines of a version may be changed: at an early step, and never published, even by mistake."""
    if version.file.step.code not in OPEN:
        return False
    return not Passage.objects.filter(file=version.file_id, to_step__code=PUBLISHED).exists()


def standing_parties(plan: CareSupplyPlan) -> QuerySet[PlanParty]:
    """Return who takes part in a plan, by when they came."""
    return plan.parties.filter(removed_at=None).select_related("organisation").order_by("id")


def removed_parties(plan: CareSupplyPlan) -> QuerySet[PlanParty]:
    """Return who took part in a plan and can be brought back."""
    return plan.parties.filter(removed_at__isnull=False).select_related("organisation").order_by("id")


def organisations_in(plan: CareSupplyPlan) -> set[int]:
    """Return the ids of the organisations that see a plan."""
    seen = plan.parties.filter(removed_at=None, organisation__isnull=False)
    return {plan.organisation_id, *seen.values_list("organisation_id", flat=True)}


def people_who_may_own(plan: CareSupplyPlan) -> QuerySet[Person]:
    """Return the people of the organisations that take part who may see to an action, by name."""
    held = Membership.objects.filter(
        organisation_id__in=organisations_in(plan), role__in=MAY_OWN, ended_on=None, person=OuterRef("pk")
    )
    return Person.objects.filter(Exists(held), is_active=True).order_by("name", "id")


def organisations_known() -> QuerySet[Organisation]:
    """Return the organisations that may take part in a plan or own an action, the oldest first."""
    return Organisation.objects.order_by("id")


def areas_for(actor: Actor) -> QuerySet[Place]:
    """Return the areas for which an actor may begin a plan: regions and provinces, and what her territory names."""
    if actor.grant is None or not decide(actor, WRITE_PLANS):
        return Place.objects.none()
    wanted = Q(kind__rank__in=AREA_RANKS) | Q(path__in=actor.grant.territory, kind__rank__gt=0)
    return Place.objects.filter(wanted, within(actor.grant.territory, "path")).select_related("kind").order_by("path")


def published_plans(actor: Actor) -> QuerySet[CareSupplyPlan]:
    """Return the plans whose public page anybody may read."""
    if not decide(actor, SEE_PUBLIC_PAGE, Facts(is_published=True)):
        return CareSupplyPlan.objects.none()
    published = PlanVersion.objects.filter(plan=OuterRef("pk"), file__step__code=PUBLISHED)
    return CareSupplyPlan.objects.filter(Exists(published), page_opened_at__isnull=False).select_related(
        "area", "organisation"
    )
