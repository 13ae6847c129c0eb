"""The steps of a version: each asks its rule, takes the step, and says what happened."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twiza.accounts.decisions import Facts, decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.rulesets.actions.drafts import take_version
from twiza.rulesets.actions.lifecycle import (
    activate_version,
    restore_version,
    send_back_version,
    submit_version,
    undo_activation,
    withdraw_version,
)
from twiza.rulesets.colleagues import others_acting_for
from twiza.rulesets.forms import ActivationForm, ReasonForm
from twiza.rulesets.models import RulesetVersion, State
from twiza.rulesets.queries.versions import versions_of
from twiza.rulesets.rules import ACTIVATORS

Step = Callable[..., RulesetVersion]


@policy("rulesets.write")
@require_POST
def version_take(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Make a draft of one's own of a version that came with Twiza."""
    shown = get_object_or_404(versions_of(request.actor), id=version_id, ruleset__organisation_id=None)
    if request.actor.grant is None:
        raise Http404
    try:
        taken = take_version(
            version=shown,
            organisation_id=request.actor.grant.organisation_id,
            by=request.user,
            actor=request.actor,
            at=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("ruleset_version", shown.pk)
    messages.success(request, _("This is your organisation’s draft now. Change it, or hand it in for review."))
    return redirect("ruleset_version", taken.pk)


@policy("rulesets.write")
@require_POST
def version_submit(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Hand a draft in for review."""
    shown = version_to(request, "rulesets.change", version_id)
    return taken(request, shown, submit_version, _("The version is handed in for review."))


@policy("rulesets.write")
@require_POST
def version_restore(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Take back the withdrawal of a version that was never in force."""
    shown = version_to(request, "rulesets.change", version_id)
    return taken(request, shown, restore_version, _("The version is a draft again."))


@policy("rulesets.put_in_force")
@require_POST
def version_undo(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Undo an activation on its own day."""
    shown = version_to(request, "rulesets.activate", version_id)
    activated_on = timezone.localdate(shown.activated_at) if shown.activated_at else None
    more = {"today": timezone.localdate(), "activated_on": activated_on}
    return taken(request, shown, undo_activation, _("The version is under review again."), **more)


@policy("rulesets.put_in_force")
def version_send_back(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Send a version under review back to those who write it, with a reason."""
    shown = version_to(request, "rulesets.activate", version_id)
    form = ReasonForm(request.POST or None)
    words = (_("Send back"), _("It becomes a draft again; the reason stays beside it."))
    done = _("The version is a draft again.")
    return asked_and_taken(request, shown, form, words, lambda: step(request, shown, send_back_version, form), done)


@policy("rulesets.write")
def version_withdraw(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Take a version out of use, with a reason; one in force asks for those who put it there."""
    shown = version_to(request, "rulesets.change", version_id)
    if shown.state == State.ACTIVE:
        shown = version_to(request, "rulesets.activate", version_id)
    form = ReasonForm(request.POST or None)
    words = (_("Withdraw"), consequence_of_withdrawing(shown))
    today = timezone.localdate()
    done = _("The version is withdrawn.")
    return asked_and_taken(
        request, shown, form, words, lambda: step(request, shown, withdraw_version, form, today=today), done
    )


@policy("rulesets.put_in_force")
def version_activate(request: Request, version_id: uuid.UUID) -> HttpResponse:
    """Put a version in force on the word of a named authority."""
    shown = version_to(request, "rulesets.activate", version_id)
    today = timezone.localdate()
    organisation_id, person_id = shown.ruleset.organisation_id, request.user.pk
    others = others_acting_for(organisation_id or 0, person_id, ACTIVATORS, today)
    form = ActivationForm(request.POST or None)
    words = (_("Put in force"), consequence_of_activating(shown, request, others))
    done = _("The version is in force. Until midnight you can undo this.")
    more = {"others_may_activate": others, "today": today}
    return asked_and_taken(
        request, shown, form, words, lambda: step(request, shown, activate_version, form, **more), done
    )


def consequence_of_withdrawing(shown: RulesetVersion) -> str:
    """Return what withdrawing a version comes to."""
    if shown.state == State.ACTIVE:
        return _("These rules are in force no more from today, and nothing takes their place. This cannot be undone.")
    return _("The version stays readable; you can take it back as a draft.")


def consequence_of_activating(shown: RulesetVersion, request: Request, others: int) -> str:
    """Return what putting a version in force comes to, and whether this person may."""
    if shown.made_by_id != request.user.pk:
        return _("Decisions rest on this version from then on; the one before is superseded.")
    if others > 0:
        return _("You made this version: somebody else of your organisation puts it in force.")
    return _("You made this version and are alone to answer for your organisation here: you may put it in force.")


def version_to(request: Request, action: str, version_id: uuid.UUID) -> RulesetVersion:
    """Return the version that the actor may do this to; to all others it does not exist."""
    shown: RulesetVersion = get_object_or_404(versions_of(request.actor), id=version_id)
    if not decide(request.actor, action, Facts(organisation_id=shown.ruleset.organisation_id)):
        raise Http404
    return shown


def step(request: Request, shown: RulesetVersion, action: Step, form: ReasonForm, **more: Any) -> RulesetVersion:
    """Take a step with what a form says."""
    return action(version=shown, by=request.user, actor=request.actor, at=timezone.now(), **form.cleaned_data, **more)


def taken(request: Request, shown: RulesetVersion, action: Step, done: str, **more: Any) -> HttpResponse:
    """Take a step that asks for nothing, and go back to the version."""
    try:
        action(version=shown, by=request.user, actor=request.actor, at=timezone.now(), **more)
        messages.success(request, done)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("ruleset_version", shown.pk)


def asked_and_taken(
    request: Request,
    shown: RulesetVersion,
    form: ReasonForm,
    words: tuple[str, str],
    take: Callable[[], RulesetVersion],
    done: str,
) -> HttpResponse:
    """Ask for what a step needs, take it, and go back to the version."""
    if request.method == "POST" and form.is_valid():
        try:
            take()
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect("ruleset_version", shown.pk)
    context = {"version": shown, "form": form, "verb": words[0], "consequence": words[1]}
    return render(request, "rulesets/step.html", context, status=422 if form.errors else 200)
