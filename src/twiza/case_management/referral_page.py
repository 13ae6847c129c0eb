"""What the page of one referral shows: the steps that may be taken, who follows it, what the person agreed to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Allow, decide
from twiza.case_management.models import ConsentPurpose, Referral, ReferralConsent
from twiza.case_management.queries.answer_links import answers_to, open_link, token_of
from twiza.case_management.queries.child_referrals import child_referred
from twiza.case_management.queries.referrals import facts_of_referral
from twiza.case_management.referral_forms import AppointmentForm, CallForm, HandOnForm, StepForm, TellForm
from twiza.case_management.referral_steps import NOT_COMPLETED
from twiza.case_management.rules import MOVE_REFERRAL, SEE_REFERRAL
from twiza.procedures.file_page import Refused, file_context, owner_options, party_options
from twiza.procedures.models import Move
from twiza.procedures.queries.missing import met_by, ways_on


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step that may follow, with its form; one press where nothing is asked but the day."""

    move: Move
    form: StepForm
    is_refused: bool

    @property
    def fails(self) -> bool:
        """Return whether this step says that the referral was not completed."""
        return self.move.to_step.code == NOT_COMPLETED


def referral_context(
    referral: Referral, actor: Actor, *, at: dt.datetime, site: str, back: str, refused: Refused | None
) -> dict[str, object]:
    """Return what the page shows of a referral that the actor may see; `site` is where our addresses begin."""
    today = timezone.localdate(at)
    facts = facts_of_referral(referral, actor)
    seen = decide(actor, SEE_REFERRAL, facts)
    fields = seen.fields if isinstance(seen, Allow) else frozenset()
    may_move = bool(decide(actor, MOVE_REFERRAL, facts))
    context = file_context(referral.file, actor, today=today, refused=refused, back=back)
    return (
        context
        | {
            "referral": referral,
            "child": child_referred(referral, actor, today),
            "fields": fields,
            "may_move": may_move,
            "steps": steps_shown(referral, actor, today, refused),
            "called": consent_of(referral, ConsentPurpose.FOLLOW_UP),
            "told": consent_of(referral, ConsentPurpose.SHARING),
        }
        | (link_shown(referral, at, site) if may_move else {})
        | {"answers": answers_to(referral)}
        | forms_of(referral, today, refused)
    )


def link_shown(referral: Referral, at: dt.datetime, site: str) -> dict[str, object]:
    """Return the link by which a referral may be answered, and a message that carries it: a code, no name."""
    address = answer_address(referral, at, site)
    if not address:
        return {}
    said = _("Referral %(code)s: please answer here. No account is needed. %(address)s")
    return {"link": open_link(referral, at), "link_message": said % {"code": referral.file.title, "address": address}}


def answer_address(referral: Referral, at: dt.datetime, site: str) -> str:
    """Return the address where a referral may be answered now; empty when it may be nowhere."""
    link = open_link(referral, at)
    return f"{site}{reverse('facility_answer', args=[token_of(link)])}" if link else ""


def steps_shown(referral: Referral, actor: Actor, today: dt.date, refused: Refused | None) -> list[StepShown]:
    """Return the steps that the actor may take from where a referral is, the usual one first."""
    ways = [way for way in ways_on(referral.file, actor, met_by(referral.file)) if way.is_mine]
    return [step_shown(referral, way.move, today, refused) for way in ways]


def step_shown(referral: Referral, move: Move, today: dt.date, refused: Refused | None) -> StepShown:
    """Return one step with its form: as it came back, or new."""
    name = f"step-{move.to_step.code}"
    if refused and refused.name == name and isinstance(refused.form, StepForm):
        return StepShown(move, refused.form, True)
    form = StepForm(
        auto_id=f"{name}-%s",
        initial={"step": move.to_step.code, "turn": referral.file.turn, "happened_on": today},
    )
    form.suit(move.to_step.code)
    return StepShown(move, form, False)


def forms_of(referral: Referral, today: dt.date, refused: Refused | None) -> dict[str, object]:
    """Return the forms beside the steps: the one that was refused as it came back, the others new."""
    owner = HandOnForm(auto_id="owner-%s", initial={"owner": referral.file.owner_id})
    owner.offer(owner_options(referral.file, today))
    appointment = {"on": referral.appointment_on, "hour": referral.appointment_at}
    tell = TellForm(auto_id="tell-%s", initial={"recipient": recipient_of(referral)})
    tell.offer(party_options(referral.file))
    shown: dict[str, object] = {
        "hand_on_form": owner,
        "appointment_form": AppointmentForm(auto_id="appointment-%s", initial=appointment),
        "call_form": CallForm(auto_id="call-%s", initial={"name": referral.name, "phone": referral.phone}),
        "tell_form": tell,
    }
    return shown | ({refused.name: refused.form} if refused and refused.name in shown else {})


def recipient_of(referral: Referral) -> int | None:
    """Return the organisation that keeps the facility, to be proposed."""
    return referral.facility.organisation_id if referral.facility else None


def consent_of(referral: Referral, purpose: ConsentPurpose) -> ReferralConsent | None:
    """Return the agreement that holds for a purpose, None where there is none."""
    return referral.consents.filter(purpose=purpose, withdrawn_at=None).select_related("recipient").first()
