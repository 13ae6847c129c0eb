"""Pages to ask for rounds: the form, the files to begin with, invented homes to try."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.case_management.actions.rounds import make_rounds
from twiza.case_management.files.homes import homes_workbook
from twiza.case_management.forms import (
    AGENTS_SHOWN,
    KINDS,
    MAX_BYTES,
    AgentFormSet,
    RoundsForm,
    TeamForms,
    rhythm_forms,
)
from twiza.case_management.home_file import read_homes
from twiza.case_management.home_sample import sample_homes, sample_terms
from twiza.case_management.models import RoundsPlan
from twiza.case_management.naming import names_of_sample
from twiza.case_management.queries.rounds import agents_with_accounts, commune_for_sample
from twiza.case_management.rules import PLAN_ROUNDS
from twiza.case_management.terms import RoundsTerms
from twiza.case_management.views.exports import XLSX, attachment
from twiza.case_management.views.rounds import planning_asked_for
from twiza.core.errors import DomainError
from twiza.documents.guard import guard_upload
from twiza.documents.reading import read_table
from twiza.jobs.once import id_asked_under
from twiza.territory.models import Place
from twiza.territory.row_problems import RowsRefused


class Asking:
    """The forms of new rounds, as shown or as sent."""

    def __init__(self, request: Request) -> None:
        given = request.POST if request.method == "POST" else None
        first = {"starts_on": next_month(timezone.localdate())}
        self.request = request
        self.rounds = RoundsForm(given, request.FILES if given is not None else None, initial=first)
        self.team: AgentFormSet = TeamForms(  # type: ignore[assignment]  # the factory forgets its class
            given, prefix="agents", form_kwargs={"actor": request.actor, "today": timezone.localdate()}
        )
        self.rhythms = rhythm_forms(given)
        self.refused: RowsRefused | None = None

    def is_valid(self) -> bool:
        """Return whether every form is, each of them looked at."""
        return all([self.rounds.is_valid(), self.team.is_valid(), *(form.is_valid() for _risk, form in self.rhythms)])

    def terms(self) -> RoundsTerms:
        """Return what is asked for, the file read. Raises InputError."""
        given, agents = self.rounds.cleaned_data, self.team.terms()
        rhythms = {risk.value: rhythm for risk, form in self.rhythms if (rhythm := form.rhythm())}
        file = guard_upload(given["file"], kinds=KINDS, max_bytes=MAX_BYTES)
        homes = read_homes(read_table(file), agents={agent.code for agent in agents}, rhythms=rhythms)
        return RoundsTerms(
            name=given["name"],
            starts_on=given["starts_on"],
            working_days=given["working_days"],
            weekdays=tuple(given["weekdays"]),
            agents=agents,
            homes=tuple(homes),
            rhythms=rhythms,
            speed_kmh=given["speed_kmh"],
            detour=given["detour"],
        )


@policy(PLAN_ROUNDS)
@require_http_methods(["GET", "POST"])
def rounds_new(request: Request) -> HttpResponse:
    """Take what is asked for, and plan it; say everything that is wrong at once."""
    asking = Asking(request)
    if request.method == "POST" and asking.is_valid():
        try:
            return asked_once(request, asking)
        except RowsRefused as error:
            asking.refused = error
            asking.rounds.add_error("file", _("The file was not kept: the rows below cannot be used."))
        except DomainError as error:
            asking.rounds.add_error("file", str(error))
    return page(request, asking)


def asked_once(request: Request, asking: Asking) -> HttpResponse:
    """Keep what is asked for, once for each file that one showing of the form sends, and ask for its plan."""
    terms = asking.terms()
    shown = id_asked_under(request)
    asked_under = uuid.uuid5(shown, digest_of(asking.rounds.cleaned_data["file"])) if shown else None
    plan = kept_under(request, asked_under) or make_rounds(
        actor=request.actor, terms=terms, at=timezone.now(), id=asked_under
    )
    return planning_asked_for(request, plan, asked_under)


def digest_of(file: UploadedFile) -> str:
    """Return what tells a file's content from any other's."""
    file.seek(0)
    return hashlib.sha256(file.read()).hexdigest()


def kept_under(request: Request, asked_under: uuid.UUID | None) -> RoundsPlan | None:
    """Return the rounds that this form made when it was sent before."""
    mine = RoundsPlan.objects.filter(made_by=request.actor.person_id)
    return mine.filter(pk=asked_under).first() if asked_under else None


def page(request: Request, asking: Asking) -> HttpResponse:
    """Show the form."""
    forms = list(asking.team.forms)
    filled = [form for form in forms if form.is_bound and form.has_changed()]
    shown = max(AGENTS_SHOWN, len(filled) + 1)
    context = {
        "form": asking.rounds,
        "team": asking.team,
        "agents": forms[:shown],
        "agents_shown": shown,
        "more_agents": forms[shown:],
        "rhythms": asking.rhythms,
        "refused": asking.refused,
        "has_accounts": agents_with_accounts(request.actor, timezone.localdate()).exists(),
        "sample_commune": commune_for_sample(request.actor),
    }
    is_wrong = asking.rounds.is_bound
    return render(request, "case_management/rounds_new.html", context, status=422 if is_wrong else 200)


@policy(PLAN_ROUNDS)
@require_POST
def rounds_sample(request: Request) -> HttpResponse:
    """Plan rounds to invented homes around a real commune."""
    commune = sample_commune_for(request)
    starts_on = next_month(timezone.localdate())
    names = names_of_sample(commune.names, starts_on)
    terms = sample_terms(commune, starts_on=starts_on)
    asked_under = id_asked_under(request)
    try:
        plan = kept_under(request, asked_under) or make_rounds(
            actor=request.actor, terms=terms, names=names, at=timezone.now(), id=asked_under
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("rounds_list")
    return planning_asked_for(request, plan, asked_under)


@policy(PLAN_ROUNDS)
@require_GET
def homes_template(request: Request) -> HttpResponse:
    """Answer with a workbook that has the columns and no home."""
    content = homes_workbook((), language=get_language() or "fr")
    return attachment(content, XLSX, "twiza-homes.xlsx")


@policy(PLAN_ROUNDS)
@require_GET
def homes_sample(request: Request) -> HttpResponse:
    """Answer with a workbook of homes that nobody lives in."""
    homes = sample_homes(sample_commune_for(request))
    return attachment(homes_workbook(homes, language=get_language() or "fr"), XLSX, "twiza-homes-invented.xlsx")


def sample_commune_for(request: Request) -> Place:
    """Return the commune around which homes are invented. Raises Http404 where no country is loaded."""
    commune = commune_for_sample(request.actor)
    if commune is None:
        raise Http404
    return commune


def next_month(today: dt.date) -> dt.date:
    """Return the first day of the next month."""
    return (today.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
