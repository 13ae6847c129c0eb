"""What our templates say of formulas."""

from django import template

from twiza.access.commune_page import label_of
from twiza.access.models import NeedTerm

register = template.Library()


@register.filter
def counted_people(term: NeedTerm) -> str:
    """Return whom a term counts."""
    return label_of(term)
