"""Forms of plans: find them, begin one, its terms, who takes part, what is taken from the needs, a comment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.access.models import AccessScenario, NeedFormula, Specialty
from twiza.access.queries.formulas import formulas_of
from twiza.access.queries.scenarios import scenarios_of
from twiza.accounts.decisions import Actor
from twiza.care_supply.actions.plan import FIRST_YEAR, LAST_YEAR, PlanTerms
from twiza.care_supply.models import CareSupplyPlan
from twiza.care_supply.queries.plans import areas_for, organisations_known
from twiza.care_supply.wording import named
from twiza.core.ids import new_id
from twiza.core.names import LANGUAGES, name_in
from twiza.funding.forms import LineField, OrganisationField, TextField
from twiza.organisations.models import Organisation
from twiza.procedures.models import Step
from twiza.territory.models import Place


class NamedField(forms.ModelChoiceField):
    """Something that has names in several languages."""

    def label_from_instance(self, obj: Any) -> str:
        """Return its name in the language of the page."""
        return named(obj)


class PlanFilterForm(forms.Form):
    """Which plans to list."""

    q = LineField(label=_("Name or area"), required=False, max_length=100)
    step = forms.ChoiceField(label=_("Last version stands at"), required=False)

    def offer(self, steps: list[Step]) -> None:
        """Fill the list of steps."""
        named_steps = [(step.code, name_in(step.names, get_language() or "fr")) for step in steps]
        self.fields["step"].choices = [("", _("All steps")), *named_steps]  # type: ignore[attr-defined]


class TermsForm(forms.Form):
    """What a version says of its plan."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    name_fr = LineField(label=_("Name in French"), required=False, max_length=150)
    name_ar = LineField(label=_("Name in Arabic"), required=False, max_length=150)
    name_en = LineField(label=_("Name in English"), required=False, max_length=150)
    purpose = TextField(
        label=_("What it is for"), required=False, help_text=_("What is to be better at the end of it, and for whom.")
    )
    first_year = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    last_year = forms.IntegerField(label=_("Last year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    currency = forms.CharField(
        label=_("Currency"),
        min_length=3,
        max_length=3,
        help_text=_("Three letters, such as MAD. All amounts of the plan are in it."),
    )

    def clean(self) -> dict[str, Any]:
        """Return the terms; a name in one language at least, and the last year no earlier than the first."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"name_{language}") for language in LANGUAGES):
            self.add_error("name_fr", _("Give the plan a name, in one language at least."))
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year comes before the first one: correct one of them."))
        return cleaned

    def names(self) -> dict[str, str]:
        """Return the names given, by language."""
        return {language: self.cleaned_data[f"name_{language}"] for language in LANGUAGES}

    def terms(self) -> PlanTerms:
        """Return the terms given."""
        given = self.cleaned_data
        return PlanTerms(given["purpose"], given["first_year"], given["last_year"], given["currency"])


class NewPlanForm(TermsForm):
    """A plan to begin."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    area = NamedField(label=_("Area"), queryset=Place.objects.none(), empty_label=_("Choose a region or a province"))

    field_order = ("id", "name_fr", "name_ar", "name_en", "area")

    def offer(self, actor: Actor) -> None:
        """Offer the areas for which the actor may begin a plan."""
        self.fields["area"].queryset = areas_for(actor)  # type: ignore[attr-defined]


class PlanPartyForm(forms.Form):
    """Who takes part: an organisation that is known here, or a name."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    organisation = OrganisationField(
        label=_("Organisation with an account"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Its planners, managers and coordinators see the plan."),
    )
    name = LineField(label=_("Or a name"), required=False)
    part = LineField(
        label=_("Part in the plan"), max_length=120, help_text=_("Commune, health authority, association, funder…")
    )

    def offer(self, plan: CareSupplyPlan) -> None:
        """Offer the organisations other than the plan's own."""
        self.fields["organisation"].queryset = organisations_known().exclude(  # type: ignore[attr-defined]
            pk=plan.organisation_id
        )

    def clean(self) -> dict[str, Any]:
        """Return an organisation or a name, one of them."""
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("organisation")) == bool(cleaned.get("name")):
            raise forms.ValidationError(_("Choose an organisation, or give a name: one of them."))
        return cleaned


class FormulaField(forms.ModelChoiceField):
    """A formula of needs with its version."""

    def label_from_instance(self, obj: NeedFormula) -> str:
        """Return its name and version."""
        return _("%(name)s, version %(version)d") % {"name": named(obj), "version": obj.version}


class ScenarioField(forms.ModelChoiceField):
    """A scenario of access."""

    def label_from_instance(self, obj: AccessScenario) -> str:
        """Return its name."""
        return obj.name


class NeedsForm(forms.Form):
    """From which needs to begin."""

    formula = FormulaField(label=_("Formula of needs"), queryset=NeedFormula.objects.none(), empty_label=None)
    scenario = ScenarioField(
        label=_("Who is far from care"),
        queryset=AccessScenario.objects.none(),
        required=False,
        empty_label=_("Everybody in need counts"),
        help_text=_("A scenario of access: only people far from care count then."),
    )
    specialty = NamedField(
        label=_("Specialty"), queryset=Specialty.objects.none(), required=False, empty_label=_("All specialties")
    )

    def offer(self, actor: Actor) -> None:
        """Offer the formulas and scenarios that the actor may open."""
        self.fields["formula"].queryset = formulas_of(actor)  # type: ignore[attr-defined]
        self.fields["scenario"].queryset = scenarios_of(actor)  # type: ignore[attr-defined]
        self.fields["specialty"].queryset = Specialty.objects.order_by("position", "code")  # type: ignore[attr-defined]


class ActionCommentForm(forms.Form):
    """What somebody says of what became of an action in a year."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    text = TextField(label=pgettext_lazy("of an action", "Comment"), rows=2)
