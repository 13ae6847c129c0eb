"""The page of modules: write one, change it, retire it."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.activities.actions.modules import change_module, retire_module, take_module_up_again, write_module
from twiza.activities.queries.training import modules_of
from twiza.activities.rules import KEEP_TRAININGS
from twiza.activities.training_forms import ModuleForm
from twiza.activities.views.training_found import module_for
from twiza.core.answering import act_and_go, is_kept


@policy(KEEP_TRAININGS)
@require_http_methods(["GET", "HEAD", "POST"])
def module_list(request: Request) -> HttpResponse:
    """List modules, and write one."""
    form = ModuleForm(request.POST or None)
    keep = partial(write_module, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(id=form.cleaned_data["id"], said=form.said())):
        messages.success(request, _("The module is written."))
        return redirect("training_modules")
    context = {"form": form, "modules": modules_of(request.actor)}
    return render(request, "activities/modules.html", context, status=422 if form.errors else 200)


@policy(KEEP_TRAININGS)
@require_http_methods(["GET", "HEAD", "POST"])
def module_change(request: Request, module_id: uuid.UUID) -> HttpResponse:
    """Change what a module says of itself."""
    module = module_for(request, module_id)
    filled = {**module.names, "id": module.pk, "hours": module.hours}
    first = filled | {"audience": module.audience, "objectives": module.objectives}
    form = ModuleForm(request.POST or None, initial=first)
    keep = partial(change_module, module=module, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(said=form.said())):
        messages.success(request, _("The module is changed."))
        return redirect("training_modules")
    context = {"form": form, "module": module}
    return render(request, "activities/module_form.html", context, status=422 if form.errors else 200)


@policy(KEEP_TRAININGS)
@require_POST
def module_retire(request: Request, module_id: uuid.UUID) -> HttpResponse:
    """Offer a module no more, or again."""
    module = module_for(request, module_id)
    is_retired = module.retired_at is not None
    act = partial(
        take_module_up_again if is_retired else retire_module, module=module, actor=request.actor, at=timezone.now()
    )
    done = _("The module is offered again.") if is_retired else _("The module is offered no more.")
    return act_and_go(request, act, done, reverse("training_modules"))
