"""What our templates say of formulas and of the siting assistant's answers."""

from django import template

from twiza.access.commune_page import label_of
from twiza.access.expressed_files import subject_of
from twiza.access.figures import as_number
from twiza.access.models import ExpressedNeed, NeedTerm, Siting
from twiza.access.siting_words import answers_of, title_said

register = template.Library()


@register.filter
def counted_people(term: NeedTerm) -> str:
    """Return whom a term counts."""
    return label_of(term)


@register.filter
def signed(people: int | None) -> str:
    """Return a difference with its sign, a dash where there is none to speak of."""
    if people is None:
        return "–"
    return f"+{as_number(people)}" if people > 0 else as_number(people)


@register.filter
def siting_title(siting: Siting) -> str:
    """Return what was asked of the siting assistant."""
    return title_said(siting)


@register.filter
def siting_gain(siting: Siting) -> str:
    """Return the first sentence of its answer: what is gained."""
    return answers_of(siting)[0]


@register.filter
def subject(need: ExpressedNeed) -> str:
    """Return what an expressed need is about."""
    return subject_of(need)
